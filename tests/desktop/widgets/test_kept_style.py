"""A pane that goes elsewhere looks as it did, and is not styled anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop.theme import Appearance
from desktop.widgets.kept_style import kept_style

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Polishes(QObject):
    """Counts how often something is styled."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Polish
        return False


def test_a_pane_moved_looks_the_same_and_is_not_styled_again(
    qtbot: QtBot, qapp: QApplication
) -> None:
    Appearance().apply()
    page, split = QWidget(), QSplitter()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(split)
    pane = QWidget()
    label = QLabel("书记家访")
    label.setObjectName("keyCap")
    QVBoxLayout(pane).addWidget(label)
    split.addWidget(QWidget())
    split.addWidget(pane)
    page.resize(400, 200)
    page.show()
    qtbot.waitExposed(page)
    before = label.grab().toImage()
    polishes = Polishes()
    label.installEventFilter(polishes)
    with kept_style(pane):
        pane.setParent(page)
    assert pane.isHidden()
    pane.show()
    with kept_style(pane):
        split.addWidget(pane)
    pane.show()
    qapp.processEvents()
    assert split.indexOf(pane) == 1
    assert label.grab().toImage() == before
    assert polishes.count == 0
    qapp.setStyleSheet("")
