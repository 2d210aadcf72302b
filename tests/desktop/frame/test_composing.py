"""Keys while an input method composes go to it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout

from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> Iterator[QDialog]:  # noqa: ARG001
    """Two fields in a dialog, the first with the focus, and F5 for something."""
    made = QDialog()
    column = QVBoxLayout(made)
    for _ in range(2):
        column.addWidget(QLineEdit())
    made.show()
    made.activateWindow()
    qtbot.waitActive(made).__enter__()
    made.findChildren(QLineEdit)[0].setFocus()
    yield made
    dispose(made)


def _compose(text: str, commit: str = "") -> None:
    field = QApplication.focusWidget()
    assert field is not None
    event = QInputMethodEvent(text, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def _press(key: Qt.Key) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, key)


def test_esc_closes_no_dialog_while_something_is_composed_and_does_afterwards(
    dialog: QDialog,
) -> None:
    _compose("ni")
    _press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    _compose("")
    _press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_no_action_is_done_by_a_key_of_the_input_method(dialog: QDialog) -> None:
    done: list[str] = []
    action = QAction("放映", dialog)
    action.setShortcut(QKeySequence("F5"))
    action.triggered.connect(lambda: done.append("shown"))
    dialog.addAction(action)
    _compose("ke")
    _press(Qt.Key.Key_F5)
    assert done == []
    _compose("", "课")
    _press(Qt.Key.Key_F5)
    assert done == ["shown"]


def test_a_composition_ends_with_its_field(dialog: QDialog) -> None:
    first, second = dialog.findChildren(QLineEdit)
    _compose("ni")
    second.setFocus()
    QTest.keyClicks(second, "a")
    assert second.text() == "a"
    first.setFocus()
    QTest.keyClicks(first, "b")
    assert first.text().endswith("b")


def test_a_field_may_go_while_it_composes(dialog: QDialog) -> None:
    first, second = dialog.findChildren(QLineEdit)
    _compose("ni")
    dispose(first)
    second.setFocus()
    QTest.keyClicks(second, "c")
    assert second.text() == "c"
