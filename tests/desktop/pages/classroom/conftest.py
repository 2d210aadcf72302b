"""A lesson of several kinds of slides, shown on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.records.lesson import SlideKind
from desktop.operations import lessons as operations
from desktop.pages.classroom import choice_dialog
from desktop.teaching.slides import blank_slide, first_quote
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.lesson import Lesson, Slide
    from desktop.main_window import MainWindow
    from desktop.pages.classroom.page import ClassroomPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def page(window: MainWindow) -> ClassroomPage:
    """The page, shown by its key."""
    window.global_actions["page classroom"].trigger()
    assert window.page is window.classroom
    return window.classroom


@pytest.fixture
def lesson(page: ClassroomPage, session: Session, samples: Samples, window: MainWindow) -> Lesson:
    """A lesson with a title, a mechanism, a quote, a question and a text, shown."""
    mechanism = samples.rich()
    quote = first_quote(session.cases, mechanism.id)
    assert quote is not None
    made = operations.new_lesson(
        session,
        "各地怎么做",
        [
            blank_slide(SlideKind.TITLE, title="各地怎么做", minutes=1.0),
            blank_slide(SlideKind.MECHANISM, mechanism_ids=(mechanism.id,), minutes=4.0),
            blank_slide(SlideKind.QUOTE, mechanism_ids=(mechanism.id,), quotes=(quote,)),
            blank_slide(SlideKind.QUESTION, body="为什么？"),
            blank_slide(SlideKind.TEXT, title="小结"),
        ],
        minutes=10.0,
    )
    settle(window)
    page.refresh()
    return made


@pytest.fixture
def of_kind(session: Session, lesson: Lesson) -> Callable[[SlideKind], Slide]:
    """The first slide of a kind, as it is now."""

    def find(kind: SlideKind) -> Slide:
        return next(s for s in session.lessons.slides(lesson.id) if s.kind is kind)

    return find


class Answers:
    """Answers the dialogs that choose: with ids, or with what a function picks of the rows."""

    def __init__(self) -> None:
        self.next: list[Any] = []
        self.titles: list[str] = []

    def __call__(
        self, _session: object, _parent: object, title: str, offer: Callable[[str], Any], **_: Any
    ) -> list[str]:
        self.titles.append(title)
        rows = [row for row in offer("") if row.kind != "heading"]
        assert rows, f"nothing to choose from: {title}"
        answer = self.next.pop(0)
        return list(answer(rows)) if callable(answer) else list(answer)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Stands for whoever sits before the dialogs."""
    made = Answers()
    from desktop.pages.classroom import (
        family_field,
        figures_field,
        mechanism_fields,
        new_slides,
        note_field,
        quiz_dialog,
        quote_field,
        whole_lessons,
    )

    for module in (
        family_field, figures_field, mechanism_fields, new_slides, note_field, quiz_dialog,
        quote_field,
        whole_lessons, choice_dialog,
    ):  # fmt: skip
        monkeypatch.setattr(module, "choose", made)
    return made
