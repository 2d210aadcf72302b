"""恢复: the copies of the workspace with what is inside, and one of them put in its place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import copy_words
from desktop.beside import Beside
from desktop.i18n import tr
from desktop.models.rows import Row, RowModel
from desktop.pages.help.opening import help_key
from desktop.restarting import after_closing
from desktop.widgets.copy_delegate import CopyDelegate
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from db.workspace.listing import ListedCopy
    from desktop.session import Session

_PATIENCE_S = 5.0


class RestoreDialog(QDialog):
    """Looks at every copy beside the interface; only one that is sound can be chosen.

    Restoring makes all ready while the program runs, then closes it, exchanges the file, and
    starts it again: nothing in memory can stem from the workspace that was.
    """

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        help_key(self, session, "data")
        self._session = session
        self._copies: dict[str, ListedCopy] = {}
        self._reading = Beside(self)
        self._making = Beside(self)
        self.setWindowTitle(tr("恢复"))
        self.list = QListView()
        self.rows = RowModel(self.list)
        self.said = PlainLabel()
        self.progress = QProgressBar()
        self.restore = QPushButton(tr("恢复这一份"))
        self.elsewhere = QPushButton(tr("选择备份文件…"))
        self.cancel = QPushButton(tr("关闭"))
        self._build()
        self._connect()
        self.read()

    # Building

    def _build(self) -> None:
        look = self._session.appearance
        self.list.setModel(self.rows)
        self.list.setItemDelegate(CopyDelegate(look, self.list))
        self.list.setAccessibleName(tr("备份"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.said.setObjectName("quietBody")
        self.said.setWordWrap(True)
        self.progress.setAccessibleName(tr("进度"))
        self.progress.setTextVisible(False)
        self.restore.setToolTip(tr("现在的内容会先备份，不会丢；程序随后重新打开"))
        self.elsewhere.setToolTip(tr("从别处的备份文件恢复，例如 U 盘上的"))
        below = QHBoxLayout()
        for button in (self.restore, self.elsewhere):
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addStretch(1)
        self.cancel.setAutoDefault(False)
        below.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addWidget(self.progress)
        column.addLayout(below)
        room = self.screen().availableGeometry()
        wide, high = min(look.px(620), room.width() - 40), min(look.px(460), 640)
        self.resize(wide, min(high, room.height() - 40))

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._reading.stepped.connect(self._add)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self._on_unread)
        self._making.stepped.connect(self._on_step)
        self._making.done.connect(self._on_ready)
        self._making.failed.connect(self._on_failed)
        self.restore.clicked.connect(self.start)
        self.elsewhere.clicked.connect(self.choose_file)
        self.cancel.clicked.connect(self.reject)

    # Showing

    def read(self) -> None:
        """Look at the copies, each of which is shown as soon as it was looked at."""
        self._copies.clear()
        self.rows.set_rows([])
        self.progress.setRange(0, 0)
        self.progress.show()
        self.said.setText(tr("正在逐份打开检查…"))
        self._reading.run(partial(_look, self._session))
        self._on_current()

    def _add(self, copy: ListedCopy) -> None:
        current = self.current
        backups = self._session.folder / "backups"
        if copy.path.parent == backups:
            self._copies[str(copy.path)] = copy
        else:
            self._copies = {str(copy.path): copy, **self._copies}
            current = copy
        self.rows.set_rows([_row(entry) for entry in self._copies.values()])
        self.list.setCurrentIndex(self.rows.find(str((current or copy).path)))

    def _on_read(self, _result: object) -> None:
        self.progress.hide()
        self._on_current()
        self.list.setFocus()

    def _on_unread(self, sentence: str) -> None:
        self.progress.hide()
        self.said.setText(sentence)

    @property
    def current(self) -> ListedCopy | None:
        """The copy that is chosen."""
        row = self.rows.row(self.list.currentIndex())
        return self._copies.get(row.id) if row is not None else None

    def _on_current(self, _index: QModelIndex | None = None) -> None:
        copy = self.current
        self.restore.setEnabled(copy is not None and copy.good and not copy.same)
        if copy is None:
            if not self._reading.busy:
                self.said.setText(tr("还没有备份。可以选择别处的备份文件。"))
        elif not copy.good:
            self.said.setText(tr("这一份不能恢复：{why}").format(why=copy.health.detail))
        else:
            self.said.setText(copy_words.differences(copy.differences))

    # Doing

    def choose_file(self) -> None:
        """Restore from a file elsewhere, which is looked at first."""
        kinds = tr("工作区和备份 (*.db)")
        name, _ = QFileDialog.getOpenFileName(self, tr("选择备份文件"), "", kinds)
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Show a file from elsewhere above the others, to be restored like them."""
        self._reading.stop()
        self._reading.wait()
        self.progress.setRange(0, 0)
        self.progress.show()
        self.said.setText(tr("正在检查 {name}…").format(name=path.name))
        self._reading.run(partial(_look_elsewhere, self._session, path))

    def start(self) -> None:
        """Make the chosen copy ready, with the state of now backed up first."""
        copy = self.current
        if copy is None or not copy.good or self._making.busy:
            return
        for widget in (self.restore, self.elsewhere, self.list):
            widget.setEnabled(False)
        self.cancel.setText(tr("取消"))
        self.progress.setRange(0, 4)
        self.progress.show()
        self._reading.stop()
        self._making.run(partial(_make_ready, self._session, copy.path))

    def _on_step(self, step: int) -> None:
        words = [tr("检查这一份…"), tr("复制…"), tr("试着打开…"), tr("备份现在的内容…")]
        self.said.setText(words[step - 1])
        self.progress.setValue(step - 1)

    def _on_failed(self, sentence: str) -> None:
        self._come_back()
        self.said.setText(sentence)

    def _come_back(self) -> None:
        self.progress.hide()
        self.cancel.setText(tr("关闭"))
        for widget in (self.restore, self.elsewhere, self.list):
            widget.setEnabled(True)
        self._on_current()

    def _on_ready(self, ready: Path) -> None:
        from db.workspace.replacing import put_in_place

        after_closing.ask(partial(put_in_place, self._session.folder, ready))
        self.accept()
        window = self.parentWidget()
        if window is not None:
            window.window().close()

    def reject(self) -> None:
        """Stop what is under way; nothing has changed."""
        making = self._making.busy
        self._reading.stop()
        self._making.stop()
        if making:
            self._making.wait()
            self._come_back()
            self.said.setText(tr("没有恢复，什么也没有变。"))
        else:
            super().reject()


