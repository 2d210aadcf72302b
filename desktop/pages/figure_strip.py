"""The most telling figures of a mechanism, side by side; each shows its quote as a tooltip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records import FigureKind
from desktop import words
from desktop.widgets.parts import (
    Panel,
    PlainLabel,
    clear_layout,
    escaped,
    plain_tip,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Figure
    from desktop.theme import Appearance

_PARTS = re.compile(r"(?P<digits>[\d.,/%-]+)|(?P<words>[^\d.,/%-]+)")


class FigureStrip(Panel):
    """Shows figures; a target says that it is one."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__("figures")
        self._look = appearance
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures, the first at the left; hides itself when there are none."""
        clear_layout(self)
        self.setVisible(bool(figures))
        for number, figure in enumerate(figures):
            self._row.addWidget(self._box(figure, first=number == 0), 1)

    def _box(self, figure: Figure, *, first: bool) -> QWidget:
        box = Panel("figureFirst" if first else "figureBox")
        column = QVBoxLayout(box)
        column.setContentsMargins(0 if first else 12, 8, 6, 8)
        column.setSpacing(0)
        value = PlainLabel(self._html(figure.wording))
        value.setObjectName("figureValue")
        value.setTextFormat(Qt.TextFormat.RichText)
        value.setWordWrap(True)
        column.addWidget(value)
        kind = "" if figure.kind is FigureKind.RESULT else words.figure_kind(figure.kind)
        for text in (figure.label, " · ".join(part for part in (kind, figure.as_of) if part)):
            if text:
                label = PlainLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setObjectName("micro")
                label.setWordWrap(True)
                column.addWidget(label)
        column.addStretch(1)
        box.setToolTip(plain_tip(figure.exact))
        return box

    def _html(self, wording: str) -> str:
        """The digits large, the words around them small."""
        small = self._look.px(14)
        return _PARTS.sub(
            lambda match: (
                f'<span style="font-size:{small}px">{escaped(match[0])}</span>'
                if match["words"]
                else escaped(match[0])
            ),
            wording,
        )
