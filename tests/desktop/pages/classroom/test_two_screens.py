"""A lesson shown on two screens of different sizes.

The platform that tests run on has one screen unless it is told of others when the program starts:
this file runs itself again in a process of its own, on a laptop and a projector.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.documents.sheet import Shape
from desktop.operations import bookmarks, highlights, notes
from desktop.pages.classroom.screens import Screens
from desktop.pages.classroom.showing import Showing
from desktop.pages.classroom.showing_keys import Act
from tests.desktop.conftest import dispose
from tests.desktop.pages.classroom.lessons import (
    QUESTION,
    QUOTE,
    SPOKEN,
    TABLE,
    TEXT,
    TITLE,
    all_words,
    shown_lesson,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from db.records.lesson import Lesson
    from desktop.main_window import MainWindow
    from desktop.session import Session

KEY: Final = Qt.Key
_INSIDE: Final = "TASHAN_TWO_SCREENS"
_SCREENS: Final = (
    ("LAPTOP", 0, 1440, 900),
    ("PROJECTOR", 1440, 1920, 1080),
    ("OLD", 3360, 1024, 768),
)
inside = pytest.mark.skipif(_INSIDE not in os.environ, reason="run by the test of this name below")


@pytest.mark.skipif(_INSIDE in os.environ, reason="this is the process that it starts")
@pytest.mark.skipif(sys.platform == "win32", reason="a path with a colon cannot be handed on")
def test_two_screens(tmp_path: Path) -> None:
    config = tmp_path / "screens.json"
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "dpr": 1}
        | {"logicalDpi": 96, "logicalBaseDpi": 96}
        for name, x, width, height in _SCREENS
    ]
    told = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False}
    config.write_text(json.dumps(told | {"screens": screens}), encoding="utf-8")
    env = os.environ | {_INSIDE: "1", "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__]
    root = Path(__file__).parents[4]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


class Plugged:
    """Screens that are pulled out and plugged in again."""

    def __init__(self, *names: str) -> None:
        self._names = list(names)
        self.screens = Screens(self.found)

    def found(self) -> list[QScreen]:
        """Those that are plugged in."""
        by_name = {screen.name(): screen for screen in QGuiApplication.screens()}
        return [by_name[name] for name in self._names]

    def pull(self, name: str) -> None:
        """As Qt tells it: the screen is gone already, its windows have not moved yet."""
        screen = next(screen for screen in self.found() if screen.name() == name)
        self._names.remove(name)
        self.screens.lost.emit(screen)

    def plug(self, name: str) -> None:
        """Plug one in."""
        self._names.append(name)
        self.screens.changed.emit()


@pytest.fixture
def taught(session: Session) -> Lesson:
    """The lesson that is shown."""
    return shown_lesson(session)


@pytest.fixture
def start(
    session: Session, window: MainWindow, taught: Lesson, qtbot: QtBot
) -> Iterator[Callable[..., tuple[Showing, Plugged]]]:
    """Begins showings on screens of these names."""
    made: list[Showing] = []

    def begin(at: int, *names: str) -> tuple[Showing, Plugged]:
        window.setGeometry(0, 0, 1200, 800)
        plugged = Plugged(*(names or ("LAPTOP", "PROJECTOR")))
        showing = Showing(session, taught.id, at, window, plugged.screens)
        made.append(showing)
        showing.begin()
        qtbot.waitUntil(lambda: showing.state is not None)
        settle(showing)
        return showing, plugged

    yield begin
    for showing in made:
        showing.end()
        dispose(showing.stage)


def settle(showing: Showing) -> None:
    """Let delayed things happen."""
    QApplication.processEvents()
    showing.projection.settle()
    QApplication.processEvents()


def press(showing: Showing, *keys: Qt.Key) -> None:
    """Press keys on the console."""
    for key in keys:
        QTest.keyClick(showing.console, key)
    settle(showing)


def seats(showing: Showing) -> tuple[str, str]:
    """The screens of the audience and of the presenter's notes, '' where they are hidden."""
    stage, console = showing.stage, showing.console
    return (
        stage.screen().name() if stage.isVisible() else "",
        console.screen().name() if console.isVisible() else "",
    )


@inside
def test_the_audience_gets_the_other_screen_whole(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TITLE)
    assert seats(showing) == ("PROJECTOR", "LAPTOP")
    assert showing.stage.geometry() == showing.stage.screen().geometry()
    assert SPOKEN in all_words(showing.console)


