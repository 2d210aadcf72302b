"""The most telling figures of a mechanism, side by side; each shows its quote as a tooltip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from db.records import FigureKind
from desktop import words
from desktop.widgets.parts import Panel, PlainLabel, escaped, plain_tip

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
        self._boxes: list[_Box] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures, the first at the left; hides itself when there are none."""
        for number in range(len(self._boxes), len(figures)):
            self._boxes.append(_Box(first=number == 0))
            self._row.addWidget(self._boxes[-1], 1)
        for number, box in enumerate(self._boxes):
            if number < len(figures):
                box.show_figure(figures[number], self._html(figures[number].wording))
            box.setVisible(number < len(figures))
        self.setVisible(bool(figures))

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


class _Box(Panel):
    """One figure; kept for those of every mechanism."""

    def __init__(self, *, first: bool) -> None:
        super().__init__("figureFirst" if first else "figureBox")
        column = QVBoxLayout(self)
        column.setContentsMargins(0 if first else 12, 8, 6, 8)
        column.setSpacing(0)
        self._value = PlainLabel()
        self._value.setObjectName("figureValue")
        self._value.setTextFormat(Qt.TextFormat.RichText)
        self._value.setWordWrap(True)
        column.addWidget(self._value)
        self._below = (PlainLabel(), PlainLabel())
        for label in self._below:
            label.setObjectName("micro")
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)

    def show_figure(self, figure: Figure, value: str) -> None:
        """Show a figure; `value`: its number as rich text."""
        self._value.setText(value)
        kind = "" if figure.kind is FigureKind.RESULT else words.figure_kind(figure.kind)
        about = " · ".join(part for part in (kind, figure.as_of) if part)
        for label, text in zip(self._below, (figure.label, about), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.setToolTip(plain_tip(figure.exact))
