"""数据位置: where the user's own lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from desktop.session import Session


class DataPlace(QWidget):
    """The folder of the user's own, to copy and to open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        folder = PlainLabel(str(session.folder))
        folder.setWordWrap(True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        about = PlainLabel(tr("收藏、批注和每天的备份都在这个文件夹里；更新案例库不会动它。"))
        about.setObjectName("quiet")
        about.setWordWrap(True)
        button = QPushButton(tr("打开文件夹"))
        button.setToolTip(tr("在文件管理器里打开"))
        button.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(session.folder)))
        )
        column.addWidget(folder)
        column.addWidget(about)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
