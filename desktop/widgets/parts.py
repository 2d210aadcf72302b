"""Small parts that several pages are made of. They know the look, not the cases."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.theme import Appearance


class SealLabel(QWidget):
    """A theme's seal."""

    def __init__(self, appearance: Appearance, size: int = 20, theme: str = "") -> None:
        super().__init__()
        self._look = appearance
        self._size = size
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def set_theme(self, theme: str) -> None:
        """Show another theme's seal."""
        self._theme = theme
        self.setVisible(bool(theme))
        self.update()

    def sizeHint(self) -> QSize:
        size = self._look.px(self._size)
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        self._look.paint_seal(painter, QRectF(self.rect()), self._theme)


class Stamp(QWidget):
    """The program's own seal: 他山, one character above the other."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        size = min(self._look.px(34), self._look.size("topBar") - 8)
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.brand("stampBg"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.setPen(self._look.brand("stampInk"))
        font = self._look.font("colTitle")
        font.setPixelSize(round(self.height() * 0.41))
        painter.setFont(font)
        half = self.height() / 2
        pad = self.height() * 0.05
        center = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(0, pad, self.width(), half - pad), center, "他")
        painter.drawText(QRectF(0, half - pad / 2, self.width(), half - pad), center, "山")


class IconButton(QToolButton):
    """A tool button whose icon follows the look; shows an action or stands alone."""

    def __init__(
        self,
        appearance: Appearance,
        icon: str,
        text: str = "",
        *,
        role: str = "ghost",
        size: int = 17,
        beside: bool = False,
    ) -> None:
        super().__init__()
        self._look = appearance
        self._icon = icon
        self._icon_on = ""
        self._size = size
        self._role = role
        self.setProperty("role", role)
        self.setText(text)
        self.setToolTip(text)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if beside else style.ToolButtonIconOnly
        )
        appearance.changed.connect(self.restyle)
        self.toggled.connect(self.restyle)
        self.restyle()

    def set_icons(self, off: str, on: str = "") -> None:
        """The icon, and the one shown while the button is checked."""
        self._icon, self._icon_on = off, on
        self.restyle()

    def bind(self, action: QAction, *, label: bool = False) -> None:
        """Trigger an action, follow its state, and name its key in the tooltip."""
        self.clicked.connect(action.trigger)
        if label:
            self.setText(action.text())
        self.setToolTip(hint(action))
        self.setAccessibleName(action.text())
        self.setEnabled(action.isEnabled())
        action.enabledChanged.connect(self.setEnabled)
        if action.isCheckable():
            self.setCheckable(True)
            self.setChecked(action.isChecked())
            action.toggled.connect(self.setChecked)

    def restyle(self) -> None:
        """Take icon and size from the look in force."""
        checked = self.isCheckable() and self.isChecked()
        colors = {"primary": "accentInk", "rail": "ink2"}
        color = "accent" if checked else colors.get(self._role, "ink2")
        name = self._icon_on if checked and self._icon_on else self._icon
        self.setIcon(self._look.icon(name, color, self._size))
        size = self._look.px(self._size)
        self.setIconSize(QSize(size, size))


class ElidingLabel(QLabel):
    """One line that ends in … where it must, and says all of it in its tooltip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("……"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int((self.alignment() | Qt.AlignmentFlag.AlignVCenter).value), shown)
        self.setToolTip(self.text() if shown != self.text() else "")


class KeyHint(QWidget):
    """A key and what it does, for the status bar."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        cap = QLabel(key)
        cap.setObjectName("keyCap")
        label = QLabel(text)
        label.setObjectName("quiet")
        row.addWidget(cap)
        row.addWidget(label)


class IconLabel(QLabel):
    """An icon that stands for nothing to click."""

    def __init__(self, appearance: Appearance, icon: str, color: str, size: int) -> None:
        super().__init__()
        self._look, self._icon, self._color, self._size = appearance, icon, color, size
        appearance.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the icon from the look in force."""
        size = self._look.px(self._size)
        pixmap: QPixmap = self._look.icon(self._icon, self._color, self._size).pixmap(size, size)
        self.setPixmap(pixmap)


def hline() -> QFrame:
    """A horizontal hairline."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line


def hint(action: QAction) -> str:
    """The tooltip of an action: what it does, and its key."""
    keys = action.shortcut().toString()
    text = action.toolTip() or action.text()
    return f"{text}（{keys}）" if keys and keys not in text else text


def clear_layout(widget: QWidget) -> None:
    """Remove everything from a widget's layout."""
    layout = widget.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        if (child := item.widget()) is not None:
            child.hide()
            child.deleteLater()


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again after a property it looks at has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    event = QEvent(QEvent.Type.StyleChange)
    widget.event(event)
