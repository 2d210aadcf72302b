"""The console's buttons: what each does, and the key that does it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.i18n import tr
from desktop.pages.classroom.showing_keys import Act
from desktop.widgets.parts import IconButton, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.theme import Appearance

ZOOMS: Final = (1.0, 1.1, 1.25, 1.4)
_GAP: Final = 8
_ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class ConsoleButton(IconButton):
    """A tool button with its key in a cap; the arrow keys on it are the showing's."""

    def __init__(
        self, look: Appearance, icon: str, text: str, key: str = "", *, role: str = "console"
    ) -> None:
        self._key = key
        super().__init__(look, icon, text, role=role, size=17, beside=True)
        tip = tr("{text}（{key}）").format(text=text, key=key) if key else text
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(tip)
        # Reached with Tab, never by a click: Space belongs to the next page again at once.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _cap(self) -> QSize:
        if not self._key or self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            return QSize(0, 0)
        metrics = QFontMetricsF(self._look.font("kbd"))
        px = self._look.px
        return QSize(round(metrics.horizontalAdvance(self._key)) + px(10), px(20))

    def sizeHint(self) -> QSize:
        cap = self._cap()
        extra = cap.width() - self._look.px(2) if cap.width() else 0
        return super().sizeHint() + QSize(extra, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        cap = self._cap()
        if not cap.width():
            return
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.width() - look.px(10)
        place = QRectF(right - cap.width(), (self.height() - cap.height()) / 2, *cap.toTuple())
        painter.setPen(look.color("hair2"))
        painter.setBrush(look.color("window"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(look.font("kbd"))
        painter.setPen(look.color("ink3"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()  # else they would move the focus
            return
        super().keyPressEvent(event)


class Controls(QWidget):
    """上一页 to 概览, and the size of the slide's type; labels give way to icons."""

    asked = Signal(Act)
    zoom_chosen = Signal(float)

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look
        self.back = ConsoleButton(look, "left", tr("上一页"))
        self.next = ConsoleButton(look, "right", tr("下一页"), role="primary")
        self.next.setProperty("large", "console")
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.light = ConsoleButton(look, "spotlight", tr("聚光"), "S")
        self.pen = ConsoleButton(look, "pen", tr("画笔"), "D")
        self.black = ConsoleButton(look, "black", tr("黑屏"), "B")
        self.freeze = ConsoleButton(look, "freeze", tr("冻结"), "F")
        self.source = ConsoleButton(look, "open", tr("原文"), "Enter")
        self.overview = ConsoleButton(look, "grid", tr("概览"), "G")
        for button in (self.light, self.pen, self.black, self.freeze, self.overview):
            button.setCheckable(True)
        self._acts = {
            self.back: Act.BACK,
            self.next: Act.NEXT,
            self.light: Act.LIGHT,
            self.pen: Act.PEN,
            self.black: Act.BLACK,
            self.freeze: Act.FREEZE,
            self.source: Act.SOURCE,
            self.overview: Act.OVERVIEW,
        }
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        for button, act in self._acts.items():
            button.clicked.connect(lambda _on=False, act=act: self.asked.emit(act))
            self._row.addWidget(button)
            if button is self.next:
                self._row.addSpacing(_GAP)
        self._row.addStretch(1)
        self._row.addWidget(self._build_zoom())
        look.changed.connect(self._fit)

    def _build_zoom(self) -> IconButton:
        self.zoom = ConsoleButton(self._look, "textsize", "100%")
        self.zoom.setAccessibleName(tr("课件字号（Ctrl + / −）"))
        self.zoom.setToolTip(tr("课件字号（Ctrl + / −）"))
        menu = QMenu(self.zoom)
        for zoom in ZOOMS:
            action = menu.addAction(f"{round(zoom * 100)}%")
            action.triggered.connect(lambda _on=False, zoom=zoom: self.zoom_chosen.emit(zoom))
        self.zoom.setMenu(menu)
        self.zoom.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        return self.zoom

    def show_state(self, on: set[Act], off: set[Act], zoom: float) -> None:
        """Which are in force, which lead nowhere now."""
        for button, act in self._acts.items():
            if button.isCheckable():
                button.setChecked(act in on)
            button.setEnabled(act not in off)
        self.zoom.setText(f"{round(zoom * 100)}%")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Labels go from the right where there is no room for all of them."""
        style = Qt.ToolButtonStyle
        buttons = [*self._acts, self.zoom]
        for button in buttons:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon)
            button.ensurePolished()
        foldable = [self.overview, self.freeze, self.black, self.pen, self.light, self.source]
        foldable += [self.back, self.next]
        for button in foldable:
            wanted = sum(b.sizeHint().width() for b in buttons) + _GAP * (len(buttons) + 1)
            if wanted <= self.width():
                break
            button.setToolButtonStyle(style.ToolButtonIconOnly)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(300), self._look.px(40))