@inside
def test_nothing_of_the_users_own_is_ever_on_the_audiences_screen(
    start: Callable[..., tuple[Showing, Plugged]], session: Session, taught: Lesson
) -> None:
    slides = session.lessons.slides(taught.id)
    quote = slides[QUOTE].quotes[0]
    for mechanism_id in slides[TABLE].mechanism_ids:
        bookmarks.toggle_bookmark(session, mechanism_id)
        notes.write_note(session, notes.start_note(session, mechanism_id), "不给学员看的批注")
    span = quote.article_id, quote.start, quote.end
    highlights.add_highlight(session, *span)
    notes.write_note(session, notes.start_span_note(session, *span), "文中的批注")
    showing, _ = start(TITLE)
    assert showing.state is not None
    acts = (Act.NOTES, Act.NOTES, Act.EDIT, Act.OVERVIEW, Act.OVERVIEW, Act.LIGHT, Act.ENTER)
    seen = []
    while True:
        for act in acts:
            showing.act(act)
            settle(showing)
            seen.append(all_words(showing.stage))
        showing.console.notes.store()
        showing.move(lambda show: show.close_source())
        if showing.state.at_end:
            break
        press(showing, KEY.Key_Right)
    words = "\n".join(seen)
    assert quote.exact in words
    assert "难在坚持" in words
    for own in (SPOKEN, "不给学员看的批注", "文中的批注", "收藏", "批注"):
        assert own not in words


@inside
def test_the_two_change_places_with_one_key(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(QUESTION)
    press(showing, KEY.Key_Space, KEY.Key_X)
    assert seats(showing) == ("LAPTOP", "PROJECTOR")
    assert showing.state is not None
    assert showing.state.here.step == 1
    assert SPOKEN not in all_words(showing.stage)
    press(showing, KEY.Key_X)
    assert seats(showing) == ("PROJECTOR", "LAPTOP")


@inside
def test_pulling_the_projector_out_loses_nothing_and_hides_the_notes(
    start: Callable[..., tuple[Showing, Plugged]], session: Session, taught: Lesson
) -> None:
    showing, plugged = start(TABLE)
    press(showing, KEY.Key_Right, KEY.Key_S)
    before = showing.state
    showing.console.notes.edit()
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "x")
    plugged.pull("PROJECTOR")
    assert seats(showing) == ("LAPTOP", "")
    assert showing.state == before
    assert SPOKEN not in all_words(showing.stage)
    assert session.lessons.slides(taught.id)[TABLE].notes == f"{SPOKEN}{TABLE}x"
    QTest.keyClick(showing.stage, KEY.Key_Right)
    plugged.plug("PROJECTOR")
    settle(showing)
    assert seats(showing) == ("PROJECTOR", "LAPTOP")
    assert before is not None
    assert showing.state == before.next()


