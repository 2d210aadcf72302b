"""Dragging into and within a plan: mechanisms from elsewhere, and the plan's own cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.plan.blocks import Block, Kind
from desktop.roles import MECHANISM_MIME
from desktop.widgets.parts import ElidingLabel, IconLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.theme import Appearance

_INNER: Final = str.maketrans("“”", "‘’")
CARD: Final = "application/x-tashan-plan-card"
"""The key of a card of the plan that is open, as UTF-8."""


def dragged(data: QMimeData, kind: str) -> str:
    """What is dragged: an id, '' where it is nothing of this kind."""
    if not data.hasFormat(kind):
        return ""
    return bytes(data.data(kind).data()).decode("utf-8", "replace")


def dragged_mechanisms(data: QMimeData) -> list[str]:
    """The ids of the mechanisms that are dragged."""
    return [line for line in dragged(data, MECHANISM_MIME).split("\n") if line]


def drag_mechanism(widget: QWidget, mechanism_id: str, name: str) -> None:
    """Drag a mechanism from a page, until it is dropped on a plan or on 方案 in the rail."""
    data = QMimeData()
    data.setData(MECHANISM_MIME, QByteArray(mechanism_id.encode()))
    drag = QDrag(widget)
    drag.setMimeData(data)
    drag.setPixmap(_picture(widget, name))
    drag.setHotSpot(QPoint(12, 12))
    drag.exec(Qt.DropAction.CopyAction)


def drag_card(widget: QWidget, key: str, name: str) -> None:
    """Drag a card of the plan until it is dropped."""
    data = QMimeData()
    data.setData(CARD, QByteArray(key.encode()))
    drag = QDrag(widget)
    drag.setMimeData(data)
    drag.setPixmap(_picture(widget, name))
    drag.setHotSpot(QPoint(12, 12))
    drag.exec(Qt.DropAction.MoveAction)


def _picture(widget: QWidget, name: str) -> QPixmap:
    metrics = widget.fontMetrics()
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 220)
    ratio = widget.devicePixelRatioF()
    wide, high = metrics.horizontalAdvance(text) + 28, metrics.height() + 16
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(widget.palette().color(widget.palette().ColorRole.Base))
    painter = QPainter(picture)
    painter.setFont(widget.font())
    painter.setPen(QPen(widget.palette().color(widget.palette().ColorRole.Link), 1))
    painter.drawRect(0, 0, wide - 1, high - 1)
    painter.setPen(widget.palette().color(widget.palette().ColorRole.Text))
    painter.drawText(14, 8 + metrics.ascent(), text)
    painter.end()
    return picture


def target(
    blocks: Sequence[Block], index: int, lower: bool, kind: Kind
) -> tuple[int, str, int] | None:
    """Where a card of a kind goes that is dropped on a block: before which block, section, place.

    Borrowings stand before the free tasks of their section. None where there is no section.
    """
    if not blocks:
        return None
    block = blocks[min(index, len(blocks) - 1)]
    if block.kind is Kind.TITLE:
        index, block = _next_section(blocks, index)
    elif block.kind is Kind.TABLE:
        index, lower = index - 1, True
        block = blocks[index]
    if block.kind is Kind.TITLE or block.kind is Kind.TABLE:
        return None
    if block.kind is Kind.SECTION:
        place = _first_place(blocks, index, block.row.id, kind)
        return place[0], block.row.id, place[1]
    if block.kind is kind:
        step = 1 if lower else 0
        return index + step, block.section_id, block.place + step
    found = _first_place(blocks, _start(blocks, index, block.section_id), block.section_id, kind)
    if kind is Kind.BORROWING:  # over a free task: behind the last borrowing
        count = sum(b.kind is kind and b.section_id == block.section_id for b in blocks)
        return found[0] + count, block.section_id, count
    return found[0], block.section_id, found[1]


def _next_section(blocks: Sequence[Block], index: int) -> tuple[int, Block]:
    for at in range(index, len(blocks)):
        if blocks[at].kind is Kind.SECTION:
            return at, blocks[at]
    return index, blocks[index]


def _start(blocks: Sequence[Block], index: int, section_id: str) -> int:
    while index > 0 and blocks[index].key != section_id:
        index -= 1
    return index


def _first_place(
    blocks: Sequence[Block], head: int, section_id: str, kind: Kind
) -> tuple[int, int]:
    """Behind the heading; a free task behind the borrowings, too."""
    at = head + 1
    if kind is Kind.TASK:
        while (
            at < len(blocks)
            and blocks[at].kind is Kind.BORROWING
            and blocks[at].section_id == section_id
        ):
            at += 1
    return at, 0


class DropSlot(QWidget):
    """The room that opens between two cards, and what will stand there."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(appearance.px(14), 0, appearance.px(14), 0)
        row.setSpacing(appearance.px(8))
        row.addWidget(IconLabel(appearance, "plus", "accent", 16))
        self._label = ElidingLabel()
        self._label.setObjectName("planDrop")
        row.addWidget(self._label, 1)

    def say(self, name: str, region: str = "", *, move: bool = False, others: int = 0) -> None:
        """Name what will stand here."""
        if move:
            form = tr("松开鼠标，移到这里：“{name}”")
        elif others:
            form = tr("松开鼠标，在这里插入“{name}”等 {n} 条")
        else:
            form = tr("松开鼠标，在这里插入“{name}”（{region}）")
        name = name.translate(_INNER)
        self._label.setText(form.format(name=name, region=region, n=others + 1))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._look.color("accent"), 1.5)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(self._look.color("accentSoft"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 8, 8)
