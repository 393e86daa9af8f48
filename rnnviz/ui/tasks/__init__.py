"""The room of "Small tasks"."""
