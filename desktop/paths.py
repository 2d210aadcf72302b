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
    """The licences of all that a frozen program carries; None when run from source."""
    return _lying("THIRD-PARTY-NOTICES.txt")


def licence_file() -> Path | None:
    """The program's own licence, in the frozen folder or in the checkout; None in a wheel."""
    return _lying("LICENSE")


def _lying(name: str) -> Path | None:
    """What a person finds beside the executable; on macOS it is inside the bundle."""
    import sys

    folders = [Path(__file__).parents[1]]
    if _is_frozen():
        folders.insert(0, Path(sys.executable).parent)
    return next((path for folder in folders if (path := folder / name).is_file()), None)


def _is_frozen() -> bool:
    import sys

    return bool(getattr(sys, "frozen", False))
