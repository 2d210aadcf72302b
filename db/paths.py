"""Where things lie: the seeds, the built library, the user's workspace.

The workspace lies in the first of these that there is: the folder named on the command line;
`TASHAN_HOME`; `data` beside the frozen program, so that it can live on a USB stick; where the user
moved it to; where the platform keeps programs' data. The seeds follow no environment variable:
what is built must not depend on who builds it.

Beside a place that was moved lies a pointer (`pointer_of`): the one file whose appearance or
disappearance decides which of two complete copies is the one in use. A pointer that cannot be read
or leads nowhere is an error, never a reason to begin anew somewhere else: to the user that would
look as if everything were lost.
"""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from db.errors import LibraryError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable

_APP = "Tashan"
_PACKAGE = Path(__file__).resolve().parent


class Why(StrEnum):
    """What decided where the workspace lies."""

    ASKED = "command line"
    HOME = "TASHAN_HOME"
    PORTABLE = "beside the program"
    MOVED = "moved"
    DEFAULT = "platform"


class Place(NamedTuple):
    """The folder of the user's own data, and what decided on it. It need not exist yet."""

    folder: Path
    why: Why


def seeds_dir() -> Path:
    """The seeds: inside the package when installed from a wheel, else beside it in the repository.

    Raises LibraryError where neither folder exists.
    """
    for folder in (_PACKAGE / "_seeds", _PACKAGE.parent / "seeds"):
        if folder.is_dir():
            return folder
    raise LibraryError("找不到案例种子目录 seeds，请用 --seeds 指明。")


def default_library() -> Path:
    """Where library.db is built and looked for. The file need not exist yet.

    Raises LibraryError where the user has no folder for it.
    """
    home = _home() or portable_folder()
    if home is not None:
        return home / "library.db"
    from platformdirs import user_cache_dir

    folder = _own_folder(user_cache_dir)
    if folder is None:
        raise LibraryError(_HOMELESS)
    return folder / "library.db"


def find_workspace(asked: Path | None = None) -> Place:
    """The place of the user's own data; `asked` is the folder named on the command line.

    Raises WorkspaceError where the data was moved and cannot be found there, and where the user has
    no folder of his own.
    """
    if asked is not None:
        return Place(asked, Why.ASKED)
    if (home := _home()) is not None:
        return Place(home, Why.HOME)
    portable = portable_folder()
    root = portable or default_folder()
    moved = moved_to(root)
    if moved is not None:
        return Place(moved, Why.MOVED if moved != default_folder() else Why.DEFAULT)
    return Place(root, Why.PORTABLE if portable else Why.DEFAULT)


def default_folder() -> Path:
    """Where this platform keeps the data of programs. Raises WorkspaceError where nowhere."""
    from platformdirs import user_data_dir

    folder = _own_folder(user_data_dir)
    if folder is None:
        raise WorkspaceError(_HOMELESS)
    return folder


def _own_folder(of_platform: Callable[..., str]) -> Path | None:
    """A folder of the user's own; None where neither HOME nor the system says where it is."""
    try:
        folder = Path(of_platform(_APP, appauthor=False))
    except RuntimeError:  # what platformdirs raises; earlier ones gave a path with a "~" in it
        return None
    return folder if folder.is_absolute() else None


def portable_folder() -> Path | None:
    """`data` beside the frozen program, if there is such a folder."""
    beside = beside_program()
    return beside if beside is not None and beside.is_dir() else None


def beside_program() -> Path | None:
    """Where `data` lies beside the frozen program if it is there; None when run from source."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).absolute()
    # On macOS the executable stands three folders deep in what the user sees as the program.
    bundle = next((outer for outer in program.parents if outer.suffix == ".app"), None)
    return (bundle or program).parent / "data"


def pointer_of(root: Path) -> Path:
    """The file that says where the data of `root` was moved to: `{"folder": …}`."""
    return root.with_name(f"{root.name}.moved.json")


def moved_to(root: Path) -> Path | None:
    """Where the data of `root` was moved to; None where it was not moved.

    Raises WorkspaceError where the pointer cannot be read, or nothing is where it leads.
    """
    pointer = pointer_of(root)
    try:
        text = pointer.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise WorkspaceError(_UNREADABLE.format(pointer=pointer)) from error
    try:
        folder = Path(json.loads(text)["folder"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WorkspaceError(_UNREADABLE.format(pointer=pointer)) from error
    # Not the folder alone: where a drive is not attached, the one it is attached at is empty.
    # Asked of `os`, for which what cannot be a path is not there; to pathlib it may be an error.
    there = (os.path.exists(folder / name) for name in ("workspace.db", "backups"))  # noqa: PTH110
    if not folder.is_absolute() or not any(there):
        raise WorkspaceError(_GONE.format(folder=folder, pointer=pointer))
    return folder


def _home() -> Path | None:
    """TASHAN_HOME as a path; an empty value counts as not set."""
    value = os.environ.get("TASHAN_HOME", "")
    if not value:
        return None
    # Not expanduser of pathlib: it raises where nobody knows the user's folder.
    return Path(os.path.expanduser(value)).absolute()  # noqa: PTH111


_HOMELESS: Final = (
    "不知道您的个人文件夹在哪里（没有设置 HOME），收藏和批注没有地方放。"
    "请用 --workspace 指定一个文件夹，或设置环境变量 TASHAN_HOME。"
)
_UNREADABLE: Final = (
    "读不出数据移到了哪里：{pointer}。请检查这个文件能否读取，或用 --workspace 指定数据文件夹。"
)
_GONE: Final = (
    "您的数据移到了 {folder}，现在那里找不到。请接上那个磁盘或网络位置后再打开；"
    "如果不再要那里的数据，删掉文件 {pointer}，程序就回到原来的位置。"
)
