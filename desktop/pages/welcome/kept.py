"""Where what the user writes is kept, and that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.i18n import tr
from desktop.widgets.parts import IconLabel, Panel, PlainLabel, hline
from desktop.widgets.picture import Picture

if TYPE_CHECKING:
    from desktop.session import Session


class Kept(Panel):
    """Hills, the folder, and three promises that the tests keep."""

    def __init__(self, session: Session) -> None:
        super().__init__("welcomePiece")
        look = session.appearance
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 20)
        column.setSpacing(8)
        column.addWidget(Picture(look, "hills"), 0, Qt.AlignmentFlag.AlignHCenter)
        title = PlainLabel(tr("您写下的，都在这个文件夹里"))
        title.setObjectName("stepTitle")
        title.setWordWrap(True)
        column.addWidget(title)
        for said in (
            tr("停下打字，不到一秒就存好。"),
            tr("每天第一次打开，自动备份一份。"),
            tr("从不联网；更新案例库不动您写的字。"),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(IconLabel(look, "check", "ok", 17), 0, Qt.AlignmentFlag.AlignTop)
            text = PlainLabel(said)
            text.setWordWrap(True)
            row.addWidget(text, 1)
            column.addLayout(row)
        column.addSpacing(2)
        column.addWidget(hline())
        # Breaks wherever it must: a path has no spaces to break at.
        folder = PlainLabel("\u200b".join(str(session.folder)))
        folder.setObjectName("micro")
        folder.setWordWrap(True)
        folder.setAccessibleName(tr("数据位置：{path}").format(path=session.folder))
        column.addWidget(folder)
