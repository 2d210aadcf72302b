"""Where things lie: the seeds, the built library, the user's workspace.

`TASHAN_HOME` puts library and workspace into one folder, so that the program can live on a USB
stick. The seeds follow no environment variable: what is built must not depend on who builds it.
"""

from __future__ import annotations

import os
from pathlib import Path

from db.errors import LibraryError

_APP = "Tashan"
_PACKAGE = Path(__file__).resolve().parent


def seeds_dir() -> Path:
    """The seeds: inside the package when installed from a wheel, else beside it in the repository.

    Raises LibraryError where neither folder exists.
    """
    for folder in (_PACKAGE / "_seeds", _PACKAGE.parent / "seeds"):
        if folder.is_dir():
            return folder
    raise LibraryError("找不到案例种子目录 seeds，请用 --seeds 指明。")


def default_library() -> Path:
    """Where library.db is built and looked for. The file need not exist yet."""
    if (home := _home()) is not None:
        return home / "library.db"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir(_APP, appauthor=False)) / "library.db"


def default_workspace() -> Path:
    """The folder of the user's own data. It need not exist yet."""
    if (home := _home()) is not None:
        return home
    from platformdirs import user_data_dir

    return Path(user_data_dir(_APP, appauthor=False))


def _home() -> Path | None:
    """TASHAN_HOME as a path; an empty value counts as not set."""
    value = os.environ.get("TASHAN_HOME", "")
    return Path(value).expanduser() if value else None
