"""数据: every number of the sources, comparable where the same thing is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.i18n import tr
from desktop.pages.page import Page

if TYPE_CHECKING:
    from desktop.session import Session


class FiguresPage(Page):
    """The figures by what they count, and the quote behind the current one."""

    home = "figures"

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar, row = self.build_bar(tr("数据"))
        row.addStretch(1)
        column.addWidget(bar)
        column.addStretch(1)

    def show_figure(self, figure_id: str) -> None:
        """Make a figure current."""
