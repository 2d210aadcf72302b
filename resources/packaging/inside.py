"""What wheels carry without saying so in their metadata: Qt inside PySide6, libxml2 inside lxml.

The texts lie in licences/. A row here is only used when its distribution was really collected.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

LICENCES: Final = Path(__file__).parent / "licences"

_REPLACING: Final = """\
Qt, PySide6 and Shiboken are used under the GNU Lesser General Public License, version 3, whose text
and that of the GNU General Public License it builds on follow below. They are separate shared
libraries, linked dynamically and unmodified, except that debugging symbols may be stripped.

To use your own build of them: put your libraries in place of those of the same name (on Linux and
Windows in _internal/PySide6 and _internal/shiboken6, on macOS in Tashan.app/Contents/Frameworks)
and start the program again; nothing checks or prevents it. You may also build the whole folder
again from the source of Tashan, with any PySide6: pip install -e ".[build]" && pyinstaller
build.spec. Reverse engineering for debugging such changes is permitted.

Source of Qt {short}: https://download.qt.io/archive/qt/{minor}/{short}/
Source of PySide6 and Shiboken: https://code.qt.io/cgit/pyside/pyside-setup.git (tag v{short})
Other code inside Qt, by version: https://doc.qt.io/qt-6/licenses-used-in-qt.html"""

_LXML: Final = """\
The wheel of lxml contains libxml2, libxslt and libexslt, on Windows and macOS also zlib (zlib
licence, https://zlib.net) and GNU libiconv (LGPL 2.1 or later, its text is at
https://www.gnu.org/licenses/; source: https://ftp.gnu.org/gnu/libiconv/)."""


@dataclass(frozen=True)
class Inside:
    """Texts of licences/ that belong to a distribution, and what else must be said."""

    texts: tuple[str, ...]
    said: str = ""


INSIDE: Final = {
    "pyside6-essentials": Inside(
        (
            "LGPL-3.0.txt",
            "GPL-3.0.txt",
            "qt-inside.txt",
            "qt-svg-inside.txt",
            "qt-wayland-inside.txt",
            "icu.txt",
        ),
        _REPLACING,
    ),
    "shiboken6": Inside(("LGPL-3.0.txt", "GPL-3.0.txt"), _REPLACING),
    "lxml": Inside(("libxml2.txt", "libxslt.txt"), _LXML),
}


def said_of(distribution: str, version: str) -> str:
    """What must be said of a collected distribution besides its licence."""
    inside = INSIDE.get(distribution)
    if inside is None:
        return ""
    parts = [*version.split("."), "0", "0"][:3]
    return inside.said.format(short=".".join(parts), minor=".".join(parts[:2]))


def texts_of(distribution: str) -> list[tuple[str, str]]:
    """Licence texts kept here for a collected distribution, by name."""
    names = INSIDE[distribution].texts if distribution in INSIDE else ()
    return [(name, (LICENCES / name).read_text(encoding="utf-8")) for name in names]
