"""Notes as a Word document: an entry's heading, its quote in 楷体, its source, its words.

The user's Markdown becomes paragraphs, lists and tables of Word (`word_prose`).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from desktop.documents.notes import about
from desktop.documents.text import no_progress, xml_text
from desktop.documents.word import HEI, KAI, SONG, Body, lay_out_page, set_fonts, set_style, sign
from desktop.documents.word import speak_chinese as proofread_chinese
from desktop.documents.word_prose import add_prose, set_up_prose

if TYPE_CHECKING:
    from docx.document import Document

    from desktop.documents.notes import NoteDocument, NoteEntry
    from desktop.documents.text import Progress

_PAGE_MM: Final = (210, 297)
_MARGIN_MM: Final = 25
_QUIET: Final = "595959"
_LEVEL: Final = 2


def notes_to_docx(document: NoteDocument, progress: Progress = no_progress) -> bytes:
    """The document as the bytes of a .docx file."""
    from docx import Document as new_document

    made = new_document()
    _set_up(made, xml_text(document.title))
    body = Body(made)
    body.paragraph("Heading 1").add_run(xml_text(document.title))
    for number, entry in enumerate(document.entries, start=1):
        _add_entry(body, entry, document.tags)
        progress(number, len(document.entries))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _set_up(document: Document, title: str) -> None:
    lay_out_page(document, _PAGE_MM, _MARGIN_MM)
    proofread_chinese(document)
    set_style(document, "Normal", SONG, 11, after=4)
    set_style(document, "Heading 1", HEI, 18, after=10, centred=True)
    set_style(document, "Heading 2", HEI, 13, before=14, after=2)
    set_up_prose(document)
    sign(document, title)


def _add_entry(body: Body, entry: NoteEntry, caption: str) -> None:
    from docx.shared import Pt, RGBColor

    body.paragraph(f"Heading {_LEVEL}").add_run(xml_text(entry.title))
    line = body.paragraph().add_run(xml_text(about(entry, caption)))
    line.font.size, line.font.color.rgb = Pt(9), RGBColor.from_string(_QUIET)
    if entry.quote.strip():
        paragraph = body.paragraph()
        paragraph.paragraph_format.left_indent = Pt(22)
        run = paragraph.add_run(xml_text(entry.quote))
        set_fonts(run._r.get_or_add_rPr(), KAI)
    if entry.citation:
        paragraph = body.paragraph()
        paragraph.paragraph_format.left_indent = Pt(22)
        paragraph.add_run(xml_text(f"——{entry.citation}")).font.size = Pt(9)
    add_prose(body, entry.body, below=_LEVEL)
