"""What lies where in the built folder, besides what PyInstaller finds by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from resources.packaging.icons import ICONS, LINUX_SIZES, SVG
from resources.packaging.notices import FILE_NAME
from resources.packaging.version import BUNDLE_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINUX: Final = Path(__file__).parent / "linux"
_ROOT: Final = Path(__file__).parents[1]


def _resources() -> Iterator[tuple[str, str]]:
    """Each part of resources/ that the program loads, and its folder; this package is none."""
    for path in sorted(_ROOT.iterdir()):
        if path.name not in (Path(__file__).parent.name, "__pycache__"):
            yield path.name, path.name if path.is_dir() else "."


RESOURCES: Final = tuple(_resources())


def lay_beside(root: Path, made: Path, linux: bool) -> list[tuple[str, Path]]:
    """What stands beside the executable, where a person looks: name in the folder, and the file."""
    found = [("LICENSE", root / "LICENSE"), (FILE_NAME, made / FILE_NAME)]
    if linux:
        found += _desktop_entry()
    return found


def _desktop_entry() -> list[tuple[str, Path]]:
    """The entry of the menu with its icons, and the script that puts them there."""
    icons = "share/icons/hicolor"
    return [
        ("install-desktop-entry.sh", _LINUX / "install-desktop-entry.sh"),
        ("share/applications/tashan.desktop", _LINUX / "tashan.desktop"),
        (f"share/metainfo/{BUNDLE_ID}.metainfo.xml", _LINUX / f"{BUNDLE_ID}.metainfo.xml"),
        (f"{icons}/scalable/apps/tashan.svg", SVG),
        *(
            (f"{icons}/{size}x{size}/apps/tashan.png", ICONS / f"tashan-{size}.png")
            for size in LINUX_SIZES
        ),
    ]
