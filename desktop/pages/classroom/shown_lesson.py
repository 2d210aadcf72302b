"""The lesson that is being shown, resolved for the audience's screen: its sheets and its plan.

Two hundred slides are looked up a frame's worth at a time, so that the first page is there at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.i18n import tr
from desktop.teaching.deck import Deck
from desktop.teaching.pace import Timetable
from desktop.teaching.show import Page, pages_of
from desktop.widgets.in_turns import InTurns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records.lesson import Slide
    from desktop.documents.sheet import Shape, Sheet
    from desktop.session import Session

_ZOOM: Final = "slide zoom"
_WIDEST: Final = 400


class ShownLesson(QObject):
    """Its sheets are there once `prepared` was emitted, and are made anew when `changed` is."""

    prepared = Signal()
    changed = Signal()

    def __init__(self, session: Session, lesson_id: str, shape: Shape, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.lesson_id = lesson_id
        self.shape = shape
        percent = session.remembered.number(_ZOOM, 100)
        self.zoom = percent / 100 if 100 <= percent <= _WIDEST else 1.0
        self._deck = Deck(
            session.cases,
            session.lessons,
            lesson_id,
            notes=session.marks.note,
            shape=shape,
            zoom=self.zoom,
            edition=session.settings.citation_edition,
        )
        self.sheets: list[Sheet] = []
        self._slides: dict[str, Slide] = {}
        self._plan = Timetable(())
        self._known = False
        """Whether there are sheets, be they of another size."""
        self._preparing = InTurns(self)
        session.changes.lessons_changed.connect(self._on_changed)

    @property
    def title(self) -> str:
        """The lesson's, with for whom it is."""
        lesson = self._session.lessons.lesson(self.lesson_id)
        if lesson is None:
            return ""
        return tr("，").join(part for part in (lesson.title, lesson.occasion) if part)

    @property
    def plan(self) -> Timetable:
        """When each slide is to begin and to end."""
        return self._plan

    def pages(self) -> tuple[Page, ...]:
        """What the state of a showing must know."""
        return pages_of(self.sheets)

    def slide(self, slide_id: str) -> Slide | None:
        """A slide as it is now."""
        return self._slides.get(slide_id)

    def opening(self, place: int) -> tuple[Sheet, int, int]:
        """The first sheet of the slide at a place, that place from 1, and how many slides.

        For showing it before the others are known.
        """
        slides = self._session.lessons.slides(self.lesson_id)
        place = min(max(place, 0), len(slides) - 1)
        return self._deck.sheets_of(slides[place])[0], place + 1, len(slides)

    def first_of(self, place: int) -> int:
        """The index of the first sheet of the slide at a place among the lesson's."""
        slides = self._session.lessons.slides(self.lesson_id)
        slide_id = slides[min(max(place, 0), len(slides) - 1)].id
        return next((n for n, s in enumerate(self.sheets) if s.slide_id == slide_id), 0)

    # Resolving

    def prepare(self) -> None:
        """Look everything up, in turns."""
        self._preparing.drop()
        self._preparing.begin(self._prepared())

    def _prepared(self) -> Iterator[bool | None]:
        yield from self._deck.prepare()
        yield True  # what is told then is shown: that is a turn's work
        self._finish()

    def _finish(self) -> None:
        self._take()
        known, self._known = self._known, True
        (self.changed if known else self.prepared).emit()

    def _take(self) -> None:
        session = self._session
        self.sheets = self._deck.sheets()
        slides = session.lessons.slides(self.lesson_id)
        self._slides = {slide.id: slide for slide in slides}
        lesson = session.lessons.lesson(self.lesson_id)
        minutes = lesson.minutes if lesson is not None else 0.0
        self._plan = Timetable(tuple((slide.id, slide.minutes) for slide in slides), minutes)

    def _on_changed(self, lesson_id: str) -> None:
        if lesson_id == self.lesson_id and not self._preparing.active:
            self._take()
            self.changed.emit()

    def reshape(self, shape: Shape, zoom: float) -> bool:
        """Cut for another screen or another size of type; False where nothing is other.

        The pages are there when `changed` is emitted: for another screen at once, for larger type
        in a moment, and till then they are those of before.
        """
        other_screen = shape != self.shape
        if (shape, zoom) == (self.shape, self.zoom):
            return False
        self.shape, self.zoom = shape, zoom
        self._session.remembered.put(_ZOOM, round(zoom * 100))
        self._deck.reshape(shape, zoom)
        if self._known and other_screen:
            self._preparing.drop()
            self._finish()
        elif self._known:
            self.prepare()
        return True
