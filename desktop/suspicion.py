"""Remembers from one run to the next that the workspace was seen to be damaged.

What is damaged may lie where a start does not look: a start with this mark looks everywhere before
it opens the workspace.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from db.errors import WorkspaceError

_NAME: Final = "workspace.suspect"


def mark(folder: Path) -> None:
    """Have the next start look at the workspace all through; a full disk is no reason to fail."""
    with suppress(OSError):
        (folder / _NAME).touch()


def mark_if_damaged(folder: Path, error: WorkspaceError) -> None:
    """Mark where it is the file that failed, not the disk or a permission."""
    from db.workspace.health import is_damage

    if is_damage(error.__cause__):
        mark(folder)


def is_marked(folder: Path) -> bool:
    """Whether the workspace in `folder` was seen to be damaged."""
    return (folder / _NAME).exists()


def clear(folder: Path) -> None:
    """The workspace has been looked at, or another is in its place."""
    with suppress(OSError):
        (folder / _NAME).unlink(missing_ok=True)
