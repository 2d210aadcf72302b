"""Small parts that several pages are made of. They know the look, not the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.i18n import tr
from desktop.widgets.line_type import alike

if TYPE_CHECKING:
    from desktop.theme import Appearance


class Panel(QWidget):
    """A plain widget whose background and borders the style sheet draws."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName(name)


class PlainLabel(QLabel):
    """Shows text from outside: never taken as markup, which could name a file to load."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Where there are links, the first Tab shows at one of them that the focus is here."""
        super().focusInEvent(event)
        links = self.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        tab = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if links and event.reason() in tab and "<a " in self.text():
            self.focusNextPrevChild(event.reason() == tab[0])


class TitleLabel(PlainLabel):
    """A title; an opening “ hangs half a character to the left, so that the text aligns."""

    def setText(self, text: str) -> None:
        """Show a title."""
        super().setText(text)
        self._hang()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hang()

    def _hang(self) -> None:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance("“")
        # Only a full-width quote has blank to hang; a Latin font's is narrow already.
        full_width = wide > metrics.height() / 2
        hang = wide // 2 if self.text().startswith(("“", "‘")) and full_width else 0
        self.setIndent(0)
        self.setContentsMargins(-hang, 0, 0, 0)


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
        self._action: QAction | None = None
        self._label = self._short = ""
        self._compact = False
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
        self._action = action
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

    def say(self, label: str, short: str = "") -> None:
        """Tell a state; `short` is what stays of the label where labels become icons."""
        self._label, self._short = label, short
        self.setAccessibleName(label)
        if self._action is not None:
            self.setToolTip(hint(self._action, label))
        self._fit_label()

    def set_compact(self, compact: bool) -> None:
        """Little room: the icon, with no more of the label than must be seen."""
        self._compact = compact
        self._fit_label()

    def _fit_label(self) -> None:
        style = Qt.ToolButtonStyle
        alone = self._compact and not self._short
        self.setToolButtonStyle(
            style.ToolButtonIconOnly if alone else style.ToolButtonTextBesideIcon
        )
        if self._label:
            self.setText(self._short if self._compact and self._short else self._label)

    def restyle(self) -> None:
        """Take icon and size from the look in force."""
        checked = self.isCheckable() and self.isChecked()
        colors = {"primary": "accentInk", "rail": "ink2"}
        color = "accent" if checked else colors.get(self._role, "ink2")
        name = self._icon_on if checked and self._icon_on else self._icon
        self.setIcon(self._look.icon(name, color, self._size))
        size = self._look.px(self._size)
        self.setIconSize(QSize(size, size))


class ActionButton(QPushButton):
    """A push button with an icon, both in the middle."""

    def __init__(self, appearance: Appearance, icon: str, text: str = "", size: int = 16) -> None:
        super().__init__(text)
        self._look = appearance
        self._icon, self._icon_on, self._size = icon, icon, size
        self.setProperty("role", "action")
        self.setAutoDefault(False)
        appearance.changed.connect(self.restyle)
        self.toggled.connect(self.restyle)
        self.restyle()

    def set_icons(self, off: str, on: str = "") -> None:
        """The icon, and the one shown while the button is checked."""
        self._icon, self._icon_on = off, on or off
        self.restyle()

    def restyle(self) -> None:
        """Take icon and size from the look in force."""
        on = self.isChecked()
        name, color = (self._icon_on, "accent") if on else (self._icon, "ink1")
        self.setIcon(self._look.icon(name, color, self._size))
        size = self._look.px(self._size)
        self.setIconSize(QSize(size, size))


