"""What every block of the editor is: a widget that shows one row and stores what is typed in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QVBoxLayout, QWidget

from desktop.operations import plans as operations
from desktop.operations.plan_rescue import bring_back
from desktop.pages.plan.plan_text import PlanText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.workspace.plans import PlanRow
    from desktop.pages.plan.blocks import Block
    from desktop.session import Session

SIDES: Final = "plan sides"
"""What is remembered: 1 where the user wants 原文做法 on the left of 本镇做法."""


class PlanSignals(QObject):
    """What blocks tell the editor, so that none of them knows it."""

    fold_wanted = Signal(str)
    """Fold a block by its key, or open it."""
    opened = Signal(str, int, int, str)
    """The user wants an article at a span: article id, start, end, mechanism id."""
    moved = Signal(str, int)
    """Move a block by its key, so many places down."""
    entered = Signal(str)
    """The focus came into the block with this key."""
    caret_moved = Signal(object)
    """The text in which the caret moved."""
    row_made = Signal(str)
    """A row was added that the user wants to write in: its id."""


class BlockView(QWidget):
    """Shows a block; made when it comes into sight, thrown away when it is far out of it.

    It is made in steps shorter than a frame, before it shows anything (`step`).
    """

    resized = Signal()
    """It needs another height."""

    block: Block

    def __init__(
        self, session: Session, signals: PlanSignals, parent: QWidget, level: int = 1
    ) -> None:
        super().__init__(parent)  # at once: a style is given anew to what changes its parent
        self.hide()  # until it shows a block
        self.session = session
        self.signals = signals
        self.level = level
        self.whole = False
        """Whether all its parts are made; what concerns them has to wait for that."""
        self._told = ""
        self._fields: dict[str, PlanText] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.ensurePolished()
        self._steps = self.build()

    def build(self) -> Iterator[None]:
        """Make its parts, in steps shorter than a frame; for subclasses."""
        raise NotImplementedError

    def step(self) -> bool:
        """Make some more of it; whether it is whole."""
        self.whole = self.whole or next(self._steps, self) is self
        return self.whole

    def show_block(self, block: Block) -> None:
        """Show the row as it is now; what is being typed stays."""
        self.block = block

    def change(self, block: Block) -> None:
        """Show the row as it is by now."""
        only_moved = replace(
            self.block, number=block.number, place=block.place, section_id=block.section_id
        )
        if block == only_moved:  # as many are when one comes or goes above them
            self.block = block
            self.show_number(block.number)
        else:
            self.show_block(block)

    def show_number(self, number: str) -> None:
        """Show where the row stands; for blocks that are numbered."""

    def refresh(self) -> None:
        """Something else in the plan has changed; for blocks that show all of it."""

    def name(self) -> str:
        """What the row is called."""
        return ""

    def say_where(self, name: str) -> None:
        """Buttons and fields are called the same on every row: it is told of which they are."""
        if name != self._told:
            self._told = name
            for thing in (*self.findChildren(QAbstractButton), *self._fields.values()):
                thing.setAccessibleDescription(name)

    def add_text(
        self,
        field: str,
        name: str,
        parent: QWidget | None = None,
        *,
        look: str = "field",
        long: bool = False,
    ) -> PlanText:
        """A text of this block that writes a field of its row; it stands in a part of it."""

        def write(text: str, run: int) -> None:
            self.write(field, text, run)

        text = PlanText(
            self.session.appearance, name, write, look=look, long=long, parent=parent or self
        )
        text.ensurePolished()
        text.undo_wanted.connect(self.session.undo.undo)
        text.redo_wanted.connect(self.session.undo.redo)
        text.entered.connect(lambda: self.signals.entered.emit(self.block.key))
        text.caret_moved.connect(lambda: self.signals.caret_moved.emit(text))
        self._fields[field] = text
        return text

    def write(self, field: str, value: object, run: int = 0) -> None:
        """Write a field of the row that it belongs to."""
        self.put(self.block.row, field, value, run)

    def put(self, row: PlanRow, field: str, value: object, run: int) -> None:
        """Write a field of a row. One that was removed meanwhile comes back with the words."""
        if self.session.plans.row(row) is None:
            bring_back(self.session, row, self.companions(), **{field: value})
        else:
            operations.write(self.session, row, run, **{field: value})

    def companions(self) -> list[PlanRow]:
        """The rows that are shown here, and come back together."""
        return [self.block.row, *([self.block.task] if self.block.task is not None else [])]

    def release(self) -> None:
        """Let go of what was typed here: it is stored once the present events are through.

        The row may just be vanishing by an undo, and nothing can be pushed on the stack during one.
        """
        for text in self._fields.values():
            text.release()

    def field(self, name: str) -> QWidget | None:
        """The widget that edits a field, made visible if need be."""
        return self._fields.get(name)

    @property
    def ahead(self) -> bool:
        """Whether something typed here is newer than anything stored."""
        return any(text.ahead for text in self._fields.values())

    def store(self) -> None:
        """Hand over what has been typed."""
        for text in list(self._fields.values()):
            text.store()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in reading order."""
        found: list[tuple[int, int, QWidget]] = []
        kinds: tuple[type[QWidget], ...] = (PlanText, QAbstractButton, QAbstractItemView)
        for child in self.findChildren(QWidget):
            if isinstance(child, kinds) and _takes_tab(child, self):
                at = child.mapTo(self, child.rect().topLeft())
                found.append((at.y() // 8, at.x(), child))
        return [child for _, _, child in sorted(found, key=lambda stop: stop[:2])]

    def empty_fields(self) -> list[PlanText]:
        """The fields that wait for words, in reading order."""
        return [stop for stop in self.stops() if isinstance(stop, PlanText) and self.wanted(stop)]

    def wanted(self, text: PlanText) -> bool:
        """Whether an empty field is one that Tab goes to."""
        return text.empty

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().event(event)

    def height_for(self, width: int) -> int:
        """The height that it needs in a width."""
        layout = self.column
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()

    def entering(self, widget: QWidget) -> None:
        """Tell when the focus comes into a widget that is no text."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.signals.entered.emit(self.block.key)
        return super().eventFilter(watched, event)


def set_shown(widget: QWidget, wanted: bool) -> None:
    """Show a part or hide it; one that is as wanted is not touched, which would take its time."""
    explicit = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if (explicit and widget.isHidden() is wanted) or (not explicit and not wanted):
        widget.setVisible(wanted)


def _takes_tab(child: QWidget, within: QWidget) -> bool:
    policy = child.focusPolicy()
    return (
        bool(policy & Qt.FocusPolicy.TabFocus) and child.isEnabled() and child.isVisibleTo(within)
    )
