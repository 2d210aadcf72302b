"""Which of two places is the one in use, and what becomes of the other."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from db import paths
from db.paths import pointer_of

MARKER: Final = "moved-from.json"
"""In a place that data was moved to, until it has been opened there: where it came from."""

_NOTE: Final = "数据已移走 (moved).txt"


def mark(folder: Path, source: Path) -> None:
    """Say in `folder` that it is a copy of `source` that nobody has opened yet. Raises OSError."""
    _write(folder / MARKER, json.dumps({"folder": str(source.absolute())}))


def origin(folder: Path) -> Path | None:
    """Where the data in `folder` came from, if nobody has opened it there yet."""
    try:
        return Path(json.loads((folder / MARKER).read_text(encoding="utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def was_left(folder: Path) -> bool:
    """Whether the data in `folder` is what it was before it was moved away."""
    return (folder / _NOTE).exists()


def install(copy: Path, target: Path) -> None:
    """Put the complete copy in its place, as a whole where there is nothing else.

    Where other things lie there, the database comes last: without it nothing counts. What was left
    there by a move that was interrupted, and anything else of the same name, is set aside.
    """
    if target.exists() and (target / "workspace.db").exists():
        target.rename(_free_name(target))
    if target == paths.beside_program() and not target.exists():
        pointer_of(target).unlink(missing_ok=True)  # of an earlier time: it would lead away again
    if not target.exists() or not any(target.iterdir()):
        if target.exists():
            target.rmdir()
        copy.rename(target)
    else:
        for path in sorted(copy.iterdir(), key=lambda path: path.name == "workspace.db"):
            if (there := target / path.name).exists():
                there.rename(_free_name(there))
            path.rename(there)
        copy.rmdir()
    _sync_folder(target)
    _sync_folder(target.parent)


def point_to(folder: Path) -> None:
    """Make `folder` the one that the next start uses. Raises OSError."""
    _point(paths.portable_folder() or paths.default_folder(), folder)


def _point(root: Path, folder: Path) -> None:
    if folder == root:
        pointer_of(root).unlink(missing_ok=True)
    else:
        root.parent.mkdir(parents=True, exist_ok=True)
        _write(pointer_of(root), json.dumps({"folder": str(folder.absolute())}))
    _sync_folder(root.parent)


def finish(folder: Path) -> Path | None:
    """Set the old place aside after `folder`, which it was moved to, has been opened.

    Returns where it lies now; None where nothing was moved. Nothing is deleted. May be called
    again where it was interrupted. Raises OSError.
    """
    old = origin(folder)
    if old is None:
        return None
    if old.is_dir() and old == paths.beside_program():
        # Without it, what lies beside the program counts no longer: the pointer moves first.
        _point(paths.default_folder(), folder)
    aside: Path | None = None
    if old.is_dir() and not old.samefile(folder):
        aside = _set_aside(old)
        _leave_note(aside, folder)
    if old == paths.beside_program() and not old.exists():
        pointer_of(old).unlink(missing_ok=True)
    (folder / MARKER).unlink(missing_ok=True)
    return aside


def _set_aside(old: Path) -> Path:
    """Give the old place another name; where that cannot be, it keeps its own."""
    aside = _free_name(old)
    try:
        old.rename(aside)
    except OSError:
        return old
    return aside


def _leave_note(aside: Path, folder: Path) -> None:
    with suppress(OSError):
        _write(
            aside / _NOTE,
            f"他山的数据已移到：{folder}\n这里是移动之前的一份，确认无误后可以删掉。\n\n"
            f"The data of Tashan was moved to: {folder}\n"
            "This is what it was before; it may be deleted once all is well.\n",
        )


def _free_name(path: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    wanted = path.with_name(f"{path.name}-old-{stamp}")
    number = 2
    while wanted.exists():
        wanted = path.with_name(f"{path.name}-old-{stamp}-{number}")
        number += 1
    return wanted


def _write(path: Path, text: str) -> None:
    """Write a file so that it is whole or not there."""
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _sync_folder(folder: Path) -> None:
    """Let renames reach the disk; only where a folder can be opened."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
