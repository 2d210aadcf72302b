"""A lesson before a class: what a key, a click or a button does, and where the showing stands."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from desktop.i18n import tr
from desktop.models.shown_pages import ShownPages
from desktop.pages.classroom.projection import Projection
from desktop.pages.classroom.screens import Placing, Screens
from desktop.pages.classroom.showing_acts import acts_of
from desktop.pages.classroom.showing_keys import Act
from desktop.pages.classroom.showing_sources import SourceWalk
from desktop.pages.classroom.showing_tools import Tools
from desktop.pages.classroom.showing_windows import Windows
from desktop.pages.classroom.shown_lesson import ShownLesson
from desktop.pages.classroom.votes import Votes, choices_of
from desktop.teaching.pace import Clock
from desktop.teaching.show import Show, View
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.slide_painter import SlidePainter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.pages.classroom.console import Console
    from desktop.pages.classroom.stage_window import StageWindow
    from desktop.session import Session

_TICK_MS: Final = 250
STOPPED: Final = "showing stopped"
"""Lesson id -> the slide that its last showing stood on."""


def start_showing(session: Session, lesson_id: str, at: int, window: QWidget) -> Showing:
    """Show a lesson from the slide at a place (from 0) among its slides.

    The screen that `window` is on stays the presenter's. A showing that runs already is brought to
    the front. Raises ValueError where the lesson has no slides.
    """
    running = window.findChild(Showing)
    if isinstance(running, Showing):
        running.windows.arrange()
        return running
    if not session.lessons.slides(lesson_id):
        raise ValueError(f"lesson {lesson_id} has nothing to show")
    showing = Showing(session, lesson_id, at, window)
    # To make the windows and to fill them takes a turn each.
    QTimer.singleShot(0, showing, showing.begin)
    return showing


class Showing(QObject):
    """Lives from its start to `ended`; belongs to the window that it was started from."""

    ended = Signal(str)
    """It is over; the id of the slide where it stood."""

    def __init__(
        self,
        session: Session,
        lesson_id: str,
        at: int,
        window: QWidget,
        screens: Screens | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._at, self._now = session, window, at, now
        self._ended = False
        self._waiting: list[tuple[Act, int]] = []
        self.state: Show | None = None
        self.clock = Clock.start(now())
        painter, pages = SlidePainter(session.appearance), ShownPages()
        self._painter = painter
        self._pages = pages
        self.tools = Tools(session, self, painter, pages)
        self.sources = SourceWalk(session, self)
        placing = Placing(session, screens or Screens(), window.screen())
        self.windows = Windows(session, pages, painter, self.tools.ink, placing)
        self.lesson = ShownLesson(session, lesson_id, self.windows.shape, self)
        self.votes = Votes(session, lesson_id, self)
        self.projection = Projection(self.windows, self.lesson, self.votes, pages)
        # All of it goes with the showing, and not when Python comes to think of it.
        for part in (pages, self.tools.ink, placing.screens, self.windows, self.projection):
            part.setParent(self)
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._acts = acts_of(self)
        self._connect()

    @property
    def stage(self) -> StageWindow:
        """The audience's window."""
        return self.windows.stage

    @property
    def console(self) -> Console:
        """The presenter's window; where there is one screen it is not made before it is needed."""
        return self.windows.console

    def front(self) -> QWidget:
        """The window that the presenter looks at."""
        return self.stage if self.windows.alone else self.console

    def _connect(self) -> None:
        self.windows.console_made.connect(self._on_console)
        self.stage.asked.connect(self.act)
        self.stage.closing.connect(self.end)
        self.stage.source_wanted.connect(self.sources.open)
        self.stage.menu_wanted.connect(self.tools.open_menu)
        self.windows.notes_made.connect(self._on_notes)
        self.windows.arranged.connect(self._on_arranged)
        self.lesson.prepared.connect(self._on_prepared)
        self.lesson.changed.connect(self._on_lesson_changed)
        self.votes.changed.connect(self.refresh)
        self.votes.answered.connect(self.windows.focus)
        self._window.installEventFilter(self)

    def _on_console(self) -> None:
        """Listen to it, and show it what is already known."""
        console = self.console
        console.asked.connect(self.act)
        console.closing.connect(self.end)
        console.now.source_wanted.connect(self.sources.open)
        console.page_chosen.connect(lambda row: self.go_to(row + 1))
        console.controls.zoom_chosen.connect(self.tools.set_zoom)
        self.tools.hand_over(console)
        self._name_console()
        self.show_tools()

    def _on_notes(self) -> None:
        """The same for the notes over the stage."""
        notes = self.windows.stage_notes
        notes.left.connect(self.stage.setFocus)
        notes.clock.pause_wanted.connect(lambda: self.act(Act.PAUSE))
        notes.clock.reset_wanted.connect(lambda: self.act(Act.RESET))
        self.projection.fill_notes()
        self._tick()

    def _name_console(self) -> None:
        if self.windows.has_console:
            self.console.title.setText(self.lesson.title)

    # Beginning and ending

    def begin(self) -> None:
        """Open the windows and show the first page."""
        if self._ended:
            return
        self.windows.arrange()
        self.projection.preview(*self.lesson.opening(self._at))
        self.lesson.prepare()

    def _on_prepared(self) -> None:
        self._name_console()
        if not self.lesson.sheets:
            self.end()
            return
        first = self.lesson.first_of(self._at)
        self.state = Show(self.lesson.pages(), View(first))
        self.clock = Clock.start(self._now())
        self._ticking.start()
        self.refresh()
        self._remember()
        while self._waiting:
            self.act(*self._waiting.pop(0))
        self.windows.make_beforehand()

    def end(self) -> None:
        """Close everything; the place where it stopped is remembered."""
        if self._ended:
            return
        self._ended = True
        self._window.removeEventFilter(self)
        self._ticking.stop()
        self.projection.stop()
        self.votes.close()
        self.windows.close()
        self._painter.forget()  # pages laid out must not outlive the fonts they are set in
        self.setParent(None)
        self.deleteLater()
        self._window.activateWindow()
        self.ended.emit(self.state.page.slide_id if self.state is not None else "")

    def _remember(self) -> None:
        if self.state is not None:
            stopped = self._session.remembered.table(STOPPED)
            stopped[self.lesson.lesson_id] = self.state.page.slide_id
            self._session.remembered.put(STOPPED, stopped)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The program is being left: what is typed here is stored with the rest."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            self.end()
        return False

    # What can be done

    def act(self, act: Act, digit: int = 0) -> None:
        """Do what a key or a button asks for."""
        if self._ended:
            return
        if self.state is None and act is Act.LEAVE:
            self.end()
        elif self.state is None:
            self._waiting.append((act, digit))  # until the lesson is looked up
        elif act in (Act.DIGIT, Act.TAKE_BACK):
            self._on_digit(self.state, act, digit)
        else:
            self._acts[act]()

    def move(self, step: Callable[[Show], Show]) -> None:
        """Another state: shown, and the clock told where a page was turned."""
        before = self.state
        if before is None:
            return
        self.state = after = step(before)
        if after == before:
            return
        if after.page.slide_id != before.page.slide_id:
            self.clock = self.clock.turn(self._now())
            self._remember()
        if after.here.page != before.here.page and self.windows.has_notes:
            self.windows.stage_notes.page_turned()
        self.refresh()

    def next(self) -> None:
        """One step on."""
        if not self._lifted():
            self.move(lambda show: show.next())

    def back(self) -> None:
        """One step back."""
        if not self._lifted():
            self.move(lambda show: show.back())

    def turn(self, by: int) -> None:
        """↑ and ↓: through the text of a source, else through the pages."""
        if self.sources.turn(by):
            return
        if by > 0:
            self.next()
        else:
            self.back()

    def _lifted(self) -> bool:
        """On one screen black is lifted first: nobody turns pages that he cannot see."""
        if self.state is None or not (self.state.dark and self.windows.alone):
            return False
        self.move(lambda show: show.blank())
        return True

    def go_to(self, number: int) -> None:
        """To a page by its number, from 1."""
        self.tools.close_overview()
        self.move(lambda show: show.go_to(number))

    def leave(self) -> None:
        """Esc: what lies over the page goes first, the showing last."""
        if self.tools.overview_open:
            self.tools.close_overview()
        elif self.windows.notes_open:
            self.windows.stage_notes.put_away()
        elif self.state is not None and self.state.typed:
            self.move(lambda show: show.forget_typed())
        elif self.state is not None and self.state.here.source is not None:
            self.move(lambda show: show.close_source())
        else:
            self.end()

    def _on_digit(self, state: Show, act: Act, digit: int) -> None:
        """A vote where there is something to choose, else a part of the number of a page."""
        sheet = self.projection.sheet(state.here)
        if choices_of(sheet) and state.here.source is None:
            self.votes.cast(sheet, digit, 1 if act is Act.DIGIT else -1, self.front())
        elif act is Act.DIGIT:
            self.move(lambda show: show.type_digit(digit))
            self.tools.choose_in_overview(int(self.state.typed or 0) if self.state else 0)

    def enter(self) -> None:
        """To the page whose number was typed, or to the source of what is shown."""
        if self.state is None:
            return
        if not self.state.typed:
            self.sources.open_next()
            return
        number = int(self.state.typed)
        self.tools.close_overview()
        self.move(lambda show: show.jump())
        if number > len(self.state.pages):
            self.say(tr("没有第 {n} 页").format(n=number))

    def swap(self) -> None:
        """Presenter and audience change places."""
        if not self.windows.swap():
            self.say(tr("只有一块屏幕，没有可交换的"))

    # Showing it

    def refresh(self) -> None:
        """Show the state as it is now."""
        if self.state is not None and not self._ended:
            self.projection.show(self.state, self.sources.among)
            self.show_tools()
            self._tick()

    def show_tools(self) -> None:
        """Show what is in force beside the page."""
        if self.state is None:
            return
        tools = self.tools
        self.projection.show_tools(self.state, tools.tool, overview=tools.overview_open)
        if self.windows.alone and self.state.typed:
            self.stage.say(tr("跳到第 {n} 页，按 Enter").format(n=self.state.typed))

    def _tick(self) -> None:
        if self.state is not None:
            self.projection.tick(self.state, self.clock, self._now())

    def pause(self) -> None:
        """Let the clock stand, or go on."""
        self.clock = self.clock.pause(self._now())
        self._tick()

    def reset_clock(self) -> None:
        """Start from 0:00."""
        self.clock = self.clock.reset(self._now())
        self._tick()

    def say(self, sentence: str) -> None:
        """Tell the presenter; on one screen everybody sees it, so it is nothing private."""
        say_briefly(self.front(), sentence)

    def _on_arranged(self) -> None:
        self.tools.close_overview()
        if not self.lesson.reshape(self.windows.shape, self.lesson.zoom):
            self.refresh()

    def _on_lesson_changed(self) -> None:
        if self.state is None or self._ended:
            return
        if not self.lesson.sheets:
            self.end()
            return
        self._name_console()
        self.state = self.state.with_pages(self.lesson.pages())
        self.refresh()
