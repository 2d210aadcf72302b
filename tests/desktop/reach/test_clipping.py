"""At 200 % in a small window nothing is cut off: pages fit, and words have the room they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QToolButton, QWidget

from desktop import i18n, startup
from desktop.frame.rail import Rail
from desktop.main_window import MainWindow
from desktop.settings import Mode
from desktop.widgets.parts import ElidingLabel, RailButton
from tests.desktop.conftest import dispose, settle
from tests.desktop.reach.conftest import everything, shown
from tests.desktop.reach.everything import furnish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

_WIDE, _HIGH = 1024, 700
_SLACK = 2  # px: what rounding at odd scales may take


@pytest.fixture(scope="module")
def narrow(
    qapp: QApplication, library_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """A small window that has been at 200 % from its start: changing it later is slow."""
    session = startup.open_session(library_path, tmp_path_factory.mktemp("大字"), "zh")
    session.settings.welcomed = True
    session.appearance.set(Mode.LIGHT, 2.0)
    furnish(session)
    window = MainWindow(session)
    window.resize(_WIDE, _HIGH)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    settle(window)
    yield window
    window.close()
    dispose(window)
    startup.close_session(session)
    qapp.setStyleSheet("")
    i18n.set_language("zh")


@pytest.mark.parametrize("name", everything())
def test_nothing_is_cut_off_at_200_percent_in_a_small_window(narrow: MainWindow, name: str) -> None:
    with shown(narrow, name) as place:
        room = _room(narrow, place)
        least = place.minimumSizeHint().boundedTo(place.maximumSize())
        assert (narrow.width(), narrow.height()) == (_WIDE, _HIGH)
        assert least.width() <= room.width(), f"{least.width()} wide at the least"
        assert least.height() <= room.height(), f"{least.height()} high at the least"
        assert place.width() <= room.width(), f"{place.width()} wide"
        assert place.height() <= room.height(), f"{place.height()} high"
        assert not [cut for cut in map(_cut, _with_words(place)) if cut]


def _room(window: MainWindow, place: QWidget) -> QSize:
    """What a page has beside the rail; a dialog has at least the small window's."""
    if place is not window.page:
        return QSize(_WIDE, _HIGH).expandedTo(place.screen().availableGeometry().size())
    parent = place.parentWidget()
    assert parent is not None
    return parent.size()


def test_every_entry_of_the_rail_is_in_sight_at_200_percent(narrow: MainWindow) -> None:
    rail = narrow.findChild(Rail)
    assert rail is not None
    for button in rail.findChildren(RailButton):
        foot = button.mapTo(rail, button.rect().bottomLeft()).y()
        assert foot <= rail.height(), button.text()


def _with_words(place: QWidget) -> list[QWidget]:
    """What shows words of one line that it neither shortens nor wraps."""
    kinds = (QLabel, QPushButton, QToolButton, QCheckBox)
    return [w for kind in kinds for w in place.findChildren(kind) if _shows_words(w)]


def _shows_words(widget: QWidget) -> bool:
    if not widget.isVisible() or isinstance(widget, (ElidingLabel, RailButton)):
        return False
    if isinstance(widget, QLabel):
        return bool(widget.text().strip()) and not widget.wordWrap()
    if (
        isinstance(widget, QToolButton)
        and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    ):
        return False
    assert isinstance(widget, QAbstractButton)
    return bool(widget.text().strip())


def _cut(widget: QWidget) -> str:
    """How a widget is smaller than its words, '' where it is not."""
    metrics = widget.fontMetrics()
    assert isinstance(widget, (QLabel, QAbstractButton))
    lines = widget.text().replace("&&", "&").split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines)
    high = metrics.height() * len(lines)
    room = widget.contentsRect()  # more than the widget where a quote hangs out of a title
    if room.width() + _SLACK >= wide and room.height() + _SLACK >= high:
        return ""
    has = f"{room.width()}×{room.height()}"
    return f"{type(widget).__name__} “{widget.text()[:20]}”: {has} for {wide}×{high}"
