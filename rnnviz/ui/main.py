"""The script that Streamlit runs: the frame of every page and the table of pages."""

from rnnviz.ui.frame.layout import run_page

run_page()
