"""A table as a Word document: A4 landscape, the head repeated on every page, quotes behind it.

python-docx's template is American: fonts without a Chinese face, blue headings, letter paper, and
its own name as the author. All of that is set here. It is imported when a document is made: the
first paint does not pay for it.
"""

from __future__ import annotations

from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Final

from desktop.documents.text import display_width, no_progress, quote_marks, xml_text
from desktop.documents.word import (
    HEI,
    KAI,
    SONG,
    lay_out_page,
    set_fonts,
    set_style,
    sign,
    speak_chinese,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from desktop.documents.table import Cell, Source, Table
    from desktop.documents.text import Captions, Progress

_QUIET: Final = "767676"
_SHADE: Final = "EDEDED"
_PAGE_MM: Final = (297, 210)
_MARGIN_MM: Final = 20


def to_docx(table: Table, captions: Captions, progress: Progress = no_progress) -> bytes:
    """The document as the bytes of a .docx file."""
    from docx import Document as new_document

    document = new_document()
    _set_up(document, xml_text(table.title))
    document.add_heading(xml_text(table.title), level=1)
    for remark in table.remarks:
        document.add_paragraph(xml_text(remark))
    _add_table(document, table, progress)
    if table.sources:
        document.add_heading(xml_text(captions.sources), level=2)
        for source in table.sources:
            _add_source(document, source)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


# The page and its styles


def _set_up(document: Document, title: str) -> None:
    lay_out_page(document, _PAGE_MM, _MARGIN_MM)
    speak_chinese(document)
    set_style(document, "Normal", SONG, 10.5, after=3)
    set_style(document, "Heading 1", HEI, 16, after=8, centred=True)
    set_style(document, "Heading 2", HEI, 12, before=12, after=6)
    sign(document, title)


# The table


def _add_table(document: Document, table: Table, progress: Progress) -> None:
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    _lay_out(made, _widths(table))
    for name, cell in zip(table.columns, made.rows[0].cells, strict=True):
        _shade(cell)
        run = _first_paragraph(cell).add_run(xml_text(name))
        set_fonts(run._r.get_or_add_rPr(), HEI)
    _repeat_on_every_page(made)
    for number, row in enumerate(table.rows, start=1):
        for content, cell in zip(row, made.add_row().cells, strict=True):
            _fill(_first_paragraph(cell), content)
        progress(number, len(table.rows))


def _widths(table: Table) -> list[int]:
    """Widths in twentieths of a point: by the content's root, so that no column starves."""
    room = (_PAGE_MM[0] - 2 * _MARGIN_MM) / 25.4 * 1440
    weights = []
    for number, name in enumerate(table.columns):
        widths = [display_width(row[number].text) for row in table.rows]
        mean = sum(widths) / max(len(widths), 1)
        weights.append(sqrt(min(max(mean, display_width(name), 6), 200)))
    return [round(room * weight / sum(weights)) for weight in weights]


def _lay_out(made: WordTable, widths: Sequence[int]) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Twips

    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Twips(width)
    for cell, width in zip(made.rows[0].cells, widths, strict=True):
        cell.width = Twips(width)  # later rows copy the columns' widths


def _repeat_on_every_page(made: WordTable) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(head)


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _first_paragraph(cell: _Cell) -> Paragraph:
    from docx.shared import Pt

    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _fill(paragraph: Paragraph, cell: Cell) -> None:
    done = 0
    for start, end in sorted(cell.bold):
        if start < done:
            continue
        _add_run(paragraph, cell.text[done:start], quiet=cell.quiet)
        _add_run(paragraph, cell.text[start:end], bold=True)
        done = end
    _add_run(paragraph, cell.text[done:], quiet=cell.quiet)
    if cell.quotes:
        paragraph.add_run(quote_marks(cell.quotes)).font.superscript = True


def _add_run(paragraph: Paragraph, text: str, *, quiet: bool = False, bold: bool = False) -> None:
    from docx.shared import RGBColor

    if not text:
        return
    run = paragraph.add_run(xml_text(text))
    if bold:
        run.font.bold = True
    if quiet:
        run.font.color.rgb = RGBColor.from_string(_QUIET)


# The quotes behind it


def _add_source(document: Document, source: Source) -> None:
    """[1] the words in 楷体, as quotes are set, and on a line of its own where they stand."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Pt(28), Pt(-28)
    layout.tab_stops.add_tab_stop(Pt(28))
    paragraph.add_run(f"[{source.number}]\t")
    set_fonts(_words(paragraph, source.exact)._r.get_or_add_rPr(), KAI)
    if source.citation:
        run = paragraph.add_run()
        run.add_break()
        run.add_text(xml_text(source.citation))
        run.font.size = Pt(9)


def _words(paragraph: Paragraph, text: str) -> Run:
    return paragraph.add_run(xml_text(text))
