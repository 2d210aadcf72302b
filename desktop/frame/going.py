"""Goes to a page that has yet to be put together, and holds nobody up meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject

from desktop.widgets.in_turns import InTurns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

    from desktop.frame.pages import Pages

_MEANT_FOR_IT: Final = frozenset(
    {
        QEvent.Type.ShortcutOverride,  # comes before a key, and before what it is a shortcut of
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Going(QObject):
    """On the way to one page at a time.

    Who presses a key or a button on the way means the page that was asked for: then it is put
    together at once, and gets it.
    """

    def __init__(self, pages: Pages, stack: QWidget) -> None:
        super().__init__(stack)
        self._pages = pages
        self._stack = stack
        self._watched: QWindow | None = None
        self._turns = InTurns(self)

    def to(self, name: str, then: Callable[[], None]) -> None:
        """Do this when a page is whole: now, or in a while."""
        self.arrive()
        if self._pages.has(name):
            then()
            return
        self._watched = self._stack.window().windowHandle()
        if self._watched is not None:  # not yet shown, it gets no keys
            self._watched.installEventFilter(self)
        self._turns.begin(self._steps(name, then))

    def arrive(self) -> None:
        """Be there at once, if on the way."""
        self._turns.complete()

    def _steps(self, name: str, then: Callable[[], None]) -> Iterator[bool | None]:
        try:
            yield from self._pages.making(name)
        finally:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
        then()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrive before what the user does takes effect."""
        if event.type() in _MEANT_FOR_IT:
            self.arrive()
        return super().eventFilter(watched, event)
