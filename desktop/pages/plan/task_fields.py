"""The fields of a task on its card: three in sight, the others behind 更多字段."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from db.records.plan import TaskState
from desktop.i18n import tr
from desktop.pages.plan import words
from desktop.pages.plan.plan_text import PlanText
from desktop.widgets.parts import IconButton, below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from db.records.plan import Task
    from desktop.pages.plan.block_view import BlockView
    from desktop.theme import Appearance

_WIDTHS: Final = (100, 125, 130)  # of the three fields to each other, as designed
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_MORE: Final = ("measures", "leader", "lead_unit", "units", "assessment", "remark")


class FieldCell(QWidget):
    """A field under its name; one that lacks something says what, with a sign and a colour.

    The name is painted: a card has up to ten of them, and a label each would take its time.
    """

    def __init__(self, appearance: Appearance, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance
        self._name, self._missing = name, ""
        self.content: QWidget = self
        self.lined, self.topped = True, False
        self._column = column = QVBoxLayout(self)
        px = appearance.px
        column.setContentsMargins(px(14), px(6) + appearance.line("micro"), px(10), px(8))
        column.setSpacing(0)

    def hold(self, content: QWidget) -> None:
        """Take what edits the field."""
        self.content = content
        column = self._column
        fills = isinstance(content, PlanText)
        column.addWidget(content, 0, Qt.AlignmentFlag(0) if fills else _LEFT)
        column.addStretch(1)
        if isinstance(content, PlanText):
            content.entered.connect(self.update)
            content.left.connect(self.update)
            self.setCursor(Qt.CursorShape.IBeamCursor)

    @property
    def missing(self) -> str:
        """What it lacks, '' for nothing."""
        return self._missing

    def set_missing(self, missing: str) -> None:
        """Say what it lacks."""
        if missing != self._missing:
            self._missing = missing
            said = f"{self._name} {missing}" if missing else self._name
            self.content.setAccessibleName(said)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = self._look
        painter = QPainter(self)
        if self._missing:
            painter.fillRect(self.rect(), look.color("warnSoft"))
        if self.lined:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("hair"))
        if self.topped:
            painter.fillRect(0, 0, self.width(), 1, look.color("hair"))
        self._paint_name(painter)
        if self.content.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_name(self, painter: QPainter) -> None:
        look, px = self._look, self._look.px
        left, top, high = px(14), px(6), look.line("micro")
        if self._missing:
            sign = QRect(left, top + (high - px(13)) // 2, px(13), px(13))
            look.icon("warn", "warn", 13).paint(painter, sign)
            left += px(17)
        painter.setFont(look.font("micro"))
        painter.setPen(look.color("warn" if self._missing else "ink3"))
        room = QRect(left, top, self.width() - left - px(4), high)
        text = painter.fontMetrics().elidedText(
            self._missing or self._name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter.value), text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.content.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


class TaskFields(QWidget):
    """Edits the fields of one task through the block that it stands in."""

    def __init__(
        self,
        view: BlockView,
        write: Callable[[str, object, int], None],
        parent: QWidget,
        *,
        measures: bool = True,
    ) -> None:
        super().__init__(parent)
        self._view, self._write = view, write
        self._look = view.session.appearance
        self._more_names = [name for name in _MORE if measures or name != "measures"]
        self._task: Task | None = None
        self._state: IconButton | None = None
        self.texts: dict[str, PlanText] = {}
        self.cells: dict[str, FieldCell] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3, 0, 0, 0)  # beside the stripe of the card
        self._column.setSpacing(0)
        self._more: QWidget | None = None
        self.steps = self._build()
        """Makes them, in steps shorter than a frame."""

    def _build(self) -> Iterator[None]:
        row = QHBoxLayout()
        row.setSpacing(0)
        self._column.addLayout(row)
        for field, share in zip(words.FIRST_FIELDS, _WIDTHS, strict=True):
            row.addWidget(self._cell(field, self), share)
            yield
        self._open = IconButton(self._look, "down", tr("更多字段"), size=15)
        self._open.setAccessibleName(tr("更多字段"))
        self._open.setCheckable(True)
        self._open.set_icons("down", "up")
        self._open.toggled.connect(self.show_more)
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        self._open.ensurePolished()
        yield

    def show_task(self, task: Task | None, missing: dict[str, str]) -> None:
        """Show a task as it is; `missing` says by field what it lacks."""
        self._task = task
        for field, text in self.texts.items():
            text.show_text(getattr(task, field) if task is not None else "")
        for field, cell in self.cells.items():
            cell.set_missing(missing.get(field, ""))
        self._show_state()

    def show_more(self, wanted: bool = True) -> None:
        """Show the further fields, or put them away."""
        self._open.setChecked(wanted)
        if wanted and self._more is None:
            self._more = self._build_more()
            self._column.addWidget(self._more)
            if self._task is not None:
                for field in self._more_names:
                    self.texts[field].show_text(getattr(self._task, field))
            self._show_state()
        if self._more is not None:
            self._more.setVisible(wanted)
        tip = tr("收起更多字段") if wanted else tr("更多字段")
        self._open.setToolTip(tip)
        self._open.setAccessibleName(tip)

    def field(self, name: str) -> QWidget | None:
        """The widget of a field, made visible if need be."""
        if name in (*self._more_names, "state"):
            self.show_more()
        return self._state if name == "state" else self.texts.get(name)

    def _build_more(self) -> QWidget:
        more = QWidget(self)
        grid = QGridLayout(more)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        row = 0
        names = list(self._more_names)
        if "measures" in names:
            names.remove("measures")
            grid.addWidget(self._cell("measures", more, long=True), 0, 0, 1, 2)
            row = 1
        cells = [self._cell(name, more) for name in names[:-1]]
        cells += [self._state_cell(more), self._cell(names[-1], more)]
        for cell in [*cells, *([self.cells["measures"]] if row else [])]:
            cell.topped = True
        for number, cell in enumerate(cells):
            last = number == len(cells) - 1
            wide = 2 if last and number % 2 == 0 else 1
            grid.addWidget(cell, row + number // 2, number % 2, 1, wide)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return more

    def _cell(self, field: str, parent: QWidget, *, long: bool = False) -> FieldCell:
        name = words.card_field_name(field)
        cell = self.cells[field] = FieldCell(self._look, name, parent)
        text = self._view.add_text(f"task.{field}", name, cell, long=long)
        text.setPlaceholderText(words.field_prompt(field))
        self.texts[field] = text
        cell.hold(text)
        return cell

    def _state_cell(self, parent: QWidget) -> FieldCell:
        button = self._state = IconButton(
            self._look, "down", role="planState", size=13, beside=True
        )
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the word
        button.clicked.connect(self._choose_state)
        self._view.entering(button)
        cell = FieldCell(self._look, words.field_name("state"), parent)
        cell.hold(button)
        return cell

    def _show_state(self) -> None:
        if self._state is not None:
            state = self._task.state if self._task is not None else TaskState.WAITING
            name = words.state_name(state)
            self._state.setText(name)
            self._state.setAccessibleName(tr("状态 {name}").format(name=name))
            self._state.setToolTip(tr("改状态"))

    def _choose_state(self) -> None:
        assert self._state is not None
        menu = QMenu(self)
        for state in TaskState:
            action = menu.addAction(words.state_name(state))
            action.setCheckable(True)
            action.setChecked(self._task is not None and self._task.state is state)
            action.triggered.connect(lambda _=False, state=state: self._write("state", state, 0))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self._state))
