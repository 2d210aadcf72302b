"""A pane has a place beside a table, and may leave it without another parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop.widgets.berth import Berth

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Site:
    """A page with a table, and a pane beside it."""

    def __init__(self) -> None:
        self.page = QWidget()
        self.page.resize(700, 300)
        column = QVBoxLayout(self.page)
        self.bar = QLabel("对照")
        self.split = QSplitter()
        column.addWidget(self.bar)
        column.addWidget(self.split, 1)
        self.table, self.pane = QWidget(), QWidget()
        self.split.addWidget(self.table)
        self.berth = Berth(self.page, self.split)
        self.berth.take(self.pane)
        self.berth.limit(120, 300)
        self.split.setSizes([480, 220])

    def place(self) -> QRect:
        """Where the berth is in the page."""
        return QRect(self.berth.mapTo(self.page, QPoint()), self.berth.size())


@pytest.fixture
def site(qtbot: QtBot) -> Site:
    made = Site()
    qtbot.addWidget(made.page)
    made.page.show()
    QApplication.processEvents()
    return made


def test_the_pane_stands_where_the_splitter_has_room_for_it(site: Site) -> None:
    assert site.pane.isVisible()
    assert site.pane.geometry() == site.place()
    assert 120 <= site.pane.width() <= 300
    site.split.setSizes([400, 260])
    assert site.pane.geometry() == site.place()
    site.page.resize(900, 500)
    QApplication.processEvents()
    assert site.pane.geometry() == site.place()


def test_what_pushes_the_table_down_pushes_the_pane(site: Site) -> None:
    site.bar.hide()
    QApplication.processEvents()
    assert site.pane.geometry() == site.place()


def test_a_pane_that_is_hidden_leaves_its_room_to_the_table(site: Site) -> None:
    before = site.table.width()
    site.pane.hide()
    QApplication.processEvents()
    assert site.table.width() > before
    site.pane.show()
    QApplication.processEvents()
    assert site.table.width() == before
    assert site.pane.geometry() == site.place()


def test_a_pane_that_lies_over_the_page_takes_no_room(site: Site) -> None:
    site.pane.hide()
    site.berth.undock()
    QApplication.processEvents()
    whole = site.table.width()
    site.pane.setGeometry(300, 20, 250, 200)
    site.pane.show()
    site.page.resize(720, 320)
    QApplication.processEvents()
    assert site.table.width() >= whole
    assert site.pane.geometry() == QRect(300, 20, 250, 200)


def test_back_at_its_place_it_has_the_width_it_had(site: Site) -> None:
    before = site.pane.geometry()
    site.pane.hide()
    site.berth.undock()
    QApplication.processEvents()
    site.pane.setGeometry(0, 0, 130, 100)
    site.pane.show()
    site.berth.dock(shown=True)
    QApplication.processEvents()
    assert site.pane.geometry() == site.place() == before


def test_one_that_is_back_and_hidden_is_shown_at_its_place(site: Site) -> None:
    site.split.insertWidget(0, site.berth)
    site.split.setSizes([120, 580])  # as narrow as it may be: as wide as while it is hidden
    before = site.pane.geometry()
    site.pane.hide()
    site.berth.undock()
    QApplication.processEvents()
    site.pane.setGeometry(300, 20, 250, 200)
    site.berth.dock(shown=False)
    site.pane.show()
    QApplication.processEvents()
    assert site.pane.geometry() == site.place() == before


class Styled(QObject):
    """Counts how often something is styled."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_it_is_not_styled_anew_on_its_way(site: Site) -> None:
    seen = Styled(site.page)
    site.pane.installEventFilter(seen)
    site.pane.hide()
    site.berth.undock()
    site.pane.show()
    site.berth.dock(shown=True)
    QApplication.processEvents()
    assert site.pane.parentWidget() is site.page
    assert not seen.count
