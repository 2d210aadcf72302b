"""Opens a folder where the system shows files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.i18n import tr
from desktop.widgets.brief_notice import say_briefly

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


def open_folder(folder: Path, asked_from: QWidget) -> None:
    """Show a folder; where the system knows nothing to show it with, say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        say_briefly(asked_from, tr("这台电脑没能打开文件夹：{path}").format(path=folder))
