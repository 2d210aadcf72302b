"""Notices over the pages: that something is not saved yet, and what the user should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton

from desktop.i18n import tr
from desktop.widgets.parts import (
    IconButton,
    Panel,
    PlainLabel,
)
from desktop.widgets.spoken import announce

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.theme import Appearance


class _Notice(Panel):
    """One sentence over the pages, with a button at its right; hidden until there is one."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        row.addWidget(self._text, 1)
        row.addWidget(button)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self._text.setText(sentence)
        self.show()
        announce(self, sentence)


class SaveNotice(_Notice):
    """Appears when the workspace refuses a change, goes when all is written."""

    def __init__(self, session: Session) -> None:
        again = QPushButton(tr("重试"))
        again.setToolTip(tr("现在再存一次"))
        again.clicked.connect(session.saver.retry)
        super().__init__(again)
        session.changes.save_failed.connect(self._say_why)
        session.changes.save_recovered.connect(self.hide)

    def _say_why(self, sentence: str) -> None:
        self.say(tr("还没有存上：{why} 写的内容都在，程序会继续试。").format(why=sentence))


class ToldNotice(_Notice):
    """Says once what the user should know, until it is closed."""

    def __init__(self, session: Session) -> None:
        close = IconButton(session.appearance, "close", tr("知道了"), size=15)
        super().__init__(close)
        close.clicked.connect(self.hide)
        session.changes.told.connect(self.say)


class CutShortNotice(_Notice):
    """Says that the last run was cut short, with the way to what is known of it."""

    report_wanted = Signal()

    def __init__(self, look: Appearance) -> None:
        close = IconButton(look, "close", tr("知道了"), size=15)
        super().__init__(close)
        close.clicked.connect(self.hide)
        show = QPushButton(tr("看报告"))
        show.setToolTip(tr("看上次出错的位置；可以复制"))
        show.clicked.connect(self.report_wanted)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, show)
        # Shown where it is placed: without a parent it would be a window.
        self._text.setText(tr("上次他山意外退出了；那时已经存上的内容都在。"))


class LibraryNotice(_Notice):
    """Says that the case library is not what it was, with the way out: a new start."""

    restart_wanted = Signal()

    def __init__(self, look: Appearance) -> None:
        close = IconButton(look, "close", tr("知道了"), size=15)
        super().__init__(close)
        close.clicked.connect(self.hide)
        again = QPushButton(tr("重新启动"))
        again.setToolTip(tr("关上再打开，用现在的案例库文件"))
        again.clicked.connect(self.restart_wanted)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, again)
