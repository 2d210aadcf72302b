"""What a start does beside the interface once the window is there: the copy of the day."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from db.errors import DataError
from desktop import suspicion
from desktop.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.changes import Changes

log = logging.getLogger(__name__)


def begin(folder: Path, changes: Changes) -> None:
    """Begin with it on a thread of its own; what the user should know is told."""
    threading.Thread(target=back_up, args=(folder, changes), name="backup", daemon=True).start()


def back_up(folder: Path, changes: Changes) -> None:
    """Make the copy of the day where there is none yet, and set aside where the data was."""
    from db.workspace.backup import backup_daily

    _set_old_place_aside(folder, changes)

    result = backup_daily(folder)
    if result.damaged:
        suspicion.mark(folder)
        log.error("the workspace is damaged: %s", result.problem)
        changes.told.emit(tr("工作区文件有损坏。写的内容不会丢；请退出再打开，会问您怎么恢复。"))
    elif result.problem:
        log.warning("no backup today: %s", result.problem)
        changes.told.emit(tr("今天没能备份：{why}").format(why=result.problem))


def _set_old_place_aside(folder: Path, changes: Changes) -> None:
    """Now that the data is used where it was moved to, rename where it was, and say so."""
    from db.workspace import moved

    try:
        aside = moved.finish(folder)
    except (DataError, OSError):
        log.exception("the old place is left as it is")
        return
    if aside is not None:
        sentence = tr("数据已移到 {folder}。原来的一份留在 {aside}，确认无误后可以删掉。")
        changes.told.emit(sentence.format(folder=folder, aside=aside))
