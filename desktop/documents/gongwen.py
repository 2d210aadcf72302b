"""A plan as an official document (公文) per GB/T 9704-2012, for Word.

Title, sections, what was borrowed with real footnotes, 附件说明, 落款, and the attachments. What
the plan leaves open stands there as 待补, in a style of its own by which Word finds it. The
document is Chinese whatever the interface speaks: its words are the standard's.
"""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Final

from desktop.documents.gongwen_annexes import Annex, opening, table_annexes
from desktop.documents.gongwen_fonts import Fonts
from desktop.documents.gongwen_notes import Footnotes
from desktop.documents.gongwen_pages import Pages
from desktop.documents.gongwen_sections import sections
from desktop.documents.gongwen_sources import sources
from desktop.documents.gongwen_styles import set_properties, set_up
from desktop.documents.gongwen_text import Style, filled, paragraph, run
from desktop.documents.plan_tables import SOURCES, blocks
from desktop.documents.text import display_width, no_progress, one_line
from desktop.documents.word import w

if TYPE_CHECKING:
    from desktop.documents.plan import PlanDocument
    from desktop.documents.text import Progress
    from desktop.documents.word import Element

_CHARACTER: Final = 320
"""Twentieths of a point of a character of 16 pt."""


def to_gongwen(
    document: PlanDocument, fonts: Fonts | None = None, progress: Progress = no_progress
) -> bytes:
    """The document as the bytes of a .docx file; `progress` is told of sections and rows."""
    from docx import Document as new_document

    fonts = fonts or Fonts()
    made = new_document()
    set_up(made, fonts)
    set_properties(made, document.title, document.issuer, document.today)
    _write(made.element.body, document, fonts, Pages(made), progress)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _write(
    body: Element, document: PlanDocument, fonts: Fonts, pages: Pages, progress: Progress
) -> None:
    for child in list(body):
        body.remove(child)
    steps = count(1)
    total = len(document.sections) + 2 * len(document.tasks)

    def step() -> None:
        progress(next(steps), total)

    annexes = table_annexes(document, step)
    has_sources = bool(document.sources) or any(block.mechanism for block in blocks(document))
    notes = Footnotes(document.sources, f"附件{len(annexes) + 1}“{SOURCES}”")
    body.append(paragraph(Style.TITLE, filled(document.title, document.gap)))
    body.append(paragraph(Style.PLAIN))
    for part in sections(document, fonts, notes):
        body.extend(part)
        step()
    if has_sources:
        annexes.append(Annex(SOURCES, False, lambda: sources(document, notes)))
    body.extend(_annex_list(annexes))
    body.extend(_signature(document))
    landscape = False
    for number, annex in enumerate(annexes, start=1):
        body.append(_section_end(pages, landscape=landscape))
        landscape = annex.landscape
        body.extend(opening(number, annex.title))
        body.extend(annex.content())
    if landscape:
        body.append(_low_paragraph())  # Word wants one behind the last table
    body.append(pages.section(landscape=landscape))
    notes.save(pages.document)


def _annex_list(annexes: list[Annex]) -> list[Element]:
    """附件：1. …, a line below the text, two characters in; the numbers stand below each other."""
    made = [paragraph(Style.ANNEXES)]
    for number, annex in enumerate(annexes, start=1):
        label = "附件：" if number == 1 else ""
        hanging = 4 if number == 1 else 1
        indent = {"leftChars": 600, "left": 6 * _CHARACTER,
                  "hangingChars": 100 * hanging, "hanging": hanging * _CHARACTER}  # fmt: skip
        made.append(paragraph(Style.ANNEXES, run(f"{label}{number}.\t{annex.title}"), **indent))
    return made


def _signature(document: PlanDocument) -> list[Element]:
    """署名 and 成文日期 without a seal (7.3.5.2).

    The issuer ends two characters from the edge, the date begins two characters further right
    than the issuer; a date that is longer ends two characters from the edge instead.
    """
    issuer, day = one_line(document.issuer), one_line(document.issued_on)
    named = display_width(issuer or document.gap) / 2
    dated = display_width(day or document.gap) / 2
    right_of_date = named - dated if named >= dated else 2
    right_of_issuer = 2 if named >= dated else dated + 4 - named
    return [
        paragraph(Style.ISSUER),
        paragraph(Style.ISSUER, filled(issuer, document.gap), **_from_right(right_of_issuer)),
        paragraph(Style.DATE, filled(day, document.gap), **_from_right(right_of_date)),
    ]


def _from_right(characters: float) -> dict[str, object]:
    return {"rightChars": round(characters * 100), "right": round(characters * _CHARACTER)}


def _section_end(pages: Pages, *, landscape: bool) -> Element:
    """The paragraph that ends a section."""
    return _low_paragraph(pages.section(landscape=landscape))


def _low_paragraph(*properties: Element) -> Element:
    """A paragraph with nothing in it, a point high, lest it need a page of its own."""
    low = w("spacing", before=0, after=0, line=20, lineRule="exact")
    return w("p", w("pPr", w("pStyle", val=Style.PLAIN.value), low, *properties))