class TabButton(QPushButton):
    """A tab of a panel: bold once it is chosen, and from the first as wide as that needs."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self.setObjectName("tab")
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        metrics = QFontMetrics(self._look.font("body", bold=True))
        return hint.expandedTo(QSize(metrics.horizontalAdvance(self.text()) + 2, 0))


class RailButton(IconButton):
    """A page of the rail: icon over name; the chosen one on paper, with a bar at the edge."""

    def __init__(self, appearance: Appearance, icon: str, text: str) -> None:
        super().__init__(appearance, icon, text, role="rail", size=21)
        self.setCheckable(True)
        self.setMouseTracking(True)
        self._wanted = False
        self._named = True

    def show_name(self, *, shown: bool) -> None:
        """Whether the name stands below the icon: there may be no room for it."""
        self._named = shown
        self.update()

    def show_wanted(self, *, wanted: bool) -> None:
        """Show whether what is dragged over it may be dropped here."""
        self._wanted = wanted
        self.update()

    def needed_width(self) -> int:
        """The width that holds the whole name, with the rail's edge."""
        metrics = QFontMetrics(self._look.font("meta", bold=True))
        return metrics.horizontalAdvance(alike(self.text())) + self._look.px(2) + 14

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(self.rect()).adjusted(6.5, 0.5, -6.5, -0.5)
        if self.isChecked() or self.underMouse():
            painter.setPen(look.color("hair" if self.isChecked() else "window"))
            painter.setBrush(look.color("paper" if self.isChecked() else "hover"))
            painter.drawRoundedRect(face, 8, 8)
        if self._wanted:
            edge = QPen(look.color("accent"), 1.5)
            edge.setDashPattern([3, 3])
            painter.setPen(edge)
            painter.setBrush(look.color("accentSoft"))
            painter.drawRoundedRect(face.adjusted(1, 1, -1, -1), 7, 7)
        if self.isChecked():
            inset = px(14) if self._named else px(6)
            bar = QRectF(0, inset, 3, self.height() - 2 * inset)
            painter.fillRect(bar, look.color("accent"))
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(look.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(face.adjusted(1, 1, -1, -1), 7, 7)
        size, line = px(21), px(18)
        if not self._named:
            place = QRect(0, 0, size, size)
            place.moveCenter(self.rect().center())
            self.icon().paint(painter, place)
            return
        top = (self.height() - size - line - px(3)) // 2
        icon = QRect((self.width() - size) // 2, top, size, size)
        self.icon().paint(painter, icon)
        painter.setFont(look.font("meta", bold=self.isChecked()))
        painter.setPen(look.color("accent" if self.isChecked() else "ink2"))
        label = QRectF(0, top + size + px(3), self.width(), line)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.text())


class ElidingLabel(PlainLabel):
    """One line that ends in … where it must, and says all of it in its tooltip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("……"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            self.rect(), int((self.alignment() | Qt.AlignmentFlag.AlignVCenter).value), shown
        )
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")


class KeyHint(QWidget):
    """A key and what it does, for the status bar."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._cap = PlainLabel()
        self._cap.setObjectName("keyCap")
        self._label = PlainLabel()
        self._label.setObjectName("quiet")
        row.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, key: str, text: str) -> None:
        """Name a key and what it does."""
        self._cap.setText(key)
        self._label.setText(text)


class IconLabel(QLabel):
    """An icon that stands for nothing to click."""

    def __init__(self, appearance: Appearance, icon: str, color: str, size: int) -> None:
        super().__init__()
        self._look, self._icon, self._color, self._size = appearance, icon, color, size
        appearance.changed.connect(self.restyle)
        self.restyle()

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        if icon != self._icon:
            self._icon = icon
            self.restyle()

    def restyle(self) -> None:
        """Take the icon from the look in force."""
        size = self._look.px(self._size)
        pixmap: QPixmap = self._look.icon(self._icon, self._color, self._size).pixmap(size, size)
        self.setPixmap(pixmap)


class CheckMenu(QMenu):
    """A menu of choices that stays open while they are made, by mouse, space or Enter."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggle(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (chosen and self._toggle(self.activeAction())):
            super().keyPressEvent(event)

    def _toggle(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


def hline() -> QFrame:
    """A horizontal hairline."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line


def hint(action: QAction, text: str = "") -> str:
    """The tooltip of an action: what it does, or `text`, and its key."""
    keys = action.shortcut().toString()
    text = text or action.toolTip() or action.text()
    if not keys or keys in text:
        return text
    return tr("{text}（{key}）").format(text=text, key=keys)


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` as it is: Qt guesses, and would take some texts as markup."""
    line = escaped(text).replace("\n", "<br>")
    return f"<qt>{line}</qt>" if line else ""


def escaped(text: str) -> str:
    """A text between tags: none of it is markup."""
    # Not html.escape: with it comes a table of 2,000 names, 0.4 MB a start can do without.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def below(widget: QWidget) -> QPoint:
    """Where a menu opens below a widget, on the screen."""
    return widget.mapToGlobal(widget.rect().bottomLeft())


def clear_layout(widget: QWidget) -> None:
    """Remove everything from a widget's layout."""
    layout = widget.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        if (child := item.widget()) is not None:
            child.hide()
            child.deleteLater()
