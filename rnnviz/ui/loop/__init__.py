"""The room of the page "The loop by hand"."""
