"""The lesson resolved for its editor: sheets a slide at a time, pictures when there is time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from desktop.documents.sheet import Shape
from desktop.teaching.deck import Deck
from desktop.widgets.in_turns import InTurns
from desktop.widgets.slide_painter import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records.lesson import Slide
    from desktop.documents.sheet import Sheet
    from desktop.session import Session
    from desktop.widgets.slide_painter import SlidePainter


class LessonDeck(QObject):
    """Follows nothing by itself: the page says what has changed."""

    pictured = Signal(str, QPixmap)
    """A picture of a slide: its id."""

    def __init__(self, session: Session, painter: SlidePainter, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._painter = session, painter
        self._deck: Deck | None = None
        self._lesson_id = ""
        self._wanted: dict[str, None] = {}
        self._size = (104, 1.0)
        self.shape = Shape.WIDE
        self._turns = InTurns(self)

    def show_lesson(self, lesson_id: str, shape: Shape) -> None:
        """Resolve another lesson from now on, or the same for another shape."""
        if lesson_id == self._lesson_id and shape == self.shape:
            return
        self._lesson_id, self.shape = lesson_id, shape
        self._wanted.clear()
        self._turns.drop()
        session = self._session
        self._deck = (
            Deck(session.cases, session.lessons, lesson_id, notes=session.marks.note, shape=shape)
            if lesson_id
            else None
        )

    def sheets(self, slide: Slide) -> list[Sheet]:
        """The sheets of a slide as it is now."""
        return self._deck.sheets_of(slide) if self._deck is not None else []

    def prepare(self, slide: Slide) -> Iterator[bool | None]:
        """Look up what `sheets` will need for a slide and what it is painted from, in steps."""
        if self._deck is None:
            return
        yield from self._deck.prepare_slide(slide)
        yield True
        for sheet in self.sheets(slide)[:1]:
            for _ in self._painter.prepare(sheet, Look(shape=self.shape)):
                yield True  # a table is set anew on each of these
        yield False

    def all_sheets(self) -> list[Sheet]:
        """The sheets of the whole lesson."""
        return self._deck.sheets() if self._deck is not None else []

    # Pictures

    def want_picture(self, slide_id: str) -> None:
        """Make a picture of a slide soon: `pictured` brings it."""
        self._wanted[slide_id] = None
        if not self._turns.active:
            self._turns.begin(self._pictures())

    def set_size(self, width: int, ratio: float) -> None:
        """How wide pictures are, in logical pixels of a screen of `ratio`."""
        self._size = (width, ratio)

    def _pictures(self) -> Iterator[bool | None]:
        while self._wanted:
            slide_id = next(iter(self._wanted))
            slide = self._slide(slide_id)
            if slide is not None:
                # One that is cited from much, or large, takes a turn for each of the three.
                yield from self.prepare(slide)
            if slide == self._slide(slide_id):  # or it is prepared again as it is now
                self._wanted.pop(slide_id, None)
                if slide is not None:
                    self._draw(slide)
                yield False

    def _slide(self, slide_id: str) -> Slide | None:
        slides = self._session.lessons.slides(self._lesson_id)
        return next((slide for slide in slides if slide.id == slide_id), None)

    def _draw(self, slide: Slide) -> None:
        sheets = self.sheets(slide)
        if sheets:
            look = Look(shape=self.shape)
            self.pictured.emit(slide.id, self._painter.thumbnail(sheets[0], look, *self._size))
