"""What is drawn over a page while it is shown: a highlighter pen, and a pointer.

Strokes are kept in units of the page, so that the console and the audience's screen show the same
whatever their sizes. They belong to the show and end with it: nothing of them is stored.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.documents.sheet import HEIGHT
from desktop.settings import Mode

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPaintEvent

    from desktop.documents.sheet import Sheet
    from desktop.theme import Appearance
    from desktop.widgets.slide_view import SlideView

Stroke: TypeAlias = list[QPointF]
WIDTH: Final = 34.0
"""Of the pen, in units: a line of text shows through it."""
_DOT: Final = 15.0
_RING: Final = 5.0
_CLOSE: Final = 3.0


class Tool(StrEnum):
    """What the pointing device does over a page."""

    NONE = "none"
    POINTER = "pointer"
    PEN = "pen"


def sheet_key(sheet: Sheet | None) -> str:
    """By what a sheet is known while its lesson is shown."""
    return f"{sheet.slide_id}/{sheet.part}" if sheet else ""


class Ink(QObject):
    """The strokes on every sheet of a show, and where the pointer is; shared by all its views."""

    changed = Signal(str)
    """Other strokes on a sheet, by its key."""
    grown = Signal(str)
    """The last stroke on a sheet has gone on."""
    pointed = Signal()
    """The pointer stands elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._strokes: dict[str, list[Stroke]] = {}
        self._pointer: QPointF | None = None

    def strokes(self, key: str) -> list[Stroke]:
        """What was drawn on a sheet, oldest first."""
        return [list(stroke) for stroke in self._strokes.get(key, ())]

    def begin(self, key: str, point: QPointF) -> None:
        """Put the pen down."""
        self._strokes.setdefault(key, []).append([QPointF(point)])
        self.grown.emit(key)

    def extend(self, key: str, point: QPointF) -> None:
        """Move the pen; a tremble is no movement."""
        strokes = self._strokes.get(key)
        if not strokes or (strokes[-1][-1] - point).manhattanLength() < _CLOSE:
            return
        strokes[-1].append(QPointF(point))
        self.grown.emit(key)

    def take_back(self, key: str) -> bool:
        """Drop the last stroke on a sheet; False where there is none."""
        if not self._strokes.get(key):
            return False
        self._strokes[key].pop()
        self.changed.emit(key)
        return True

    def erase(self, key: str) -> None:
        """Wipe a sheet."""
        if self._strokes.pop(key, None):
            self.changed.emit(key)

    @property
    def pointer(self) -> QPointF | None:
        """Where the pointer stands, in units; None: nowhere."""
        return self._pointer

    def point_at(self, point: QPointF | None) -> None:
        """Put the pointer somewhere, or take it away."""
        if point != self._pointer:
            self._pointer = point
            self.pointed.emit()


