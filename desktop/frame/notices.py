"""Notices over the pages: that something is not saved yet, and the first start's one question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton

from desktop.i18n import tr
from desktop.settings import SCALES
from desktop.widgets.parts import (
    IconButton,
    Panel,
    PlainLabel,
)

if TYPE_CHECKING:
    from desktop.session import Session


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


class WelcomeNotice(Panel):
    """Offers three font sizes at the first start, and never again."""

    scale_chosen = Signal(float)

    def __init__(self, session: Session) -> None:
        super().__init__("welcome")
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        question = PlainLabel(tr("字号合适吗？以后可以按 Ctrl+加号、Ctrl+减号再调。"))
        question.setWordWrap(True)
        row.addWidget(question, 1)
        for scale in SCALES[:3]:
            button = QPushButton(f"{round(scale * 100)}%")
            button.setToolTip(tr("用这个字号"))
            button.clicked.connect(partial(self._choose, scale))
            row.addWidget(button)
        close = IconButton(session.appearance, "close", tr("就这样"), size=15)
        close.clicked.connect(lambda: self._choose(session.appearance.scale))
        row.addWidget(close)
        self.setVisible(not session.settings.welcomed)

    def _choose(self, scale: float) -> None:
        self._session.settings.welcomed = True
        self.hide()
        self.scale_chosen.emit(scale)
