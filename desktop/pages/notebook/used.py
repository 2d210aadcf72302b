"""用于: the plans that a mechanism was borrowed in, and where in them it stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel, clear_layout

if TYPE_CHECKING:
    from db.records.plan import Borrowing, Plan
    from desktop.session import Session


class UsedRow(QWidget):
    """One line a plan, which opens it there; nothing where no plan has it."""

    wanted = Signal(str, str)
    """The user wants to see a borrowing in its plan: plan id, borrowing id."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = PlainLabel(tr("用于"))
        label.setObjectName("quietBody")
        row.addWidget(label)
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        row.addWidget(self._list, 1)

    def show_mechanism(self, mechanism_id: str) -> None:
        """Show where another mechanism is used."""
        used = self._session.plans.borrowers(mechanism_id) if mechanism_id else []
        self.setVisible(bool(used))
        clear_layout(self._list)
        for plan, borrowing in used:
            self._lines.addWidget(self._line(plan, borrowing))

    def _line(self, plan: Plan, borrowing: Borrowing) -> QPushButton:
        look = self._session.appearance
        line = QPushButton(_in_plan(self._session, plan, borrowing).replace("&", "&&"))
        line.setProperty("role", "used")
        line.setAutoDefault(False)
        line.setIcon(look.icon("plan", "accent", 16))
        line.setIconSize(QSize(look.px(16), look.px(16)))
        line.setToolTip(tr("打开方案里的这一处"))
        line.clicked.connect(partial(self.wanted.emit, plan.id, borrowing.id))
        return line


def _in_plan(session: Session, plan: Plan, borrowing: Borrowing) -> str:
    """《…方案》，三（一） where the borrowing has a number, else the plan's title alone."""
    from desktop.planning.outline import numbers

    title = plan.title or tr("没有标题的方案")
    found = numbers(session.plans, plan.id)
    above = found.get(borrowing.section_id or "", "").rstrip("、")
    place = above + found.get(borrowing.id, "")
    return tr("{plan}，{place}").format(plan=title, place=place) if place else title
