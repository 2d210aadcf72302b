"""Where the application's own files lie: in the wheel, in the frozen folder or in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resources_dir() -> Path:
    """The folder with icons, style sheet, tokens and translations."""
    installed = Path(__file__).parent / "_resources"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "resources"


def bundled_library() -> Path | None:
    """The library.db that a frozen program carries beside its code; None when run from source."""
    place = bundled_place()
    return place if place is not None and place.is_file() else None


def bundled_place() -> Path | None:
    """Where a frozen program carries its library.db, there or not; None when run from source."""
    return Path(__file__).parents[1] / "library.db" if _is_frozen() else None


def notices_file() -> Path | None:
    """The licences of all that a frozen program carries; None when run from source.

    It lies beside the executable, on macOS inside the bundle.
    """
    import sys

    if not _is_frozen():
        return None
    for folder in (Path(sys.executable).parent, Path(__file__).parents[1]):
        if (candidate := folder / "THIRD-PARTY-NOTICES.txt").is_file():
            return candidate
    return None


def licence_file() -> Path | None:
    """The program's own licence, beside the code or in the checkout; None in a wheel."""
    candidate = Path(__file__).parents[1] / "LICENSE"
    return candidate if candidate.is_file() else None


def _is_frozen() -> bool:
    import sys

    return bool(getattr(sys, "frozen", False))
