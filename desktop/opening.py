"""Opens the user's own and reads it, and asks what to open where it is damaged.

A start that finds all well imports nothing of what asks and mends.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtGui import QGuiApplication

from db.errors import DamagedWorkspaceError, NewerWorkspaceError, WorkspaceError
from db.workspace import FILE_NAME, Workspace
from desktop import recovery, suspicion
from desktop.i18n import tr
from desktop.lessons import Lessons
from desktop.marks import Marks
from desktop.plans import Plans

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.theme import Appearance

_NOBODY_LOOKS: Final = frozenset({"offscreen", "minimal", "vnc"})  # no question is answered there


class LeftError(Exception):
    """The user chose to open nothing in place of a damaged workspace."""


class Own(NamedTuple):
    """What of the user's own a session begins with."""

    workspace: Workspace
    marks: Marks
    plans: Plans
    lessons: Lessons
    states: dict[str, Any]
    told: list[str]


def can_ask() -> bool:
    """Whether somebody sits before a screen: else a question would wait for ever."""
    return QGuiApplication.platformName() not in _NOBODY_LOOKS


def open_own(folder: Path, look: Appearance, *, ask: bool) -> Own:
    """Open the workspace and read it; with `ask`, damaged, the user says what to open instead.

    Raises LeftError where that is nothing, and WorkspaceError.
    """
    told: list[str] = []
    while True:
        try:
            if ask and suspicion.is_marked(folder):
                sentence = tr("工作区文件可能已损坏：{path}。")
                raise DamagedWorkspaceError(sentence.format(path=folder / FILE_NAME))
            own = _read(folder)
        except NewerWorkspaceError:
            raise
        except WorkspaceError as error:
            if not ask:
                raise
            from desktop.mending import mend

            mended = mend(folder, error, look)
            if mended is None:
                raise LeftError from error
            told.append(mended)
        else:
            own.told.extend(told)
            return own


def _read(folder: Path) -> Own:
    workspace = Workspace.open(folder)
    told: list[str] = []
    try:
        if came_back := recovery.take_back(workspace, folder):
            sentence = tr("上次没能存上的 {n} 处内容，已经存回来了。")
            told.append(sentence.format(n=came_back))
        return Own(
            workspace,
            Marks(workspace.bookmarks(), workspace.notes(), workspace.highlights()),
            Plans(workspace.plans() if workspace.has_plans() else None),
            Lessons(workspace.lessons() if workspace.has_lessons() else None),
            workspace.states(),
            told,
        )
    except BaseException:
        with suppress(WorkspaceError):
            workspace.close()
        raise
