"""A lesson shown on one screen: what keys do, and that nobody sees the notes by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.operations import lessons as operations
from desktop.pages.classroom.console_clock import ClockBar
from desktop.pages.classroom.screens import Screens
from desktop.pages.classroom.showing import STOPPED, Showing, start_showing
from desktop.pages.classroom.showing_keys import Act
from desktop.pages.classroom.votes import ClassDialog
from tests.desktop.conftest import dispose
from tests.desktop.pages.classroom.lessons import (
    QUESTION,
    QUOTE,
    SPOKEN,
    TABLE,
    TALLY,
    TEXT,
    TITLE,
    all_words,
    shown_lesson,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from db.records.lesson import Lesson
    from desktop.documents.sheet import Source
    from desktop.main_window import MainWindow
    from desktop.session import Session

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


class Time:
    """A clock that goes on when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def taught(session: Session) -> Lesson:
    """The lesson that is shown."""
    return shown_lesson(session)


@pytest.fixture
def time() -> Time:
    """The time in the showing."""
    return Time()


@pytest.fixture
def start(
    session: Session, window: MainWindow, taught: Lesson, time: Time, qtbot: QtBot
) -> Iterator[Callable[[int], Showing]]:
    """Begins showings on one screen."""
    made: list[Showing] = []

    def begin(at: int) -> Showing:
        screen = window.screen()
        assert screen is not None
        screens = Screens(lambda: [screen])
        showing = Showing(session, taught.id, at, window, screens, time)
        made.append(showing)
        showing.begin()
        qtbot.waitUntil(lambda: showing.state is not None)
        settle(showing)
        return showing

    yield begin
    for showing in made:
        showing.end()
        dispose(showing.stage)


def settle(showing: Showing) -> None:
    """Let delayed things happen."""
    QApplication.processEvents()
    showing.projection.settle()
    QApplication.processEvents()


