"""The room of the page "Units and words"."""
