"""Loads what the pages need before they are wanted: beside the interface, after it is there.

A page's modules are a good part of the time that its first opening takes. They are loaded on a
thread of their own; a page that is opened meanwhile waits for no more than it would have loaded.
"""

from __future__ import annotations

import importlib
import logging
import threading
from typing import Final

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
    "desktop.pages.settings",
)


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
