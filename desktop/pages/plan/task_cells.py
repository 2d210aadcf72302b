"""How cells of 任务分解表 are painted and written in: a list for 状态, a calendar for 完成时限."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QDate,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
    QWidgetAction,
)

from db.records.plan import TaskState
from desktop.i18n import tr
from desktop.models.task_table import MISSING_ROLE
from desktop.pages.plan import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class TaskCells(QStyledItemDelegate):
    """Paints what is missing as such, and opens an editor that fits the field of a column."""

    def __init__(
        self, appearance: Appearance, field: Callable[[int], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look, self._field = appearance, field

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = " ".join(option.text.split())
        option.textElideMode = Qt.TextElideMode.ElideRight
        missing = index.data(MISSING_ROLE)
        if missing:
            feature = QStyleOptionViewItem.ViewItemFeature
            option.text = str(missing) if not option.text else f"{option.text} · {missing}"
            option.features |= feature.HasDecoration | feature.HasDisplay
            option.icon = self._look.icon("warn", "warn", 13)
            size = self._look.px(13)
            option.decorationSize.setWidth(size)
            option.decorationSize.setHeight(size)
            option.backgroundBrush = QBrush(self._look.color("warnSoft"))
            option.palette.setColor(QPalette.ColorRole.Text, self._look.color("warn"))

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        field = self._field(index.column())
        editor: QWidget
        if field == "state":
            editor = self._states(parent)
        elif field == "due":
            editor = DueEdit(self._look, parent)
        elif field == "measures":
            editor = QPlainTextEdit(parent)
            editor.setTabChangesFocus(True)
        else:
            editor = QLineEdit(parent)
        editor.setProperty("cell", True)
        editor.setAccessibleName(words.field_name(field))
        return editor

    def _states(self, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        for state in TaskState:
            box.addItem(words.state_name(state), state.value)
        box.activated.connect(lambda: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QPlainTextEdit):
            # Set again when the row changes elsewhere: never over what is being typed.
            if not editor.document().isModified():
                editor.setPlainText(value)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QPlainTextEdit):
            if editor.document().isModified():
                model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, QPlainTextEdit):
            editor.setMinimumHeight(self._look.px(96))
            self._keep_inside(editor)

    def _keep_inside(self, editor: QWidget) -> None:
        parent = editor.parentWidget()
        bottom = editor.y() + self._look.px(96)
        if parent is not None and bottom > parent.height():
            editor.move(editor.x(), max(parent.height() - self._look.px(96), 0))


class DueEdit(QLineEdit):
    """A deadline in words or as a date; Alt+↓ or the arrow opens a calendar."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        action = self.addAction(
            appearance.icon("down", "ink2", 16), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setText(tr("选日期"))
        action.setToolTip(tr("选日期（Alt+↓）"))
        action.triggered.connect(self.choose_day)

    def choose_day(self) -> None:
        """Open a calendar below."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        day = QDate.fromString(self.text().strip(), "yyyy-MM-dd")
        if day.isValid():
            calendar.setSelectedDate(day)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(chosen: QDate) -> None:
            self.setText(chosen.toString("yyyy-MM-dd"))
            self.setModified(True)
            menu.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.choose_day()
            return
        super().keyPressEvent(event)
