"""对照·原文并排: two to five sources read against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.i18n import tr
from desktop.pages.page import Page
from desktop.pages.view_switch import PARALLEL, ViewSwitch

if TYPE_CHECKING:
    from desktop.session import Session


class ParallelPage(Page):
    """Readers side by side, aligned by family and facet."""

    compares = True
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar, row = self.build_bar(tr("对照"))
        self.switch = ViewSwitch(PARALLEL)
        row.addWidget(self.switch)
        row.addStretch(1)
        column.addWidget(bar)
        column.addStretch(1)

    def show_family(self, family_id: str) -> None:
        """Highlight the evidence of a family in every reader."""

    def show_mechanism(self, mechanism_id: str) -> None:
        """Start from the family of a mechanism, its region among the readers."""
