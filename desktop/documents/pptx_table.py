"""A comparison as a table of PowerPoint: rules between rows, no bands, regions at the head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from db.text import circled
from desktop.documents.fitting import height
from desktop.documents.pptx_text import (
    Face,
    add_run,
    element,
    emu,
    first_paragraph,
    next_paragraph,
    set_frame,
)
from desktop.documents.sheet import LEAST

if TYPE_CHECKING:
    from desktop.documents.lesson import LessonDocument
    from desktop.documents.pptx_text import Box
    from desktop.documents.sheet import Cell, Column, Row, Table

_BODY: Final = 40
_LABEL: Final = 36
_REGION: Final = 46
_NAME: Final = 34
_SIDES: Final = 60  # both margins of a cell
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def table_room(table: Table, width: float, size: float = _BODY) -> float:
    """How high a table stands at a size of type, in units."""
    columns = _widths(table, width)[1:]
    return _head_height(table, columns) + sum(_row_height(row, columns, size) for row in table.rows)


def _head_height(table: Table, widths: list[float]) -> float:
    """A mechanism's name stands behind its region's, or below it where both are too long."""
    if not _headed(table):
        return 0.0
    rooms = zip(table.columns, widths, strict=True)
    below = [
        height(column.name, _NAME, width - _SIDES)
        for column, width in rooms
        if len(column.region) * _REGION + (len(column.name) + 1) * _NAME > width - _SIDES
    ]
    return 92.0 + max(below, default=0.0)


def _row_height(row: Row, widths: list[float], size: float) -> float:
    tallest = max(
        height(cell.text, size, width - _SIDES)
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return tallest + 28 + (44 if row.only is not None else 0)


def _headed(table: Table) -> bool:
    return len(table.columns) > 1


def _widths(table: Table, width: float) -> list[float]:
    """Of the labels and of each column."""
    longest = max((len(row.label) for row in table.rows), default=0)
    labels = longest * _LABEL + 36 if longest else 0.0
    return [labels, *[(width - labels) / len(table.columns)] * len(table.columns)]


def add_table(slide: Any, document: LessonDocument, table: Table, box: Box) -> None:
    """Put a table into its place, its type as large as the place lets it be."""
    left, top, width, tall = box
    if not table.rows:
        return
    size = next((s for s in (_BODY, 38, 36, 34) if table_room(table, width, s) <= tall), LEAST)
    widths = _widths(table, width)
    head = int(_headed(table))
    shape = slide.shapes.add_table(
        len(table.rows) + head, len(widths), emu(left), emu(top), emu(width), emu(80)
    )
    shape.name = "table"
    made = shape.table
    _strip_style(made)
    for column, units in zip(made.columns, widths, strict=True):
        column.width = emu(units)
    if head:
        made.rows[0].height = emu(_head_height(table, widths[1:]))
        _plain(made.cell(0, 0), document)
        for place, column in enumerate(table.columns, start=1):
            _head(made.cell(0, place), document, column)
    for number, row in enumerate(table.rows, start=head):
        made.rows[number].height = emu(_row_height(row, widths[1:], size))
        _label(made.cell(number, 0), document, row)
        for place, cell in enumerate(row.cells):
            alone = row.only == place
            _cell(made.cell(number, place + 1), document, cell, size, alone=alone)


def _strip_style(made: Any) -> None:
    """The template's style is blue bands."""
    made.first_row = made.horz_banding = False
    properties = made._tbl.tblPr
    properties.find(f"{{{_MAIN}}}tableStyleId").text = _NO_STYLE


def _plain(cell: Any, document: LessonDocument) -> Any:
    """A cell without fill, with a rule below it; returns its first paragraph."""
    from pptx.enum.text import MSO_ANCHOR

    cell.fill.background()
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    set_frame(cell.text_frame, (30, 12, 30, 12))
    properties = cell._tc.get_or_add_tcPr()
    rule, fill = element("lnB", w=str(emu(2)), cmpd="sng"), element("solidFill")
    fill.append(element("srgbClr", val=document.look.rule))
    rule.append(fill)
    properties.insert(0, rule)
    return first_paragraph(cell.text_frame, 1.3)


def _head(cell: Any, document: LessonDocument, column: Column) -> None:
    look = document.look
    paragraph = _plain(cell, document)
    add_run(paragraph, f"{column.region}　", Face(look.serif, _REGION, look.ink, bold=True))
    add_run(paragraph, column.name, Face(look.sans, _NAME, look.soft))


def _label(cell: Any, document: LessonDocument, row: Row) -> None:
    paragraph = _plain(cell, document)
    cell.margin_left = cell.margin_right = 0
    add_run(paragraph, row.label, Face(document.look.sans, _LABEL, document.look.quiet))


def _cell(
    cell: Any,
    document: LessonDocument,
    told: Cell,
    size: float,
    *,
    alone: bool,
) -> None:
    look = document.look
    paragraph = _plain(cell, document)
    if told.gap is not None:
        add_run(paragraph, told.text, Face(look.sans, max(size - 4, LEAST), look.quiet))
        return
    for text, own in _stretches(told):
        add_run(paragraph, text, Face(look.sans, size, look.ink, bold=own))
    for source in told.sources:
        add_run(paragraph, circled(source.number), Face(look.sans, size, look.accent, raised=True))
    if alone:
        line = next_paragraph(cell.text_frame, 1.3)
        add_run(line, document.captions.only_here, Face(look.sans, LEAST, look.accent))


def _stretches(cell: Cell) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each is said here alone."""
    found: list[tuple[str, bool]] = []
    done = 0
    for start, end in cell.own:
        if start > done:
            found.append((cell.text[done:start], False))
        found.append((cell.text[start:end], True))
        done = end
    if done < len(cell.text):
        found.append((cell.text[done:], False))
    return found
