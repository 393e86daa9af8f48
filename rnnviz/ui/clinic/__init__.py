"""The room of the page "Clinic"."""
