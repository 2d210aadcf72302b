"""Opens the help beside whatever asks for it. Nothing of it is loaded before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.pages.help.window import HelpWindow
    from desktop.pages.page import Page
    from desktop.session import Session


def open_help(
    session: Session, parent: QWidget, topic: str = "", *, same_screen: bool = False
) -> HelpWindow:
    """The help over `parent`, its window's own, at a topic; '' is the beginning.

    A window has one help; what it showed last is behind `Alt+←`. A modal dialog gets one of its
    own: the window's would not take a click. `same_screen`: it must not stand on another screen.
    """
    shown = _help_of(session, parent)
    if same_screen:
        shown.stay_with(parent.window())
    shown.open_at(topic)
    return shown


def _help_of(session: Session, parent: QWidget) -> HelpWindow:
    from desktop.pages.help.window import HelpWindow

    top = parent.window()
    found = next((each for each in top.children() if isinstance(each, HelpWindow)), None)
    return found if found is not None else HelpWindow(session, top)


def help_beforehand(session: Session, window: QWidget) -> Iterator[None]:
    """Make the help of a window before it is asked for, a yield after each step."""
    shown = _help_of(session, window)
    yield
    yield from shown.prepare()


def open_page_help(
    session: Session, page: Page, actions: Iterable[QAction], look: Sequence[QAction], topic: str
) -> HelpWindow:
    """The help of a page: its keys are made from its actions, those of the program from `actions`.

    `look` are actions of the window that work in the help too.
    """
    from desktop.pages.help.key_rows import key_rows

    shown = _help_of(session, page)
    # Before it is opened: an article that the keys stand in is laid out once.
    shown.show_keys(page.topic, key_rows(page.hints(), page.page_actions()), key_rows([], actions))
    shown.open_at(topic or page.topic)
    for action in look:
        if action not in shown.actions():
            shown.addAction(action)
    return shown


def help_key(dialog: QDialog, session: Session, topic: str) -> None:
    """F1 in a dialog."""
    key = QShortcut(QKeySequence(Qt.Key.Key_F1), dialog)
    key.activated.connect(lambda: open_help(session, dialog, topic))
