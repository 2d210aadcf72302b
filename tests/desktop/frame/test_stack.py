"""The pages of the window, as far as no test of theirs is concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


class _Heard(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.kinds: list[QEvent.Type] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.kinds.append(event.type())
        return False


def test_a_dialog_blocks_the_pages_without_telling_each_of_their_parts(window: MainWindow) -> None:
    settle(window)
    heard = _Heard(window)
    window.compare.view.viewport().installEventFilter(heard)
    dialog = QDialog(window)
    dialog.open()
    QApplication.processEvents()
    handle = window.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(400, 400))
    pressed = QEvent.Type.MouseButtonPress
    assert pressed not in heard.kinds
    assert QEvent.Type.WindowBlocked not in heard.kinds
    dialog.close()
    QApplication.processEvents()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(400, 400))
    assert pressed in heard.kinds
    assert QEvent.Type.WindowUnblocked not in heard.kinds
