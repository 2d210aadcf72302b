"""Ratios that a number is a part of, each with the quotes of both numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import pick, tr
from desktop.pages import figure_words
from desktop.widgets.parts import Panel, PlainLabel, hline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.comparison import Ratio
    from desktop.casebase import CaseBase

_SELDOM_MORE = 2  # ratios of one number
_STYLES = ("strong", "meta", "ratioQuote", "ratioQuote")


class RatioList(Panel):
    """Hides itself where there is no ratio: none is computed that the text does not support."""

    def __init__(self, cases: CaseBase) -> None:
        super().__init__("ratios")
        self._cases = cases
        self._made: list[_RatioLines] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._make_lines(_SELDOM_MORE)

    def _make_lines(self, count: int) -> None:
        column = self.layout()
        assert column is not None
        while len(self._made) < count:
            self._made.append(_RatioLines())
            column.addWidget(self._made[-1])

    def show_ratios(self, ratios: Sequence[Ratio]) -> None:
        """Show these ratios."""
        self.setVisible(bool(ratios))
        self._make_lines(len(ratios))
        for number, lines in enumerate(self._made):
            if number < len(ratios):
                lines.say(self._said(ratios[number]))
            lines.setVisible(number < len(ratios))

    def _said(self, ratio: Ratio) -> list[str]:
        above = self._cases.figure_by_id[ratio.numerator_id]
        below = self._cases.figure_by_id[ratio.denominator_id]
        name = pick(ratio.name, ratio.name_en)
        value = figure_words.ratio_value(self._cases, ratio)
        quotes = dict.fromkeys((above.exact, below.exact))  # one where both stand in it
        return [
            tr("{name}：{text}").format(name=name, text=value),
            tr("两个数都在原文里：{above} ÷ {below}").format(
                above=above.wording, below=below.wording
            ),
            *(tr("“{quote}”").format(quote=quote) for quote in quotes),
        ]


class _RatioLines(QWidget):
    """One ratio; its labels are filled again with another."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(hline())
        self._labels = [PlainLabel() for _ in _STYLES]
        for label, style in zip(self._labels, _STYLES, strict=True):
            label.setObjectName(style)
            label.setWordWrap(True)
            column.addWidget(label)

    def say(self, lines: Sequence[str]) -> None:
        """Say these, at most as many as there are labels."""
        for number, label in enumerate(self._labels):
            label.setText(lines[number] if number < len(lines) else "")
            label.setVisible(number < len(lines))
