"""A dialog takes some turns to come; it comes once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.widgets.opening import open_soon

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Asking(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        QVBoxLayout(self).addWidget(QWidget())


@pytest.mark.parametrize("laid_out", [False, True])
def test_what_is_asked_for_twice_on_its_way_is_opened_once(qtbot: QtBot, laid_out: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    for _ in range(2):
        open_soon(Asking(window), laid_out=laid_out)
    qtbot.wait(50)
    (asking,) = [dialog for dialog in window.findChildren(Asking) if dialog.isVisible()]
    asking.reject()
    open_soon(Asking(window), laid_out=laid_out)  # and later again
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(Asking)))
