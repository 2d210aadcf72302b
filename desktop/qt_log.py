"""What Qt complains about goes into the log too; a program without a console has no other place."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from desktop.scrubbing import Scrubber

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext

log = logging.getLogger("qt")
_LEVELS: Final = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_MOST_KINDS: Final = 100
_seen: set[str] = set()


def begin() -> None:
    """From now on, until `end`. Not in tests: there a warning of Qt's fails the test."""
    qInstallMessageHandler(_take)


def end() -> None:
    """Qt speaks to nobody of ours any more: it outlives the interpreter."""
    qInstallMessageHandler(None)


def _take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = _LEVELS.get(kind, logging.DEBUG)
    if sys.stderr is not None:
        print(message, file=sys.stderr)
    # The same warning may come with every frame that is drawn.
    told = Scrubber().foreign(f"{context.category or ''}: {message or ''}")
    if level > logging.INFO and told not in _seen and len(_seen) < _MOST_KINDS:
        _seen.add(told)
        log.log(level, "%s", told)
