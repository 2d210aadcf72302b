"""Stage and console on the screens that there are. Notes never stand where the audience looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.documents.sheet import Shape
from desktop.i18n import tr
from desktop.pages.classroom.console import Console
from desktop.pages.classroom.console_clock import ClockBar
from desktop.pages.classroom.speaker_notes import SpeakerNotes
from desktop.pages.classroom.stage_notes import StageNotes
from desktop.pages.classroom.stage_window import StageWindow
from desktop.widgets.in_turns import InTurns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QScreen

    from desktop.models.shown_pages import ShownPages
    from desktop.pages.classroom.screens import Placing
    from desktop.session import Session
    from desktop.teaching.monitors import Monitor
    from desktop.widgets.ink import Ink
    from desktop.widgets.slide_painter import SlidePainter

_NARROW: Final = 1.45  # a screen less wide than this for its height is one of 4:3


class Windows(QObject):
    """Two windows on two screens, or the stage alone; arranged anew when screens come and go.

    The console is made when there is first a screen for it.
    """

    arranged = Signal()
    """The windows stand otherwise, and may have to show more or less."""
    console_made = Signal()
    """There is a console from now on; it shows nothing yet."""
    notes_made = Signal()
    """There are notes over the stage from now on; they are not in sight."""

    def __init__(
        self,
        session: Session,
        pages: ShownPages,
        painter: SlidePainter,
        ink: Ink,
        placing: Placing,
    ) -> None:
        super().__init__()
        self.placing = placing
        self.stage = StageWindow(session, painter, ink)
        self._make_console = partial(Console, session, pages, painter, ink)
        self._console: Console | None = None
        self._session = session
        self._stage_notes: StageNotes | None = None
        self._clock: ClockBar | None = None
        self._notes: SpeakerNotes | None = None
        self._making = InTurns(self)
        self.alone = True
        placing.screens.changed.connect(self.arrange)
        placing.screens.lost.connect(self._on_lost)

    @property
    def has_console(self) -> bool:
        """Whether the presenter has, or had, a screen of his own."""
        return self._console is not None

    @property
    def has_notes(self) -> bool:
        """Whether notes have been asked for on the stage."""
        return self._stage_notes is not None

    @property
    def notes_open(self) -> bool:
        """Whether notes are in sight on the stage."""
        return self._stage_notes is not None and not self._stage_notes.isHidden()

    @property
    def stage_notes(self) -> StageNotes:
        """The notes over the stage, where it is alone; made when they are first asked for."""
        if self._stage_notes is None:
            self._making.complete()
            for _ in self._make_for_notes():
                pass
            assert self._clock is not None
            assert self._notes is not None
            self._stage_notes = StageNotes(self._session, self.stage, self._clock, self._notes)
            self.notes_made.emit()
        return self._stage_notes

    def make_beforehand(self) -> None:
        """Make in turns what the notes over the stage will be put together from.

        Where there are two screens they are on the console.
        """
        if self.alone:
            self._making.begin(self._make_for_notes())

    def _make_for_notes(self) -> Iterator[bool]:
        if self._clock is None:
            self._clock = ClockBar(self._session)
            yield True
        if self._notes is None:
            self._notes = SpeakerNotes(self._session)
            yield True

    @property
    def console(self) -> Console:
        """The presenter's window; made when it is first asked for."""
        if self._console is None:
            self._console = self._make_console()
            self._console.screen_chosen.connect(self.choose)
            self.console_made.emit()
        return self._console

    def _hide_console(self) -> None:
        if self._console is not None:
            self._console.hide()

    def arrange(self) -> None:
        """Put every window on its screen."""
        if not self.placing.screens.monitors():
            return  # all are gone for a moment: one will come back
        audience = self.placing.audience()
        was_alone, self.alone = self.alone, audience is None
        if self.alone:
            self._hide_console()  # before the stage comes: notes must not be seen in between
        if self._stage_notes is not None and (self.alone or was_alone):
            self._stage_notes.lock()
        home = self.placing.home()
        screens = self.placing.screens
        stage_screen = screens.screen(home.key if audience is None else audience.key)
        home_screen = screens.screen(home.key)
        if audience is not None and self._stands_on(stage_screen):
            self._hide_console()
        if stage_screen is not None:
            self.stage.fill(stage_screen)
        if audience is not None and home_screen is not None:
            self._open_console(home_screen)
        self.focus()
        self._offer(audience)
        self.arranged.emit()

    def _open_console(self, screen: QScreen) -> None:
        console = self.console
        console.winId()
        handle = console.windowHandle()
        if handle is not None:
            handle.setScreen(screen)
        console.setScreen(screen)
        if not console.isVisible() or not screen.geometry().intersects(console.geometry()):
            console.setGeometry(screen.availableGeometry())
        console.showMaximized()

    def focus(self) -> None:
        """Give the keys to the window that the presenter looks at."""
        front = self.stage if self.alone else self.console
        front.raise_()
        front.activateWindow()
        front.setFocus()

    def _on_lost(self, screen: QScreen) -> None:
        """Qt is about to move the windows of a screen that is gone: notes go out of sight first."""
        if self._stands_on(screen):
            self._hide_console()
        self.arrange()

    def _stands_on(self, screen: QScreen | None) -> bool:
        """Whether the console is on a screen."""
        return self._console is not None and self._console.screen() is screen

    @property
    def shape(self) -> Shape:
        """Of the audience's screen."""
        monitors = self.placing.screens.monitors()
        shown = (self.placing.audience() or self.placing.home()) if monitors else None
        if shown is None or shown.height <= 0:
            return Shape.WIDE
        return Shape.NARROW if shown.width / shown.height < _NARROW else Shape.WIDE

    # Choosing

    def swap(self) -> bool:
        """Let presenter and audience change places; False where there is one screen only."""
        if not self.placing.swap():
            return False
        self._hide_console()
        self.arrange()
        return True

    def choose(self, key: str) -> None:
        """Give the audience the screen of this key; '': use one screen alone."""
        if key:
            self.placing.choose(key)
        else:
            self.placing.use_single()
        self._hide_console()
        self.arrange()

    def offers(self) -> list[tuple[str, str, bool]]:
        """The screens to choose among: key, name, whether it is the audience's."""
        audience = self.placing.audience()
        shown = audience.key if audience is not None else ""
        found = [(m.key, named(m), m.key == shown) for m in self.placing.choices()]
        return [*found, ("", tr("只用一块屏幕"), audience is None)]

    def _offer(self, audience: Monitor | None) -> None:
        if self._console is None:
            return
        shown = (
            tr("单屏放映") if audience is None else tr("放映屏 {name}").format(name=named(audience))
        )
        self._console.offer_screens(self.offers(), shown)

    def close(self) -> None:
        """Both windows go; what is being typed in them is stored."""
        self._making.drop()
        if self._console is not None:
            self._console.notes.store()
        if self._stage_notes is not None:
            self._stage_notes.notes.store()
        self.placing.screens.changed.disconnect(self.arrange)
        self.placing.screens.lost.disconnect(self._on_lost)
        parts = () if self.has_notes else (self._clock, self._notes)
        for window in (self._console, self.stage, *parts):
            if window is not None:
                window.hide()
                window.deleteLater()


def named(monitor: Monitor) -> str:
    """A screen by its name and size."""
    return f"{monitor.name} {monitor.width}×{monitor.height}"
