"""①②: the text is never markup, the marks are links to their quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from desktop.pages.citation_marks import cited_html

if TYPE_CHECKING:
    from desktop.theme import Appearance


def _document(html: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(html)
    return document


def test_a_cited_text_shows_markup_as_text(look: Appearance) -> None:
    document = _document(cited_html(look, "人均<5 & >3", "body", []))
    assert document.toPlainText().strip() == "人均<5 & >3"


def test_each_mark_is_a_link_to_its_number(look: Appearance) -> None:
    html = cited_html(look, "村级练", "body", [2, 21])
    text = _document(html).toPlainText()
    assert "②" in text
    assert "(21)" in text
    assert 'href="2"' in html
    assert 'href="21"' in html
