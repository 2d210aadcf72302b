"""Who types is at work, with an input method as well as without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.at_work import AtWork
from desktop.pages.note_panel import NoteEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

_PAUSE_S = 0.05


def _press(editor: NoteEditor) -> None:
    QTest.keyClick(editor.window().windowHandle(), Qt.Key.Key_A)


def _compose(editor: NoteEditor) -> None:
    # The window has no key of it.
    QApplication.sendEvent(editor, QInputMethodEvent("ni", []))


@pytest.mark.parametrize("typed", [_press, _compose])
def test_who_types_has_not_rested(
    window: MainWindow, qtbot: QtBot, typed: Callable[[NoteEditor], None]
) -> None:
    window.compare.write_note()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    editor = QApplication.focusWidget()
    assert isinstance(editor, NoteEditor)
    watch = AtWork(window, window)
    qtbot.waitUntil(lambda: watch.rested(_PAUSE_S))
    typed(editor)
    assert not watch.rested(60)
    watch.leave()
    qtbot.waitUntil(lambda: watch.rested(_PAUSE_S))
    typed(editor)
    assert watch.rested(_PAUSE_S)
