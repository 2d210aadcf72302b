"""What every card of a plan is made of, borrowed or not: heading, frame, fields, menu."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from db.records.plan import Task
from desktop.i18n import tr
from desktop.operations import plans as operations
from desktop.pages.plan import words
from desktop.pages.plan.block_view import BlockView, set_shown
from desktop.pages.plan.lines import lacks
from desktop.pages.plan.task_fields import TaskFields
from desktop.widgets.parts import IconButton, PlainLabel, below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from desktop.pages.plan.blocks import Block
    from desktop.pages.plan.plan_text import PlanText
    from desktop.theme import Appearance


class ItemView(BlockView):
    """A heading (重点任务) above a card with the fields of a task."""

    measures_on_card = False

    def build(self) -> Iterator[None]:
        look, px = self.session.appearance, self.session.appearance.px
        self.column.setContentsMargins(0, px(4), 0, px(8))
        self.column.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._number = PlainLabel()
        self._number.setContentsMargins(-px(8), 0, -px(8), 0)  # half of （ and of ） is blank
        self._number.setObjectName("planSubsection")
        self.title = self.add_text("task.title", words.field_name("title"), look="subsection")
        self.title.setPlaceholderText(words.field_prompt("title"))
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 1)
        self.column.addLayout(row)
        yield
        self.card = CardFrame(look, self)
        self.card.head.dragged.connect(self.drag)
        self.card.head.toggled.connect(self._fold)
        self.column.addWidget(self.card)
        self.card.ensurePolished()
        yield
        yield from self.build_card()
        self.fields = TaskFields(
            self, self._write_task, self.card, measures=not self.measures_on_card
        )
        self.card.column.addWidget(self.fields)
        yield from self.fields.steps

    def build_card(self) -> Iterator[None]:
        """Fill the card above its fields, in steps; for subclasses."""
        raise NotImplementedError

    def drag(self) -> None:
        """Start to drag the card."""
        from desktop.pages.plan.drag import drag_card

        self.store()
        drag_card(self, self.block.key, self.name())

    def name(self) -> str:
        """What the card is called."""
        task = self.block.task
        return (task.title if task else "") or tr("未命名的任务")

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        self.show_number(block.number)
        task = block.task
        self.title.show_text(task.title if task is not None else "")
        self.fields.show_task(task, self.missing())
        set_shown(self.fields, not block.folded and self.committed)
        self.card.setAccessibleName(self.name())
        self.say_where(self.name())

    def show_number(self, number: str) -> None:
        self._number.setText(number)
        set_shown(self._number, bool(number))

    @property
    def committed(self) -> bool:
        """Whether there is a task to be done: not where a mechanism was rejected."""
        return True

    def missing(self) -> dict[str, str]:
        """What the task lacks, by field."""
        task = self.block.task
        if task is None:
            return {name: words.missing_name(name) for name in words.FIRST_FIELDS}
        return lacks(task, self.session.plans.plan(task.plan_id), date.today())

    def task(self) -> Task:
        """The task whose fields are shown; made where there is none."""
        assert isinstance(self.block.row, Task)
        return self.block.row

    def write(self, field: str, value: object, run: int = 0) -> None:
        if field.startswith("task."):
            self.put(self.task(), field.removeprefix("task."), value, run)
        else:
            super().write(field, value, run)

    def _write_task(self, field: str, value: object, run: int) -> None:
        self.write(f"task.{field}", value, run)

    def field(self, name: str) -> QWidget | None:
        if name in ("", "title"):
            return self.title
        own = self._fields.get(name) or self._fields.get(f"task.{name}")
        return self.fields.field(name) or own

    def wanted(self, text: PlanText) -> bool:
        return text.empty and text in self.always_wanted()

    def always_wanted(self) -> list[PlanText]:
        """The texts that Tab goes to while they are empty: those in sight, no reason or remark."""
        return [self.title, *(self.fields.texts[name] for name in words.FIRST_FIELDS)]

    def more_button(self) -> QWidget:
        """The … menu of the card."""
        button = IconButton(self.session.appearance, "more", tr("这张卡片"), size=16)
        button.setAccessibleName(tr("这张卡片"))

        def show() -> None:
            menu = QMenu(self)
            self.fill_menu(menu)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(below(button))

        button.clicked.connect(show)
        self.entering(button)
        return button

    def fill_menu(self, menu: QMenu) -> None:
        """Everything that can be done with the card."""
        key = self.block.key
        menu.addAction(tr("展开卡片") if self.block.folded else tr("收起卡片"), self._fold)
        menu.addAction(tr("更多字段"), self._show_more)
        menu.addSeparator()
        menu.addAction(tr("上移\tAlt+↑"), lambda: self.signals.moved.emit(key, -1))
        menu.addAction(tr("下移\tAlt+↓"), lambda: self.signals.moved.emit(key, 1))
        menu.addSeparator()
        menu.addAction(tr("删除（可撤销）"), self._remove)

    def _show_more(self) -> None:
        if self.block.folded:
            self._fold()
        self.fields.show_more()

    def _fold(self) -> None:
        self.store()
        self.signals.fold_wanted.emit(self.block.key)

    def _remove(self) -> None:
        self.store()
        operations.remove(self.session, self.block.row)


class CardFrame(QFrame):
    """A raised card with rounded corners and a stripe in the colour of a theme."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance
        self._theme = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self.head = CardHead(appearance, self)
        self.column.addWidget(self.head)

    def set_theme(self, theme: str) -> None:
        """Show the stripe of a theme, '' for none."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(face, 8, 8)
        painter.fillPath(path, look.color("raised"))
        painter.setPen(look.color("hair2"))
        painter.drawPath(path)
        if self._theme:
            painter.setClipPath(path)
            painter.fillRect(0, 0, 4, self.height(), look.seal(self._theme).gutter)


class CardHead(QWidget):
    """The head of a card: it is what a card is dragged by; a double click folds the card."""

    dragged = Signal()
    toggled = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance
        self._pressed: QPointF | None = None
        self.lined = True
        px = appearance.px
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(px(18), px(3), px(8), px(3))
        self.row.setSpacing(px(8))
        self.setMinimumHeight(px(38))
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.lined:
            line = QRectF(4, self.height() - 1, self.width() - 4, 1)
            QPainter(self).fillRect(line, self._look.color("hair"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        way = (event.position() - self._pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed = None
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._pressed = None
        self.toggled.emit()
