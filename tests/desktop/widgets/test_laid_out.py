"""What is laid out before it is shown has its sizes then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.laid_out import lay_out

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QResizeEvent
    from pytestqt.qtbot import QtBot


class _Counting(QPlainTextEdit):
    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[QSize] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sizes.append(event.size())


def test_a_page_that_was_laid_out_has_its_sizes_when_it_is_shown(qtbot: QtBot) -> None:
    stack, page, inner = QStackedWidget(), QWidget(), _Counting()
    qtbot.addWidget(stack)
    stack.addWidget(QLabel("shown"))
    stack.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(inner)
    stack.resize(400, 300)
    stack.show()
    for _ in lay_out(page, stack.contentsRect().size()):
        pass
    sizes = list(inner.sizes)
    assert sizes
    stack.setCurrentWidget(page)
    assert inner.sizes == sizes
    assert inner.isVisible()
