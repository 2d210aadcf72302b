"""The audience's screen: a page, the source over it, or black.

In a showing on two screens nothing of the presenter's is ever put in here. On one screen notes and
overview may lie over the page, when the presenter has asked for them and knows who looks on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.pages.classroom.showing_keys import Act, act_of
from desktop.pages.classroom.source_stage import SourceStage
from desktop.widgets.brief_notice import BriefNotice
from desktop.widgets.ink import Ink, InkOverlay, Tool
from desktop.widgets.parts import Panel
from desktop.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
        QScreen,
        QWheelEvent,
    )

    from desktop.documents.sheet import Sheet, Source
    from desktop.session import Session
    from desktop.widgets.slide_painter import Look, SlidePainter

_IDLE_MS: Final = 2500
_WHEEL: Final = 120


class StageWindow(QWidget):
    """Fills one screen. Keys and clicks go to the showing."""

    asked = Signal(Act, int)
    menu_wanted = Signal(QPoint)
    source_wanted = Signal(object)
    closing = Signal()

    def __init__(self, session: Session, painter: SlidePainter, ink: Ink) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(tr("他山 课堂"))
        self.setWindowIcon(session.appearance.app_icon())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.slide = SlideView(session.appearance, painter)
        self.slide.setParent(self)
        self.slide.source_wanted.connect(self.source_wanted)
        self.ink = InkOverlay(session.appearance, self.slide, ink)
        self.source = SourceStage(session)
        self.source.setParent(self)
        self.source.hide()
        self.black = Panel("stageBlack")
        self.black.setParent(self)
        self.black.hide()
        self._notice = BriefNotice(self)
        self._notice.hide()
        self._wheel = 0
        self._pressed = False
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self._hide_pointer)

    # Where it stands

    def fill(self, screen: QScreen) -> None:
        """Cover a screen, wherever the window was."""
        self.winId()  # some platforms take the screen of a window that there is, not its place
        handle = self.windowHandle()
        if self.isVisible() and self.screen() is not screen:
            self.hide()
        if handle is not None:
            handle.setScreen(screen)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        # Without a window manager nobody else gives it the screen's size.
        self.setGeometry(screen.geometry())

    # What is shown

    def show_sheet(self, sheet: Sheet | None, look: Look) -> None:
        """Show a page."""
        self.source.hide()
        self.slide.show_sheet(sheet, look)

    def show_source(self, source: Source, place: str, zoom: float) -> None:
        """Show a source over the page."""
        self.source.show_source(source, place, zoom)
        self.source.show()
        self._stack()

    def show_black(self, dark: bool) -> None:
        """Cover everything, or uncover it."""
        self.black.setVisible(dark)
        self._stack()

    def say(self, sentence: str) -> None:
        """A sentence over the page for a few seconds."""
        self._notice.say(sentence)

    def hush(self) -> None:
        """Take the sentence away."""
        self._notice.hide()

    def over(self) -> list[QWidget]:
        """What may lie over the page, black excepted."""
        return [self.source]

    def _stack(self) -> None:
        for widget in (self.source, self.black):
            if not widget.isHidden():
                widget.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for widget in (self.slide, self.source, self.black):
            widget.setGeometry(self.rect())

    # Pointer

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.HoverMove):
            self._show_pointer()
        return super().event(event)

    def _show_pointer(self) -> None:
        self.unsetCursor()
        self._idle.start()

    def _hide_pointer(self) -> None:
        if self.ink.tool is Tool.NONE:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """A click beside the marks is the next step."""
        if self._pressed and self.ink.tool is Tool.NONE:
            self.asked.emit(Act.NEXT, 0)
        self._pressed = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y()
        if abs(self._wheel) >= _WHEEL:
            self.asked.emit(Act.BACK if self._wheel > 0 else Act.NEXT, 0)
            self._wheel = 0
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_of(event, letters=self._session.settings.single_keys)
        if act is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(*act)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
