"""What is done with slides of the lesson: added, copied, moved, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from db.records.lesson import SlideKind
from desktop.i18n import tr
from desktop.operations import lessons as operations
from desktop.operations.lesson_naming import kind_name
from desktop.pages.classroom.new_slides import SlideMaker
from desktop.widgets.brief_notice import say_briefly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.lesson import Lesson, Slide
    from desktop.pages.classroom.slide_list import SlideList
    from desktop.session import Session


class SlideActions:
    """Acts on what is chosen in the list; the page shows what has become of it."""

    def __init__(self, session: Session, slides: SlideList, page: QWidget) -> None:
        self._session, self._list, self._page = session, slides, page
        self._maker = SlideMaker(session, page)

    @property
    def _lesson(self) -> Lesson | None:
        return operations.current_lesson(self._session)

    def _chosen(self) -> list[Slide]:
        lesson = self._lesson
        ids = set(self._list.chosen_ids())
        slides = self._session.lessons.slides(lesson.id) if lesson is not None else []
        return [slide for slide in slides if slide.id in ids]

    def kinds(self) -> QMenu:
        """加一页: all kinds."""
        menu = QMenu(tr("加一页"))
        for kind in SlideKind:
            action = menu.addAction(kind_name(kind))
            action.triggered.connect(lambda _=False, kind=kind: self.add(kind))
        menu.addSeparator()
        menu.addAction(tr("课堂测验…")).triggered.connect(self.add_quiz)
        return menu

    def add_quiz(self) -> None:
        """Questions from the figures and quotes of mechanisms that are asked for."""
        from desktop.pages.classroom.quiz_dialog import ask_quiz

        if self._lesson is not None:
            self.insert(ask_quiz(self._session, self._page, self._lesson.id))

    def add(self, kind: SlideKind) -> str:
        """Ask what a slide shall show and put it behind the current one; returns its id."""
        lesson = self._lesson
        return self.insert(self._maker.make(kind, lesson)) if lesson is not None else ""

    def insert(self, slides: Sequence[Slide]) -> str:
        """Put new slides behind the current one; returns the id of the first, '' for none."""
        lesson = self._lesson
        if lesson is None or not slides:
            return ""
        place = self._list.place()
        at = place + 1 if place >= 0 else None
        made = operations.add_slides(self._session, lesson.id, slides, at)
        self._list.wanted = made[0].id
        return made[0].id

    def copy(self) -> None:
        """Put copies of what is chosen behind it."""
        chosen = self._chosen()
        if len(chosen) == 1:
            made = operations.duplicate_slide(self._session, chosen[0])
            self._list.wanted = made.id if made is not None else ""
        elif chosen:
            lesson = self._lesson
            assert lesson is not None, "what is chosen stands in a lesson"
            ids = [slide.id for slide in self._session.lessons.slides(lesson.id)]
            at = ids.index(chosen[-1].id) + 1
            made_all = operations.add_slides(self._session, lesson.id, chosen, at)
            self._list.wanted = made_all[0].id

    def remove(self) -> None:
        """Remove what is chosen; Ctrl+Z brings it back."""
        chosen = self._chosen()
        if chosen:
            operations.remove(self._session, chosen)
            form = tr("已删除 {n} 页。按 Ctrl+Z 恢复。")
            say_briefly(self._page, form.format(name="", n=len(chosen)))

    def step(self, by: int) -> None:
        """Move what is chosen up (-1) or down (1) by one place."""
        lesson, chosen = self._lesson, self._chosen()
        if lesson is None or not chosen:
            return
        ids = [slide.id for slide in self._session.lessons.slides(lesson.id)]
        first = ids.index(chosen[0].id)
        self.move([slide.id for slide in chosen], max(first + by, 0))

    def move(self, ids: Sequence[str], place: int) -> None:
        """Move slides, one behind the other, to a place among the others."""
        lesson = self._lesson
        if lesson is None:
            return
        slides = self._session.lessons.slides(lesson.id)
        moving = [slide for slide in slides if slide.id in ids]
        others = [slide.id for slide in slides if slide.id not in ids]
        place = min(max(place, 0), len(others))
        wanted = [*others[:place], *(slide.id for slide in moving), *others[place:]]
        if wanted == [slide.id for slide in slides]:
            return
        if len(moving) == 1:
            operations.move_slide(self._session, moving[0], place)
            return
        self._session.undo.beginMacro(tr("移动 {n} 页").format(n=len(moving)))
        # From the last one up: each is put before the one that was put before it.
        for slide in reversed(moving):
            rest = [s.id for s in self._session.lessons.slides(lesson.id) if s.id != slide.id]
            behind = wanted[wanted.index(slide.id) + 1 :]
            at = rest.index(behind[0]) if behind else len(rest)
            operations.move_slide(self._session, slide, at)
        self._session.undo.endMacro()
