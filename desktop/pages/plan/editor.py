"""The editor of a plan: its sections, borrowings, tasks and 任务分解表 as one document.

The page around it tells it which plan to show and where to go; it tells the page where the caret
is, what was borrowed into the plan and which source the user wants to see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.pages.plan.block_view import SIDES, BlockView, PlanSignals
from desktop.pages.plan.blocks import Block, Kind, blocks
from desktop.pages.plan.column import BlockColumn
from desktop.pages.plan.drop_area import DropArea
from desktop.pages.plan.focusing import Focusing
from desktop.pages.plan.moving import move_block
from desktop.pages.plan.plan_text import PlanText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent

    from desktop.session import Session

COUNT_AFTER_MS: Final = 150
_FOLDS: Final = "plan folds"


class PlanEditor(QWidget):
    """Edits one plan."""

    borrowed = Signal(str)
    """A mechanism was dropped into the plan: its id."""
    current_changed = Signal(str)
    """The caret is in another row: its id."""
    opened = Signal(str, int, int, str)
    """The user wants an article at a span: article id, start, end, mechanism id."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan_id = ""
        self._current = ""
        self._folded: set[str] = set()
        self._filling = self._again = False
        self.column = BlockColumn(session.appearance, self._make)
        self._focusing = Focusing(self.column)
        signals = self._signals = PlanSignals()
        signals.fold_wanted.connect(self.toggle_fold)
        signals.opened.connect(self.opened)
        signals.moved.connect(self.move_row)
        signals.entered.connect(self._on_entered)
        signals.caret_moved.connect(self._focusing.show_caret)
        signals.row_made.connect(self.go_to)
        self._drops = DropArea(session, self.column)
        self._drops.borrowed.connect(self._on_borrowed)
        self._drops.moved.connect(lambda key: self.go_to(key))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.column)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)
        self._scale = session.appearance.scale
        session.appearance.changed.connect(self._on_look)
        session.changes.plans_changed.connect(self._on_changed)

    # Asked by the page

    @property
    def plan_id(self) -> str:
        """The plan that is shown, '' for none."""
        return self._plan_id

    def show_plan(self, plan_id: str) -> None:
        """Show a plan, '' for none."""
        if plan_id == self._plan_id:
            return
        self.store()
        self._plan_id, self._current = "", ""
        self.column.set_blocks([])
        self.column.verticalScrollBar().setValue(0)
        self._plan_id = plan_id
        stored: Any = self._session.remembered.table(_FOLDS).get(plan_id)
        keys = stored if isinstance(stored, list) else []
        self._folded = {key for key in keys if isinstance(key, str)}
        self._drops.plan_id = plan_id
        self._fill()

    def set_sides(self, *, beside: bool) -> None:
        """Put 原文做法 on the left of 本镇做法 wherever there is room, or above it as drawn."""
        self._session.remembered.put(SIDES, int(beside))
        self._make_anew()

    def store(self) -> None:
        """Hand over what is being typed."""
        for view in self.column.views:
            view.store()

    def go_to(self, row_id: str, field: str = "") -> None:
        """Show a row of the plan and put the caret into one of its fields."""
        block = self._block(row_id)
        if block is None:
            self._unfold_around(row_id)
            block = self._block(row_id)
        if block is None:
            return
        if block.folded and (field or block.kind is Kind.TABLE):
            self.toggle_fold(block.key)
        view = self.column.reveal(block.key)
        target = view.field(field.removeprefix("task.")) if view is not None else None
        if view is None or target is None:
            return
        self.column.lay()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focusing.show(target)

    def approach(self, row_id: str) -> Iterator[None]:
        """Have a row made that one will go to, in steps."""
        block = self._block(row_id)
        if block is not None:
            yield from self.column.approach(block.key)

    def place(self) -> tuple[str | None, int | None]:
        """Where something borrowed now goes: the section of the caret, and the place there."""
        block = self._block(self._current)
        if block is None or block.kind in (Kind.TITLE, Kind.TABLE):
            return None, None
        if block.kind is Kind.SECTION:
            return block.row.id, 0
        if block.kind is Kind.BORROWING:
            return block.section_id or None, block.place + 1
        return block.section_id or None, None

    def move_current(self, step: int) -> None:
        """Move the card or section with the caret up (-1) or down (1)."""
        self.move_row(self._current, step)

    def toggle_fold(self, key: str) -> None:
        """Fold a section, a card or the table, or open it."""
        self._folded ^= {key}
        states = self._session.remembered.table(_FOLDS)
        states[self._plan_id] = sorted(self._folded)
        self._session.remembered.put(_FOLDS, states)
        had = self._focus_in(key)
        self._fill()
        if had is not None and not had.isVisibleTo(self):
            view = self.column.view(key)
            stops = view.stops() if view is not None else []
            if stops:
                stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def move_row(self, key: str, step: int) -> None:
        """Move a card or section among its like, beyond the end of its section into the next."""
        block = self._block(key)
        if block is None:
            return
        self.store()
        if move_block(self._session, self.column.blocks, block, step):
            view = self.column.reveal(key)
            if view is not None and self._focus_in(key) is None:
                self.go_to(key)

    # Filling

    def _make(self, kind: Kind, level: int) -> BlockView:
        from desktop.pages.plan.borrow_card import BorrowCard
        from desktop.pages.plan.section_view import SectionView
        from desktop.pages.plan.table_view import TableBlock
        from desktop.pages.plan.task_card import TaskCard
        from desktop.pages.plan.title_view import TitleView

        kinds: dict[Kind, type[BlockView]] = {
            Kind.TITLE: TitleView,
            Kind.SECTION: SectionView,
            Kind.BORROWING: BorrowCard,
            Kind.TASK: TaskCard,
            Kind.TABLE: TableBlock,
        }
        return kinds[kind](self._session, self._signals, self.column.canvas, level)

    def _on_changed(self, plan_id: str) -> None:
        if plan_id == self._plan_id:
            self._fill()

    def _fill(self) -> None:
        if self._filling:  # a row that is gone stores what was typed in it, and is back
            self._again = True
            return
        self._filling = True
        try:
            while True:
                self._again = False
                found = blocks(self._session.plans, self._plan_id, self._folded)
                instead = self.column.set_blocks(found)
                if not self._again:
                    break
        finally:
            self._filling = False
        if instead:  # once the change is through: going there may make widgets
            QTimer.singleShot(0, self, lambda: self._take_focus(instead))
        self._counting.start()

    def _on_look(self) -> None:
        """Colours the cards have by themselves; with letters of another size they are made anew."""
        if self._scale != self._session.appearance.scale:
            self._scale = self._session.appearance.scale
            self._make_anew()

    def _make_anew(self) -> None:
        """Everything is made again, and the caret stays where it is."""
        self.store()
        focus = QApplication.focusWidget()
        had = focus is not None and self.column.isAncestorOf(focus)
        name = focus.accessibleName() if focus is not None else ""
        at = focus.textCursor().position() if isinstance(focus, PlanText) else 0
        self._filling = True
        try:
            self.column.make_anew()
        finally:
            self._filling = False
        if had:
            QTimer.singleShot(0, self, lambda: self._take_focus(self._current, name, at))

    def _take_focus(self, key: str, name: str = "", at: int = 0) -> None:
        """Go to what is so called in a row, or to its beginning; in a text the caret goes to `at`.

        What has taken the focus meanwhile keeps it.
        """
        view = self.column.view(key) or self.column.reveal(key)
        stops = view.stops() if view is not None else []
        if not stops or QApplication.focusWidget() is not None:
            return
        stop = next((stop for stop in stops if name and stop.accessibleName() == name), stops[0])
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(stop, PlanText):
            caret = stop.textCursor()
            caret.setPosition(min(at, stop.document().characterCount() - 1))
            stop.setTextCursor(caret)

    def _count(self) -> None:
        """Let those blocks follow that show all of the plan: nobody waits for them."""
        for key in ("table", self._plan_id):
            view = self.column.view(key)
            if view is not None:
                view.refresh()

    def _block(self, row_id: str) -> Block | None:
        if not row_id:
            return None
        return next((block for block in self.column.blocks if row_id in block.ids), None)

    def _unfold_around(self, row_id: str) -> None:
        """Open the folded sections that a row stands in."""
        every = blocks(self._session.plans, self._plan_id, ())
        section = next((block.section_id for block in every if row_id in block.ids), "")
        by_key = {block.key: block for block in every}
        while section:
            if section in self._folded:
                self.toggle_fold(section)
            section = by_key[section].section_id if section in by_key else ""

    # Focus

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next empty field; where none is left, and back, from stop to stop."""
        focus = QApplication.focusWidget()
        if self._filling:  # a part that is hidden would send the focus along, amid a change
            return False
        if focus is None or not self.column.isAncestorOf(focus):
            return super().focusNextPrevChild(forward)
        if forward and isinstance(focus, PlanText) and self._focusing.to_next_empty(focus):
            return True
        way = 1 if forward else -1
        return self._focusing.step(focus, way) or super().focusNextPrevChild(forward)

    def _focus_in(self, key: str) -> QWidget | None:
        view, focus = self.column.view(key), QApplication.focusWidget()
        inside = view is not None and focus is not None and view.isAncestorOf(focus)
        return focus if inside else None

    def _on_entered(self, key: str) -> None:
        if key != self._current:
            self._current = key
            self.current_changed.emit(key)

    def _on_borrowed(self, mechanism_id: str, row_id: str) -> None:
        self.go_to(row_id, "ours")
        self.borrowed.emit(mechanism_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page gives the editor the focus: it goes on to the caret."""
        super().focusInEvent(event)
        self.column.lay()
        view = self.column.view(self._current) or next(iter(self.column.views), None)
        stops = view.stops() if view is not None else []
        if stops:
            stops[0].setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(event.key())
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.store()
        super().hideEvent(event)
