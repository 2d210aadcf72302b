"""The rail: what is dropped on 方案 goes into the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.operations.plans import new_plan
from desktop.roles import MECHANISM_MIME
from desktop.widgets.parts import RailButton
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.session import Session
    from tests.desktop.conftest import Samples


def _button(window: MainWindow, name: str) -> RailButton:
    return next(b for b in window.findChildren(RailButton) if b.text() == name)


def _drop(button: RailButton, kind: str, text: str) -> bool:
    """Drag something over a button and let it go there; whether it would take it."""
    data, action, left = QMimeData(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    data.setData(kind, QByteArray(text.encode()))
    none = Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(10, 10), action, data, left, none)
    QApplication.sendEvent(button, over)
    if over.isAccepted():
        QApplication.sendEvent(button, QDropEvent(QPointF(10, 10), action, data, left, none))
    settle(button.window())  # type: ignore[arg-type]
    return over.isAccepted()


def test_mechanisms_dropped_on_the_plan_go_into_the_current_one(
    window: MainWindow, session: Session, samples: Samples
) -> None:
    plan = new_plan(session, "示例镇工作方案")
    first, second, third = samples.several(3)
    assert _drop(_button(window, "方案"), MECHANISM_MIME, first.id)
    assert _drop(_button(window, "方案"), MECHANISM_MIME, f"{second.id}\n{third.id}\nno such id")
    made = [row.mechanism_id for row in session.plans.borrowings(plan.id)]
    assert made == [first.id, second.id, third.id]
    assert window.page is window.compare, "whoever drags goes on reading"


@pytest.mark.parametrize(("name", "kind"), [("方案", "text/plain"), ("笔记", MECHANISM_MIME)])
def test_nothing_else_is_taken_and_nowhere_else(
    window: MainWindow, session: Session, samples: Samples, name: str, kind: str
) -> None:
    plan = new_plan(session, "示例镇工作方案")
    assert not _drop(_button(window, name), kind, samples.any().id)
    assert session.plans.borrowings(plan.id) == []
