"""The room of the page "Two networks"."""
