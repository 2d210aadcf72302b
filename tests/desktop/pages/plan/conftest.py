"""A plan with the standard outline in its editor, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.operations import plans as operations
from desktop.pages.plan.editor import PlanEditor
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from db.records.plan import Borrowing, Plan, Section
    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def plan(session: Session) -> Plan:
    """A plan with the standard outline."""
    return operations.new_plan(session, "示例镇工作方案")


@pytest.fixture
def tasks(session: Session, plan: Plan) -> Section:
    """Its 重点任务."""
    return next(row for row in session.plans.sections(plan.id) if row.title == "重点任务")


@pytest.fixture
def borrowed(session: Session, plan: Plan, samples: Samples, tasks: Section) -> list[Borrowing]:
    """Three mechanisms borrowed into 重点任务."""
    return [
        operations.borrow(session, plan.id, mechanism.id, tasks.id)
        for mechanism in samples.several(3)
    ]


@pytest.fixture
def open_editor(session: Session, plan: Plan, qtbot: QtBot) -> Iterator[Callable[[], PlanEditor]]:
    """Opens the editor on the plan as it is by then, tall enough for all of it."""
    made: list[PlanEditor] = []

    def show() -> PlanEditor:
        session.appearance.apply()
        editor = PlanEditor(session)
        made.append(editor)
        editor.resize(820, 4000)
        editor.show()
        editor.activateWindow()
        qtbot.waitActive(editor).__enter__()
        editor.show_plan(plan.id)
        for _ in range(3):
            QApplication.processEvents()
        return editor

    yield show
    for editor in made:
        editor.hide()
        dispose(editor)
