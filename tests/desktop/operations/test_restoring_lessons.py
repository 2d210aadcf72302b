"""恢复 of lessons and their slides: as they were, for 30 days, in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from db.records.lesson import Lesson, Slide, SlideKind
from db.workspace.removed import removed_since
from desktop.operations import lessons
from desktop.operations.recycled import gather
from desktop.operations.restoring import restore, title_of
from desktop.pages.notebook import removed_words
from desktop.teaching.slides import blank_slide

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.operations.recycled import Deleted
    from desktop.session import Session


@pytest.fixture
def lesson(session: Session) -> Lesson:
    """A lesson with two slides."""
    return lessons.new_lesson(
        session,
        "各地怎么比武",
        [
            blank_slide(SlideKind.TITLE, title="开场"),
            blank_slide(SlideKind.QUESTION, body="**谁**来评？", answer="群众", notes="先讨论"),
        ],
        occasion="村书记培训班",
    )


@pytest.fixture
def removed(session: Session) -> Callable[[], list[Deleted]]:
    """What the recycle list shows now."""

    def read() -> list[Deleted]:
        assert session.saver.flush()
        things = removed_since(session.folder, "")
        return gather(things, session.marks, session.plans, session.lessons)

    return read


def test_a_removed_lesson_is_one_thing_and_comes_back_whole(
    session: Session, lesson: Lesson, removed: Callable[[], list[Deleted]]
) -> None:
    slides = session.lessons.slides(lesson.id)
    lessons.remove(session, [lesson])
    things = removed()
    assert [thing.id for thing in things] == [lesson.id]
    assert title_of(session, lesson) == "各地怎么比武"
    restore(session, things)
    (back,) = session.lessons.lessons()
    assert replace(back, modified_at=lesson.modified_at) == lesson
    assert session.lessons.slides(lesson.id) == slides
    assert removed() == []
    session.undo.undo()
    assert session.lessons.lessons() == []


def test_a_slide_comes_back_to_its_place_in_a_lesson_that_is_there(
    session: Session, lesson: Lesson, removed: Callable[[], list[Deleted]]
) -> None:
    first, second = session.lessons.slides(lesson.id)
    lessons.remove(session, [first])
    assert [thing.id for thing in removed()] == [first.id]
    lessons.write(session, second, title="改过")
    restore(session, removed())
    assert [slide.id for slide in session.lessons.slides(lesson.id)] == [first.id, second.id]
    assert session.undo.undoText() == "恢复‘开场’"


def test_a_slide_of_a_removed_lesson_is_listed_once_the_lesson_is_back(
    session: Session, lesson: Lesson, removed: Callable[[], list[Deleted]]
) -> None:
    slide = session.lessons.slides(lesson.id)[0]
    lessons.remove(session, [slide])
    lessons.remove(session, [lesson])
    things = removed()
    assert [thing.id for thing in things] == [lesson.id]
    restore(session, things)
    assert [thing.id for thing in removed()] == [slide.id]


def test_what_is_listed_says_what_it_was_and_its_words_act_as_no_markup(
    session: Session, lesson: Lesson, removed: Callable[[], list[Deleted]]
) -> None:
    asked = session.lessons.slides(lesson.id)[1]
    hostile = replace(asked, answer="<img src='x'>")
    lessons.write(session, asked, answer=hostile.answer)
    lessons.remove(session, [hostile])
    now = datetime.now(UTC)
    (thing,) = removed()
    assert isinstance(thing.record, Slide)
    row = removed_words.row_of(session, thing, now)
    assert "课件的一页" in row.figure
    assert "讨论题" in row.subtitle
    assert "各地怎么比武" in row.subtitle
    shown = removed_words.preview(session, thing, now)
    assert "<strong>谁</strong>" in shown
    assert "先讨论" in shown
    assert "<img" not in shown
    lessons.remove(session, [lesson])
    (whole,) = removed()
    assert "村书记培训班" in removed_words.summary(session, whole)
    assert "开场" in removed_words.preview(session, whole, now)
