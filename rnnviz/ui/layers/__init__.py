"""The room of the page "Keras layers"."""
