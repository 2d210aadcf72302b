"""The pages of the window: one in sight, the others whole or still being put together."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.session import Session

_P = TypeVar("_P", bound=Page)


class PageStack(QStackedWidget):
    """Makes pages, at once or in steps, and holds them."""

    made = Signal(object)
    """A page is whole."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.pages: list[Page] = []
        """Those that are whole."""
        self._begun: dict[type[Page], Page] = {}

    @property
    def page(self) -> Page:
        """The page in sight."""
        page = self.currentWidget()
        assert isinstance(page, Page), "nothing else is put there"
        return page

    def whole(self, kind: type[_P]) -> _P:
        """A page put together, from where it was left or from the beginning."""
        page = self._begun.get(kind)
        if not isinstance(page, kind):
            page = self._begin(kind)
        with self._dropping_failed(page):
            page.complete()
        del self._begun[kind]
        self.pages.append(page)
        self.made.emit(page)
        return page

    def know_sizes(self) -> Iterator[None]:
        """Have the pages out of sight find out how large they must be, one between two yields.

        Qt asks all of them as soon as anything in the one in sight is shown or hidden.
        """
        for page in list(self.pages):
            if page.isHidden():
                page.minimumSizeHint()
                page.sizeHint()
            yield

    def begin(self, kind: type[Page]) -> Iterator[None]:
        """Begin a page, or go on; a yield after each step. It may be asked for whole meanwhile."""
        page = self._begun.get(kind) or self._begin(kind)
        with self._dropping_failed(page):
            # Not `yield from`: who gives up would close what another is yet to take up.
            for _ in page.steps:
                yield

    def _begin(self, kind: type[_P]) -> _P:
        """An empty page, in its place: put there when it is whole, all in it is styled again."""
        page = kind(self._session, at_once=False)
        self._begun[kind] = page
        self.addWidget(page)
        return page

    def event(self, event: QEvent) -> bool:
        """Let the pages do nothing where a dialog blocks the window or lets go of it.

        Qt itself takes no key or click for a blocked window; its thousands of widgets are told as
        well, each by the one that it is in. None here wants to know, and it takes half a frame.
        """
        if event.type() in (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked):
            return True
        return super().event(event)

    @contextmanager
    def _dropping_failed(self, page: Page) -> Iterator[None]:
        """What has failed to be put together is begun anew when it is wanted again."""
        try:
            yield
        except Exception:
            del self._begun[type(page)]
            self.removeWidget(page)
            page.deleteLater()
            raise
