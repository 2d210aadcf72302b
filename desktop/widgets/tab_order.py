"""Tab goes as one reads: in the order in which things are laid out, not in which they were made.

What is made later than the rest (the facets of a mechanism, the fields of a slide) stands at the
end of Qt's own chain; put in order whenever Tab is pressed, it needs no looking after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from desktop.widgets.berth import Berth

if TYPE_CHECKING:
    from collections.abc import Iterator


def put_in_order(root: QWidget) -> None:
    """Chain what can be reached by Tab inside a widget in the order of its layouts."""
    before: QWidget | None = None
    for widget in dict.fromkeys(_read(root)):  # a pane stands where its berth does
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _read(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    for child in _children(widget):
        if not child.isHidden():
            yield from _read(child)


def _children(widget: QWidget) -> Iterator[QWidget]:
    """What a widget holds, as it is read; a text or a table keeps what Qt puts into it."""
    if isinstance(widget, Berth):
        if widget.docked and widget.pane is not None:
            yield widget.pane
    elif isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield inner
    elif isinstance(widget, QSplitter):
        parts = (widget.widget(number) for number in range(widget.count()))
        yield from (part for part in parts if part is not None)
    elif isinstance(widget, QStackedWidget):
        current = widget.currentWidget()
        if current is not None:
            yield current
    elif isinstance(widget, QAbstractScrollArea):
        beside = (c for c in widget.children() if isinstance(c, QWidget) and c.focusPolicy())
        yield from (child for child in beside if child is not widget.viewport())
    else:
        layout = widget.layout()
        placed = list(_placed(layout)) if layout is not None else []
        yield from placed
        loose = [c for c in widget.children() if isinstance(c, QWidget) and not c.isWindow()]
        # Laid over the rest, or placed by hand: from the top, then from the left.
        loose = [child for child in loose if child not in placed]
        yield from sorted(loose, key=lambda child: (child.y(), child.x()))


def _placed(layout: QLayout) -> Iterator[QWidget]:
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: tuple(layout.getItemPosition(number)[:2]))  # type: ignore[index]
    for number in numbers:
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)
