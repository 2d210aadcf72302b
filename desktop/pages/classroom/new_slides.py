"""加一页: asks what a new slide of a kind shall show, where there is something to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.lesson import Reveal, Slide, SlideKind
from desktop.i18n import tr
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.mechanism_fields import MOST_CHOICES
from desktop.teaching.slides import blank_slide, quote_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.records.lesson import Lesson
    from desktop.session import Session


class SlideMaker:
    """Makes slides that stand nowhere yet; [] where the user would rather not."""

    def __init__(self, session: Session, page: QWidget) -> None:
        self._session, self._page = session, page

    def make(self, kind: SlideKind, lesson: Lesson) -> list[Slide]:
        """New slides of a kind for a lesson."""
        if kind is SlideKind.MECHANISM:
            found = self._mechanisms(lesson, tr("选做法，一条一页"))
            return [blank_slide(kind, mechanism_ids=(ref,)) for ref in found]
        if kind in (SlideKind.COMPARISON, SlideKind.DIFFERENCES):
            return self._of_family(kind)
        if kind is SlideKind.QUOTE:
            return self._quotes(lesson)
        if kind is SlideKind.FIGURES:
            return self._figures()
        if kind is SlideKind.TALLY:
            first = offers.of_lesson(self._session, lesson.id)[:MOST_CHOICES]
            found = self._mechanisms(lesson, tr("学员从哪些做法里选"), first, MOST_CHOICES)
            return [blank_slide(kind, mechanism_ids=tuple(found))] if found else []
        if kind is SlideKind.TITLE:
            return [blank_slide(kind, title=lesson.title, body=lesson.occasion)]
        if kind is SlideKind.QUIZ:
            return [blank_slide(kind, options=("", ""))]
        return [blank_slide(kind)]

    def _mechanisms(
        self, lesson: Lesson, title: str, chosen: list[str] | None = None, most: int = 0
    ) -> list[str]:
        session = self._session
        of_lesson = offers.of_lesson(session, lesson.id)
        return choose(
            session,
            self._page,
            title,
            lambda _query, found=None: offers.mechanism_rows(session, found, of_lesson),
            finds="mechanism",
            several=True,
            chosen=chosen or (),
            most=most,
        )

    def _of_family(self, kind: SlideKind) -> list[Slide]:
        session = self._session
        found = choose(
            session,
            self._page,
            tr("选同类做法"),
            lambda query, found=None: offers.family_rows(session, query, found),
            finds="mechanism",
        )
        reveal = Reveal.COLUMNS if kind is SlideKind.COMPARISON else Reveal.ALL
        return [blank_slide(kind, family_id=ref, reveal=reveal) for ref in found]

    def _quotes(self, lesson: Lesson) -> list[Slide]:
        session = self._session
        of_lesson = offers.of_lesson(session, lesson.id)
        mechanisms = choose(
            session,
            self._page,
            tr("哪条做法的原文"),
            lambda _query, found=None: offers.mechanism_rows(session, found, of_lesson),
            finds="mechanism",
        )
        if not mechanisms:
            return []
        found = choose(
            session,
            self._page,
            tr("选一处原文"),
            lambda query: offers.quote_rows(session, mechanisms[0], query),
            prompt=tr("在这些原文里找"),
        )
        return [
            blank_slide(
                SlideKind.QUOTE,
                mechanism_ids=tuple(mechanisms),
                quotes=(quote_of(session.cases, *offers.span_of(ref)),),
            )
            for ref in found
        ]

    def _figures(self) -> list[Slide]:
        session = self._session
        found = choose(
            session,
            self._page,
            tr("选一项指标"),
            lambda query: offers.measure_rows(session, query),
            prompt=tr("按指标、主题找"),
        )
        return [blank_slide(SlideKind.FIGURES, measure_id=ref) for ref in found]
