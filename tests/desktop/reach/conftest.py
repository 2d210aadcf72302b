"""One furnished window for all tests of a file that only look: making it anew takes seconds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from desktop import i18n, startup
from desktop.main_window import MainWindow
from desktop.pages.help.window import HelpWindow
from desktop.pages.search.dialog import SearchDialog
from tests.desktop.conftest import dispose, settle
from tests.desktop.reach.everything import DIALOGS, PAGES, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture(scope="module")
def world(
    qapp: QApplication, library_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """A window on a workspace with something of everything; what a test opens it closes."""
    session = startup.open_session(library_path, tmp_path_factory.mktemp("所有"), "zh")
    session.settings.welcomed = True
    furnish(session)
    window = MainWindow(session)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    settle(window)
    yield window
    window.close()
    dispose(window)
    startup.close_session(session)
    qapp.setStyleSheet("")
    i18n.set_language("zh")


def everything() -> list[str]:
    """The names of all pages and dialogs."""
    return [*PAGES, *(f"dialog: {name}" for name in DIALOGS)]


@contextmanager
def shown(window: MainWindow, name: str) -> Iterator[QWidget]:
    """A page or dialog by its name, in sight: the page itself, or the dialog."""
    if name in PAGES:
        PAGES[name](window)
        settle(window)
        try:
            yield window.page
        finally:
            window.page.store()
        return
    arrange, open_ = DIALOGS[name.removeprefix("dialog: ")]
    arrange(window)
    settle(window)
    dialog = open_(window)
    settle(window)
    try:
        yield dialog
    finally:
        dialog.close()
        dispose_later(dialog, window)


def dispose_later(dialog: QWidget, window: MainWindow) -> None:
    """A dialog that is made anew each time goes; one that is kept stays."""
    if not isinstance(dialog, (SearchDialog, HelpWindow)):
        dispose(dialog)
    window.activateWindow()
    settle(window)
