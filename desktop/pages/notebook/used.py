"""用于: the plans that a mechanism was borrowed in, and where in them it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.planning.outline import numbers
from desktop.widgets.parts import IconLabel, PlainLabel, clear_layout

if TYPE_CHECKING:
    from db.records.plan import Borrowing, Plan
    from desktop.session import Session


class UsedRow(QWidget):
    """One line a plan; nothing where no plan has it."""

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

    def _line(self, plan: Plan, borrowing: Borrowing) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(IconLabel(self._session.appearance, "document", "ink2", 16))
        text = PlainLabel(_in_plan(self._session, plan, borrowing))
        text.setWordWrap(True)
        row.addWidget(text, 1)
        return line


def _in_plan(session: Session, plan: Plan, borrowing: Borrowing) -> str:
    """《…方案》，三（一） where it stands under a number, else the plan's title alone."""
    title = plan.title or tr("没有标题的方案")
    known = numbers(session.plans, plan.id)
    section = known.get(borrowing.section_id or "", "").rstrip("、")
    place = section + known.get(borrowing.id, "")
    return tr("{plan}，{place}").format(plan=title, place=place) if place else title