def _row(copy: ListedCopy) -> Row:
    if not copy.good:
        state = tr("已损坏，不能恢复")
    elif copy.same:
        state = tr("完好 · 和现在一样")
    else:
        state = tr("完好")
    there = copy.health.inside
    inside = copy_words.contents(there) if copy.good else copy.path.name
    about = [copy_words.changed(there) if copy.good else "", copy_words.size(copy.size)]
    below = tr(" · ").join(part for part in about if part)
    return Row(str(copy.path), copy_words.title(copy), figure=state, subtitle=f"{inside}\n{below}")


def _look(session: Session, beside: Beside) -> None:
    from db.workspace.listing import listed

    session.saver.flush(_PATIENCE_S)  # what was typed a moment ago belongs to now
    for copy in listed(session.folder):
        if not beside.go_on(copy):
            return


def _look_elsewhere(session: Session, path: Path, beside: Beside) -> None:
    from datetime import datetime

    from db.workspace.copies import Reason
    from db.workspace.foreign import check_foreign
    from db.workspace.listing import look_at, things_in

    check_foreign(path)
    made = datetime.fromtimestamp(path.stat().st_mtime)
    now = things_in(session.folder / "workspace.db")
    beside.go_on(look_at(path, made, Reason.USUAL, now))


def _make_ready(session: Session, copy: Path, beside: Beside) -> Path:
    from db.errors import WorkspaceError
    from db.workspace.restoring import ready_copy

    if not session.saver.flush(_PATIENCE_S):
        raise WorkspaceError(tr("还有内容没存上，先不恢复。请等存好了再试。"))
    return ready_copy(session.folder, copy, go_on=beside.go_on)
