"""Streamlit components of our own: HTML, CSS and plain JavaScript, no build step."""
