"""What lies about while a lesson is shown: overview, notes on one screen, pen, zoom, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.pages.classroom.console_controls import ZOOMS
from desktop.pages.classroom.overview import Overview
from desktop.pages.classroom.showing_key_words import every_key
from desktop.pages.classroom.stage_menu import stage_menu
from desktop.widgets.ink import Ink, Tool, sheet_key

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from desktop.models.shown_pages import ShownPages
    from desktop.pages.classroom.console import Console
    from desktop.pages.classroom.showing import Showing
    from desktop.pages.classroom.speaker_notes import SpeakerNotes
    from desktop.session import Session
    from desktop.widgets.slide_painter import SlidePainter


class Tools:
    """None of these changes where the showing stands."""

    def __init__(
        self, session: Session, showing: Showing, painter: SlidePainter, pages: ShownPages
    ) -> None:
        self._session, self._showing = session, showing
        self._painter, self._pages = painter, pages
        self.ink = Ink()
        self.tool = Tool.NONE
        self._over: Overview | None = None

    # Overview

    @property
    def overview_open(self) -> bool:
        """Whether all pages are in sight."""
        return self._over is not None and not self._over.isHidden()

    def toggle_overview(self) -> None:
        """All pages: on the presenter's screen, or over the one that there is."""
        showing = self._showing
        if showing.state is None:
            return
        if self.overview_open:
            self.close_overview()
            return
        if showing.windows.alone:
            self._over = self._over_stage()
        else:
            self._over = showing.console.overview
            showing.console.place_overview()
        self._over.show_pages(showing.state.here.page, showing.projection.bare_look())
        showing.show_tools()

    def _over_stage(self) -> Overview:
        stage = self._showing.stage
        over = stage.findChild(Overview)
        if not isinstance(over, Overview):
            over = Overview(self._session.appearance, self._painter, self._pages)
            over.setParent(stage)
            over.chosen.connect(lambda row: self._showing.go_to(row + 1))
        over.setGeometry(stage.rect())
        return over

    def close_overview(self) -> None:
        """Back to the page."""
        if self._over is not None and not self._over.isHidden():
            self._over.hide()
            self._showing.front().setFocus()
            self._showing.show_tools()

    def choose_in_overview(self, number: int) -> None:
        """Mark the page of a number, without going there."""
        if self._over is not None and self.overview_open:
            self._over.choose(number - 1)

    # Notes

    @property
    def notes(self) -> SpeakerNotes:
        """Where the presenter reads his notes."""
        windows = self._showing.windows
        return windows.stage_notes.notes if windows.alone else windows.console.notes

    def wish_notes(self) -> None:
        """N: notes on one screen, on the second press; with two they are on the console."""
        windows = self._showing.windows
        if windows.alone and windows.stage_notes.wish():
            windows.stage.say(tr("讲稿会显示在这块屏幕上，学员也看得到。再按一次 N 显示。"))
        else:
            windows.stage.hush()

    def edit_notes(self) -> None:
        """M: write the notes where they are read."""
        windows = self._showing.windows
        if not windows.alone or windows.notes_open:
            self._showing.windows.focus()  # the key may have come from the other window
            self.notes.edit()

    # Pen and pointer

    def take(self, tool: Tool) -> None:
        """Take a tool in hand, or lay it down."""
        showing = self._showing
        self.tool = Tool.NONE if self.tool is tool else tool
        showing.stage.ink.set_tool(self.tool)
        if showing.windows.has_console:
            self.hand_over(showing.console)
        showing.show_tools()

    def hand_over(self, console: Console) -> None:
        """Let the presenter draw on his own screen with what is in hand."""
        if console.now.ink is not None:
            console.now.ink.set_tool(self.tool)

    def erase(self) -> None:
        """Wipe the page."""
        self.ink.erase(self._key())

    def take_back(self) -> None:
        """Drop the last stroke."""
        self.ink.take_back(self._key())

    def _key(self) -> str:
        showing = self._showing
        return sheet_key(showing.projection.sheet(showing.state.here)) if showing.state else ""

    # Size of type, help, menu

    def set_zoom(self, zoom: float) -> None:
        """The type of all slides larger, or as designed."""
        lesson = self._showing.lesson
        lesson.reshape(lesson.shape, zoom)
        self._showing.show_tools()

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) type."""
        here = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - self._showing.lesson.zoom))
        self.set_zoom(ZOOMS[min(max(here + by, 0), len(ZOOMS) - 1)])

    def open_help(self) -> None:
        """F1: every key."""
        from desktop.pages.help.opening import open_help

        shown = open_help(self._session, self._showing.front(), "keys", same_screen=True)
        shown.show_keys("show", every_key(), [])

    def open_menu(self, at: QPoint) -> None:
        """On one screen, for whoever has no keyboard at hand; on two it would be seen."""
        showing = self._showing
        if showing.windows.alone and showing.state is not None:
            stage_menu(showing.stage, showing.windows, showing.act).popup(at)
