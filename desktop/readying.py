"""Makes what will be wanted, before it is: after the start, and while nobody is at work.

The pages' modules are loaded on a thread. Then the pages are made, a step shorter than a frame at
a time, each on a turn of the loop of its own, and none of them soon after a key, a click or the
wheel, nor while a dialog or a menu is open. A page that is opened meanwhile waits for no more than
it would have without.
"""

from __future__ import annotations

import importlib
import logging
import threading
from itertools import chain
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.at_work import AtWork

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.main_window import MainWindow
    from desktop.session import Session

log = logging.getLogger(__name__)
_MODULES: Final = (
    "desktop.pages.reader.page",
    "desktop.pages.search.dialog",
    "desktop.pages.family.page",
    "desktop.pages.library.page",
    "desktop.pages.parallel.page",
    "desktop.pages.figures.page",
    "desktop.pages.search.results",
    "desktop.pages.notebook.page",
    "desktop.pages.plan.page",
    "desktop.pages.classroom.page",
    "desktop.pages.settings.page",
    # What the pages in their turn load when it is first asked for.
    "desktop.pages.plan.title_view",
    "desktop.pages.plan.section_view",
    "desktop.pages.plan.borrow_card",
    "desktop.pages.plan.task_card",
    "desktop.pages.plan.table_view",
    "desktop.pages.plan.export_menu",
    "desktop.pages.plan.history",
    "desktop.pages.plan.compare_plans",
    "desktop.pages.plan.preview",
    "desktop.pages.notebook.export",
    "desktop.pages.notebook.orphans",
    "desktop.pages.notebook.recycle",
    "desktop.pages.family.table",
    "desktop.pages.classroom.showing",
    "desktop.pages.classroom.tallies",
    "desktop.teaching.starting",
    "desktop.pages.about.dialog",
    "desktop.pages.about.licences",
    "desktop.pages.welcome.overlay",
    "desktop.pages.help.opening",
    "desktop.pages.help.window",
    "db.library.lexicon",
)
_NOTES: Final = 1_000  # the latest
_NOTES_A_STEP: Final = 8
_SHORT: Final = 1_000
_BETWEEN_MS: Final = 4  # the loop has its turn, and the processor a breath
_REST_S: Final = 0.5  # after the last that the user did
_LOOK_AGAIN_MS: Final = 100


def load_pages() -> threading.Thread:
    """Load the modules of all pages on a thread; returns it, started."""
    thread = threading.Thread(target=_load, name="readying", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    for name in _MODULES:
        try:
            importlib.import_module(name)
        except Exception:
            # Whoever opens the page gets the same error where it can be told.
            log.exception("not loaded: %s", name)
            return
    from desktop import versions

    versions.system()  # asks a program of the system's; the answer is kept


def _read_notes(session: Session) -> Iterator[None]:
    """The words of the notes, which lists beside a text and of notes show; a few at a time."""
    from desktop.widgets.markdown import to_plain

    for number, note in enumerate(session.marks.notes()[-_NOTES:]):
        if len(note.body) <= _SHORT:  # a longer one would take longer than a step may
            to_plain(note.body)
        if number % _NOTES_A_STEP == 0:
            yield


class Readying(QObject):
    """Has a window, which is shown, make its pages; ends when all are there or it is closed."""

    finished = Signal()
    """All are there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps = chain(window.make_beforehand(), _read_notes(window.session))
        self._loading = load_pages()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._at_work = AtWork(window, self)
        self._timer.start(_LOOK_AGAIN_MS)

    @property
    def done(self) -> bool:
        """Whether there is nothing left to make."""
        return not self._timer.isActive()

    def _go_on(self) -> None:
        if not self._window.isVisible():
            self._at_work.leave()
        elif self._loading.is_alive() or not self._at_work.rested(_REST_S):
            self._timer.start(_LOOK_AGAIN_MS)
        else:
            self._take_a_step()

    def _take_a_step(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self._at_work.leave()
            self.finished.emit()
        except Exception:
            # Whoever opens the page gets the same error where it can be told.
            log.exception("not made beforehand")
            self._at_work.leave()
        else:
            self._timer.start(_BETWEEN_MS)
