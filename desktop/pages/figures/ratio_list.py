"""Ratios that a number is a part of, each with the quotes of both numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop.i18n import pick, tr
from desktop.pages import figure_words
from desktop.widgets.parts import Panel, PlainLabel, clear_layout, hline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.comparison import Ratio
    from desktop.casebase import CaseBase


class RatioList(Panel):
    """Hides itself where there is no ratio: none is computed that the text does not support."""

    def __init__(self, cases: CaseBase) -> None:
        super().__init__("ratios")
        self._cases = cases
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)

    def show_ratios(self, ratios: Sequence[Ratio]) -> None:
        """Show these ratios."""
        clear_layout(self)
        self.setVisible(bool(ratios))
        for ratio in ratios:
            self._add(ratio)

    def _add(self, ratio: Ratio) -> None:
        above = self._cases.figure_by_id[ratio.numerator_id]
        below = self._cases.figure_by_id[ratio.denominator_id]
        name = pick(ratio.name, ratio.name_en)
        value = figure_words.ratio_value(self._cases, ratio)
        lines = [
            (tr("{name}：{text}").format(name=name, text=value), "strong"),
            (tr("两个数都在原文里：{above} ÷ {below}").format(
                above=above.wording, below=below.wording), "meta"),
        ]  # fmt: skip
        if above.exact == below.exact:
            lines.append((tr("“{quote}”").format(quote=above.exact), "ratioQuote"))
        else:
            lines += [
                (tr("“{quote}”").format(quote=figure.exact), "ratioQuote")
                for figure in (above, below)
            ]
        column = self.layout()
        assert column is not None
        column.addWidget(hline())
        for text, style in lines:
            label = PlainLabel(text)
            label.setObjectName(style)
            label.setWordWrap(True)
            column.addWidget(label)
