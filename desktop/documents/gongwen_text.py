"""Paragraphs and runs of an official document: which style, which face, what is missing.

Everything about a style is in gongwen_styles; a paragraph says its name only, so that whoever
changes a style in Word changes the document.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.documents.text import one_line
from desktop.documents.word import w, words

if TYPE_CHECKING:
    from desktop.documents.word import Element


class Style(StrEnum):
    """Ids of the styles of an official document."""

    PLAIN = "Normal"
    TITLE = "Title"
    BODY = "GongwenBody"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    QUOTE = "Quote"
    ANNEXES = "GongwenAnnexes"
    ISSUER = "GongwenIssuer"
    DATE = "GongwenDate"
    ANNEX_MARK = "GongwenAnnexMark"
    ANNEX_TITLE = "GongwenAnnexTitle"
    TABLE_HEAD = "GongwenTableHead"
    TABLE_TEXT = "GongwenTableText"
    TABLE_MIDDLE = "GongwenTableMiddle"
    FOOTER = "Footer"
    FOOTNOTE = "FootnoteText"
    FOOTNOTE_MARK = "FootnoteReference"
    CITATION = "GongwenCitation"
    GAP = "GongwenGap"
    """Of what is missing, so that Word selects all of it at once."""


def heading_style(level: int) -> Style:
    """The style of 一、（一）1.（1）; what is deeper looks like the deepest."""
    return (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)[min(level, 4) - 1]


def run(
    text: str, *, font: str = "", bold: bool = False, strike: bool = False, style: str = ""
) -> Element:
    """A run whose quotation marks and dashes are Chinese.

    Without the hint Word takes “ ” … — for Latin and sets them narrow.
    """
    fonts = w("rFonts", hint="eastAsia", **({"eastAsia": font} if font else {}))
    properties = w("rPr", *([w("rStyle", val=style)] if style else []), fonts)
    if bold:
        properties.append(w("b"))
    if strike:
        properties.append(w("strike"))
    return w("r", properties, *words(text))


def paragraph(style: str, *runs: Element, **indent: object) -> Element:
    """A paragraph; `indent` only where it depends on the text."""
    properties = w("pPr", w("pStyle", val=style))
    if indent:
        properties.append(w("ind", **indent))
    return w("p", properties, *runs)


def filled(text: str, gap: str) -> Element:
    """What the user wrote, on one line, or the mark of what is missing."""
    line = one_line(text)
    return run(line) if line else missing(gap)


def missing(gap: str) -> Element:
    """The word for what is missing, in a style of its own."""
    return run(gap, style=Style.GAP)