class InkOverlay(QWidget):
    """Lies over a SlideView, and lets everything through while no tool is in hand."""

    def __init__(self, appearance: Appearance, view: SlideView, ink: Ink) -> None:
        super().__init__(view)
        self._look, self._view, self._ink = appearance, view, ink
        self._tool = Tool.NONE
        self._layer: QPixmap | None = None
        self._drawn: tuple[str, QSize, float, Mode] | None = None
        self._down = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.set_tool(Tool.NONE)
        self.setGeometry(view.rect())
        view.installEventFilter(self)
        ink.changed.connect(self._redraw)
        ink.grown.connect(self._grow)
        ink.pointed.connect(self.update)
        self.show()

    @property
    def tool(self) -> Tool:
        """What is in hand."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Take another tool in hand."""
        self._tool = tool
        self._down = ""
        away = tool is Tool.NONE
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, away)
        if tool is Tool.PEN:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif tool is Tool.POINTER:
            self.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self.unsetCursor()
        if tool is not Tool.POINTER:
            self._ink.point_at(None)

    def erase(self) -> None:
        """Wipe the sheet that is shown."""
        self._ink.erase(self._key)

    def take_back(self) -> bool:
        """Drop the last stroke on the sheet that is shown."""
        return self._ink.take_back(self._key)

    @property
    def _key(self) -> str:
        return sheet_key(self._view.sheet)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._view:
            self.setGeometry(self._view.rect())
        return super().eventFilter(watched, event)

    # Drawing

    def _redraw(self, key: str) -> None:
        if key == self._key:
            self._drawn = None
            self.update()

    def _grow(self, key: str) -> None:
        """Draw only what has come, and show only where it lies."""
        if key != self._key:
            return
        if self._layer is None or self._drawn != self._wanted():
            self._redraw(key)
            return
        last = self._ink.strokes(key)[-1][-3:]
        painter = self._begin(self._layer)
        _draw(painter, last, self._pen())
        painter.end()
        points = [self._view.from_scene(point) for point in last]
        reach = WIDTH * self._view.scene_rect().height() / HEIGHT + 2
        found = QRectF()
        for point in points:
            found |= QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        self.update(found.toAlignedRect())

    def _wanted(self) -> tuple[str, QSize, float, Mode]:
        ratio = self.devicePixelRatioF()
        return self._key, self.size() * ratio, ratio, self._look.mode

    def _begin(self, layer: QPixmap) -> QPainter:
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._view.scene_rect()
        painter.setClipRect(place)
        painter.translate(place.topLeft())
        scale = place.height() / HEIGHT
        painter.scale(scale, scale)
        return painter

    def _pen(self) -> QPen:
        ink: QColor = self._look.color("accentLine")
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        return QPen(ink, WIDTH, Qt.PenStyle.SolidLine, round_cap, round_join)

    def _lay(self) -> None:
        """All strokes of the sheet, drawn once."""
        wanted = self._wanted()
        if self._drawn == wanted:
            return
        self._drawn = wanted
        strokes = self._ink.strokes(self._key)
        self._layer = None
        if strokes and not wanted[1].isEmpty():
            self._layer = QPixmap(wanted[1])
            self._layer.setDevicePixelRatio(self.devicePixelRatioF())
            self._layer.fill(Qt.GlobalColor.transparent)
            painter = self._begin(self._layer)
            for stroke in strokes:
                for end in range(1, len(stroke) + 1):
                    _draw(painter, stroke[max(end - 3, 0) : end], self._pen())
            painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._lay()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        if self._layer is not None:
            # Text under the pen keeps its ink: dark stays dark, light stays light.
            light = self._look.mode is Mode.LIGHT
            modes = QPainter.CompositionMode
            painter.setCompositionMode(
                modes.CompositionMode_Multiply if light else modes.CompositionMode_Screen
            )
            painter.drawPixmap(0, 0, self._layer)
            painter.setCompositionMode(modes.CompositionMode_SourceOver)
        if self._ink.pointer is not None:
            self._paint_pointer(painter, self._view.from_scene(self._ink.pointer))
        painter.end()

    def _paint_pointer(self, painter: QPainter, at: QPointF) -> None:
        """A dot in a light ring: seen on any ground."""
        scale = self._view.scene_rect().height() / HEIGHT
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._look.color("accent"))
        pen = QPen(self._look.brand("stampInk"))
        pen.setWidthF(max(_RING * scale, 1.5))
        painter.setPen(pen)
        radius = max(_DOT * scale, 4.0)
        painter.drawEllipse(at, radius, radius)

    # Pointing device

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if self._tool is Tool.PEN and left and self._key:
            self._down = self._key
            self._ink.begin(self._down, self._view.to_scene(event.position()))
        else:
            event.ignore()  # a mark under the pointer still opens

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._view.to_scene(event.position())
        if self._tool is Tool.POINTER:
            self._ink.point_at(point)
        if self._down and self._down == self._key:
            self._ink.extend(self._down, point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._down:
            self._down = ""
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self._tool is Tool.POINTER:
            self._ink.point_at(self._view.to_scene(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._ink.point_at(None)


def _draw(painter: QPainter, points: Stroke, pen: QPen) -> None:
    """The newest piece of a stroke: a curve from the middle of one step to that of the next."""
    painter.setPen(pen)
    if len(points) == 1:
        painter.drawPoint(points[0])
    elif len(points) == 2:
        painter.drawLine(points[0], (points[0] + points[1]) / 2)
    else:
        first, bend, last = points
        path = QPainterPath((first + bend) / 2)
        path.quadTo(bend, (bend + last) / 2)
        painter.drawPath(path)