@inside
def test_the_presenters_own_screen_gone_leaves_the_audience_its_page_alone(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, plugged = start(TITLE)
    plugged.pull("LAPTOP")
    assert seats(showing) == ("PROJECTOR", "")
    assert SPOKEN not in all_words(showing.stage)
    plugged.plug("LAPTOP")
    assert seats(showing) == ("PROJECTOR", "LAPTOP")


@inside
def test_notes_that_were_open_on_one_screen_go_when_another_comes(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, plugged = start(TITLE, "LAPTOP")
    showing.act(Act.NOTES)
    showing.act(Act.NOTES)
    showing.windows.stage_notes.pin.setChecked(True)
    assert SPOKEN in all_words(showing.stage)
    plugged.plug("PROJECTOR")
    settle(showing)
    assert seats(showing) == ("PROJECTOR", "LAPTOP")
    assert SPOKEN not in all_words(showing.stage)
    plugged.pull("PROJECTOR")
    assert SPOKEN not in all_words(showing.stage)


@inside
def test_the_chosen_screen_is_remembered_and_found_when_it_comes_late(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TITLE, "LAPTOP", "PROJECTOR", "OLD")
    assert seats(showing)[0] == "PROJECTOR"
    showing.console.screen_chosen.emit("OLD")
    assert seats(showing) == ("OLD", "LAPTOP")
    showing.end()
    late, plugged = start(TITLE, "LAPTOP", "PROJECTOR")
    assert seats(late)[0] == "PROJECTOR"
    plugged.plug("OLD")
    assert seats(late) == ("OLD", "LAPTOP")


@inside
def test_the_screen_of_the_program_stays_the_presenters_though_it_was_chosen_before(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TITLE)
    showing.console.screen_chosen.emit("LAPTOP")
    assert seats(showing) == ("LAPTOP", "PROJECTOR")
    showing.end()
    again, _ = start(TITLE)
    assert seats(again) == ("PROJECTOR", "LAPTOP")


@inside
def test_one_screen_can_be_chosen_though_there_are_two(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TITLE)
    showing.console.screen_chosen.emit("")
    assert seats(showing) == ("LAPTOP", "")
    showing.end()
    again, _ = start(TITLE)
    assert seats(again) == ("LAPTOP", "")
    QTest.keyClick(again.stage, KEY.Key_X)
    assert seats(again) == ("PROJECTOR", "LAPTOP")
    again.end()
    third, _ = start(TITLE)
    assert seats(third) == ("PROJECTOR", "LAPTOP")


@inside
def test_a_screen_of_4_to_3_gets_pages_cut_for_it(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TABLE, "LAPTOP", "OLD")
    shapes = [showing.stage.slide.shown_look.shape]
    showing.act(Act.SWAP)
    settle(showing)
    shapes.append(showing.stage.slide.shown_look.shape)
    assert shapes == [Shape.NARROW, Shape.WIDE]
    assert showing.state is not None
    assert showing.state.page.slide_id == showing.lesson.sheets[2].slide_id


@inside
def test_a_held_picture_stays_while_the_presenter_looks_ahead(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(QUESTION)
    press(showing, KEY.Key_F)
    held = all_words(showing.stage)
    press(showing, KEY.Key_Right, KEY.Key_Right, KEY.Key_S, KEY.Key_Return, KEY.Key_Down)
    press(showing, KEY.Key_Escape, KEY.Key_End)
    assert all_words(showing.stage) == held
    assert "各有长短" in all_words(showing.console.now)
    press(showing, KEY.Key_F)
    assert "各有长短" in all_words(showing.stage)


@inside
def test_black_covers_the_audience_while_the_presenter_goes_on(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TITLE)
    press(showing, KEY.Key_B, KEY.Key_Right)
    assert showing.stage.black.isVisible()
    assert showing.state is not None
    assert showing.state.here.page == 1
    press(showing, KEY.Key_B)
    assert showing.stage.black.isHidden()


@inside
def test_the_overview_is_the_presenters_alone(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TITLE)
    before = showing.stage.grab().toImage()
    press(showing, KEY.Key_G)
    assert showing.console.overview.isVisible()
    assert showing.stage.grab().toImage() == before
    overview = QApplication.focusWidget()
    assert overview is showing.console.overview
    QTest.keyClick(overview, KEY.Key_End)
    QTest.keyClick(overview, KEY.Key_Return)
    settle(showing)
    assert showing.console.overview.isHidden()
    assert showing.state is not None
    assert showing.state.page.slide_id == showing.lesson.sheets[-1].slide_id


@inside
def test_the_console_tells_what_comes_and_what_the_audience_sees(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(QUESTION)
    words = all_words(showing.console)
    assert "下一步" in words
    assert "各地比武" in words
    press(showing, KEY.Key_Right)
    assert "下一步" not in showing.console.coming.text()
    press(showing, KEY.Key_B)
    assert "黑屏中" in showing.console.told.text()
    press(showing, KEY.Key_B, KEY.Key_1, KEY.Key_2)
    assert "12" in showing.console.told.text()
    press(showing, KEY.Key_Escape, KEY.Key_End)
    assert "已是最后一页" in showing.console.coming_title.text()
    assert not showing.console.controls.next.isEnabled()


@inside
def test_a_card_of_the_strip_and_the_buttons_do_what_keys_do(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TITLE)
    showing.console.controls.next.click()
    assert showing.state is not None
    assert showing.state.here.page == 1
    showing.console.strip.chosen.emit(TITLE)
    assert showing.state.here.page == TITLE
    showing.console.controls.freeze.click()
    assert showing.state.frozen
    showing.console.end.click()
    assert seats(showing) == ("", "")


@inside
def test_the_pen_draws_on_both_screens_and_is_wiped(
    start: Callable[..., tuple[Showing, Plugged]],
) -> None:
    showing, _ = start(TEXT)
    plain = showing.stage.grab().toImage()
    press(showing, KEY.Key_D)
    ink = showing.console.now.ink
    assert ink is not None
    middle = ink.rect().center()
    QTest.mousePress(ink, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(ink, middle * 0.5)
    QTest.mouseRelease(ink, Qt.MouseButton.LeftButton, pos=middle * 0.5)
    settle(showing)
    assert showing.stage.grab().toImage() != plain
    press(showing, KEY.Key_E)
    assert showing.stage.grab().toImage() == plain


@inside
def test_large_type_does_not_make_the_console_higher_than_a_small_screen(
    start: Callable[..., tuple[Showing, Plugged]], session: Session
) -> None:
    showing, _ = start(QUESTION)
    console = showing.console
    console.showNormal()
    console.resize(1366, 768)
    session.appearance.set(scale=1.5)
    settle(showing)
    assert (console.width(), console.height()) == (1366, 768)
    assert console.clock.height() >= console.clock.sizeHint().height()
