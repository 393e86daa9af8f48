"""The instruments below a reading: one question each, opened one at a time, computed when opened."""
