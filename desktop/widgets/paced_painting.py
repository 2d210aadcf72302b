"""Paints a window pane by pane, over as many turns of the event loop as it takes.

What is dirty in a window Qt paints in one go, and on a slow machine a page just opened or a text
just chosen is more than a frame's work. Here the panes of a window are painted until a frame's
time is used up; those still to come are left for the next turn, and a key pressed meanwhile is
heard in between. Where all is painted in time, nothing is left for later.

Only what the event loop paints is paced. What is asked for at once (a window coming up, a picture
of a widget) is painted at once.

A window of another size has lost what it showed: there, what is still to come shows till then what
it showed before.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from desktop.widgets.exposures import (
    Exposures,
    ShownBefore,
    place_in_window,
    resized,
    show_before,
)
from desktop.widgets.parts import Panel
from desktop.widgets.viewports import viewport_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

_FRAME_S: Final = 0.009
"""For the panes of one turn: a frame is 16 ms, and what lies around them is painted too."""
_LAID_OUT: Final = 2.0
"""So many times what they took already, layouts are thought to take of the turn behind them."""
_LITTLE_S: Final = 0.008
"""A turn that has used no more than this has time for something else."""
_AT_FIRST_S: Final = 0.006
"""What a pane is thought to take that was never painted."""
_BANDS_AT_FIRST_S: Final = 0.036
"""The same of one that can be painted in bands: a quarter of it will tell how long it takes."""
_PATIENCE: Final = 4
"""So many turns a pane waits for others; then it is painted, be it late. One on a turn."""
_HARDLY_USED: Final = 0.7
"""Of a turn: what lies around the panes may need the rest before the first of them is painted."""
_SLOWEST: Final = 6.0
"""So many times what it is known to take, at most, a pane is thought to take now."""
_TOLD_S: Final = 0.0005
"""Less than this is too short to tell how slow painting is just now."""
_TELLING: Final = 0.2
"""The least part of a pane whose painting tells how long all of it takes."""
_LEAST_BAND: Final = 48  # pixels


def pace(pane: QWidget, *, in_bands: bool = False) -> None:
    """Have this widget with all in it painted in its turn; asked for twice, nothing changes.

    With `in_bands` it is painted from top to bottom over several turns where it alone would take
    longer than a frame: for widgets that paint no more than they are asked for.
    """
    if _paced(pane) is None:
        _Pane(pane, in_bands=in_bands)


def expect(pane: QWidget, seconds: float = _BANDS_AT_FIRST_S) -> None:
    """It shows something else from now on, which takes at least so long to paint in bands.

    What was learned of its painting says nothing of it: a part of it will tell anew.
    """
    paced = _paced(pane)
    if paced is not None:
        paced.expect(seconds)


def pace_all(root: QWidget) -> None:
    """Pace whatever scrolls in this, and its bars, heads and feet."""
    for area in root.findChildren(QAbstractScrollArea):
        pace(viewport_of(area), in_bands=isinstance(area, QAbstractItemView))
    for panel in root.findChildren(Panel):
        if panel.findChild(QAbstractScrollArea) is None:
            pace(panel)


def hold_back(root: QWidget, unready: Callable[[], bool]) -> None:
    """While a window of another size settles, leave this with all in it as long as it is unready.

    What it showed before stands there: its parts do not fit its size yet.
    """
    for pane in root.findChildren(_Pane):
        pane.unready = unready


def let_pass() -> None:
    """Have nothing painted on the next turn of what waits: other work is done there."""
    _waiting.let_pass()


def painting_left() -> bool:
    """Whether there are panes that wait for their turn."""
    return bool(_waiting.panes)


def painted_within(seconds: float) -> bool:
    """Whether a window has been painted so short a time ago: likely on this same turn."""
    return time.perf_counter() - _Turn.ended < seconds


def times_painted() -> int:
    """How often a window has been painted until now."""
    return _Turn.number


class PacedWindow:
    """Mixed into a window, before its class of Qt: the panes in it have their turns."""

    _exposures: Exposures | None = None
    _before: ShownBefore | None = None
    _unsettled = False
    """It has another size, and not all of it is painted since."""
    _laid_out = 0.0
    """Seconds that this has taken."""

    def event(self, event: QEvent) -> bool:
        """What is dirty is painted upon an UpdateRequest."""
        if event.type() == QEvent.Type.UpdateRequest:
            with self._turn():
                return bool(super().event(event))  # type: ignore[misc]
        if event.type() == QEvent.Type.Resize:
            begun = time.perf_counter()
            done = bool(super().event(event))  # type: ignore[misc]
            if time.perf_counter() - begun < _LITTLE_S:
                # What parts ask for in return need not wait for the turn that paints all anew.
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self._laid_out += time.perf_counter() - begun
            return done
        if event.type() == QEvent.Type.Show:
            self._follow_exposures()
        return bool(super().event(event))  # type: ignore[misc]

    @contextmanager
    def _turn(self, *, used: float = 0.0) -> Iterator[None]:
        assert isinstance(self, QWidget)
        anew = resized(self)
        self._unsettled = self._unsettled or anew
        if self._unsettled and self._before is None:
            self._before = ShownBefore(self)
        before = self._before.take() if self._unsettled and self._before is not None else None
        with _Turn(before, used + (min(self._laid_out * _LAID_OUT, _FRAME_S) if anew else 0.0)):
            yield
        self._laid_out = 0.0
        if anew:
            _waiting.let_pass()
        self._unsettled = self._unsettled and painting_left()

    def _follow_exposures(self) -> None:
        assert isinstance(self, QWidget)
        if self._exposures is None:
            # The turn that exposes it has painted already: the panes are left for the next.
            self._exposures = Exposures(self, partial(self._turn, used=_FRAME_S))
        self._exposures.come_up()


class _Turn:
    """A turn of the event loop, while it paints."""

    now: _Turn | None = None
    slow = 1.0
    """How many times longer than known painting takes now: type that was long unused is loaded."""
    ended = 0.0
    """When the last one was over."""
    number = 0

    def __init__(self, before: QImage | None, used: float) -> None:
        self.before = before
        """What the window showed before this turn, where that is lost."""
        self._since = time.perf_counter() - used
        self._pane: _Pane | None = None
        self._part = 0.0
        self._expected = 0.0
        self._begun = 0.0
        self.overrun = False
        """Whether a pane was painted for which there was no room, because it had waited long."""

    def __enter__(self) -> None:
        _Turn.now = self
        _Turn.slow = max(_Turn.slow / 2, 1.0)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _Turn.now = None
        _Turn.ended = time.perf_counter()
        _Turn.number += 1
        self._learn(_Turn.ended)

    def room(self) -> float:
        """Seconds that are left; all of a frame, as long as next to nothing was painted."""
        now = time.perf_counter()
        self._learn(now)
        left = self._since + _FRAME_S - now
        return _FRAME_S if self._pane is None and left > _HARDLY_USED * _FRAME_S else left

    def prolong(self, seconds: float) -> None:
        """Leave this out of account: or nothing would be painted but what was there before."""
        self._since += seconds
        self._begun += seconds

    def paints(self, pane: _Pane, part: float) -> None:
        """Tell that this is painted now; until the next is, the time is taken to be its own."""
        self._pane, self._part, self._begun = pane, part, time.perf_counter()
        self._expected = max(pane.seconds * part, _TOLD_S)

    def painted(self) -> None:
        """Tell that it is painted, and nothing in it is still to come."""
        self._learn(time.perf_counter())

    def _learn(self, now: float) -> None:
        if self._pane is None or not self._expected:
            return
        taken = now - self._begun
        _Turn.slow = max(_Turn.slow, min(taken / self._expected, _SLOWEST))
        self._expected = 0.0
        if self._part >= _TELLING:
            self._pane.learn(taken / self._part)


class _Waiting:
    """The panes of all windows that are still to be painted, the longest waiting first."""

    def __init__(self) -> None:
        self.panes: list[_Pane] = []
        self._timer: QTimer | None = None
        self._passing = False

    def let_pass(self) -> None:
        """Take up nothing on this turn of the event loop.

        The window system exposes a window of another size on the turn on which it was painted; what
        is taken up before that would be painted then, on the same turn.
        """
        self._passing = True

    def add(self, pane: _Pane) -> None:
        """Have this painted on a later turn."""
        if pane not in self.panes:
            self.panes.append(pane)
        if self._timer is None or not shiboken6.isValid(self._timer):
            self._timer = QTimer(QApplication.instance(), singleShot=True, interval=0)
            self._timer.timeout.connect(self._take_up)
        self._timer.start()

    def _take_up(self) -> None:
        # No more than is painted on one turn: behind the others Qt would paint the ground anew.
        room = 0.0 if self._passing else _FRAME_S
        self._passing = False
        while self.panes and room > 0:
            pane = self.panes.pop(0)
            if shiboken6.isValid(pane):
                room -= pane.take_up()
        if self.panes and self._timer is not None:
            self._timer.start()


_waiting: Final = _Waiting()


def _paced(pane: QWidget) -> _Pane | None:
    """What sees the painting of a pane, once it is paced."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found: _Pane | None = pane.findChild(_Pane, options=direct)
    return found


