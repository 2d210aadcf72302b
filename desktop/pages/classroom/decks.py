"""The lesson resolved for its editor: sheets a slide at a time, pictures when there is time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from db.records.lesson import SlideKind
from desktop.documents.sheet import Shape
from desktop.teaching.deck import Deck
from desktop.widgets.slide_painter import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records.lesson import Slide
    from desktop.documents.sheet import Sheet
    from desktop.session import Session
    from desktop.widgets.slide_painter import SlidePainter

_SLICE_MS: Final = 8  # of a frame


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
        self._looked_up: tuple[Slide | None, Iterator[None]] = None, iter(())
        """Whose picture is being made, and what is left to do for it."""
        self._size = (104, 1.0)
        self.shape = Shape.WIDE
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._picture_some)

    def show_lesson(self, lesson_id: str, shape: Shape) -> None:
        """Resolve another lesson from now on, or the same for another shape."""
        if lesson_id == self._lesson_id and shape == self.shape:
            return
        self._lesson_id, self.shape = lesson_id, shape
        self._wanted.clear()
        self._looked_up = None, iter(())
        session = self._session
        self._deck = (
            Deck(session.cases, session.lessons, lesson_id, notes=session.marks.note, shape=shape)
            if lesson_id
            else None
        )

    def sheets(self, slide: Slide) -> list[Sheet]:
        """The sheets of a slide as it is now."""
        return self._deck.sheets_of(slide) if self._deck is not None else []

    def prepare(self, slide: Slide) -> Iterator[None]:
        """Look up what `sheets` will need for a slide and what it is painted from, in steps."""
        if self._deck is None:
            return
        if slide.kind is SlideKind.SOURCES:
            yield from self._deck.prepare()
        for sheet in self.sheets(slide)[:1]:
            yield
            self._painter.page(sheet, Look(shape=self.shape))
        yield

    def all_sheets(self) -> list[Sheet]:
        """The sheets of the whole lesson."""
        return self._deck.sheets() if self._deck is not None else []

    # Pictures

    def want_picture(self, slide_id: str) -> None:
        """Make a picture of a slide soon: `pictured` brings it."""
        self._wanted[slide_id] = None
        self._timer.start()

    def set_size(self, width: int, ratio: float) -> None:
        """How wide pictures are, in logical pixels of a screen of `ratio`."""
        self._size = (width, ratio)

    def _picture_some(self) -> None:
        """As many as go into a part of a frame; the others in the next."""
        clock = QElapsedTimer()
        clock.start()
        slides = {slide.id: slide for slide in self._session.lessons.slides(self._lesson_id)}
        while self._wanted and clock.elapsed() < _SLICE_MS:
            slide_id = next(iter(self._wanted))
            slide = slides.get(slide_id)
            if slide is None:
                del self._wanted[slide_id]
                continue
            if self._looked_up[0] != slide:
                # One that is cited from much, or large, takes a turn for each of the three.
                self._looked_up = slide, self.prepare(slide)
            if next(self._looked_up[1], slide) is slide:
                self._draw(slide)
        if self._wanted:
            self._timer.start()

    def _draw(self, slide: Slide) -> None:
        del self._wanted[slide.id]
        self._looked_up = None, iter(())
        sheets = self.sheets(slide)
        if sheets:
            look = Look(shape=self.shape)
            self.pictured.emit(slide.id, self._painter.thumbnail(sheets[0], look, *self._size))
