"""Words of what every picture has."""

__all__ = ["SAVING"]

SAVING = {"save": "Save this picture", "png": "PNG", "svg": "SVG", "csv": "Numbers (CSV)"}
"""The button that saves a picture, and the formats of its menu."""
