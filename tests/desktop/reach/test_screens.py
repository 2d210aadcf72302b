"""Windows on several screens, fine and coarse, on small ones, and on such as are gone.

The platform that tests run on has one screen unless it is told of others when the program starts:
this file runs itself again in a process of its own, on a desk with four of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.within_reach import bring_back
from tests.desktop.conftest import dispose, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.main_window import MainWindow
    from desktop.session import Session

_INSIDE: Final = "TASHAN_SCREENS"
_SCREENS: Final = (
    ("DESK", 0, 0, 1920, 1080, 1),
    ("FINE", 1920, 0, 1600, 1000, 2),
    ("LEFT", -1280, -200, 1280, 1024, 1),
    ("SMALL", 3520, 0, 911, 512, 1.5),  # a laptop of 1366×768 at 150%
    ("NETBOOK", 4431, 0, 1024, 600, 1),
)
_SMALL: Final = ("SMALL", "NETBOOK")
# This platform moves windows between screens of two densities, but is surprised by it.
pytestmark = pytest.mark.qt_log_ignore("The cached device pixel ratio value was stale")
inside = pytest.mark.skipif(_INSIDE not in os.environ, reason="run by the test of this name below")


@pytest.mark.skipif(_INSIDE in os.environ, reason="this is the process that it starts")
@pytest.mark.skipif(sys.platform == "win32", reason="a path with a colon cannot be handed on")
def test_several_screens(tmp_path: Path) -> None:
    config = tmp_path / "screens.json"
    screens = [
        {"name": name, "x": x, "y": y, "width": width, "height": height, "dpr": ratio}
        | {"logicalDpi": 96, "logicalBaseDpi": 96}
        for name, x, y, width, height, ratio in _SCREENS
    ]
    told = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False}
    config.write_text(json.dumps(told | {"screens": screens}), encoding="utf-8")
    env = os.environ | {_INSIDE: "1", "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def _screen(name: str) -> QScreen:
    return next(screen for screen in QGuiApplication.screens() if screen.name() == name)


def _put(window: QWidget, name: str) -> None:
    """Move a window to a screen, as a user drags it."""
    screen = _screen(name)
    handle = window.windowHandle()
    assert handle is not None
    handle.setScreen(screen)
    window.setScreen(screen)
    window.move(screen.availableGeometry().topLeft() + QPoint(60, 80))
    for _ in range(4):
        QApplication.processEvents()


def _reached(window: QWidget) -> None:
    """All of a window can be reached: its title, its buttons, its lowest line."""
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    frame = window.frameGeometry()
    assert any(room.contains(frame) for room in rooms), f"{frame} is on none of {rooms}"


@inside
@pytest.mark.parametrize("name", [screen[0] for screen in _SCREENS])
def test_the_window_comes_back_where_it_was(
    another_window: Callable[[], MainWindow], name: str
) -> None:
    window = another_window()
    _put(window, name)
    window.resize(window.minimumSize())
    _reached(window)
    before = window.geometry()
    window.close()
    again = another_window()
    assert again.screen().name() == name
    assert again.geometry() == before


_STATES: Final = {
    "normal": Qt.WindowState.WindowNoState,
    "maximised": Qt.WindowState.WindowMaximized,
    "full screen": Qt.WindowState.WindowFullScreen,
}


@inside
@pytest.mark.parametrize("state", list(_STATES))
@pytest.mark.parametrize("at", [QPoint(9000, 300), QPoint(-9000, -4000), QPoint(300, 5000)])
def test_on_a_screen_that_is_gone_it_comes_to_one_that_is_there(
    session: Session, another_window: Callable[[], MainWindow], at: QPoint, state: str
) -> None:
    session.settings.set_state("window", _saved(at, state))
    window = another_window()
    assert not window.isFullScreen(), "without a frame nobody knows how to leave"
    assert window.isMaximized() == (state == "maximised")
    window.showNormal()
    QApplication.processEvents()
    _reached(window)


def _saved(at: QPoint, state: str) -> QByteArray:
    """What a window leaves behind that stood at a place where no screen is any more."""
    gone = QWidget()
    gone.setGeometry(QRect(at.x(), at.y(), 1500, 950))
    gone.setWindowState(_STATES[state])
    geometry = gone.saveGeometry()
    dispose(gone)
    return geometry


@inside
def test_what_was_saved_as_nonsense_is_passed_over(
    session: Session, another_window: Callable[[], MainWindow]
) -> None:
    session.settings.set_state("window", QByteArray(b"\x01\xd9\xd0\xcb nonsense"))
    _reached(another_window())


@inside
@pytest.mark.parametrize("name", _SMALL)
@pytest.mark.parametrize("page", ["compare", "family", "reader", "notebook", "plan", "settings"])
def test_on_a_small_screen_all_of_the_window_is_there(
    another_window: Callable[[], MainWindow], name: str, page: str
) -> None:
    window = another_window()
    _put(window, name)
    if page in ("family", "reader"):
        window.show_page(getattr(window, page))
    else:
        window.ways.show_named(page)
    settle(window)
    settle(window)
    _reached(window)
    center = window.centralWidget()
    assert center is not None
    room = center.rect()
    status = window.findChild(QWidget, "statusBar")
    assert status is not None
    bottom = status.mapTo(center, QPoint(0, status.height()))
    assert room.contains(bottom - QPoint(0, 1)), "the lowest line is below the edge"
    least = center.minimumSizeHint()
    assert least.width() <= room.width()
    assert least.height() <= room.height()


@inside
def test_back_on_a_large_screen_it_may_not_be_made_too_small(
    another_window: Callable[[], MainWindow],
) -> None:
    window = another_window()
    _put(window, "SMALL")
    assert window.minimumWidth() <= 911
    _put(window, "DESK")
    assert (window.minimumWidth(), window.minimumHeight()) == (1024, 700)


@inside
def test_a_window_out_of_reach_is_brought_back_and_one_in_reach_is_left(
    another_window: Callable[[], MainWindow],
) -> None:
    window = another_window()
    _put(window, "DESK")
    window.setGeometry(700, 300, 1100, 720)
    bring_back(window)
    assert window.geometry() == QRect(700, 300, 1100, 720)
    window.move(-5000, 9000)
    bring_back(window)
    _reached(window)


@inside
@pytest.mark.parametrize("name", _SMALL)
def test_dialogs_fit_on_a_small_screen(another_window: Callable[[], MainWindow], name: str) -> None:
    from tests.desktop.reach.conftest import dispose_later
    from tests.desktop.reach.everything import DIALOGS, furnish

    window = another_window()
    furnish(window.session)
    _put(window, name)
    for title, (arrange, open_) in DIALOGS.items():
        arrange(window)
        dialog = open_(window)
        settle(window)
        frame, room = dialog.frameGeometry(), _screen(name).availableGeometry()
        if not dialog.isWindow():  # what lies over the window is placed within it
            frame.moveTopLeft(dialog.mapToGlobal(QPoint()))
        assert frame.width() <= room.width(), f"{title} is too wide: {frame}"
        assert frame.height() <= room.height(), f"{title} is too high: {frame}"
        assert room.contains(frame), f"{title} reaches over the edge: {frame}"
        dialog.close()
        dispose_later(dialog, window)


@inside
def test_pictures_are_drawn_anew_for_a_finer_screen(
    another_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.desktop.reach.everything import PAGES, furnish

    window = another_window()
    furnish(window.session)
    PAGES["lesson, comparison"](window)
    settle(window)
    page, view = window.classroom, window.classroom.preview.view

    def ratios() -> set[float]:
        QTest.qWait(300)  # drawn one after the other, while nobody is at work
        model = page.slides.model
        role = Qt.ItemDataRole.DecorationRole
        found = [model.index(row).data(role) for row in range(3)]
        view.repaint()
        assert view._picture is not None
        return {view._picture.devicePixelRatio(), *(p.devicePixelRatio() for p in found if p)}

    assert ratios() == {1.0}
    for ratio in (2.0, 1.5, 1.0):  # this platform moves windows, but not their density
        for widget in (page, view):
            monkeypatch.setattr(widget, "devicePixelRatioF", lambda ratio=ratio: ratio)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.DevicePixelRatioChange))
        assert ratios() == {ratio}
