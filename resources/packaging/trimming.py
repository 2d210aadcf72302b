"""What PyInstaller and Qt's hooks bring along and the program never uses.

Whatever is named here was shown to be unneeded by the built program: its self-test, a window under
X11 and under Wayland, printing, every kind of file it writes, and text typed with an input method.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Entry = tuple[str, str, str]  # name in the folder, file on this machine, kind

# Modules nothing needs that is needed.
EXCLUDED_MODULES: Final = (
    "tkinter",
    "unittest",
    # Nothing runs in a process of its own; the hook for it would delay every start.
    "multiprocessing",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtDBus",  # Qt speaks to D-Bus by itself
    # No network, so no OpenSSL: hashlib has its own SHA-256. YAML is read by Python's own
    # parser, for the places of mistakes. pypinyin's tables are in the library once it is built.
    "ssl",
    "_ssl",
    "_hashlib",
    "yaml._yaml",
    "pypinyin",
    # python-pptx names Pillow for pictures, and no slide has one (documents/pptx_library.py).
    "PIL",
    # python-docx and python-pptx want lxml.etree alone.
    "lxml.builder",
    "lxml.doctestcompare",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    "lxml.sax",
    "readline",
    # No event loop but Qt's, no debugger, no server.
    "asyncio",
    "cgi",
    "doctest",
    "ftplib",
    "http.server",
    "pdb",
    "pydoc",
    "smtplib",
)

# Plugins are libq… on Linux, q… elsewhere.
_UNUSED: Final = (
    "plugins/egldeviceintegrations",
    "plugins/generic",
    "plugins/networkinformation",
    "plugins/platformthemes/libqgtk3",
    "plugins/tls",
    "plugins/platforms/libqvnc",
    "plugins/platforms/libqlinuxfb",
    "plugins/platforms/libqminimal",
    "plugins/platforms/libqeglfs",
    "plugins/platforms/libqvkkhrdisplay",
    "plugins/platforms/qdirect2d",
    "plugins/platforms/qminimal",
    # Everything is painted without OpenGL, under X11 and under Wayland.
    "opengl32sw",
    "plugins/wayland-graphics-integration-client",
    "plugins/xcbglintegrations",
    # Shells of cars and of nested compositors; desktops speak xdg-shell.
    "plugins/wayland-shell-integration/libfullscreen-shell",
    "plugins/wayland-shell-integration/libivi-shell",
    "plugins/wayland-shell-integration/libqt-shell",
    # Printers are the system's, and so is what talks to them: a CUPS of ours may be another one.
    # Where there is none, printing into a file remains.
    "libcups.so",
    # What only CUPS needs: a system that has it has these.
    *(
        f"lib{name}.so"
        for name in (
            "avahi-client", "avahi-common", "com_err", "gmp", "gnutls", "gssapi_krb5", "hogweed",
            "idn2", "k5crypto", "keyutils", "krb5", "krb5support", "nettle", "p11-kit", "tasn1",
            "unistring",
        )
    ),
    "docx/templates/default-docx-template",
    "pptx/templates/generic-icon",  # of files put on slides
    "pptx/templates/docx-icon",
    "pptx/templates/pptx-icon",
    "pptx/templates/xlsx-icon",
)  # fmt: skip
# Pictures are drawn from SVG, saved as PNG, which Qt knows by itself; Windows wants an ICO.
_IMAGE_FORMATS: Final = ("qsvg", "qico")
_QT_TRANSLATIONS: Final = ("qtbase_zh_CN.qm",)


def wanted(name: str) -> bool:
    """Whether a collected file is used: no spare plugin, no foreign translation of Qt."""
    name = name.replace("\\", "/")
    if any(part in name for part in _UNUSED):
        return False
    if "plugins/imageformats/" in name:
        return PurePosixPath(name).stem.removeprefix("lib") in _IMAGE_FORMATS
    of_qt = name.startswith("PySide6/") and "/translations/" in name
    return not of_qt or name.endswith(_QT_TRANSLATIONS)


def without_spare_libraries(
    binaries: Sequence[Entry], imports: Callable[[str], Iterable[str]]
) -> list[Entry]:
    """Leave out libraries that no module and no plugin needs any more: GTK's, OpenGL's of Qt.

    For Linux: its system's libraries are collected one by one, by what was loaded for a plugin.
    `imports` names all that a file loads, and what that loads in turn.
    """
    first = [
        entry
        for entry in binaries
        if entry[2] == "EXTENSION" or "/plugins/" in entry[0] or "libpython" in entry[0]
    ]
    needed = {_name(entry[0]) for entry in first}
    needed |= {_name(found) for entry in first for found in imports(entry[1])}
    return [entry for entry in binaries if _name(entry[0]) in needed]


def _name(path: str) -> str:
    return PurePosixPath(path).name
