"""F10: everything that can be done, here and everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from desktop.pages.page import Page

_FIRST: Final = ("undo", "redo", "search")
_LAST: Final = ("larger", "smaller", "normal", "mode", "panes", "help", "welcome", "about", "quit")


class ActionMenu(QMenu):
    """The actions of the window around those of the page in sight."""

    def __init__(
        self, actions: Mapping[str, QAction], page: Callable[[], Page], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._named = actions
        self._page = page
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        page = self._page()
        page.store()  # what was typed last is what 撤销 names
        # Not clear(): PySide lets go of every action in the menu, not only of the menu's own.
        for action in self.actions():
            self.removeAction(action)
            if action.isSeparator():
                action.deleteLater()
        self._add(_FIRST)
        self.addSeparator()
        self.addActions(page.page_actions())
        self.addSeparator()
        self._add([name for name in self._named if name.startswith("page ")])
        self.addSeparator()
        self._add(_LAST)

    def _add(self, names: Iterable[str]) -> None:
        self.addActions([self._named[name] for name in names])
