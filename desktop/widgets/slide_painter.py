"""Paints one page of a lesson: the same for the audience's screen, previews and thumbnails.

A scene of 1080 units in height is scaled to the rectangle that is given; text is drawn at the real
scale, so that it is sharp at any size. Pages are laid out once and kept.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.documents.sheet import HEIGHT, Shape
from desktop.widgets.slide_blocks.canvas import Canvas, Inks
from desktop.widgets.slide_blocks.look import Hit, Look
from desktop.widgets.slide_blocks.page import Page
from desktop.widgets.slide_blocks.reading import spoken

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from desktop.documents.sheet import Sheet
    from desktop.theme import Appearance

__all__ = ["Hit", "Look", "SlidePainter", "letterboxed"]

_PAGES: Final = 48
_THUMBNAILS: Final = 400
_Kept = TypeVar("_Kept")


def letterboxed(rect: QRectF, shape: Shape) -> QRectF:
    """The largest rectangle of a shape inside another, in its middle."""
    scale = min(rect.width() / shape.width, rect.height() / HEIGHT)
    width, height = shape.width * scale, HEIGHT * scale
    left = rect.left() + (rect.width() - width) / 2
    return QRectF(left, rect.top() + (rect.height() - height) / 2, width, height)


class SlidePainter:
    """One for all that show the same look; forgets what it kept when the look changes."""

    def __init__(self, appearance: Appearance) -> None:
        self._look = appearance
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._thumbnails: OrderedDict[Hashable, QPixmap] = OrderedDict()
        appearance.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out again."""
        self._pages = OrderedDict()  # what is being laid out is kept in the one that is gone
        self._thumbnails.clear()

    def paint(self, painter: QPainter, rect: QRectF, sheet: Sheet, look: Look) -> list[Hit]:
        """Draw a page letterboxed in a rectangle; returns the places that open a source."""
        page = self.page(sheet, look)
        place = letterboxed(rect, look.shape)
        inks = Inks(self._look, contrast=look.contrast)
        canvas = Canvas(painter, self._look, inks)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        canvas.fill(place, "paper")
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        canvas.enter(place.left(), place.top(), place.height() / HEIGHT)
        page.paint(canvas, look)
        painter.restore()
        return canvas.hits

    def page(self, sheet: Sheet, look: Look) -> Page:
        """The page laid out."""
        page = _recall(self._pages, _key(sheet, look))
        if page is None:
            page = self._new_page(sheet, look)
            for _ in page.lay_out():
                pass
            _keep(self._pages, _key(sheet, look), page, _PAGES)
        return page

    def prepare(self, sheet: Sheet, look: Look) -> Iterator[None]:
        """Lay a page out in steps, for those who have time before it is shown."""
        if _recall(self._pages, _key(sheet, look)) is None:
            page, pages = self._new_page(sheet, look), self._pages
            yield from page.lay_out()
            _keep(pages, _key(sheet, look), page, _PAGES)

    def _new_page(self, sheet: Sheet, look: Look) -> Page:
        return Page(self._look, Inks(self._look, contrast=look.contrast), sheet, look)

    def spoken(self, sheet: Sheet, look: Look) -> str:
        """The page as words: what is uncovered of it."""
        return spoken(sheet, self.page(sheet, look).moments(look))

    def thumbnail(self, sheet: Sheet, look: Look, width: int, ratio: float = 1.0) -> QPixmap:
        """A small picture, `width` logical pixels wide on a screen of `ratio`; kept."""
        same = replace(look, votes={})
        key = sheet, same, width, ratio, tuple(sorted(look.votes.items()))
        pixmap = _recall(self._thumbnails, key)
        if pixmap is None:
            pixmap = self._draw(sheet, look, width, ratio)
            _keep(self._thumbnails, key, pixmap, _THUMBNAILS)
        return pixmap

    def _draw(self, sheet: Sheet, look: Look, width: int, ratio: float) -> QPixmap:
        height = round(width * HEIGHT / look.shape.width)
        pixmap = QPixmap(ceil(width * ratio), ceil(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._look.color("paper"))
        painter = QPainter(pixmap)
        self.paint(painter, QRectF(0, 0, width, height), sheet, look)
        painter.end()
        return pixmap


def _key(sheet: Sheet, look: Look) -> Hashable:
    """What a layout depends on."""
    return sheet, look.shape, look.zoom, look.contrast


def _recall(kept: OrderedDict[Hashable, _Kept], key: Hashable) -> _Kept | None:
    found = kept.get(key)
    if found is not None:
        kept.move_to_end(key)
    return found


def _keep(kept: OrderedDict[Hashable, _Kept], key: Hashable, value: _Kept, most: int) -> None:
    kept[key] = value
    while len(kept) > most:
        kept.popitem(last=False)
