"""Paints a window pane by pane, over as many turns of the event loop as it takes.

What is dirty in a window Qt paints in one go, and on a slow machine a page just opened or a text
just chosen is more than a frame's work. Here the panes of a window are painted until a frame's
time is used up; those still to come are left for the next turn, and a key pressed meanwhile is
heard in between. Where all is painted in time, nothing is left for later.

Only what the event loop paints is paced. What is asked for at once (a window coming up, a picture
of a widget) is painted at once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar, Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

if TYPE_CHECKING:
    from types import TracebackType

_FRAME_S: Final = 0.009
"""For the panes of one turn: a frame is 16 ms, and what lies around them is painted too."""
_AT_FIRST_S: Final = 0.006
"""What a pane is thought to take that was never painted."""
_PATIENCE: Final = 4
"""So many turns a pane waits for others; then it is painted, be it late."""
_TELLING: Final = 0.2
"""The least part of a pane whose painting tells how long all of it takes."""
_LEAST_BAND: Final = 48  # pixels


def pace(pane: QWidget, *, in_bands: bool = False) -> None:
    """Have this widget with all in it painted in its turn; asked for twice, nothing changes.

    With `in_bands` it is painted from top to bottom over several turns where it alone would take
    longer than a frame: for widgets that paint no more than they are asked for.
    """
    if pane.findChild(_Pane, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
        _Pane(pane, in_bands=in_bands)


def expect(pane: QWidget, seconds: float) -> None:
    """What a pane is about to show takes so long to paint: not what it has shown till now."""
    paced = pane.findChild(_Pane, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if paced is not None:
        paced.seconds = seconds


def pace_all(root: QWidget) -> None:
    """Pace whatever scrolls in this."""
    for area in root.findChildren(QAbstractScrollArea):
        pace(area.viewport(), in_bands=isinstance(area, QAbstractItemView))


class PacedWindow:
    """Mixed into a window, before its class of Qt: the panes in it have their turns."""

    def event(self, event: QEvent) -> bool:
        """What is dirty is painted upon an UpdateRequest."""
        if event.type() == QEvent.Type.UpdateRequest:
            with _Turn():
                return bool(super().event(event))  # type: ignore[misc]
        return bool(super().event(event))  # type: ignore[misc]


class _Turn:
    """A turn of the event loop, while it paints."""

    now: _Turn | None = None
    left: ClassVar[list[_Pane]] = []
    """Of all windows; the next turn takes them up."""

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._pane: _Pane | None = None
        self._part = 0.0
        self._begun = 0.0

    def __enter__(self) -> None:
        left, _Turn.left = _Turn.left, []
        for pane in left:
            if shiboken6.isValid(pane):
                pane.take_up()
        _Turn.now = self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _Turn.now = None
        self._learn(time.perf_counter())

    def room(self) -> float:
        """Seconds that are left, the whole frame for the first pane that asks."""
        now = time.perf_counter()
        self._learn(now)
        return _FRAME_S if self._pane is None else self._since + _FRAME_S - now

    def paints(self, pane: _Pane, part: float) -> None:
        """Tell that this is painted now; until the next is, the time is taken to be its own."""
        self._pane, self._part, self._begun = pane, part, time.perf_counter()

    def _learn(self, now: float) -> None:
        if self._pane is not None and self._part >= _TELLING:
            self._pane.seconds = (now - self._begun) / self._part
            self._part = 0.0


class _Pane(QObject):
    """Sees the painting of its parent."""

    def __init__(self, pane: QWidget, *, in_bands: bool) -> None:
        super().__init__(pane)
        self._pane = pane
        self._in_bands = in_bands
        self.seconds = _AT_FIRST_S
        """What all of it takes, as far as is known."""
        self._waited = 0
        self._left = QRegion()
        self._left_at = (0, 0)
        self._held: list[QWidget] = []
        self._within = False
        pane.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the pane be painted, or leave it."""
        if event.type() != QEvent.Type.Paint or self._within:
            return False
        turn = _Turn.now
        if turn is None:
            # A picture is taken, or the window comes up: now, with all that is in it.
            self._release()
            return False
        assert isinstance(event, QPaintEvent)
        region = event.region()
        part = self._part(region)
        room = turn.room()
        wanted = self.seconds * part
        if wanted > room:
            if room < _FRAME_S and self._waited < _PATIENCE:
                self._waited += 1
                self._hold()
                self._leave(region)
                return True
            if self._in_bands:
                self._paint_a_band(turn, region, _FRAME_S / wanted)
                return True
        self._waited = 0
        turn.paints(self, part)
        return False

    def take_up(self) -> None:
        """Have painted what was left."""
        self._release()
        if self._place() == self._left_at:
            self._pane.update(self._left)
        else:  # what was left unpainted was scrolled along
            self._pane.update()

    def _place(self) -> tuple[int, int]:
        """Where the bars stand, for what is scrolled."""
        area = self._pane.parent()
        if not isinstance(area, QAbstractScrollArea):
            return 0, 0
        return area.horizontalScrollBar().value(), area.verticalScrollBar().value()

    def _leave(self, region: QRegion) -> None:
        self._left, self._left_at = region, self._place()
        _Turn.left.append(self)
        self._pane.update(region)

    def _hold(self) -> None:
        for child in self._pane.children():
            if isinstance(child, QWidget) and child.isVisible() and child.updatesEnabled():
                child.setUpdatesEnabled(False)
                self._held.append(child)

    def _release(self) -> None:
        for child in self._held:
            if shiboken6.isValid(child):
                child.setUpdatesEnabled(True)
        self._held.clear()

    def _paint_a_band(self, turn: _Turn, region: QRegion, share: float) -> None:
        self._waited = 0
        around = region.boundingRect()
        height = max(round(around.height() * share), _LEAST_BAND)
        band = region & QRect(around.left(), around.top(), around.width(), height)
        turn.paints(self, self._part(band))
        self._within = True
        try:
            # Nested in the painting that Qt has begun, which clips to all of the region; what is
            # painted below the band is painted anew with the next.
            QApplication.sendEvent(self._pane, QPaintEvent(band))
        finally:
            self._within = False
        rest = region - band
        if not rest.isEmpty():
            self._leave(rest)

    def _part(self, region: QRegion) -> float:
        """How much of the pane this is, 0 to 1."""
        whole = self._pane.width() * self._pane.height()
        around = region.boundingRect()
        return min(around.width() * around.height() / whole, 1.0) if whole else 0.0
