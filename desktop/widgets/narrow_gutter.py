"""The gutter of a source that stands beside others: one column of seals, lanes near the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize

from desktop.widgets.gutter import Gutter
from desktop.widgets.lanes import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.widgets.gutter import _Mark
    from desktop.widgets.lanes import Span

_LANES: Final = 3
_JOINS: Final = ",，、;；:： "
_NO_SEAL: Final = 9  # a column that no gutter has


class NarrowGutter(Gutter):
    """Seals that would overlap move down; a quiet one gives way."""

    def _passages(self, spans: Sequence[Span]) -> list[Span]:
        """Passages of one mechanism that no more than a comma parts have one lane."""
        text = self._view.source_map.text
        newest: dict[str, int] = {}
        found: list[Span] = []
        for span in super()._passages(spans):
            index = newest.get(span.group)
            if index is not None and not text[found[index].end : span.start].strip(_JOINS):
                last = found[index]
                found[index] = replace(last, end=span.end, level=max(last.level, span.level))
                continue
            newest[span.group] = len(found)
            found.append(span)
        return found

    def _settled(self, marks: list[_Mark]) -> list[_Mark]:
        size = self._seal_size()
        placed: list[_Mark] = []
        free, last = float("-inf"), ""
        for mark in marks:
            top = max(mark.seal_top, free)
            quiet = mark.span.level == Level.QUIET
            room = mark.seal_top + size / 2 if quiet else max(mark.bottom, mark.seal_top + size)
            again = mark.span.group == last and top > mark.seal_top
            if top > room or again:
                placed.append(replace(mark, seal_column=_NO_SEAL))
                continue
            placed.append(replace(mark, seal_top=top, seal_column=0))
            free, last = top + size + 2, mark.span.group
        return placed

    def _seal_size(self) -> int:
        return self._appearance.px(19)

    def _lane_rect(self, mark: _Mark) -> QRectF:
        px = self._appearance.px
        loud = mark.span.level == Level.STRONG or mark.span.group == self._view.active
        wide = px(6) if loud else px(4)
        center = self.width() - px(8) - min(mark.lane, _LANES - 1) * px(7)
        return QRectF(center - wide / 2, mark.top, wide, mark.bottom - mark.top)

    def _seal_rect(self, mark: _Mark) -> QRectF:
        size = self._seal_size()
        left = self._appearance.px(8) if mark.seal_column == 0 else -2 * size
        return QRectF(left, mark.seal_top, size, size)

    def _paint_hidden(self, painter: object, hidden: object) -> None:
        """A quiet seal that gave way is not counted: its lane is there."""

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.size("compare", "gutter"), 0)
