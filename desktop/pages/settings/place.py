"""数据位置: where the user's own lies, why there, how much it is, and how to move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db import paths
from db.errors import WorkspaceError
from db.paths import Why
from desktop.i18n import tr
from desktop.pages.settings.beside import Beside
from desktop.pages.settings.mover import Mover, native, size_words
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.session import Session


class DataPlace(QWidget):
    """The folder of the user's own, to copy, to open and to move."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._mover = Mover(session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        folder = PlainLabel(native(session.folder))
        folder.setWordWrap(True)
        folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        folder.setAccessibleName(tr("数据位置"))
        column.addWidget(folder)
        self._why = _quiet(why_words(session.why))
        column.addWidget(self._why)
        column.addWidget(_quiet(tr("收藏、批注和每天的备份都在这个文件夹里；更新案例库不会动它。")))
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for button in self._buttons():
            row.addWidget(button)
        column.addWidget(buttons)

    def _buttons(self) -> list[QPushButton]:
        session, move = self._session, self._mover.move
        found = [_button(tr("打开文件夹"), tr("在文件管理器里打开"), lambda: _open(session.folder))]
        if session.why not in (Why.PORTABLE, Why.MOVED, Why.DEFAULT):
            return found  # whoever named the folder names it again at the next start
        where = tr("选一个文件夹，把数据移过去")
        found.append(_button(tr("移到别处…"), where, self._mover.ask_where))
        beside, default = paths.beside_program(), _default()
        if beside is not None and beside != session.folder:
            tip = tr("移到程序旁边的 data 文件夹，数据跟着程序走，适合 U 盘")
            found.append(_button(tr("改为随身…"), tip, lambda: move(beside, exactly=True)))
        if default is not None and default != session.folder:
            tip = tr("移到 {folder}").format(folder=native(default))
            found.append(_button(tr("移回默认位置…"), tip, lambda: move(default, exactly=True)))
        return found

    def showEvent(self, event: QShowEvent) -> None:
        """Say how much there is, as it is now."""
        super().showEvent(event)
        from db.workspace.destinations import size_of

        folder = self._session.folder
        measuring: Beside[int] = Beside(lambda _tell: size_of(folder), self)
        measuring.done.connect(self._say_size)
        measuring.ended.connect(measuring.deleteLater)
        measuring.start()

    def _say_size(self, size: int) -> None:
        said = tr("{why}共 {size}。").format(
            why=why_words(self._session.why), size=size_words(size)
        )
        self._why.setText(said)


def why_words(why: Why) -> str:
    """Why the data lies where it does, in a sentence."""
    return {
        Why.ASKED: tr("由命令行 --workspace 指定；要移动，请改启动的命令。"),
        Why.HOME: tr("由环境变量 TASHAN_HOME 指定；要移动，请改这个变量。"),
        Why.PORTABLE: tr("随身模式：数据在程序旁边的 data 文件夹里，跟着程序走。"),
        Why.MOVED: tr("您把数据移到了这里。"),
        Why.DEFAULT: tr("这是默认位置。"),
    }[why]


def _default() -> Path | None:
    try:
        return paths.default_folder()
    except WorkspaceError:  # a user without a folder of his own
        return None


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _quiet(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setObjectName("quiet")
    label.setWordWrap(True)
    return label


def _button(text: str, tip: str, slot: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleDescription(tip)
    button.clicked.connect(lambda: slot())
    return button
