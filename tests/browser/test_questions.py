"""The twenty questions of docs/classroom: the way to each is walked, and its answer stands on the screen."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Error, Page

from rnnviz.ui.frame.pages import PAGES, page_at
from tests.browser.driving import PATIENCE, ROOT, Reader, Server

# Text of everything that is drawn, shadow roots included, as one line.
_TEXT = """() => {
    const found = [];
    const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return found.push(node.textContent);
        if (node.matches?.('style, script, [hidden]')) return;
        for (const child of node.childNodes) walk(child);
        if (node.shadowRoot) walk(node.shadowRoot);
        if (node.matches?.('p, div, li, h1, h2, h3, text, td, button, section')) found.push(' ');
    };
    walk(document.body);
    return found.join('').replace(/\\s+/g, ' ');
}"""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, the names that are pressed on the way, and what is read there."""

    number: int
    way: tuple[str, ...]
    answers: tuple[str, ...]


def questions() -> list[Question]:
    """The questions as the document has them."""
    text = (ROOT / "docs" / "classroom" / "twenty-questions.md").read_text(encoding="utf-8")
    found = re.findall(r"^(\d+)\. (.+?)(?=^\d+\. |^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return [
        Question(
            number=int(number),
            way=tuple(re.findall(r"`([^`]+)`", told)),
            answers=tuple(" ".join(answer.split()) for answer in re.findall(r"\*\*(.+?)\*\*", told, flags=re.DOTALL)),
        )
        for number, told in found
    ]


def press(page: Page, name: str) -> None:
    """Press what is called so: a page of the navigation, a button, or one of several choices."""
    if name in {entry.title for entry in PAGES}:
        page.get_by_role("link", name=name, exact=True).first.click()
    else:
        page.get_by_role("button", name=name, exact=True).or_(
            page.get_by_role("radio", name=name, exact=True)
        ).first.click()


def test_there_are_twenty() -> None:
    """Every question has a way and an answer; each page of what the chapter has is asked about."""
    asked = questions()
    assert [one.number for one in asked] == list(range(1, 21))
    assert all(one.way[0] in {page.title for page in PAGES} and one.answers for one in asked)
    of_the_chapter = PAGES[: PAGES.index(page_at("clinic")) + 1]
    assert {one.way[0] for one in asked} == {page.title for page in of_the_chapter}


def test_every_answer_stands_where_the_way_leads(new_page: Callable[..., Page], server: Server) -> None:
    """Following the way from the navigation on, what the document prints in bold is on the screen."""
    reader = Reader(new_page(cold=True), server.url).open()
    missing = []
    for question in questions():
        for name in question.way:
            press(reader.page, name)
            reader.settle(drawn=False)
        for answer in question.answers:
            try:
                reader.page.wait_for_function(
                    f"(answer) => ({_TEXT})().includes(answer)", arg=answer, timeout=PATIENCE / 4
                )
            except Error:
                missing.append((question.number, answer))
    assert missing == []
