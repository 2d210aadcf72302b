"""Puts a state of the showing on the screens: the audience's view there, the presenter's here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.i18n import tr
from desktop.pages.classroom.showing_keys import Act
from desktop.teaching.citing import table_of
from desktop.widgets.in_turns import InTurns
from desktop.widgets.ink import Tool
from desktop.widgets.slide_painter import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.sheet import Sheet, Source
    from desktop.models.shown_pages import ShownPages
    from desktop.pages.classroom.showing_windows import Windows
    from desktop.pages.classroom.shown_lesson import ShownLesson
    from desktop.pages.classroom.votes import Votes
    from desktop.teaching.pace import Clock
    from desktop.teaching.show import Show, View


class Projection(QObject):
    """Reads the state and never changes it.

    The stage comes first; the console follows part by part, so that none takes longer than a frame.
    """

    def __init__(
        self,
        windows: Windows,
        lesson: ShownLesson,
        votes: Votes,
        pages: ShownPages,
    ) -> None:
        super().__init__()
        self._windows, self._lesson, self._votes = windows, lesson, votes
        self._pages = pages
        self._state: Show | None = None
        self._sources: Sequence[Source] = ()
        self._turns = InTurns(self)

    # Looks

    def sheet(self, view: View) -> Sheet:
        """The sheet that a view is of."""
        return self._lesson.sheets[view.page]

    def look(self, view: View) -> Look:
        """How a view's sheet is looked at."""
        return Look(
            step=view.step,
            spotlight=view.spotlight,
            votes=self._votes.counted(),
            count=len(self._lesson.sheets),
            number=view.page + 1,
            shape=self._lesson.shape,
            zoom=self._lesson.zoom,
        )

    def bare_look(self) -> Look:
        """Pages as small pictures: everything uncovered."""
        return Look(shape=self._lesson.shape, zoom=self._lesson.zoom)

    # Showing

    def show(self, state: Show, sources: Sequence[Source] = ()) -> None:
        """Show a state; `sources` are those that the one that is open stands among."""
        self._state, self._sources = state, sources
        stage = self._windows.stage
        view = state.audience
        if view.source is None:
            stage.show_sheet(self.sheet(view), self.look(view))
        else:
            stage.show_source(view.source, self._place(view.source), self._lesson.zoom)
        stage.show_black(state.dark)
        self._turns.drop()
        self._turns.begin(self._show_more())

    def preview(self, sheet: Sheet, number: int, count: int) -> None:
        """Show the first page while the others are still being looked up."""
        look = replace(self.bare_look(), step=0, number=number, count=count)
        self._windows.stage.show_sheet(sheet, look)

    def _show_more(self) -> Iterator[None]:
        if not self._windows.alone:
            self._show_here()
            yield
        self._show_words()
        yield
        if not self._windows.alone:
            self._show_coming()
            yield
        yield from self._lay_out_coming()

    def _show_here(self) -> None:
        if self._state is None:
            return
        now, view = self._windows.console.now, self._state.here
        if view.source is None:
            now.show_sheet(self.sheet(view), self.look(view))
        else:
            now.show_source(view.source, self._place(view.source), self._lesson.zoom)

    def _place(self, source: Source) -> str:
        if len(self._sources) < 2 or source not in self._sources:
            return ""
        at = list(self._sources).index(source) + 1
        return tr("第 {i} 处，共 {n} 处").format(i=at, n=len(self._sources))

    def _show_words(self) -> None:
        """The strip and the notes."""
        state = self._state
        if state is None:
            return
        self._pages.show(self._lesson.sheets, state.here.page)
        slide = self._lesson.slide(state.page.slide_id)
        if self._windows.alone:
            if self._windows.has_notes:
                self._windows.stage_notes.notes.show_slide(slide)
        else:
            self._windows.console.strip.bring(state.here.page)
            self._windows.console.notes.show_slide(slide)

    def fill_notes(self) -> None:
        """Show what there is to read in the notes over the stage, which were just made."""
        if self._state is not None:
            slide = self._lesson.slide(self._state.page.slide_id)
            self._windows.stage_notes.notes.show_slide(slide)

    def _show_coming(self) -> None:
        state, console = self._state, self._windows.console
        coming = state.coming() if state is not None else None
        if state is None or coming is None:
            console.coming.setText(tr("下一页"))
            console.coming_title.setText(tr("已是最后一页"))
            console.next.show_sheet(None, self.bare_look())
            return
        sheet = self.sheet(coming)
        same = coming.page == state.here.page
        console.coming.setText(tr("下一步") if same else tr("下一页"))
        console.coming_title.setText(sheet.title)
        console.next.show_sheet(sheet, self.look(coming))

    def _lay_out_coming(self) -> Iterator[None]:
        """The next page is laid out before it is wanted."""
        coming = self._state.coming() if self._state is not None else None
        if coming is not None:
            slide = self._windows.stage.slide
            yield from slide.prepare(self.sheet(coming), self.look(coming))

    def settle(self) -> None:
        """Show everything now: what is on the console is about to be used."""
        self._turns.complete()

    def stop(self) -> None:
        """Show nothing more."""
        self._turns.drop()
        self._state = None

    # Words and buttons

    def show_tools(self, state: Show, tool: Tool, *, overview: bool) -> None:
        """Which buttons are in force, and what the audience sees other than the page."""
        if not self._windows.has_console:
            return  # nobody sees it
        console, view = self._windows.console, state.here
        console.number.setText(f"{state.number} / {len(state.pages)}")
        lit = {
            Act.LIGHT: view.spotlight is not None,
            Act.PEN: tool is Tool.PEN,
            Act.BLACK: state.dark,
            Act.FREEZE: state.frozen,
            Act.OVERVIEW: overview,
        }
        idle = {
            Act.BACK: state.at_start and view.source is None,
            Act.NEXT: state.at_end and view.source is None,
            Act.LIGHT: not state.page.columns or view.source is not None,
        }
        console.controls.show_state(
            {act for act, on in lit.items() if on},
            {act for act, off in idle.items() if off},
            self._lesson.zoom,
        )
        console.tell(*self._told(state))
        console.status.setText(self._status())
        console.swap.setEnabled(len(self._windows.placing.choices()) > 1)

    def _told(self, state: Show) -> tuple[str, str]:
        view = state.here
        if state.typed:
            return tr("跳到第 {n} 页，按 Enter").format(n=state.typed), "grid"
        if state.dark:
            return tr("黑屏中，再按 B 恢复"), "black"
        if state.frozen:
            return tr("已冻结：学员看到第 {n} 页").format(n=state.audience.page + 1), "freeze"
        if view.source is not None:
            return tr("原文，Esc 返回"), "open"
        table = table_of(self.sheet(view))
        if view.spotlight is None or table is None:
            return "", "spotlight"
        return tr("聚光：{region}").format(region=table.columns[view.spotlight].region), "spotlight"

    def _status(self) -> str:
        if self._windows.alone:
            return tr("单屏放映")
        return tr("放映屏已连接，断开后自动回到单屏")

    def tick(self, state: Show, clock: Clock, now: float) -> None:
        """Show what time it is."""
        windows = self._windows
        if windows.alone and not windows.has_notes:
            return  # there is no clock to be seen
        bar = windows.stage_notes.clock if windows.alone else windows.console.clock
        bar.show_time(clock, self._lesson.plan, state.page.slide_id, now)
