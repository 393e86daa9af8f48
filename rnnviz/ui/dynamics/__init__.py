"""The room of the page "Dynamics"."""
