"""原文 in the middle of a showing: which source opens, and the way through those of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.teaching.citing import first_source, following

if TYPE_CHECKING:
    from desktop.documents.sheet import Source
    from desktop.pages.classroom.showing import Showing
    from desktop.session import Session


class SourceWalk:
    """Remembers among which sources the open one stands: their page is covered meanwhile."""

    def __init__(self, session: Session, showing: Showing) -> None:
        self._session, self._showing = session, showing
        self.among: list[Source] = []

    def open(self, source: Source) -> None:
        """Show where a claim stands, to both."""
        showing = self._showing
        if showing.state is None:
            return
        if not self._session.places.has(source.article_id):
            showing.say(tr("这篇文章不在现在的案例库里，打不开原文。"))
            return
        showing.tools.close_overview()
        self.among = self._on_page()
        showing.move(lambda show: show.open_source(source))

    def open_next(self) -> None:
        """The source of the spotlighted column or the first on the page, then the one after it."""
        showing, state = self._showing, self._showing.state
        if state is None:
            return
        shown = state.here.source
        if shown is not None:
            source = following(self.among, shown)
            if source is not None:
                showing.move(lambda show: show.open_source(source))
            return
        sheet = showing.projection.sheet(state.here)
        first = first_source(self._on_page(), sheet, state.here.spotlight)
        if first is None:
            showing.say(tr("这一页没有可打开的原文"))
        else:
            self.open(first)

    def turn(self, by: int) -> bool:
        """Scroll the open text on (1) or back (-1); False where none is open."""
        showing, state = self._showing, self._showing.state
        if state is None or state.here.source is None:
            return False
        if not showing.windows.alone and showing.console.now.source is not None:
            showing.console.now.source.turn(by)
        if not state.frozen:
            showing.stage.source.turn(by)
        return True

    def _on_page(self) -> list[Source]:
        """What the presenter's page cites as far as it is uncovered, each once."""
        showing = self._showing
        if showing.state is not None and showing.state.here.source is not None:
            return self.among
        showing.projection.settle()
        view = showing.stage.slide if showing.windows.alone else showing.console.now.slide
        return list(dict.fromkeys(view.sources()))
