"""The source view of the reader: a text one selects in, marks, searches and walks with the keys.

Adds what belongs to one reader at work; what is highlighted and where it stands is the business
of `SourceView`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from desktop.i18n import tr
from desktop.widgets.lanes import Span, merged
from desktop.widgets.own_marks import HitMarks, OwnMark, OwnMarks, paint_ring
from desktop.widgets.parts import plain_tip
from desktop.widgets.selection_popover import SelectionPopover
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent

    from desktop.theme import Appearance

_OFFER_MS: Final = 250  # a selection made with the keys has come to rest
_MOVES: Final = (
    QKeySequence.StandardKey.MoveToNextLine,
    QKeySequence.StandardKey.MoveToPreviousLine,
    QKeySequence.StandardKey.MoveToNextChar,
    QKeySequence.StandardKey.MoveToPreviousChar,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.SelectNextLine,
    QKeySequence.StandardKey.SelectPreviousLine,
    QKeySequence.StandardKey.SelectNextChar,
    QKeySequence.StandardKey.SelectPreviousChar,
    QKeySequence.StandardKey.SelectNextWord,
    QKeySequence.StandardKey.SelectPreviousWord,
    QKeySequence.StandardKey.SelectStartOfLine,
    QKeySequence.StandardKey.SelectEndOfLine,
)


class ReaderView(SourceView):
    """Spans are source offsets in code points, as everywhere."""

    mark_wanted = Signal()
    """Underline what is selected, or take away the underline under the caret."""
    note_wanted = Signal()
    """Write a note on what is selected, or open the one under the caret."""
    plan_wanted = Signal()
    """Borrow what is selected into the plan."""
    removal_wanted = Signal()
    """Delete was pressed on an underline."""
    selected = Signal(int)
    """So many characters are selected."""
    lit = Signal(str)
    """All spans of this group stand out under the pointer or the focus; '' once none does."""
    escaped = Signal()
    """Esc, with nothing left here to close."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "reader", gutter=True)
        self._own = OwnMarks(self, appearance)
        self._hits = HitMarks(self, appearance)
        self._stops: list[Span] = []
        self._stop: int | None = None
        self._hovered = ""
        self._tip: Callable[[str], str] | None = None
        self._going = (0, 0)  # the passage that was revealed last
        self._gone = (0, 0)  # the offset that was gone to last, and where the bar stood then
        self._popover = SelectionPopover(appearance, self.viewport())
        self._popover.mark_wanted.connect(self.mark_wanted)
        self._popover.note_wanted.connect(self.note_wanted)
        self._popover.plan_wanted.connect(self.plan_wanted)
        self._popover.copy_wanted.connect(self.copy_here)
        self._popover.dismissed.connect(self.setFocus)
        self._offer_timer = QTimer(self, singleShot=True, interval=_OFFER_MS)
        self._offer_timer.timeout.connect(self.offer)
        self._follow_timer = QTimer(self, singleShot=True, interval=0)
        self._follow_timer.timeout.connect(self._follow)
        self.selectionChanged.connect(self._on_selection)
        self.viewport().setMouseTracking(True)
        if self._gutter is not None:
            self._gutter.group_hovered.connect(self._hover)

    # What is shown

    def set_tips(self, tip: Callable[[str], str]) -> None:
        """What to say about a group that the pointer rests on."""
        self._tip = tip

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Highlight these spans, and only these."""
        super().set_spans(spans)
        self._stops = merged(self.spans)
        self._leave_stop()
        self._own.cut()

    def set_own_marks(self, marks: Sequence[OwnMark]) -> None:
        """Underline these spans as the user's own, and only these."""
        self._own.set_marks(marks)
        self.viewport().update()

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int = -1) -> None:
        """Frame the hits of a search."""
        self._hits.set_hits(hits, current)
        self.viewport().update()

    def set_hit(self, current: int) -> None:
        """Frame another hit as the present one."""
        self._hits.set_current(current)
        self.viewport().update()

    def reveal(self, start: int, end: int, *, flash: bool = True) -> None:
        """Bring a passage to the reading line and let it flash once."""
        self._going = (start, end)
        super().reveal(start, end, flash=flash)

    def go_to(self, offset: int) -> None:
        """Show the text from a source offset on, at once; 0 is the very top."""
        super().go_to(offset)
        self._gone = (offset, self.verticalScrollBar().value())

    def reading_offset(self) -> int:
        """What is read at the top: as it was gone to, while nobody has scrolled since.

        Lines break elsewhere in another width; asked again after each break, the place would
        creep up line by line.
        """
        offset, value = self._gone
        first = self.first_visible_offset()
        top, _ = self.vertical_extent(first, first + 1)
        same_line = first <= offset and self.vertical_extent(offset, offset + 1)[0] == top
        return offset if same_line or value == self.verticalScrollBar().value() else first

    def show_hit(self, start: int, end: int) -> None:
        """Bring a hit into sight; the text stays where it is if the hit is seen already."""
        if self._revealing() is not None or not self._in_sight(start, end):
            self.reveal(start, end, flash=False)

    def _in_sight(self, start: int, end: int) -> bool:
        top, bottom = self.vertical_extent(start, end)
        seen = self.verticalScrollBar().value()
        return top >= seen and bottom <= seen + self.viewport().height()

    # The selection

    def chosen_span(self) -> tuple[int, int] | None:
        """What is selected, without blanks at its ends; None where nothing is."""
        span = self.selected_span()
        if span is None:
            return None
        text = self.source_map.text[span[0] : span[1]]
        start = span[0] + len(text) - len(text.lstrip())
        end = span[1] - (len(text) - len(text.rstrip()))
        return (start, end) if start < end else None

    def marks_here(self) -> list[OwnMark]:
        """The user's marks that cover what is selected, or that the caret stands in."""
        span = self.chosen_span()
        if span is not None:
            return self._own.around(*span)
        return self._own.at(self.caret())

    def caret(self) -> int:
        """The source offset of the caret."""
        return self.source_map.offset(self.textCursor().position())

    def put_caret(self, offset: int) -> None:
        """Set the caret, with nothing selected."""
        cursor = self.textCursor()
        cursor.setPosition(self.source_map.position(offset))
        self.setTextCursor(cursor)

    def copy_here(self) -> None:
        """Copy the selection or the user's mark under the caret, with where it is from."""
        marks = self.marks_here()
        if self.selected_span() is None and marks:
            span = (marks[0].start, marks[0].end)
            QGuiApplication.clipboard().setText(self._quoted(span))
        else:
            self.copy()
        self.close_offer()

    def offer(self) -> None:
        """Show what can be done with the selection, or with the mark under the caret."""
        marks = self.marks_here()
        if not self.hasFocus() or (self.chosen_span() is None and not marks):
            self.close_offer()
            return
        self._popover.offer(
            marked=any(not mark.noted for mark in marks), noted=any(m.noted for m in marks)
        )
        self._place_popover(marks)

    def close_offer(self) -> None:
        """Take the popover away."""
        self._offer_timer.stop()
        focus = QApplication.focusWidget()
        if focus is not None and self._popover.isAncestorOf(focus):
            self.setFocus()
        self._popover.hide()

    @property
    def popover(self) -> SelectionPopover:
        """What stands above the selection."""
        return self._popover

    def _follow(self) -> None:
        if self._popover.isVisible():
            self.offer()

    def _place_popover(self, marks: list[OwnMark]) -> None:
        span = self.selected_span() or (marks[0].start, marks[0].end)
        first, last = self._caret_rect(span[0]), self._caret_rect(span[1])
        room = self.viewport().rect()
        if last.bottom() < room.top() or first.top() > room.bottom():
            self._popover.hide()
        else:
            self._popover.place(first, last)

    def _caret_rect(self, offset: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.source_map.position(offset))
        return self.cursorRect(cursor)

    def _on_selection(self) -> None:
        span = self.selected_span()
        self.selected.emit(span[1] - span[0] if span else 0)
        if span is None:
            self.close_offer()
        elif not QGuiApplication.mouseButtons():
            self._offer_timer.start()

    @property
    def lit_group(self) -> str:
        """The group under the pointer or the focus, '' for none."""
        return self._lit

    # Walking from highlight to highlight

    @property
    def stop(self) -> Span | None:
        """The highlight that Tab has come to."""
        return self._stops[self._stop] if self._stop is not None else None

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes to the next highlight; behind the last one the focus leaves the text."""
        if next and self._popover.isVisible():
            self._popover.mark.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        stop = self._next_stop(1 if next else -1)
        if stop is None:
            self._leave_stop()
            return super().focusNextPrevChild(next)
        self._go_to_stop(stop)
        return True

    def _next_stop(self, by: int) -> int | None:
        if self._stop is not None:
            wanted = self._stop + by
        elif by > 0:
            top = self.first_visible_offset()
            wanted = bisect_left(self._stops, top, key=lambda span: span.start)
        else:
            corner = self.viewport().rect().bottomRight()
            bottom = self.source_map.offset(self.cursorForPosition(corner).position())
            wanted = bisect_right(self._stops, bottom, key=lambda span: span.start) - 1
        return wanted if 0 <= wanted < len(self._stops) else None

    def _go_to_stop(self, number: int) -> None:
        self._stop = number
        span = self._stops[number]
        self.put_caret(span.start)
        if not self._in_sight(span.start, span.end):
            self.reveal(span.start, span.end, flash=False)
        self._light()
        self.viewport().update()

    def _leave_stop(self) -> None:
        if self._stop is not None:
            self._stop = None
            self.viewport().update()
        self._light()

    def _hover(self, group: str) -> None:
        if group != self._hovered:
            self._hovered = group
            self._light()

    def _light(self) -> None:
        group = self._hovered or (self.stop.group if self.stop is not None else "")
        if group != self._lit:
            self.set_lit(group)
            self.lit.emit(group)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self._own.paint(painter, event.rect())
        self._hits.paint(painter, event.rect())
        if self.stop is not None and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            paint_ring(self, self._appearance, painter, event.rect(), self.stop)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_offer()
        self._leave_stop()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.offer()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            groups = self.groups_at(event.position().toPoint())
            keep = self.active if self.active in groups else ""
            self._hover(keep or (groups[0] if groups else ""))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover("")
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            groups = self.groups_at(event.pos()) if self._tip is not None else []
            tips = [self._tip(group) for group in groups] if self._tip is not None else []
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(tips)), self.viewport())
            return True
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        focus = QApplication.focusWidget()
        passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() in passing or (focus is not None and self._popover.isAncestorOf(focus)):
            return
        self.close_offer()
        self._leave_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_here()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif enter and self.stop is not None:
            self.group_clicked.emit(self.stop.group)
        elif key == Qt.Key.Key_Delete and self.marks_here():
            self.removal_wanted.emit()
        else:
            self._bring_caret(event)
            super().keyPressEvent(event)

    def _escape(self) -> None:
        if self._popover.isVisible():
            self.close_offer()
        elif self.textCursor().hasSelection():
            self.put_caret(self.caret())
        elif self._stop is not None:
            self._leave_stop()
        else:
            self.escaped.emit()

    def _bring_caret(self, event: QKeyEvent) -> None:
        """A caret that was scrolled out of sight starts where the user reads, not where it was."""
        if self.textCursor().hasSelection() or not any(event.matches(move) for move in _MOVES):
            return
        rect = self.cursorRect()
        if not self.viewport().rect().intersects(rect):
            self.put_caret(self.first_visible_offset())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        # Qt moves the children of the viewport along; above the first line is another place now.
        # Not at once: a text being set anew scrolls too, and must not be asked for its lines then.
        if self._popover.isVisible():
            self._follow_timer.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        marks = self.marks_here()
        if self.chosen_span() is not None or marks:
            lined, noted = any(not m.noted for m in marks), any(m.noted for m in marks)
            menu.addAction(tr("取消划线") if lined else tr("划线"), self.mark_wanted.emit)
            menu.addAction(tr("打开批注") if noted else tr("批注"), self.note_wanted.emit)
            if self.chosen_span() is not None:
                menu.addAction(tr("加入方案"), self.plan_wanted.emit)
            menu.addSeparator()
        menu.addAction(tr("复制引文带出处"), self.copy_here)
        menu.addAction(tr("全选"), self.selectAll)
        menu.exec(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines anew: what is being read stays at the top."""
        if self._popover.isVisible():
            self._follow_timer.start()
        if event.oldSize().width() == event.size().width() or not self._is_whole():
            super().resizeEvent(event)
            return
        offset = self.reading_offset()
        moving = self._revealing()
        super().resizeEvent(event)
        if moving is not None:
            self.reveal(*moving, flash=False)
        else:
            self.go_to(offset)

    def _is_whole(self) -> bool:
        """Whether the document holds the text: emptied to be set anew, it resizes the view too."""
        end = self.source_map.position(self.source_map.pieces[-1].end)
        return self._shown and self.document().characterCount() > end

    def _revealing(self) -> tuple[int, int] | None:
        """The passage that the text is on its way to."""
        return self._going if self._scrolling.state() == self._scrolling.State.Running else None
