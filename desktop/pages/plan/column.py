"""A column of blocks of which only those in sight are widgets: a plan may have hundreds.

Blocks out of sight have an estimated height until they were seen once. What is in sight stays
where it is on the screen, whatever becomes of the heights above it. What comes into sight is made
in steps, a frame's worth on each turn of the event loop, from top to bottom; some are in stock. In
another width what is in sight gets its size so, too; till then it keeps the one it had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop.pages.plan.blocks import Kind
from desktop.pages.plan.measures import estimate, text_column
from desktop.pages.plan.stock import Stock, sort_of
from desktop.widgets.in_turns import InTurns
from desktop.widgets.paced_painting import pace
from desktop.widgets.parts import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.pages.plan.block_view import BlockView
    from desktop.pages.plan.blocks import Block
    from desktop.pages.plan.stock import Sort
    from desktop.theme import Appearance

_FOOT: Final = 160
_AHEAD: Final = 1.2  # screens beyond the edges in which blocks are made while nobody waits
_SPARE: Final = 2  # widgets of each sort that are made before they are wanted
_REST_MS: Final = 60  # nobody waits for what is made ahead
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
        self._width = 0  # of the text, for which they were measured
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
        self._waiting: Block | None = None  # the first in sight that is not as it should be
        self._at_work = False
        self._making = InTurns(self)
        self._making_ahead = InTurns(self)
        self._idle = QTimer(self, singleShot=True, interval=_REST_MS)
        self._idle.timeout.connect(lambda: self._making_ahead.begin(self._ahead_steps()))
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

    def approach(self, key: str) -> Iterator[None]:
        """Have a block made in steps, so that it is there when it is to be revealed."""
        while not self._is_settled(key):
            block = next((block for block in self._blocks if block.key == key), None)
            if block is None:
                return
            self._asked_for = key
            self._advance(block)
            yield

    def reveal(self, key: str) -> BlockView | None:
        """Scroll to a block, where it is not whole in sight, and return its widget."""
        block = next((block for block in self._blocks if block.key == key), None)
        if block is None:
            return None
        if key not in self._views:  # before others that come into sight with it
            self._show(block)
        self._asked_for = key
        while not self._is_settled(key):
            self._advance(block)
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
        if self._laying:
            return
        self._laying = True
        try:
            self._place()
        finally:
            self._laying = False

    def lay_soon(self) -> None:
        """Place everything once the present events are through."""
        if not self._laying:
            self._later.start()

    def _place(self) -> None:
        bar = self.verticalScrollBar()
        held = self._held(bar.value())
        left, width = text_column(self._look, self.viewport().width())
        if width != self._width:
            self._width = width
            self._measured.clear()
        from_y, to_y = bar.value(), bar.value() + self.viewport().height()
        y = 0
        measured = False  # one at once, which is typed in; where many have changed, in turns
        self._waiting = None
        slot = self._slot[1] if self._slot is not None else -1
        for index, (key, block) in enumerate(zip(self._keys, self._blocks, strict=True)):
            if index == slot:
                y = self._place_slot(y, left, width)
            self._tops[key] = y
            in_sight = y < to_y and y + self._height(block, key) > from_y
            measured = self._place_view(key, left, y, measure=in_sight and not measured) or measured
            if in_sight and self._waiting is None and not self._is_settled(key):
                self._waiting = block
            y += self._height(block, key)
        if self._slot is not None and self._slot[1] >= len(self._blocks):
            y = self._place_slot(y, left, width)
        self.canvas.resize(self.viewport().width(), max(y + _FOOT, self.viewport().height()))
        if held is not None and (moved := self._tops.get(held[0], held[1]) - held[1]):
            bar.setValue(bar.value() + moved)
        self._thin()
        self._go_on()

    def _place_view(self, key: str, left: int, top: int, *, measure: bool) -> bool:
        """Put the widget of a block, if it has one, where it belongs, as wide as it is.

        Returns whether it had to be measured.
        """
        view = self._views.get(key)
        if view is None:
            return False
        measure = measure and view.width() == self._width and key not in self._measured
        if measure:
            self._measure(key)
        settled = self._is_settled(key)
        if key in self._unseen and not settled:
            return measure
        size = (self._width, self._heights[key]) if settled else (view.width(), view.height())
        rect = (left, top, *size)
        if self._placed.get(key) != rect:
            self._placed[key] = rect
            view.setGeometry(*rect)
        if key in self._unseen:
            self._unseen.discard(key)
            view.show()
        return measure

    def _is_settled(self, key: str) -> bool:
        """Whether a block has its widget, and that the size that it needs."""
        view = self._views.get(key)
        return view is not None and view.width() == self._width and key in self._measured

    def _measure(self, key: str) -> None:
        self._heights[key] = self._views[key].height_for(self._width)
        self._measured.add(key)

    # Making

    def _go_on(self) -> None:
        """Make what is in sight from the next turn, then what will soon be, once all is at rest."""
        if self._waiting is not None and not self._at_work and self.isVisible():
            self._at_work = True
            self._making.begin(self._steps())
        self._making_ahead.drop()
        self._idle.start()

    def _steps(self) -> Iterator[None]:
        while self._waiting is not None and self.isVisible():
            self._advance(self._waiting)
            yield
        self._at_work = False

    def _ahead_steps(self) -> Iterator[bool]:
        """Show what will soon come into sight, then have some more in stock."""
        while self.isVisible() and self._waiting is None:
            if any(view.ahead for view in self._views.values()):
                self._idle.start()  # somebody types: not now
                return
            block, sort = self._ahead(), self._stock.lacks(self._wanted())
            if block is not None:
                self._advance(block)
            elif sort is not None:
                self._stock.step(sort)
            else:
                return
            yield block is not None  # to show it, to measure it and to lay it out are long each

    def _advance(self, block: Block) -> None:
        """Take a step towards a block that is as it should be."""
        key, sort = block.key, sort_of(block)
        if key not in self._views and not self._stock.has(sort):
            self._stock.step(sort)
        elif key not in self._views:
            self._show(block)
        elif key not in self._measured:
            self._measure(key)
        else:
            self._views[key].resize(self._width, self._heights[key])
            self.lay()

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
        """The first block that is not as it should be, and not far out of sight."""
        near = self._near()
        waiting = (b for b in self._blocks if b.key in near and not self._is_settled(b.key))
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
        self.lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # moves a card; a scroll area would take the arrow for itself
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.lay_soon()
        return super().event(event)
