"""The glossary on screen: terms of docs/glossary.md, each with its definition where it is pointed at."""

import html
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from rnnviz.ui.language import say

__all__ = ["glossary", "show_terms"]

_FILE = Path(__file__).resolve().parents[3] / "docs" / "glossary.md"
_ENTRY = re.compile(r"^\*\*(?P<term>[^*]+?)(?:\.\*\*|\*\*[^.\n]*\.) (?P<told>.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"[`*]")


@cache
def glossary() -> Mapping[str, str]:
    """Definitions by term, as the glossary has them; none where the documents are not there."""
    if not _FILE.is_file():
        return {}
    text = _FILE.read_text(encoding="utf-8")
    return {entry["term"]: _plain(entry["told"]) for entry in _ENTRY.finditer(text)}


def show_terms(terms: Sequence[str]) -> None:
    """Show the terms of a page in a row; pointing at one, or reaching it by Tab, tells what it means."""
    known = [(term, glossary()[term]) for term in terms if term in glossary()]
    if not known:
        return
    items = "".join(_markup(term, told) for term, told in known)
    called = html.escape(say("Words on this page"))
    st.html(f'<p class="terms"><span>{called}</span><span translate="no" lang="en">{items}</span></p>')


def _markup(term: str, told: str) -> str:
    definition = f'<span class="told" role="tooltip">{html.escape(told)}</span>'
    return f'<span class="term" tabindex="0">{html.escape(term)}{definition}</span>'


def _plain(told: str) -> str:
    return re.sub(r"\s+", " ", _CODE.sub("", re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", told))).strip()
