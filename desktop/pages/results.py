"""检索: everything that was found, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.i18n import tr
from desktop.pages.page import Page

if TYPE_CHECKING:
    from desktop.session import Session


class ResultsPage(Page):
    """All hits of a query, by kind; stays until another query is asked."""

    mechanism_chosen = Signal(str)
    note_chosen = Signal(str, str)
    """A note: mechanism id, note id."""
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar, row = self.build_bar(tr("检索"))
        row.addStretch(1)
        column.addWidget(bar)
        column.addStretch(1)

    def show_query(self, query: str) -> None:
        """Search and show."""
