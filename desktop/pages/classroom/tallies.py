"""课堂选择: which mechanisms classes chose as worth borrowing, kept with the lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop import words
from desktop.i18n import tr
from desktop.models.tallies import TallyModel, TallyRow
from desktop.operations import lessons as operations
from desktop.operations.lesson_naming import name_of
from desktop.pages.help.opening import help_key
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.parts import ActionButton, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from db.records.lesson import Tally
    from desktop.session import Session


class _Table(QTableView):
    """Delete removes the rows that are chosen."""

    def __init__(self, dialog: TalliesDialog) -> None:
        super().__init__()
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and not editing:
            self._dialog.remove_chosen()
        else:
            super().keyPressEvent(event)


class TalliesDialog(QDialog):
    """Numbers can be corrected here; every change can be undone."""

    def __init__(self, session: Session, lesson_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        help_key(self, session, "classroom")
        self._session, self._lesson_id = session, lesson_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("课堂选择"))
        look = session.appearance
        self.model = TallyModel(self)
        self.table = _Table(self)
        self.state = PlainLabel()
        self.state.setObjectName("quietBody")
        self.state.setWordWrap(True)
        self.remove = ActionButton(look, "delete", tr("删除所选"))
        self.copy = ActionButton(look, "copy", tr("复制表格"))
        self._build()
        self.model.counted.connect(self._count)
        self.remove.clicked.connect(self.remove_chosen)
        self.copy.clicked.connect(self._copy)
        session.changes.lessons_changed.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.refresh()
        self.resize(
            min(look.px(680), parent.window().width() - 40),
            min(look.px(460), parent.window().height() - 40),
        )

    def _build(self) -> None:
        table = self.table
        table.setObjectName("tallyTable")
        table.setAccessibleName(tr("课堂选择"))
        table.setModel(self.model)
        table.verticalHeader().hide()
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        column.addWidget(table, 1)
        column.addLayout(row)

    def refresh(self, _lesson_id: str = "") -> None:
        """Show what was recorded, as it is now."""
        tallies = self._session.lessons.tallies(self._lesson_id)
        self.model.show_rows([self._row(tally) for tally in tallies])
        classes = {(tally.class_name, tally.held_on) for tally in tallies}
        self.state.setText(
            tr("{n} 个班选过。双击人数可以改。").format(n=len(classes))
            if tallies
            else tr("还没有记录。放映到“课堂选择”那一页时，按 1–9 记下学员选了哪条做法。")
        )
        self._enable()

    def _row(self, tally: Tally) -> TallyRow:
        region = self._session.cases.region_by_id.get(tally.region_id or "")
        return TallyRow(
            tally.id,
            tally.class_name,
            tally.held_on,
            name_of(self._session, tally),
            words.region_name(region) if region is not None else "",
            tally.votes,
        )

    def _enable(self) -> None:
        self.remove.setEnabled(self.table.selectionModel().hasSelection())
        self.copy.setEnabled(self.model.rowCount() > 0)

    # Doing

    def _tallies(self, ids: set[str]) -> list[Tally]:
        return [t for t in self._session.lessons.tallies(self._lesson_id) if t.id in ids]

    def _count(self, tally_id: str, votes: int) -> None:
        for tally in self._tallies({tally_id}):
            operations.write(self._session, tally, votes=votes)

    def remove_chosen(self) -> None:
        """Remove the rows that are chosen; Ctrl+Z brings them back."""
        rows = (self.model.row(index) for index in self.table.selectionModel().selectedRows())
        operations.remove(self._session, self._tallies({row.id for row in rows if row is not None}))

    def _copy(self) -> None:
        lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in self.model.lines()]
        QGuiApplication.clipboard().setText("\n".join(lines))
        say_briefly(self, tr("已复制，可以粘到 Excel 里。"))
