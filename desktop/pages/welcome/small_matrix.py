"""The whole matrix at a glance: how many mechanisms each region has under each theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import pick, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.records import Theme
    from desktop.session import Session
    from desktop.settings import Mode

_ROW: Final = 38
_HEAD: Final = 34
_SEAL: Final = 22
_COLUMN: Final = 62
_PAD: Final = 16
_MOST_COLUMNS: Final = 8


class SmallMatrix(QWidget):
    """Paints counts; the fuller a cell, the fuller its theme's colour."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._look = session.appearance
        cases = session.cases
        self._regions = cases.regions[:_MOST_COLUMNS]
        self._counts = {cell: len(members) for cell, members in cases.cells.items()}
        self._most = max(self._counts.values(), default=1)
        self._picture = QPixmap()
        self._picture_of: object = None
        """Size and look that the picture was painted in beforehand."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("各地各主题的做法数"))
        self._look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        px, rows = self._look.px, len(self._session.cases.themes)
        wide = px(_PAD * 2 + self._theme_width() + _COLUMN * len(self._regions))
        return QSize(wide, px(_PAD * 2 + _HEAD + _ROW * rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(280), self.sizeHint().height())

    def _theme_width(self) -> int:
        return _SEAL + 12 + 64

    def paint_beforehand(self) -> Iterator[None]:
        """Paint what will be seen when it is shown in the size that it has; a yield after each row.

        To paint all of it takes most of a frame, and there is more to paint then.
        """
        made = self._made_for()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        for part in self._parts():
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            part(painter)
            painter.end()
            yield
        self._picture, self._picture_of = picture, made

    def _made_for(self) -> tuple[QSize, float, float, Mode]:
        return self.size(), self.devicePixelRatioF(), self._look.scale, self._look.mode

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        if self._picture_of == self._made_for():
            painter.drawPixmap(0, 0, self._picture)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part in self._parts():
            part(painter)

    def _parts(self) -> Iterator[Callable[[QPainter], None]]:
        """What is to be painted, from above; each with a painter of its own or all with one."""
        px = self._look.px
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        yield partial(self._paint_frame, frame)
        inner = frame.adjusted(px(_PAD), px(_PAD), -px(_PAD), -px(_PAD))
        left = inner.left() + self._names_width(inner.width())
        wide = (inner.right() - left) / max(len(self._regions), 1)
        yield partial(self._paint_head, left, inner.top(), wide)
        for row, theme in enumerate(self._session.cases.themes):
            top = inner.top() + px(_HEAD) + row * px(_ROW)
            head = QRectF(inner.left(), top, left, px(_ROW))
            yield partial(self._paint_row, theme, head, left, wide)

    def _paint_frame(self, frame: QRectF, painter: QPainter) -> None:
        painter.setPen(self._look.color("hair2"))
        painter.setBrush(self._look.color("raised"))
        painter.drawRoundedRect(frame, 10, 10)

    def _names_width(self, room: float) -> float:
        """Of the names at the left; without room for them the seals stand alone."""
        px = self._look.px
        metrics = QFontMetricsF(self._look.font("body"))
        names = [pick(t.name, t.name_en) for t in self._session.cases.themes]
        wide = (
            px(_SEAL + 10) + max((metrics.horizontalAdvance(n) for n in names), default=0) + px(10)
        )
        columns = len(self._regions) * px(44)
        return wide if room - wide >= columns else px(_SEAL + 14)

    def _paint_head(self, left: float, top: float, wide: float, painter: QPainter) -> None:
        look = self._look
        font = look.font("meta")
        painter.setFont(font)
        painter.setPen(look.color("ink2"))
        metrics = QFontMetricsF(font)
        for column, region in enumerate(self._regions):
            box = QRectF(left + column * wide, top, wide, look.px(_HEAD - 8))
            name = pick(region.name, region.name_en)
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_row(
        self, theme: Theme, head: QRectF, left: float, wide: float, painter: QPainter
    ) -> None:
        look, px = self._look, self._look.px
        side = px(_SEAL)
        middle = head.center().y()
        look.paint_seal(painter, QRectF(head.left(), middle - side / 2, side, side), theme.id)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("ink1"))
        room = QRectF(head.left() + side + px(10), head.top(), left - head.left(), head.height())
        if left - head.left() > side + px(20):
            text = pick(theme.name, theme.name_en)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        for column, region in enumerate(self._regions):
            box = QRectF(left + column * wide, head.top(), wide, head.height())
            self._paint_cell(painter, theme, region.id, box.adjusted(2, 2, -2, -2))

    def _paint_cell(self, painter: QPainter, theme: Theme, region_id: str, box: QRectF) -> None:
        look = self._look
        count = self._counts.get((theme.id, region_id), 0)
        seal = look.seal(theme.id)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(box, 5, 5)
        if not count:
            return
        fill = seal.bg_active
        fill.setAlphaF(0.35 + 0.65 * count / self._most)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(look.color("ink1"))
        painter.setFont(look.font("bodyStrong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))
