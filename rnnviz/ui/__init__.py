"""Streamlit that is not a page: the table of pages, what a session keeps, controls, and the linked views."""
