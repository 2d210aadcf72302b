"""任务分解表 at the end of a plan: every task with all its fields, made from the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QWidget,
)

from desktop.i18n import tr
from desktop.models.task_table import SORT_ROLE, TaskTable
from desktop.operations import plans as operations
from desktop.pages.plan import words
from desktop.pages.plan.block_view import BlockView, set_shown
from desktop.pages.plan.blocks import blocks
from desktop.pages.plan.lines import LineWords
from desktop.pages.plan.moving import move_block
from desktop.pages.plan.task_cells import TaskCells
from desktop.planning.table import Line, lines
from desktop.widgets.paced_painting import pace
from desktop.widgets.parts import IconButton, PlainLabel, hline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QWheelEvent

    from db.records.plan import Task
    from desktop.pages.plan.blocks import Block

_ROWS: Final = 10  # as many are in sight; the table scrolls beyond
_WIDTHS: Final = {
    "title": 170,
    "measures": 230,
    "goal": 150,
    "source": 130,
    "units": 120,
    "due": 140,
}


class TableBlock(BlockView):
    """任务分解表 under its heading; folded until it is wanted."""

    def build(self) -> Iterator[None]:
        look, px = self.session.appearance, self.session.appearance.px
        signals = self.signals
        self.column.addWidget(hline())
        row = QHBoxLayout()
        row.setContentsMargins(0, px(5), 0, px(3))
        row.setSpacing(px(4))
        self._chevron = IconButton(look, "down", size=15)
        self._chevron.clicked.connect(lambda: signals.fold_wanted.emit(self.block.key))
        title = PlainLabel(tr("任务分解表"))
        title.setObjectName("planSection")
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        row.addWidget(self._chevron)
        row.addWidget(title)
        row.addWidget(self._count, 1)
        self._buttons = [
            self._button("plus", tr("添加一行（Insert）"), self.add_row),
            self._button("up", tr("上移一行（Alt+↑）"), lambda: self.move_row(-1)),
            self._button("down", tr("下移一行（Alt+↓）"), lambda: self.move_row(1)),
            self._button("delete", tr("删除一行（Ctrl+Delete，可撤销）"), self.remove_row),
        ]
        for button in self._buttons:
            row.addWidget(button)
        self.column.addLayout(row)
        yield
        self.table = TaskView(self)
        set_shown(self.table, False)
        self.column.addWidget(self.table)
        pace(self.table.viewport(), in_bands=True)
        self.table.ensurePolished()
        yield
        for part in self.table.findChildren(QWidget):  # its heads and bars
            part.ensurePolished()
        yield

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        set_shown(self.table, not block.folded)
        for button in self._buttons:
            set_shown(button, not block.folded)
        self._chevron.set_icons("right" if block.folded else "down")
        tip = tr("展开任务分解表") if block.folded else tr("收起任务分解表")
        self._chevron.setToolTip(tip)
        self._chevron.setAccessibleName(tip)
        self.refresh()

    def refresh(self) -> None:
        found = lines(self.session.plans, self.block.row.id)
        self._count.setText(tr("{n} 项，由各项做法汇总").format(n=len(found)))
        if not self.block.folded:
            self.table.show_lines(found)

    def field(self, name: str) -> QWidget | None:  # noqa: ARG002
        return self._chevron if self.block.folded else self.table

    def add_row(self) -> None:
        """Add a task behind the current one, in its section, and begin to write its title."""
        line = self.table.current()
        section = line.section.id if line is not None and line.section is not None else None
        if section is None:
            from desktop.planning.outline import task_section

            home = task_section(self.session.plans, self.block.row.id)
            section = home.id if home is not None else None
        place = None
        if line is not None and line.borrowing is None:
            place = next((b.place + 1 for b in self._every() if b.key == line.task.id), None)
        task = operations.add_task(self.session, self.block.row.id, section, place)
        self.refresh()
        self.table.edit_task(task.id)

    def remove_row(self) -> None:
        """Remove the current task; what was borrowed with it stays on its card."""
        line = self.table.current()
        if line is not None:
            operations.remove(self.session, line.task)
            self.refresh()

    def move_row(self, step: int) -> None:
        """Move the current task, with what it was borrowed from, one place."""
        line = self.table.current()
        if line is None or self.table.sorted:
            return
        every = self._every()
        key = (line.borrowing or line.task).id
        block = next((block for block in every if block.key == key), None)
        if block is not None:
            move_block(self.session, every, block, step)
            self.refresh()

    def set_sorted(self, by_column: bool) -> None:
        """Rows are moved in the order of the plan only."""
        for button in self._buttons[1:3]:
            button.setEnabled(not by_column)

    def _every(self) -> list[Block]:
        return blocks(self.session.plans, self.block.row.id, ())

    def _button(self, icon: str, tip: str, slot: object) -> IconButton:
        button = IconButton(self.session.appearance, icon, tip, size=15)
        button.setAccessibleName(tip)
        button.clicked.connect(slot)
        self.entering(button)
        return button


class TaskView(QTableView):
    """The table itself, with the keys of a spreadsheet."""

    def __init__(self, block: TableBlock) -> None:
        super().__init__(block)  # at once: a style is given anew to what changes its parent
        self.setObjectName("taskTable")  # before its parts are styled, which goes by it
        self._block = block
        self._session = block.session
        cells = LineWords(block.session, lambda: block.block.row.id)
        self.source = TaskTable(
            words.TABLE_FIELDS,
            name=words.field_name,
            text=cells.text,
            missing=cells.missing,
            key=cells.key,
            write=self._write,
            parent=self,
        )
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSortRole(SORT_ROLE)
        self._proxy.setDynamicSortFilter(False)  # a row does not run away while it is written
        self._proxy.setSourceModel(self.source)
        self.setModel(self._proxy)
        self.setItemDelegate(TaskCells(self._session.appearance, self.source.field, self))
        self._set_up()
        self._session.appearance.changed.connect(self._measure)
        self._measure()

    def _set_up(self) -> None:
        self.setAccessibleName(tr("任务分解表"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows go from cell to cell
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sortIndicatorChanged.connect(lambda: self._block.set_sorted(self.sorted))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)

    @property
    def sorted(self) -> bool:
        """Whether rows stand in another order than that of the plan."""
        return self.horizontalHeader().sortIndicatorSection() >= 0

    def show_lines(self, found: list[Line]) -> None:
        """Show the tasks as they are now."""
        before = self.source.rowCount()
        self.source.set_lines(found)
        if self.source.rowCount() != before:
            self._measure_height()

    def current(self) -> Line | None:
        """The task of the current row."""
        return self.source.line(self._proxy.mapToSource(self.currentIndex()))

    def edit_task(self, task_id: str) -> None:
        """Begin to write the title of a task."""
        index = self._proxy.mapFromSource(self.source.row_of(task_id))
        if index.isValid():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentIndex(index)
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers, key = event.modifiers(), event.key()
        alt = modifiers & Qt.KeyboardModifier.AltModifier
        steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if alt and key in steps:
            self._block.move_row(steps[key])
        elif key == Qt.Key.Key_Insert:
            self._block.add_row()
        elif key == Qt.Key.Key_Delete and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._block.remove_row()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear(self.currentIndex())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.source.rowCount() > _ROWS or event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls

    def _clear(self, index: QModelIndex) -> None:
        field = self.source.field(index.column()) if index.isValid() else "source"
        if field not in ("source", "state"):
            self._proxy.setData(index, "")

    def _measure(self) -> None:
        look = self._session.appearance
        self.verticalHeader().setDefaultSectionSize(look.px(36))
        self.horizontalHeader().setFixedHeight(look.px(34))
        for column, field in enumerate(words.TABLE_FIELDS):
            self.setColumnWidth(column, look.px(_WIDTHS.get(field, 104)))
        self._measure_height()

    def _measure_height(self) -> None:
        look = self._session.appearance
        rows = min(max(self.source.rowCount(), 1), _ROWS)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(look.px(34) + rows * look.px(36) + bar + 2)

    def _write(self, task: Task, field: str, value: Any) -> None:
        operations.write(self._session, task, **{field: value})
        self._block.refresh()  # at once: the cell would show its old words for a moment
