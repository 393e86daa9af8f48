"""Labelled reviews as the pages hold them."""
