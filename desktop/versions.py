"""What runs here: for a report of an error, and for 关于."""

from __future__ import annotations

import platform
import sys

from PySide6 import __version__ as pyside
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from desktop import __version__
from desktop.i18n import tr


def program() -> str:
    """The program's own version, and whether it is the standalone one."""
    kind = tr("单独程序") if getattr(sys, "frozen", False) else tr("从源码运行")
    return tr("{version}（{kind}）").format(version=__version__, kind=kind)


def runtime() -> str:
    """Python and Qt."""
    return f"Python {platform.python_version()} · PySide6 {pyside} · Qt {qVersion()}"


def system() -> str:
    """The system, how Qt draws on it, and the screens; the machine's name is not told."""
    return f"{platform.platform()} · {QGuiApplication.platformName()}"


def screens() -> str:
    """The size and scale of each screen, by which one cannot be told from another."""
    return ", ".join(
        f"{screen.size().width()}×{screen.size().height()} @{screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
