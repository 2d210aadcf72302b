"""Something has failed: that what was typed is kept, what can be handed on, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.folders import open_folder
from desktop.widgets.enter_key import enter_presses
from desktop.widgets.parts import ActionButton, IconButton, IconLabel, PlainLabel, hline

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.theme import Appearance


class Said(NamedTuple):
    """The words of one such dialog."""

    title: str
    lead: str
    saved: str
    """What became of what was typed."""
    is_saved: bool
    report: str


class CrashDialog(QDialog):
    """Only tells; whoever opens it does what is asked for."""

    restart_wanted = Signal()

    def __init__(
        self, look: Appearance, said: Said, logs: Path, parent: QWidget, *, restart: bool = True
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._logs = logs
        self.setWindowTitle(said.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(self._room(parent))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        self._build_head(column, said)
        self._build_report(column, said.report)
        column.addWidget(hline())
        self._build_buttons(column, restart=restart)

    def _room(self, parent: QWidget) -> QSize:
        wide, high = self._look.px(640), self._look.px(540)
        window = parent.window()
        return QSize(min(wide, window.width() - 40), min(high, window.height() - 40))

    def _build_head(self, column: QVBoxLayout, said: Said) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(self._look, "warn", "warn", 26))
        head.addWidget(_label("paneTitle", said.title), 1)
        column.addLayout(head)
        column.addWidget(_label("summary", said.lead))
        kept = QHBoxLayout()
        kept.setSpacing(8)
        icon, color = ("check", "ok") if said.is_saved else ("warn", "warn")
        kept.addWidget(IconLabel(self._look, icon, color, 18), 0, Qt.AlignmentFlag.AlignTop)
        kept.addWidget(_label("okText" if said.is_saved else "warnText", said.saved), 1)
        column.addLayout(kept)

    def _build_report(self, column: QVBoxLayout, report: str) -> None:
        column.addSpacing(4)
        about = tr("报告里只有版本和出错的位置，没有写下的内容，可以放心发给维护的人。")
        column.addWidget(_label("quiet", about))
        self.report = QPlainTextEdit(report)
        self.report.setObjectName("reportText")
        self.report.setAccessibleName(tr("出错报告"))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setMinimumHeight(self._look.px(64))
        column.addWidget(self.report, 1)
        self._others = _label("quiet", "")
        self._others.hide()
        column.addWidget(self._others)

    def _build_buttons(self, column: QVBoxLayout, *, restart: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copying = ActionButton(self._look, "copy", tr("复制报告"))
        self.copying.clicked.connect(self._copy)
        self.folder = ActionButton(self._look, "open", tr("打开日志文件夹"))
        self.folder.setToolTip(tr("在文件管理器里打开"))
        self.folder.clicked.connect(self._open)
        row.addWidget(self.copying)
        row.addWidget(self.folder)
        row.addStretch(1)
        if restart:
            self.restart: QPushButton = ActionButton(self._look, "sync", tr("重新启动"))
            self.restart.setToolTip(tr("先存好，关上他山，再打开"))
            self.restart.clicked.connect(self._restart)
            row.addWidget(self.restart)
        text = tr("继续") if restart else tr("知道了")
        self.go_on = IconButton(self._look, "right", text, role="primary", beside=True)
        self.go_on.setAccessibleName(text)
        self.go_on.clicked.connect(self.reject)
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.go_on.setFocus()

    def tell_others(self, count: int) -> None:
        """How many errors have followed, while this is open."""
        self._others.setText(tr("此后又出错 {n} 次，都记在日志里。").format(n=count))
        self._others.setVisible(count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(event):
            super().keyPressEvent(event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copying.set_icons("check")
        self.copying.setText(tr("已复制"))

    def _open(self) -> None:
        open_folder(self._logs, self)

    def _restart(self) -> None:
        self.accept()
        self.restart_wanted.emit()


def _label(name: str, text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
