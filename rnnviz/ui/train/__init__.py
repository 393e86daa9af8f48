"""The room of the page "Train"."""