class _Pane(QObject):
    """Sees the painting of its parent."""

    def __init__(self, pane: QWidget, *, in_bands: bool) -> None:
        super().__init__(pane)
        self._pane = pane
        self._in_bands = in_bands
        self.seconds = _BANDS_AT_FIRST_S if in_bands else _AT_FIRST_S
        """What all of it takes, as far as is known."""
        self._known = False
        self._waited = 0
        self._left = QRegion()
        self._left_at = (0, 0)
        self._held: list[QWidget] = []
        self._was = QRect()
        """Where in the window it was when it was last painted or left."""
        self._within = False
        self.unready: Callable[[], bool] | None = None
        """Says whether it is not to be painted yet, where what it showed before still stands."""
        pane.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the pane be painted, or leave it."""
        if event.type() != QEvent.Type.Paint or self._within:
            return False
        assert isinstance(event, QPaintEvent)
        left_out = self._leaves_out(event.region())
        self._was = place_in_window(self._pane)
        return left_out

    def _leaves_out(self, region: QRegion) -> bool:
        turn = _Turn.now
        self._follow_scrolling()
        self._left -= region
        if turn is None:
            # A picture is taken, or the window comes up: now, with all that is in it.
            self._release()
            return False
        if turn.before is not None and self.unready is not None and self.unready():
            self._put_off(turn, region)
            return True
        part = self._part(region)
        room = turn.room()
        wanted = self.seconds * part * turn.slow
        if wanted > room:
            if room < _FRAME_S and (turn.overrun or self._waited < _PATIENCE):
                self._waited += 1
                self._put_off(turn, region)
                return True
            turn.overrun = turn.overrun or room < _FRAME_S
        self._waited = 0
        self._release()
        if self._in_bands:
            self._paint_a_band(turn, region, _FRAME_S / max(wanted, _FRAME_S))
            return True
        turn.paints(self, part)
        return False

    def _put_off(self, turn: _Turn, region: QRegion) -> None:
        self._hold()
        self._show_before(turn, region)
        self._leave(region)

    def learn(self, seconds: float) -> None:
        """All of it would have taken so long just now."""
        if self._known:
            # Quick to rise and slow to fall: what is full again after a filter is not cheap.
            seconds = max(seconds, (self.seconds + seconds) / 2)
        self.seconds, self._known = seconds, True

    def expect(self, seconds: float) -> None:
        """It takes this at least, until it tells again how long it takes."""
        if self._in_bands:
            self.seconds, self._known = max(self.seconds, seconds), False

    def take_up(self) -> float:
        """Have painted what was left; the seconds that this may take on a turn."""
        self._release()
        self._follow_scrolling()
        left, self._left = self._left, QRegion()
        if left.isEmpty() or not self._pane.isVisible():
            return 0.0
        self._pane.update(left)
        return min(self.seconds * self._part(left), _FRAME_S)

    def _show_before(self, turn: _Turn, region: QRegion) -> None:
        """What it showed before, where otherwise nothing would stand until it is painted."""
        if turn.before is not None and not region.isEmpty():
            begun = time.perf_counter()
            show_before(self._pane, region, turn.before, self._was)
            turn.prolong(time.perf_counter() - begun)

    def _follow_scrolling(self) -> None:
        """What was left unpainted may have been scrolled along."""
        if not self._left.isEmpty() and self._place() != self._left_at:
            self._left = QRegion(self._pane.rect())

    def _place(self) -> tuple[int, int]:
        """Where the bars stand, for what is scrolled."""
        area = self._pane.parent()
        if not isinstance(area, QAbstractScrollArea):
            return 0, 0
        return area.horizontalScrollBar().value(), area.verticalScrollBar().value()

    def _leave(self, region: QRegion) -> None:
        self._left |= region
        self._left_at = self._place()
        _waiting.add(self)

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
        around = region.boundingRect()
        height = max(round(around.height() * share), _LEAST_BAND)
        band = region & QRect(around.left(), around.top(), around.width(), height)
        turn.paints(self, 0.0 if self._empty() else self._part(band))
        rest = region - band
        self._show_before(turn, rest)
        self._within = True
        try:
            # Nested in the painting that Qt has begun, which clips to all of the region; what is
            # painted below the band is painted anew with the next.
            QApplication.sendEvent(self._pane, QPaintEvent(band))
        finally:
            self._within = False
        turn.painted()
        if not rest.isEmpty():
            self._leave(rest)

    def _empty(self) -> bool:
        """Whether it is a list of nothing, which tells nothing of how long a full one takes."""
        view = self._pane.parentWidget()
        if not isinstance(view, QAbstractItemView):
            return False
        model: QAbstractItemModel | None = view.model()
        return model is None or not model.rowCount(view.rootIndex())

    def _part(self, region: QRegion) -> float:
        """How much of the pane this is, 0 to 1."""
        whole = self._pane.width() * self._pane.height()
        around = region.boundingRect()
        return min(around.width() * around.height() / whole, 1.0) if whole else 0.0
