"""对照·同类做法: one family, facet by facet, region by region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.i18n import tr
from desktop.pages.page import Page
from desktop.pages.view_switch import FAMILY, ViewSwitch

if TYPE_CHECKING:
    from desktop.session import Session


class FamilyPage(Page):
    """The families, and the comparison of one of them or of a basket of mechanisms."""

    compares = True
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar, row = self.build_bar(tr("对照"))
        self.switch = ViewSwitch(FAMILY)
        row.addWidget(self.switch)
        row.addStretch(1)
        column.addWidget(bar)
        column.addStretch(1)

    def show_family(self, family_id: str) -> None:
        """Compare the members of a family."""

    def show_mechanism(self, mechanism_id: str) -> None:
        """Compare the family that a mechanism stands in, with the mechanism's column in sight."""