def press(showing: Showing, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press keys on the one screen."""
    for key in keys:
        QTest.keyClick(showing.stage, key, held or Qt.KeyboardModifier.NoModifier)
    settle(showing)


def place(showing: Showing) -> tuple[int, int]:
    """(slide, step) from 0; a slide may have several pages."""
    assert showing.state is not None
    ids = list(dict.fromkeys(page.slide_id for page in showing.state.pages))
    return ids.index(showing.state.page.slide_id), showing.state.here.step


def opened(showing: Showing) -> Source | None:
    """The source that lies over the page."""
    return showing.state.here.source if showing.state is not None else None


def covered(showing: Showing) -> bool:
    """Whether the overview lies over the page."""
    return showing.tools.overview_open


def test_one_screen_shows_the_page_alone(start: Callable[[int], Showing]) -> None:
    showing = start(QUESTION)
    assert showing.windows.alone
    assert not showing.windows.has_console
    assert showing.console.isHidden()
    assert showing.stage.isFullScreen()
    assert "难在哪里" in all_words(showing.stage)
    assert SPOKEN not in all_words(showing.stage)


def test_an_answer_comes_with_the_last_step(start: Callable[[int], Showing]) -> None:
    showing = start(QUESTION)
    assert "难在坚持" not in all_words(showing.stage)
    press(showing, KEY.Key_Space)
    assert place(showing) == (QUESTION, 1)
    assert "难在坚持" in all_words(showing.stage)


def test_notes_need_two_presses_and_go_with_the_page(start: Callable[[int], Showing]) -> None:
    showing = start(TITLE)
    notes = showing.windows.stage_notes
    press(showing, KEY.Key_N)
    assert notes.isHidden()
    assert SPOKEN not in all_words(showing.stage)
    press(showing, KEY.Key_N)
    assert f"{SPOKEN}{TITLE}" in all_words(showing.stage)
    press(showing, KEY.Key_Right)
    assert notes.isHidden()
    press(showing, KEY.Key_N)
    assert SPOKEN not in all_words(showing.stage)


def test_a_page_between_two_presses_shows_no_notes(start: Callable[[int], Showing]) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_N, KEY.Key_Right, KEY.Key_N)
    assert SPOKEN not in all_words(showing.stage)


def test_pinned_notes_stay_and_are_those_of_the_page(start: Callable[[int], Showing]) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_N, KEY.Key_N)
    showing.windows.stage_notes.pin.click()
    press(showing, KEY.Key_Right)
    assert f"{SPOKEN}{QUESTION}" in all_words(showing.stage)
    press(showing, KEY.Key_Escape)
    assert SPOKEN not in all_words(showing.stage)
    assert place(showing) == (QUESTION, 0)


def test_esc_leaves_one_thing_after_the_other(start: Callable[[int], Showing]) -> None:
    showing = start(QUOTE)
    ended: list[str] = []
    showing.ended.connect(ended.append)
    press(showing, KEY.Key_Return)
    assert opened(showing) is not None
    press(showing, KEY.Key_G)
    assert covered(showing)
    press(showing, KEY.Key_Escape)
    assert not covered(showing)
    press(showing, KEY.Key_Escape)
    assert opened(showing) is None
    assert place(showing) == (QUOTE, 0)
    assert not ended
    QTest.keyClick(showing.stage, KEY.Key_Escape)
    assert showing.state is not None
    assert ended == [showing.state.page.slide_id]


def test_where_it_stopped_is_remembered(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_End)
    slides = session.lessons.slides(taught.id)
    assert session.remembered.table(STOPPED) == {taught.id: slides[TEXT].id}


def test_the_source_shows_the_article_and_nothing_of_the_slide(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    showing = start(QUOTE)
    quote = session.lessons.slides(taught.id)[QUOTE].quotes[0]
    press(showing, KEY.Key_Return)
    showing.stage.source.settle()
    view = showing.stage.source.view
    assert view.source_map.text == session.cases.article(quote.article_id).text
    assert [(s.start, s.end) for s in view.spans] == [(quote.start, quote.end)]
    top, bottom = view.vertical_extent(quote.start, quote.end)
    scrolled = view.verticalScrollBar().value()
    assert scrolled <= top < bottom <= scrolled + view.viewport().height()


def test_down_reads_on_in_the_source_and_right_returns(start: Callable[[int], Showing]) -> None:
    showing = start(QUOTE)
    press(showing, KEY.Key_Return)
    showing.stage.source.settle()
    bar = showing.stage.source.view.verticalScrollBar()
    bar.setValue(0)
    press(showing, KEY.Key_Down)
    assert bar.value() > 0
    press(showing, KEY.Key_Right)
    assert place(showing) == (QUOTE, 0)
    assert showing.stage.source.isHidden()


def test_enter_opens_the_source_of_the_spotlighted_column(
    start: Callable[[int], Showing],
) -> None:
    showing = start(TABLE)
    assert showing.state is not None
    slide = showing.lesson.slide(showing.state.page.slide_id)
    assert slide is not None
    wanted = slide.mechanism_ids[1]
    while wanted not in {source.mechanism_id for source in showing.stage.slide.sources()}:
        press(showing, KEY.Key_Right)
        assert not showing.state.at_end
    press(showing, KEY.Key_S, KEY.Key_S, KEY.Key_Return)
    source = showing.state.here.source
    assert source is not None
    assert source.mechanism_id == wanted


def test_enter_goes_through_the_sources_of_the_page(start: Callable[[int], Showing]) -> None:
    showing = start(TABLE)
    assert showing.state is not None
    while len(set(showing.stage.slide.sources())) < 2 and not showing.state.at_end:
        press(showing, KEY.Key_PageDown)
    press(showing, KEY.Key_Return)
    seen = [showing.state.here.source]
    for _ in range(len(showing.sources.among) - 1):
        press(showing, KEY.Key_Return)
        seen.append(showing.state.here.source)
    assert seen == showing.sources.among
    assert len(set(seen)) == len(seen) > 1


def test_a_typed_number_is_gone_to_and_one_too_large_is_not(
    start: Callable[[int], Showing],
) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_3, KEY.Key_Enter)
    assert place(showing) == (TABLE, 0)
    press(showing, KEY.Key_9, KEY.Key_9, KEY.Key_Return)
    assert place(showing) == (TABLE, 0)
    assert "99" in all_words(showing.stage)


def test_black_is_lifted_before_a_page_is_turned(start: Callable[[int], Showing]) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_Period)
    assert showing.stage.black.isVisible()
    press(showing, KEY.Key_Right)
    assert showing.stage.black.isHidden()
    assert place(showing) == (TITLE, 0)


def test_the_overview_goes_to_a_page(start: Callable[[int], Showing]) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_G)
    overview = QApplication.focusWidget()
    assert overview is not None
    QTest.keyClick(overview, KEY.Key_Right)
    QTest.keyClick(overview, KEY.Key_Return)
    settle(showing)
    assert place(showing) == (QUESTION, 0)
    assert not showing.tools.overview_open


def votes(session: Session, lesson: Lesson) -> dict[tuple[str, str], int]:
    """(class, mechanism id) -> votes as they are kept."""
    return {(t.class_name, t.mechanism_id): t.votes for t in session.lessons.tallies(lesson.id)}


def test_votes_are_counted_by_key_for_a_class_that_is_asked_for_once(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    showing = start(TALLY)
    first, second = session.lessons.slides(taught.id)[TALLY].mechanism_ids[:2]
    press(showing, KEY.Key_1)
    dialog = showing.stage.findChild(ClassDialog)
    assert isinstance(dialog, ClassDialog)
    assert dialog.name.text() == "镇村班"
    assert not session.lessons.tallies(taught.id)
    dialog.name.setText("春季班")
    dialog.accept()
    QApplication.processEvents()
    press(showing, KEY.Key_1, KEY.Key_2)
    assert showing.stage.findChild(ClassDialog) is None
    assert votes(session, taught) == {("春季班", first): 2, ("春季班", second): 1}
    press(showing, KEY.Key_Exclam, held=SHIFT)
    press(showing, KEY.Key_At, KEY.Key_At, held=SHIFT)
    assert votes(session, taught) == {("春季班", first): 1, ("春季班", second): 0}
    assert showing.stage.slide.shown_look.votes == {first: 1, second: 0}


def test_a_vote_for_a_class_that_nobody_names_is_not_kept(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    showing = start(TALLY)
    press(showing, KEY.Key_1)
    dialog = showing.stage.findChild(ClassDialog)
    assert isinstance(dialog, ClassDialog)
    dialog.reject()
    QApplication.processEvents()
    assert not session.lessons.tallies(taught.id)
    press(showing, KEY.Key_9)
    assert showing.stage.findChild(ClassDialog) is None
    press(showing, KEY.Key_Right)
    assert place(showing) == (TEXT, 0)


def test_another_showing_counts_on_for_the_class_of_today(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    for count in (1, 2):
        showing = start(TALLY)
        press(showing, KEY.Key_1)
        dialog = showing.stage.findChild(ClassDialog)
        assert isinstance(dialog, ClassDialog)
        dialog.accept()
        QApplication.processEvents()
        assert list(votes(session, taught).values()) == [count]
        showing.end()


def test_notes_are_written_where_they_are_read_and_no_key_turns_a_page(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_N, KEY.Key_N, KEY.Key_M)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, " b1 ")
    QTest.keyClick(editor, KEY.Key_Left)
    QTest.keyClick(editor, KEY.Key_Escape)
    settle(showing)
    assert session.lessons.slides(taught.id)[TITLE].notes == f"{SPOKEN}{TITLE} b1 "
    assert place(showing) == (TITLE, 0)
    assert not showing.windows.stage_notes.isHidden()
    session.undo.undo()
    assert session.lessons.slides(taught.id)[TITLE].notes == f"{SPOKEN}{TITLE}"


def test_leaving_the_program_stores_what_is_being_typed(
    start: Callable[[int], Showing], session: Session, taught: Lesson, window: MainWindow
) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_N, KEY.Key_N, KEY.Key_M)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "x")
    window.close()
    assert session.lessons.slides(taught.id)[TITLE].notes == f"{SPOKEN}{TITLE}x"


def test_the_clock_says_how_the_time_stands_to_the_plan(
    start: Callable[[int], Showing], time: Time
) -> None:
    showing = start(TITLE)
    press(showing, KEY.Key_N, KEY.Key_N)
    clock = showing.windows.stage_notes.clock
    time.now += 1104
    showing.act(Act.FIRST)
    showing.act(Act.PAUSE)
    words = all_words(clock)
    assert "18:24" in words
    assert "计划 45:00，剩 26:36" in words
    assert "比计划慢" in words
    time.now += 500
    showing.act(Act.PAUSE)
    assert "18:24" in all_words(clock)
    showing.act(Act.RESET)
    assert "剩 45:00" in all_words(clock)


def test_a_slide_that_is_changed_meanwhile_is_shown_as_it_is(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    showing = start(TEXT)
    slides = session.lessons.slides(taught.id)
    operations.write(session, slides[TEXT], body="改过的小结")
    operations.remove(session, [slides[TITLE]])
    settle(showing)
    assert "改过的小结" in all_words(showing.stage)
    assert place(showing) == (TEXT - 1, 0)


def test_a_lesson_that_is_removed_ends_its_showing(
    start: Callable[[int], Showing], session: Session, taught: Lesson
) -> None:
    showing = start(TITLE)
    ended: list[str] = []
    showing.ended.connect(ended.append)
    operations.remove(session, session.lessons.slides(taught.id))
    assert len(ended) == 1


def test_larger_type_keeps_the_slide_and_is_remembered(
    start: Callable[[int], Showing], session: Session, taught: Lesson, qtbot: QtBot
) -> None:
    showing = start(TABLE)
    slide_id = session.lessons.slides(taught.id)[TABLE].id
    for _ in range(9):
        showing.act(Act.ZOOM_IN)
    with qtbot.waitSignal(showing.lesson.changed):
        pass
    assert showing.state is not None
    assert showing.state.page.slide_id == slide_id
    assert showing.stage.slide.shown_look.zoom == showing.lesson.zoom > 1.3
    showing.end()
    assert start(TITLE).lesson.zoom == showing.lesson.zoom


def test_a_lesson_without_slides_cannot_be_shown(session: Session, window: MainWindow) -> None:
    empty = operations.new_lesson(session, "空的")
    with pytest.raises(ValueError, match="nothing to show"):
        start_showing(session, empty.id, 0, window)


def test_a_second_start_brings_the_first_to_the_front(
    session: Session, window: MainWindow, taught: Lesson, qtbot: QtBot
) -> None:
    showing = start_showing(session, taught.id, TEXT, window)
    qtbot.waitUntil(lambda: showing.state is not None)
    assert start_showing(session, taught.id, TITLE, window) is showing
    assert place(showing) == (TEXT, 0)
    showing.end()
    assert QGuiApplication.screens()
    again = start_showing(session, taught.id, TITLE, window)
    assert again is not showing
    again.end()


def test_letters_switched_off_do_nothing_and_the_clicker_still_works(
    start: Callable[[int], Showing], session: Session
) -> None:
    session.settings.single_keys = False
    showing = start(TITLE)
    press(showing, KEY.Key_B)
    assert showing.stage.black.isHidden()
    press(showing, KEY.Key_Period)
    assert showing.stage.black.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_clock_is_never_squeezed_below_its_own_figures(
    session: Session, qtbot: QtBot, scale: float
) -> None:
    session.appearance.set(scale=scale)
    clock = ClockBar(session)
    qtbot.addWidget(clock)
    for width in (900, 400):
        clock.resize(round(width * scale), 40)
        clock.show()
        QApplication.processEvents()
        assert clock.height() >= clock.sizeHint().height()
