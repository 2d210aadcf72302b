"""Where Tab goes in a plan: from one empty field to the next, else from stop to stop.

Rows out of sight have no widgets until the focus comes to them, so Qt's own chain cannot know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from db.records.plan import Borrowing, Section
from desktop.pages.plan.blocks import Kind
from desktop.pages.plan.plan_text import PlanText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.pages.plan.blocks import Block
    from desktop.pages.plan.column import BlockColumn


class Focusing:
    """Moves the focus in a column of blocks, and keeps it in sight."""

    def __init__(self, column: BlockColumn) -> None:
        self.column = column

    def to_next_empty(self, focus: QWidget) -> bool:
        """Go to the next field that waits for words, in this row or those below."""
        if isinstance(focus, PlanText):
            focus.store()
        start = self._index_of(focus)
        for index in range(start, len(self.column.blocks)):
            block = self.column.blocks[index]
            if block.folded or not _may_lack(block):
                continue
            view = self.column.view(block.key) or self.column.reveal(block.key)
            if view is None:
                continue
            stops = view.stops()
            after = stops.index(focus) if index == start and focus in stops else -1
            for text in view.empty_fields():
                if stops.index(text) > after:
                    self._enter(text)
                    return True
        return False

    def step(self, focus: QWidget, way: int) -> bool:
        """Go to the next stop (1) or the one before (-1); False at the ends of the plan."""
        index = self._index_of(focus)
        view = self.column.view(self.column.blocks[index].key)
        stops = view.stops() if view is not None else []
        at = stops.index(focus) + way if focus in stops else -1
        if 0 <= at < len(stops):
            self._enter(stops[at])
            return True
        index += way
        while 0 <= index < len(self.column.blocks):
            view = self.column.reveal(self.column.blocks[index].key)
            stops = view.stops() if view is not None else []
            if stops:
                self._enter(stops[0 if way > 0 else -1])
                return True
            index += way
        return False

    def _index_of(self, widget: QWidget) -> int:
        for index, block in enumerate(self.column.blocks):
            view = self.column.view(block.key)
            if view is not None and (view is widget or view.isAncestorOf(widget)):
                return index
        return 0

    def _enter(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.show(widget)

    def show(self, widget: QWidget) -> None:
        """Scroll so that a widget is in sight."""
        canvas = self.column.canvas
        top = widget.mapTo(canvas, widget.rect().topLeft())
        rect = widget.rect().translated(top)
        if rect.height() > self.column.viewport().height() // 2 and isinstance(widget, PlanText):
            self.show_caret(widget)
        else:
            self.column.show_rect(rect)

    def show_caret(self, text: PlanText) -> None:
        """Scroll so that the caret of a text is in sight."""
        # Once it has the height that its words need.
        QTimer.singleShot(0, text, lambda: self._show_caret_now(text))

    def _show_caret_now(self, text: PlanText) -> None:
        canvas = self.column.canvas
        if text.hasFocus() and canvas.isAncestorOf(text):
            caret = text.caret()
            self.column.show_rect(caret.translated(text.mapTo(canvas, text.rect().topLeft())))


def _may_lack(block: Block) -> bool:
    """Whether a block could have an empty field: asked before its widget is made."""
    row, task = block.row, block.task
    texts = [row.title] if not isinstance(row, Borrowing) else [row.ours, row.reason]
    if isinstance(row, Section):
        texts.append(row.body)
    if task is not None:
        texts += [task.title, task.person, task.due, task.goal, task.measures]
    return block.kind in (Kind.BORROWING, Kind.TASK, Kind.SECTION, Kind.TITLE) and not all(
        text.strip() for text in texts
    )
