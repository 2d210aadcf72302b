"""The text of one table cell: runs in several styles, laid out once and painted often.

No widget and no document a cell: a QTextLayout a line, which also answers what lies under a point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.cells import Run
    from desktop.theme import Appearance

LINE = 23
"""Height of a line at 100%, as the design has it."""
_STYLES = {
    "": ("body", False, "ink1"),
    "bold": ("body", True, "ink1"),
    "quiet": ("meta", False, "ink3"),
    "tag": ("micro", True, "accent"),
    "mark": ("meta", False, "accent"),
}


class CellText:
    """Lines of runs in a width; the marks among them are numbers that can be hit."""

    def __init__(
        self,
        look: Appearance,
        lines: Sequence[tuple[Run, ...]],
        width: float,
        forms: dict[str, QTextCharFormat] | None = None,
    ) -> None:
        """`forms`: where texts of one look keep what a style is, for each other."""
        self._look = look
        self._forms = {} if forms is None else forms
        self._layouts: list[QTextLayout] = []
        self._marks: list[tuple[int, int, int, int]] = []  # layout, start, end, number
        top = 0.0
        for runs in lines:
            top = self._add(runs, width, top)
        self.height = round(top)

    def _add(self, runs: Sequence[Run], width: float, top: float) -> float:
        layout = QTextLayout("".join(run.text for run in runs), self._look.font("body"))
        formats, at = [], 0
        for run in runs:
            length = len(run.text.encode("utf-16-le")) // 2  # Qt counts UTF-16 units
            formats.append(self._format(run.style, at, length))
            if run.number:
                self._marks.append((len(self._layouts), at, at + length, run.number))
            at += length
        layout.setFormats(formats)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        height = self._look.px(LINE)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top + (height - line.height()) / 2))
            top += height
        layout.endLayout()
        self._layouts.append(layout)
        return top

    def _format(self, style: str, start: int, length: int) -> QTextLayout.FormatRange:
        if style not in self._forms:
            role, bold, color = _STYLES[style]
            form = self._forms[style] = QTextCharFormat()
            font: QFont = self._look.font(role, bold=bold)
            form.setFont(font)
            form.setForeground(self._look.color(color))
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = start, length, self._forms[style]
        return found

    def paint(self, painter: QPainter, at: QPointF, chosen: int = 0) -> None:
        """Draw with the top left at a point; the chosen mark stands on the accent colour."""
        for number, layout in enumerate(self._layouts):
            overlaid = []
            for place, start, end, mark in self._marks:
                if place == number and mark == chosen:
                    self._paint_face(painter, at, layout, start, end)
                    overlaid.append(self._format("mark", start, end - start))
                    overlaid[-1].format.setForeground(self._look.color("accentInk"))
            layout.draw(painter, at, overlaid)

    def _paint_face(
        self, painter: QPainter, at: QPointF, layout: QTextLayout, start: int, end: int
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.color("accent"))
        painter.setBrush(self._look.color("accent"))
        rect = self._rect(layout, start, end).translated(at)
        painter.drawRoundedRect(rect.adjusted(-2.5, 0.5, 2.5, -0.5), 4, 4)
        painter.restore()

    def _rect(self, layout: QTextLayout, start: int, end: int) -> QRectF:
        line = layout.lineForTextPosition(start)
        left, right = _x(line, start), _x(line, end)
        return QRectF(left, line.y(), right - left, line.height())

    def mark_at(self, x: float, y: float) -> int:
        """The number of the mark under a point, 0 for none; generous, marks are small."""
        slack = self._look.px(4)
        for place, start, end, number in self._marks:
            rect = self._rect(self._layouts[place], start, end)
            if rect.adjusted(-slack, -slack, slack, slack).contains(x, y):
                return number
        return 0

    def line_at(self, y: float) -> int:
        """The index of the line of runs at a height, -1 outside."""
        for place, layout in enumerate(self._layouts):
            last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
            if last is not None and y <= last.y() + last.height():
                return place
        return -1

    def first_mark_from(self, line: int) -> int:
        """The number of the first mark in a line of runs, or else in the nearest above it."""
        above = [place for place, *_ in self._marks if place <= line]
        found = [number for place, _, _, number in self._marks if above and place == above[-1]]
        return found[0] if found else 0

    def mark_rect(self, number: int) -> QRectF:
        """Where a mark stands; empty when the cell has none of that number."""
        for place, start, end, mark in self._marks:
            if mark == number:
                return self._rect(self._layouts[place], start, end)
        return QRectF()


def _x(line: QTextLine, position: int) -> float:
    # The binding returns (x, position) in some versions and x in others.
    value: object = line.cursorToX(position)
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]
