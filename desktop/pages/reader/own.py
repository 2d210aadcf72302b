"""Marking and writing in the text: what H, N, Delete and the popover do, and where rows lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.own import Note
    from desktop.pages.reader.marks import ReaderMarks
    from desktop.widgets.reader_view import ReaderView


class ReaderOwn:
    """Connects the selection and the caret of the text with the user's marks."""

    def __init__(self, view: ReaderView, marks: ReaderMarks, say: Callable[[str], object]) -> None:
        self._view = view
        self._marks = marks
        self._say = say
        view.mark_wanted.connect(self.toggle_highlight)
        view.removal_wanted.connect(self._remove_highlight)
        marks.changed.connect(lambda: view.set_own_marks(marks.drawn()))

    def toggle_highlight(self) -> None:
        """Underline what is selected; where an underline is there already, take it away."""
        span = self._view.chosen_span()
        here = self._view.marks_here()
        if span is None and not any(not mark.noted for mark in here):
            self._say(tr("先选中一段原文，再按 H 划线。"))
            return
        self._marks.toggle(span, here)
        if span is not None:
            self._view.put_caret(span[0])
        self._view.close_offer()

    def _remove_highlight(self) -> None:
        self._marks.remove(self._view.marks_here())
        self._view.close_offer()

    def note_here(self) -> Note | None:
        """The note that N is about in the text, new or not; None while nothing is selected."""
        return self._marks.note_for(self._view.chosen_span(), self._view.marks_here())

    def place_of(self, note: Note) -> tuple[int, int] | None:
        """Where a note on a span stands now."""
        entries = self._marks.entries
        return next((entry.span for entry in entries if entry.mark.id == note.id), None)

    def show(self, start: int, end: int) -> None:
        """Set the caret into a mark of the user's, so that Delete, H and N are about it."""
        self._view.put_caret(start)
        self._view.show_hit(start, end)

    def say_lost(self) -> None:
        """Say that the text no longer holds what a row stands for."""
        self._say(tr("原文已改，这一处找不到了；您写的还在。"))
