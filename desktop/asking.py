"""Questions of the start, before there is a window: whether to go on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.i18n import tr


def may_take_over(sentence: str) -> bool:
    """Ask whether to use a workspace that another computer did not let go of."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("他山"), sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(
        tr("如果那台电脑上的他山已经关了（例如没有退出就拔下了 U 盘），可以接着用。")
    )
    leave = box.addButton(tr("不打开"), QMessageBox.ButtonRole.RejectRole)
    take = box.addButton(tr("那边已经关了，接着用"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    return box.clickedButton() is take
