"""讲稿 beside the slide: rendered, resized, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.operations import lessons as operations
from desktop.pages.classroom.console_clock import pace_text
from desktop.pages.classroom.speaker_notes import SIZES, NotesEditor, SpeakerNotes
from desktop.teaching.pace import Standing
from tests.desktop.conftest import dispose
from tests.desktop.pages.classroom.lessons import TITLE, all_words, shown_lesson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from db.records.lesson import Slide
    from desktop.session import Session


@pytest.fixture
def slides(session: Session) -> list[Slide]:
    """The slides of a lesson."""
    return session.lessons.slides(shown_lesson(session).id)


@pytest.fixture
def notes(session: Session, slides: list[Slide]) -> Iterator[SpeakerNotes]:
    """The notes of the first slide."""
    view = SpeakerNotes(session)
    view.resize(440, 500)
    view.show()
    view.show_slide(slides[TITLE])
    yield view
    dispose(view)


def now(session: Session, slide: Slide) -> Slide:
    """A slide as it is stored now."""
    return next(s for s in session.lessons.slides(slide.lesson_id) if s.id == slide.id)


def test_markdown_is_rendered_and_markup_is_shown_as_it_is(
    session: Session, slides: list[Slide], notes: SpeakerNotes
) -> None:
    operations.write(session, slides[0], notes="**先问** <b>粗</b> ![x](file:///etc/passwd)")
    notes.show_slide(now(session, slides[0]))
    words = all_words(notes)
    assert "先问" in words
    assert "**" not in words
    assert "<b>粗</b>" in words


def test_the_size_is_remembered_and_stays_in_bounds(session: Session, notes: SpeakerNotes) -> None:
    for _ in range(20):
        notes.resize_text(1)
    assert f"字 {SIZES[-1]}" in all_words(notes)
    again = SpeakerNotes(session)
    again.show()
    assert f"字 {SIZES[-1]}" in all_words(again)
    for _ in range(20):
        again.resize_text(-1)
    assert f"字 {SIZES[0]}" in all_words(again)
    dispose(again)


def test_one_visit_to_the_editor_is_one_step_of_undo(
    session: Session, slides: list[Slide], notes: SpeakerNotes
) -> None:
    before = session.undo.count()
    notes.edit()
    editor = notes.findChild(NotesEditor)
    assert isinstance(editor, NotesEditor)
    QTest.keyClicks(editor, "one")
    notes.store()
    QTest.keyClicks(editor, " two")
    notes.store()
    assert now(session, slides[0]).notes == f"{slides[0].notes}one two"
    assert session.undo.count() == before + 1
    session.undo.undo()
    assert now(session, slides[0]).notes == slides[0].notes


def test_a_text_in_work_goes_to_its_slide_when_the_page_is_turned(
    session: Session, slides: list[Slide], notes: SpeakerNotes
) -> None:
    notes.edit()
    editor = notes.findChild(NotesEditor)
    assert isinstance(editor, NotesEditor)
    QTest.keyClicks(editor, "end")
    notes.show_slide(slides[1])
    QApplication.processEvents()
    assert now(session, slides[0]).notes == f"{slides[0].notes}end"
    assert now(session, slides[1]).notes == slides[1].notes
    assert slides[1].notes in all_words(notes)


def test_a_text_in_work_is_not_taken_away_by_a_change_elsewhere(
    session: Session, slides: list[Slide], notes: SpeakerNotes
) -> None:
    notes.edit()
    editor = notes.findChild(NotesEditor)
    assert isinstance(editor, NotesEditor)
    QTest.keyClicks(editor, "abc")
    operations.write(session, slides[0], minutes=7)
    notes.show_slide(now(session, slides[0]))
    assert notes.editing
    notes.store()
    assert now(session, slides[0]).notes.endswith("abc")
    assert now(session, slides[0]).minutes == 7


@pytest.mark.parametrize(
    ("standing", "by", "text"),
    [
        (Standing.UNPLANNED, 0, ""),
        (Standing.ON_TIME, 20, "进度正好"),
        (Standing.AHEAD, 90, "比计划快 90 秒"),
        (Standing.BEHIND, 200, "比计划慢 3 分钟"),
    ],
)
def test_the_pace_is_said_in_words(standing: Standing, by: float, text: str) -> None:
    assert pace_text(standing, by) == text


def test_to_make_them_takes_the_focus_from_nobody(
    session: Session, qapp: QApplication, qtbot: QtBot
) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    qtbot.waitUntil(edit.hasFocus)
    made = SpeakerNotes(session)
    qtbot.addWidget(made)
    qapp.processEvents()
    assert edit.hasFocus()
