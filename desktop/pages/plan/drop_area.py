"""What happens while something is dragged over a plan: a slot opens, a drop inserts there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from desktop.i18n import pick
from desktop.operations import plans as operations
from desktop.operations.plan_several import Wanted, borrow_several
from desktop.pages.plan import words
from desktop.pages.plan.blocks import Kind
from desktop.pages.plan.drag import CARD, DropSlot, dragged, dragged_mechanisms, target
from desktop.pages.plan.moving import put

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from desktop.pages.plan.blocks import Block
    from desktop.pages.plan.column import BlockColumn
    from desktop.session import Session

_EDGE: Final = 36  # so near the edge, at 100 %, it scrolls while something is dragged
_STEP: Final = 14


class DropArea(QObject):
    """Watches the column of a plan for what is dragged over it."""

    borrowed = Signal(str, str)
    """A mechanism was dropped: its id, and that of the borrowing."""
    moved = Signal(str)
    """A card was dropped: its key."""

    def __init__(self, session: Session, column: BlockColumn) -> None:
        super().__init__(column)
        self._session, self._column = session, column
        self.plan_id = ""
        self._slot = DropSlot(session.appearance)
        self._slot.setParent(column.canvas)
        self._slot.hide()
        self._target: tuple[int, str, int] | None = None
        self._scroll = QTimer(self, interval=30)
        self._scroll.timeout.connect(self._on_scroll)
        self._way = 0
        # The viewport, for what is dragged over a child comes to the first that accepts drops.
        column.viewport().setAcceptDrops(True)
        column.viewport().installEventFilter(self)
        column.canvas.setAcceptDrops(True)
        column.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            assert isinstance(event, QDragMoveEvent)
            self._over(watched, event)
            return True
        if kind == QEvent.Type.DragLeave:
            self._close()
            return True
        if kind == QEvent.Type.Drop:
            assert isinstance(event, QDropEvent)
            self._drop(event)
            return True
        return False

    def _over(self, watched: QObject, event: QDragMoveEvent) -> None:
        kind = self._kind(event.mimeData())
        if kind is None:
            event.ignore()
            return
        y = round(event.position().y())
        if watched is self._column.viewport():
            y += self._column.verticalScrollBar().value()
        self._begin_scroll(y - self._column.verticalScrollBar().value())
        over_slot = self._slot.isVisible() and self._slot.geometry().top() <= y <= (
            self._slot.geometry().bottom()
        )
        if not over_slot:
            self._target = target(self._column.blocks, *self._column.index_at(y), kind)
            if self._target is None:
                self._column.hide_slot()
            else:
                self._column.show_slot(self._slot, self._target[0])
        event.setAccepted(self._target is not None)

    def _kind(self, data: QMimeData) -> Kind | None:
        """What kind of card would be dropped; names it in the slot."""
        known = self._session.cases.mechanism_by_id
        found = [known[each] for each in dragged_mechanisms(data) if each in known]
        if found and self.plan_id:
            first = found[0]
            region = words.region_name(self._session, first.region_id)
            self._slot.say(pick(first.name, first.name_en), region, others=len(found) - 1)
            return Kind.BORROWING
        block = self._card(data)
        if block is None or block.kind not in (Kind.BORROWING, Kind.TASK):
            return None
        view = self._column.view(block.key)
        self._slot.say(view.name() if view is not None else "", move=True)
        return block.kind

    def _card(self, data: QMimeData) -> Block | None:
        key = dragged(data, CARD)
        return next((block for block in self._column.blocks if block.key == key), None)

    def _drop(self, event: QDropEvent) -> None:
        goal = self._target
        mechanisms = dragged_mechanisms(event.mimeData())
        block = self._card(event.mimeData())
        self._close()
        if goal is None:
            event.ignore()
            return
        event.acceptProposedAction()
        _, section_id, place = goal
        section = section_id or None
        if len(mechanisms) > 1:
            wanted = [Wanted(each) for each in mechanisms]
            for row in borrow_several(self._session, self.plan_id, wanted, section, place)[-1:]:
                self.borrowed.emit(row.mechanism_id, row.id)
        elif mechanisms:
            row = operations.borrow(self._session, self.plan_id, mechanisms[0], section, place)
            self.borrowed.emit(mechanisms[0], row.id)
        elif block is not None:
            if block.section_id == section_id and block.place < place:
                place -= 1  # places are counted without the card itself
            put(self._session, block, section, place)
            self.moved.emit(block.key)

    def _begin_scroll(self, y: int) -> None:
        edge = self._session.appearance.px(_EDGE)
        below = y > self._column.viewport().height() - edge
        self._way = -1 if y < edge else 1 if below else 0
        if self._way and not self._scroll.isActive():
            self._scroll.start()

    def _on_scroll(self) -> None:
        if not self._way:
            self._scroll.stop()
            return
        bar = self._column.verticalScrollBar()
        bar.setValue(bar.value() + self._way * self._session.appearance.px(_STEP))

    def _close(self) -> None:
        self._way = 0
        self._scroll.stop()
        self._target = None
        self._column.hide_slot()
