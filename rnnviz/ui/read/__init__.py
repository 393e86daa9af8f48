"""The room of the page "Read a review"."""
