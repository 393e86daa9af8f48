"""Boxes, examples and lists of reviews, for every page that has them."""
