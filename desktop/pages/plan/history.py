"""历史: earlier versions of a plan; kept, compared, brought back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.records.plan import Borrowing, Section, Task
from db.workspace.plans import load
from desktop.i18n import tr
from desktop.models.rows import Row, RowModel
from desktop.operations import plans as operations
from desktop.pages.help.opening import help_key
from desktop.widgets.parts import PlainLabel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from db.records.plan import Version
    from desktop.session import Session


class HistoryDialog(QDialog):
    """Follows the plan while it is open: every step here can be undone with Ctrl+Z."""

    compare_wanted = Signal(str)
    """Compare the plan as it is now with a version, by its id."""

    def __init__(self, session: Session, plan_id: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        help_key(self, session, "plan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._plan_id = plan_id
        self.setWindowTitle(tr("历史"))
        self.name = QLineEdit()
        self.list = QListView()
        self.rows = RowModel(self.list)
        self._said = PlainLabel()
        self._build()
        session.changes.plans_changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        look = self._session.appearance
        self.name.setPlaceholderText(tr("给现在这一版起个名字，如：报党委会讨论稿"))
        self.name.setAccessibleName(tr("版本名称"))
        self.name.returnPressed.connect(self.keep)
        keep = QPushButton(tr("保存现在这一版"))
        keep.clicked.connect(self.keep)
        keep.setAutoDefault(False)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(look, self.list, left=12))
        self.list.setAccessibleName(tr("以前的版本"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        above = QHBoxLayout()
        above.addWidget(self.name, 1)
        above.addWidget(keep)
        self._said.setObjectName("quietBody")
        self._said.setWordWrap(True)
        self._restore = QPushButton(tr("恢复这一版"))
        self._restore.setToolTip(tr("现在的内容会先存成一版，不会丢"))
        self._compare = QPushButton(tr("和现在比较"))
        self._delete = QPushButton(tr("删除这一版"))
        self._restore.clicked.connect(self.restore)
        self._compare.clicked.connect(self.compare)
        self._delete.clicked.connect(self.delete)
        below = QHBoxLayout()
        for button in (self._restore, self._compare, self._delete):
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addStretch(1)
        close = QPushButton(tr("关闭"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        column.addLayout(below)
        room = self.screen().availableGeometry()
        wide, high = min(look.px(600), room.width() - 40), min(look.px(440), 640)
        self.resize(wide, min(high, room.height() - 40))

    # Showing

    def _refresh(self, _plan_id: str = "") -> None:
        kept = self._current_id()
        versions = self._session.plans.versions(self._plan_id)
        self.rows.set_rows([Row(v.id, _title(v), figure=_moment(v)) for v in versions])
        index = self.rows.find(kept)
        self.list.setCurrentIndex(index if index.isValid() else self.rows.first())
        self._on_current()

    def _current_id(self) -> str:
        row = self.rows.row(self.list.currentIndex())
        return row.id if row is not None else ""

    @property
    def current(self) -> Version | None:
        """The version that is chosen."""
        versions = self._session.plans.versions(self._plan_id)
        return next((v for v in versions if v.id == self._current_id()), None)

    def _on_current(self, _index: QModelIndex | None = None) -> None:
        version = self.current
        for button in (self._restore, self._compare, self._delete):
            button.setEnabled(version is not None)
        if version is None:
            self._said.setText(tr("还没有存过版本。每次修改都会自动保存；要留一个样子，先存一版。"))
            return
        try:
            rows = load(version.content)
        except ValueError:
            self._said.setText(tr("这一版读不出来，可以删除。"))
            self._restore.setEnabled(False)
            self._compare.setEnabled(False)
            return
        counts = [sum(isinstance(row, kind) for row in rows) for kind in (Section, Borrowing, Task)]
        form = tr("这一版有 {sections} 节、{borrowings} 条借鉴、{tasks} 项任务。")
        self._said.setText(form.format(sections=counts[0], borrowings=counts[1], tasks=counts[2]))

    # Doing

    def keep(self) -> None:
        """Keep the plan as it is now, under the name that was typed."""
        made = operations.keep_version(self._session, self._plan_id, self.name.text().strip())
        self.name.clear()
        self.list.setCurrentIndex(self.rows.find(made.id))

    def restore(self) -> None:
        """Bring the chosen version back; what is there now is kept as a version first."""
        if self.current is not None:
            operations.restore_version(self._session, self.current)

    def compare(self) -> None:
        """Show what has changed since the chosen version."""
        if self.current is not None:
            self.compare_wanted.emit(self.current.id)

    def delete(self) -> None:
        """Remove the chosen version; Ctrl+Z brings it back."""
        if self.current is not None:
            operations.remove(self._session, self.current)


def _title(version: Version) -> str:
    return version.name.strip() or tr("未命名的版本")


def _moment(version: Version) -> str:
    """When a version was kept, in the time of this machine."""
    moment = datetime.fromisoformat(version.created_at).astimezone()
    form = tr("{y}年{m}月{d}日 {time}")
    return form.format(y=moment.year, m=moment.month, d=moment.day, time=f"{moment:%H:%M}")
