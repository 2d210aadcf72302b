"""A lesson is made and shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from tests.bench.acts.base import Acts
from tests.bench.acts.hands import close_dialog, close_popup
from tests.bench.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.acts.base import Act


class TeachingActs(Acts):
    """See the module."""

    def classroom_acts(self) -> Iterator[Act]:
        """See the module."""
        w, cases = self.window, self.session.cases
        members = {ref: len(cases.family_members(ref)) for ref in cases.family_by_id}
        heavy = max(members, key=lambda ref: members[ref])
        yield "classroom: opened without a lesson", partial(w.show_page, w.classroom)
        yield "classroom: choose a family, the list", partial(self._open_choice, "family")
        yield "classroom: the list closed", close_dialog
        w.show_page(w.family)
        w.family.show_family(heavy)
        stretches(lambda: None)  # its button stands on the page of the family
        yield "classroom: a lesson of a family", partial(w.family.make_lesson, "family", heavy)
        yield (
            "classroom: a lesson of a theme",
            partial(w.classroom.make_lesson, "theme", cases.themes[0].id),
        )
        yield (
            "classroom: a lesson of a region",
            partial(w.classroom.make_lesson, "region", cases.regions[0].id),
        )
        yield "classroom: undo a lesson", self.session.undo.undo
        yield "classroom: redo a lesson", self.session.undo.redo
        lessons = self.session.lessons.lessons()
        for lesson in lessons:
            yield "classroom: another lesson", partial(w.classroom.show_lesson, lesson.id)
            for slide in self.session.lessons.slides(lesson.id):
                yield "classroom: choose a slide", partial(w.classroom.slides.choose, slide.id)
        yield "classroom: first slide", partial(w.classroom.show_lesson, lessons[0].id)
        yield "classroom: next sheet", partial(w.classroom.preview.step, 1)
        yield "classroom: 4:3", self._button("4:3").click
        yield "classroom: 16:9", self._button("16:9").click
        yield "classroom: kinds of slides", w.classroom.add_slide_action.trigger
        yield "classroom: kinds closed", close_popup
        yield "classroom: copy a slide", w.classroom.copy_slide_action.trigger
        yield "classroom: move a slide", w.classroom.down_action.trigger
        yield "classroom: remove a slide", w.classroom.remove_slide_action.trigger
        yield "classroom: export menu", w.classroom.export_action.trigger
        yield "classroom: export menu closed", close_popup
        yield from self._show_lesson()

    def _show_lesson(self) -> Iterator[Act]:
        """On one screen, for the offscreen platform has no more."""
        from desktop.pages.classroom.showing import Showing
        from desktop.pages.classroom.showing_keys import Act as Asked

        w = self.window
        yield "showing: start", w.classroom.show_action.trigger
        showing = w.findChild(Showing)
        assert isinstance(showing, Showing)
        for step in range(40):
            yield "showing: next", partial(showing.act, Asked.NEXT)
            if showing.stage.slide.sources() and step % 5 == 0:
                yield "showing: source", partial(showing.act, Asked.SOURCE)
                yield "showing: source closed", partial(showing.act, Asked.LEAVE)
        for asked in (
            Asked.BACK, Asked.OVERVIEW, Asked.LEAVE, Asked.BLACK, Asked.BLACK, Asked.NOTES,
            Asked.NOTES, Asked.ZOOM_IN, Asked.ZOOM_OUT, Asked.FIRST,
        ):  # fmt: skip
            yield f"showing: {asked.name.lower()}", partial(showing.act, asked)
        yield "showing: end", showing.end

    def _button(self, name: str) -> QToolButton:
        found = self.window.page.findChild(QToolButton, name)
        assert isinstance(found, QToolButton)
        return found

    def _open_choice(self, source: str) -> None:
        from desktop.pages.classroom.choice_dialog import ChoiceDialog

        page = self.window.classroom
        title, offer = page.whole._offer(source)
        ChoiceDialog(self.session, page, title, offer, finds="mechanism").open()
