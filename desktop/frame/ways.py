"""The ways between the pages: what leads where, and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.frame.going import Going
from desktop.frame.pages import Pages
from desktop.i18n import tr
from desktop.pages.view_switch import FAMILY, MATRIX

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from db.records.own import Note
    from desktop.frame.stack import PageStack
    from desktop.pages.page import Page
    from desktop.session import Session


class Ways(QObject):
    """Brings pages into sight, from one another, and remembers where each was come from."""

    shown = Signal(object)
    """Another page is in sight; it has not been told yet."""
    said = Signal(str)
    hints_changed = Signal(object)
    scale_chosen = Signal(float)
    mode_chosen = Signal(str)
    single_keys_chosen = Signal(bool)

    def __init__(self, session: Session, stack: PageStack, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._stack = stack
        self._came_from: Page | None = None
        self._searched_from: Page | None = None
        self._looked_from: Page | None = None
        stack.made.connect(self._lead_to_lessons)
        self.pages = Pages(stack, self)
        self._going = Going(self.pages, stack)
        self._comparing: Page = self.pages.compare  # the view of 对照 that was last in sight

    def _lead_to_lessons(self, page: Page) -> None:
        page.lesson_made.connect(partial(self.show_named, "classroom"))

    def arrive(self) -> None:
        """Bring the page into sight that one is on the way to, if any."""
        self._going.arrive()

    def go(self, name: str, then: Callable[[], None]) -> None:
        """Do this when a page is whole, which may take some turns; stored is what is typed here."""
        self._store()
        self._going.to(name, then)

    def show(self, page: Page) -> None:
        """Bring a page into sight, at once."""
        self._going.arrive()
        if self._stack.page is not page:
            self._stack.page.store()
        self._stack.setCurrentWidget(page)
        if page.compares:
            self._comparing = page
        self.shown.emit(page)
        page.entered()

    def show_welcome(self, window: QWidget) -> None:
        """The welcome over the window; it ends on the matrix."""
        from desktop.pages.welcome.overlay import Welcome

        welcome = Welcome(self._session, window)
        welcome.scale_chosen.connect(self.scale_chosen)
        welcome.mode_chosen.connect(self.mode_chosen)
        welcome.finished.connect(self._begin_on_matrix)
        welcome.begin()

    def _begin_on_matrix(self) -> None:
        self.show(self.pages.compare)
        self.pages.compare.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_named(self, name: str) -> None:
        """Bring the page of an entry of the rail into sight; of 对照, the view last used."""
        if name == "compare":
            self._store()
            self.show(self._comparing)
        else:
            self.go(name, lambda: self.show(getattr(self.pages, name)))

    def _store(self) -> None:
        """Hand over what is being typed, before a page is made that others wait for."""
        self._stack.page.store()

    def switch_view(self, page: Page, name: str) -> None:
        """Another view of 对照, on the mechanism that the view before it was about."""
        mechanism_id = page.subject()
        if name == MATRIX:
            self._store()
            self.show(self.pages.compare)
            if mechanism_id:
                self.pages.compare.select(mechanism_id)
            return

        def show() -> None:
            other = self.pages.family if name == FAMILY else self.pages.parallel
            self.show(other)
            if mechanism_id:
                other.show_mechanism(mechanism_id)

        self.go("family" if name == FAMILY else "parallel", show)

    def compare_family(self, family_id: str) -> None:
        """A family as one table."""

        def show() -> None:
            self.show(self.pages.family)
            self.pages.family.show_family(family_id)

        self.go("family", show)

    def open_article(
        self, page: Page, article_id: str, start: int, end: int, mechanism_id: str
    ) -> None:
        """An article in the reader, at a span; `page` is where the reader leads back to."""
        if not self._session.places.has(article_id):
            self.said.emit(tr("这篇文章不在现在的案例库里，打不开原文。"))
            return

        def show() -> None:
            if page is not self.pages.reader:
                self._came_from = page
            self.show(self.pages.reader)
            self.pages.reader.open(article_id, start, end, mechanism_id)

        self.go("reader", show)

    def compare_sources(self, article_id: str, mechanism_id: str) -> None:
        """From the reader to the sources side by side, on what stood out there."""
        chosen = mechanism_id or next(
            (e.mechanism_id for e in self._session.cases.article_evidence(article_id)), ""
        )

        def show() -> None:
            self.show(self.pages.parallel)
            if chosen:
                self.pages.parallel.show_mechanism(chosen)

        self.go("parallel", show)

    def leave_reader(self) -> None:
        """Back to the page from which the reader was opened, on what stood out there."""
        back = self._came_from or self.pages.library
        active = self.pages.reader.active
        self.show(back)
        if active and back is self.pages.compare:
            self.pages.compare.select(active)
        elif back is self.pages.library:
            self.pages.library.select(active or self.pages.reader.article_id)

    def show_results(self, query: str, kind: str) -> None:
        """All hits on a page of their own."""

        def show() -> None:
            if self._stack.page is not self.pages.results:
                self._searched_from = self._stack.page
            self.show(self.pages.results)
            self.pages.results.show_query(query, kind)

        self.go("results", show)

    def leave_results(self) -> None:
        """Back to the page from which was searched."""
        self.show(self._searched_from or self.pages.compare)

    def show_mechanism(self, mechanism_id: str) -> None:
        """A mechanism in the matrix."""
        if self._stack.page is not self.pages.compare:
            self._looked_from = self._stack.page
        self.show(self.pages.compare)
        self.pages.compare.select(mechanism_id)
        if self._looked_from is not None:
            self.said.emit(tr("Alt+← 回到刚才的页面"))

    def leave_matrix(self) -> None:
        """Back to the page from which a mechanism was looked up in the matrix, if from one."""
        if self._looked_from is not None:
            self.show(self._looked_from)
            self._looked_from = None

    def show_span(self, article_id: str, start: int, end: int, mechanism_id: str) -> None:
        """An article in the reader, with the way back to the page in sight."""
        self.open_article(self._stack.page, article_id, start, end, mechanism_id)

    def show_note(self, mechanism_id: str, note_id: str) -> None:
        """A note where it hangs: in its text, on its mechanism, or in the notebook."""
        note = self._session.marks.note(note_id)
        if note is not None and note.article_id in {a.id for a in self._session.cases.articles}:
            self.go("reader", partial(self._show_in_text, note))
        elif note is not None and mechanism_id not in self._session.cases.mechanism_by_id:
            # On a family, on nothing, or on what this library does not have: read where it is kept.
            self.go("notebook", partial(self._show_in_notebook, note))
        else:
            self.show_mechanism(mechanism_id)
            self.pages.compare.write_note()
            if note_id:
                self.pages.compare.pane.notes.edit_note(note_id)

    def _show_in_text(self, note: Note) -> None:
        if self._stack.page is not self.pages.reader:
            self._came_from = self._stack.page
        self.show(self.pages.reader)
        self.pages.reader.open_note(note)

    def _show_in_notebook(self, note: Note) -> None:
        self.show(self.pages.notebook)
        self.pages.notebook.show_note(note)

    def show_in_plan(self, plan_id: str, row_id: str) -> None:
        """A row of a plan."""

        def show() -> None:
            self.show(self.pages.plan)
            self.pages.plan.show_plan(plan_id)
            self.pages.plan.editor.go_to(row_id)

        self.go("plan", show)

    def write_on_family(self, family_id: str) -> None:
        """A note on a family."""

        def show() -> None:
            self.show(self.pages.notebook)
            self.pages.notebook.write_on_family(family_id)

        self.go("notebook", show)

    def borrow_dropped(self, mechanisms: str) -> None:
        """Mechanisms were dropped on 方案: they go into the current plan, as with P."""
        from desktop.operations.plan_several import Wanted
        from desktop.pages.plan.adding import add_several_to_plan

        known = self._session.cases.mechanism_by_id
        wanted = [Wanted(each) for each in mechanisms.split("\n") if each in known]
        # Once the drag is over: without a plan, a dialog asks for one.
        QTimer.singleShot(
            0, self, lambda: add_several_to_plan(self._session, wanted, self._stack.page)
        )
