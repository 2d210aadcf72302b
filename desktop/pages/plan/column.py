"""A column of blocks of which only those in sight are widgets: a plan may have hundreds.

Blocks out of sight have an estimated height until they were seen once. What is in sight stays
where it is on the screen, whatever becomes of the heights above it. What comes into sight is made
in steps, a frame's worth on each turn of the event loop, from top to bottom; some are in stock.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop.pages.plan.blocks import Kind
from desktop.pages.plan.measures import estimate, text_column
from desktop.pages.plan.stock import Stock, sort_of
from desktop.widgets.paced_painting import pace
from desktop.widgets.parts import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.pages.plan.block_view import BlockView
    from desktop.pages.plan.blocks import Block
    from desktop.pages.plan.stock import Sort
    from desktop.theme import Appearance

_FOOT: Final = 160
_AHEAD: Final = 1.2  # screens beyond the edges in which blocks are made while nobody waits
_MAKING_S: Final = 0.006  # a turn of the loop takes no more steps once it has taken so long
_SHOWING_S: Final = 0.003  # nor shows a block that is made
_SPARE: Final = 2  # widgets of each sort that are made before they are wanted
_REST_MS: Final = 60  # nobody waits for what is made ahead
_GO_ON_MS: Final = 10
_MANY: Final = (Kind.SECTION, Kind.BORROWING, Kind.TASK)
_MOST_VIEWS: Final = 24  # widgets kept; those furthest away go first


class BlockColumn(QScrollArea):
    """Shows blocks from top to bottom; `make` begins the widget of one, of a kind and level."""

    def __init__(self, appearance: Appearance, make: Callable[[Kind, int], BlockView]) -> None:
        super().__init__()
        self._look = appearance
        self._stock = Stock(make)
        self._blocks: list[Block] = []
        self._keys: list[str] = []  # of the blocks
        self._asked_for = ""
        self._unseen: set[str] = set()  # made, and not shown yet
        self._views: dict[str, BlockView] = {}
        self._heights: dict[str, int] = {}
        self._measured: set[str] = set()  # those whose height is not an estimate, nor outdated
        self._tops: dict[str, int] = {}
        self._placed: dict[str, tuple[int, int, int, int]] = {}
        self._slot: tuple[QWidget, int] | None = None
        self._laying = False
        self.canvas = Panel("planCanvas")
        self.setWidget(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.lay)
        self._made_for = 0.0  # seconds that this turn of the loop has made blocks
        self._painting = False
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._begin_turn)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._make_ahead)
        self._gone: list[BlockView] = []  # dropped, and hidden
        self._clearing = QTimer(self, singleShot=True, interval=0)
        self._clearing.timeout.connect(self._delete_one)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    @property
    def blocks(self) -> list[Block]:
        """What is shown, seen or not."""
        return self._blocks

    @property
    def views(self) -> list[BlockView]:
        """The widgets there are, from top to bottom."""
        return [self._views[block.key] for block in self._blocks if block.key in self._views]

    def view(self, key: str) -> BlockView | None:
        """The widget of a block, if it has one now."""
        return self._views.get(key)

    def set_blocks(self, blocks: Sequence[Block]) -> str:
        """Show these; what did not change keeps its widget as it is.

        Returns the key of what stands now where the focus was, if that is gone; '' if it is not.
        """
        focused = self._focused()
        keys = {block.key for block in blocks}
        for key in [key for key in self._views if key not in keys]:
            self._drop(key)
        for block in blocks:
            view = self._views.get(block.key)
            if view is None:
                continue
            if sort_of(view.block) != sort_of(block):
                self._drop(block.key)
            elif view.block != block:
                view.change(block)
                self._measured.discard(block.key)
        place = next((at for at, old in enumerate(self._blocks) if old.key == focused), 0)
        self._blocks = list(blocks)
        self._keys = [block.key for block in self._blocks]
        self.lay()
        if not focused or focused in keys or not self._blocks:
            return ""
        return self._blocks[min(place, len(self._blocks) - 1)].key

    def _focused(self) -> str:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return ""
        keys = (key for key, view in self._views.items() if view.isAncestorOf(focus))
        return next(keys, "")

    def show_slot(self, slot: QWidget, index: int) -> None:
        """Open room for a widget before the block with this index."""
        if self._slot == (slot, index):
            return
        self._slot = (slot, index)
        slot.setParent(self.canvas)
        self.lay()
        slot.show()
        slot.raise_()

    def hide_slot(self) -> None:
        """Close the room again."""
        if self._slot is not None:
            self._slot[0].hide()
            self._slot = None
            self.lay()

    def index_at(self, y: int) -> tuple[int, bool]:
        """The index of the block at a height of the canvas, and whether in its lower half."""
        for index, block in enumerate(self._blocks):
            top, height = self._tops.get(block.key, 0), self._height(block)
            if y < top + height:
                return index, y >= top + height // 2
        return max(len(self._blocks) - 1, 0), True

    def reveal(self, key: str) -> BlockView | None:
        """Scroll to a block, where it is not whole in sight, and return its widget."""
        block = next((block for block in self._blocks if block.key == key), None)
        if block is None:
            return None
        if key not in self._views:  # before others that come into sight with it
            self._show(block)
            self._make_later()
        self._asked_for = key
        bar, page = self.verticalScrollBar(), self.viewport().height()
        for _ in range(3):  # heights on the way are estimates at first
            top, height, before = self._tops.get(key, 0), self._height(block), bar.value()
            if top < before or top + height > before + page:
                bar.setValue(top - self._look.px(12))  # and lays all out
            if bar.value() == before:
                if key in self._measured:
                    break
                self.lay()
        return self._views[key]

    def show_rect(self, rect: QRect) -> None:
        """Scroll so that a part of the canvas is in sight."""
        bar, page = self.verticalScrollBar(), self.viewport().height()
        margin = self._look.px(24)
        if rect.bottom() + margin > bar.value() + page:
            bar.setValue(rect.bottom() + margin - page)
        elif rect.top() - margin < bar.value():
            bar.setValue(rect.top() - margin)

    def lay(self) -> None:
        """Place every block, and make those that have come into sight."""
        self._later.stop()
        if self._laying or not self._blocks:
            return
        self._laying = True
        try:
            self._place()
        finally:
            self._laying = False

    def _begin_turn(self) -> None:
        self._painting = not self._painting
        if self._painting:  # on a turn between two: what was made is painted
            self._next_turn.start()
            return
        waiting = self._made_for >= _MAKING_S
        self._made_for = 0.0
        if waiting:
            self.lay()

    def lay_soon(self) -> None:
        """Place everything once the present events are through."""
        if not self._laying:
            self._later.start()

    def _place(self) -> None:
        bar = self.verticalScrollBar()
        held = self._held(bar.value())
        left, width = text_column(self._look, self.viewport().width())
        from_y, to_y = bar.value(), bar.value() + self.viewport().height()
        y = 0
        slot = self._slot[1] if self._slot is not None else -1
        for index, (key, block) in enumerate(zip(self._keys, self._blocks, strict=True)):
            if index == slot:
                y = self._place_slot(y, left, width)
            self._tops[key] = y
            height = self._height(block, key)
            if key in self._views:
                height = self._place_view(block, QRect(left, y, width, 0))
            elif y < to_y and y + height > from_y and self._may_make() and self._made(block):
                height = self._place_new(block, QRect(left, y, width, 0))
            y += height
        if self._slot is not None and self._slot[1] >= len(self._blocks):
            y = self._place_slot(y, left, width)
        self.canvas.resize(self.viewport().width(), max(y + _FOOT, self.viewport().height()))
        if held is not None and (moved := self._tops.get(held[0], held[1]) - held[1]):
            bar.setValue(bar.value() + moved)
        self._thin()
        self._idle.start(_REST_MS)

    def _made(self, block: Block) -> bool:
        """Whether there is a widget for it, and time to show it; makes some of it."""
        before = time.perf_counter()
        sort, until = sort_of(block), before + _MAKING_S - self._made_for
        whole = self._stock.fill({sort: 1}, until)
        self._made_for += time.perf_counter() - before
        if whole and self._made_for < _SHOWING_S:
            return True
        self._make_later()
        return False

    def _make_ahead(self) -> None:
        """Show one block that will soon come into sight, if there is any, or make some of it."""
        if not self.isVisible():
            return
        if any(view.ahead for view in self._views.values()):
            self._idle.start(_REST_MS)  # somebody types: not now
            return
        until = time.perf_counter() + _MAKING_S
        block = self._ahead()
        if block is None:
            if not self._stock.fill(self._wanted(), until):
                self._idle.start(_GO_ON_MS)
        elif self._stock.has(sort_of(block)):
            self._show(block)
            self.lay()
        else:
            self._stock.fill({sort_of(block): 1}, until)
            self._idle.start(_GO_ON_MS)

    def _wanted(self) -> dict[Sort, int]:
        """Of which sorts there should be widgets in stock, and how many."""
        found: dict[Sort, int] = {}
        for key, block in zip(self._keys, self._blocks, strict=True):
            if block.kind in _MANY:
                found[sort_of(block)] = _SPARE
            elif key not in self._views:  # of these there is one
                found[sort_of(block)] = 1
        return found

    def _ahead(self) -> Block | None:
        """The first block without a widget that is not far out of sight."""
        near = self._near()
        waiting = (b for b in self._blocks if b.key in near and b.key not in self._views)
        return next(waiting, None)

    def _near(self) -> set[str]:
        """The blocks that are in sight, or will be soon."""
        bar, page = self.verticalScrollBar(), self.viewport().height()
        from_y, to_y = bar.value() - _AHEAD * page, bar.value() + (1 + _AHEAD) * page
        found = set()
        for key, block in zip(self._keys, self._blocks, strict=True):
            top = self._tops.get(key, 0)
            if top < to_y and top + self._height(block, key) > from_y:
                found.add(key)
        return found

    def _place_new(self, block: Block, at: QRect) -> int:
        before = time.perf_counter()
        height = self._place_view(block, at)
        self._made_for += time.perf_counter() - before
        self._next_turn.start()
        return height

    def _place_view(self, block: Block, at: QRect) -> int:
        key = block.key
        view = self._views.get(key) or self._show(block)
        if key not in self._measured:
            if view.width() != at.width():
                view.resize(at.width(), view.height())
            self._heights[key] = view.height_for(at.width())
            self._measured.add(key)
        height = self._heights[key]
        rect = (at.left(), at.top(), at.width(), height)
        if self._placed.get(key) != rect:
            self._placed[key] = rect
            view.setGeometry(*rect)
        if key in self._unseen:
            self._unseen.discard(key)
            view.show()
        return height

    def _place_slot(self, y: int, left: int, width: int) -> int:
        assert self._slot is not None
        px = self._look.px
        self._slot[0].setGeometry(left, y + px(8), width, px(40))
        return y + px(8) + px(40) + px(4)

    def _held(self, value: int) -> tuple[str, int] | None:
        """The first block that begins in sight, and where: it shall not move on the screen."""
        if value <= 0:
            return None
        from_y = value + self._look.px(48)
        for key, block in zip(self._keys, self._blocks, strict=True):
            top = self._tops.get(key)
            if top is not None and top + self._height(block, key) > from_y:
                return key, top
        return None

    def _height(self, block: Block, key: str = "") -> int:
        return self._heights.get(key or block.key) or estimate(self._look, block)

    def _may_make(self) -> bool:
        return self.isVisible() and self._made_for < _MAKING_S

    def _show(self, block: Block) -> BlockView:
        view = self._stock.take(sort_of(block))
        view.show_block(block)
        pace(view)
        view.resized.connect(lambda: self._on_resized(block.key))
        self._views[block.key] = view
        self._unseen.add(block.key)  # until it has its size: it would be laid out twice
        return view

    def _on_resized(self, key: str) -> None:
        self._measured.discard(key)
        self.lay_soon()

    def _drop(self, key: str) -> None:
        view = self._views.pop(key)
        view.release()  # what was typed in a row that is gone brings the row back
        self._heights.pop(key, None)
        self._placed.pop(key, None)
        self._unseen.discard(key)
        self._measured.discard(key)
        focus = QApplication.focusWidget()
        if focus is not None and view.isAncestorOf(focus):
            focus.clearFocus()  # else hiding it would send the focus along, amid a change
        view.hide()
        self._gone.append(view)
        self._clearing.start()

    def _delete_one(self) -> None:
        """One on a turn: with another plan all cards go at once, and each takes its time."""
        self._gone.pop().deleteLater()
        if self._gone:
            self._clearing.start()

    def _thin(self) -> None:
        """Throw away widgets that are far out of sight, unless somebody writes in them."""
        if len(self._views) <= _MOST_VIEWS:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        far = sorted(self._views, key=lambda key: -abs(self._tops.get(key, 0) - middle))
        kept = self._near() | {self._asked_for}  # else they would be made and dropped for ever
        focus = self.window().focusWidget()
        for key in far[: len(self._views) - _MOST_VIEWS]:
            view = self._views[key]
            written_in = view.ahead or (focus is not None and view.isAncestorOf(focus))
            if key in kept or written_in:
                continue
            height = self._heights.get(key, 0)
            self._drop(key)
            self._heights[key] = height

    def make_anew(self) -> None:
        """Sizes have changed: everything is made and measured again."""
        for key in list(self._views):
            self._drop(key)
        self._stock.clear()
        self._heights.clear()
        self._measured.clear()
        self.lay_soon()

    def _on_scroll(self) -> None:
        self.lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._heights.clear()
            self._measured.clear()
        self._make_later()
        self.lay()

    def _make_later(self) -> None:
        """This turn has taken its time: what else comes into sight is made from the next one."""
        self._made_for = _MAKING_S
        self._next_turn.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # moves a card; a scroll area would take the arrow for itself
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.lay_soon()
        return super().event(event)
