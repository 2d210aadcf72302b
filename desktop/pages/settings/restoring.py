"""备份和恢复: a copy now, and the way to the copies there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.beside import Beside
from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.session import Session

_PATIENCE_S = 5.0


class Backups(QWidget):
    """立即备份 and 恢复…, and what came of the last."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._beside = Beside(self)
        self._beside.done.connect(self._on_done)
        self._beside.failed.connect(self._on_failed)
        about = PlainLabel(
            tr("每天第一次打开时自动备份，留最近 7 天和 4 周的；一样的不重复，每份都打开检查过。")
        )
        about.setObjectName("quiet")
        about.setWordWrap(True)
        self.back_up = QPushButton(tr("立即备份"))
        self.back_up.clicked.connect(self.start)
        self.restore = QPushButton(tr("恢复…"))
        self.restore.setToolTip(tr("看有哪些备份、里面有什么，恢复其中一份"))
        self.restore.clicked.connect(self.open_copies)
        self.said = PlainLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        row = QHBoxLayout()
        row.addWidget(self.back_up)
        row.addWidget(self.restore)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(about)
        column.addLayout(row)
        column.addWidget(self.said)

    def start(self) -> None:
        """Make a copy of what is there now."""
        if self._beside.busy:
            return
        self._say(tr("正在备份…"))
        self.back_up.setEnabled(False)
        session = self._session

        def work(_beside: Beside) -> tuple[Path, bool]:
            from db.workspace.backup import backup_now, backups

            session.saver.flush(_PATIENCE_S)
            before = backups(session.folder)
            made = backup_now(session.folder)
            return made, made in before

        self._beside.run(work)

    def open_copies(self) -> None:
        """Show the copies there are."""
        from desktop.pages.settings.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self._session, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_done(self, result: tuple[Path, bool]) -> None:
        made, there = result
        self.back_up.setEnabled(True)
        if there:
            self._say(tr("和最近的备份一样，没有再存一份：{name}。").format(name=made.name))
        else:
            self._say(tr("已备份，打开检查过：{name}。").format(name=made.name))

    def _on_failed(self, sentence: str) -> None:
        self.back_up.setEnabled(True)
        self._say(tr("没能备份：{why}").format(why=sentence))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()
