"""讲者台: what the presenter alone sees. Layout and connections; what happens knows the showing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.classroom.console_clock import ClockBar
from desktop.pages.classroom.console_controls import ConsoleButton, Controls
from desktop.pages.classroom.overview import Overview
from desktop.pages.classroom.page_frame import PageFrame
from desktop.pages.classroom.page_strip import PageStrip
from desktop.pages.classroom.showing_key_words import hints
from desktop.pages.classroom.showing_keys import Act, act_of
from desktop.pages.classroom.speaker_notes import SpeakerNotes
from desktop.widgets.parts import (
    ElidingLabel,
    IconLabel,
    KeyHint,
    Panel,
    PlainLabel,
    Stamp,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

    from desktop.models.shown_pages import ShownPages
    from desktop.session import Session
    from desktop.widgets.ink import Ink
    from desktop.widgets.slide_painter import SlidePainter

_RIGHT: Final = 444
_SIDE: Final = 20
_MOST: Final = 0.42  # of the width, for the column on the right
_NEXT_MOST: Final = 0.28  # of the height, for the page that comes
_LOW: Final = 560  # so low at 100% that the strip gives way to the page


class Console(QWidget):
    """A window of its own on the presenter's screen."""

    asked = Signal(Act, int)
    """Do this; with a digit where a digit was typed."""
    page_chosen = Signal(int)
    screen_chosen = Signal(str)
    """The key of the screen that the audience is to have, '' for one screen alone."""
    closing = Signal()

    def __init__(
        self, session: Session, pages: ShownPages, painter: SlidePainter, ink: Ink
    ) -> None:
        super().__init__()
        self._session = session
        look = session.appearance
        self.setObjectName("console")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("讲者台"))
        self.setWindowIcon(look.app_icon())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.now = PageFrame(session, painter, ink, line=("accent", 2))
        self.next = PageFrame(session, painter)
        self.strip = PageStrip(look, pages)
        self.controls = Controls(look)
        self.clock = ClockBar(session)
        self.notes = SpeakerNotes(session)
        self.overview = Overview(look, painter, pages)
        self.now.slide.setAccessibleName(tr("当前页"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._build_left(), 1)
        body.addWidget(self._build_right())
        column.addLayout(body, 1)
        column.addWidget(self._build_foot())
        self.overview.setParent(self._left)
        self.overview.hide()
        self._connect()
        self._restyle()

    # Building

    def _build_head(self) -> QWidget:
        look = self._session.appearance
        self._head = Panel("topBar")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        name = PlainLabel(tr("讲者台"))
        name.setObjectName("readerTitle")
        self.title = ElidingLabel()
        self.title.setObjectName("quietBody")
        self.screen_button = ConsoleButton(look, "projector", tr("放映屏"), role="top")
        self.screen_button.setPopupMode(ConsoleButton.ToolButtonPopupMode.InstantPopup)
        self._screens = QMenu(self.screen_button)
        self.screen_button.setMenu(self._screens)
        self.swap = ConsoleButton(look, "sync", tr("交换屏幕"), "X", role="top")
        self.swap.clicked.connect(lambda: self.asked.emit(Act.SWAP, 0))
        self.end = ConsoleButton(look, "close", tr("结束放映"), "Esc")
        self.end.clicked.connect(self.closing)
        row.addWidget(Stamp(look))
        row.addWidget(name)
        row.addWidget(self.title, 1)
        for button in (self.screen_button, self.swap, self.end):
            row.addWidget(button)
        return self._head

    def _build_left(self) -> QWidget:
        look = self._session.appearance
        self._left = Panel("consoleLeft")
        column = self._column = QVBoxLayout(self._left)
        column.setSpacing(0)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        name = PlainLabel(tr("当前页"))
        name.setObjectName("strong")
        self.number = PlainLabel()
        self.number.setObjectName("meta")
        self._told_icon = IconLabel(look, "spotlight", "accent", 17)
        self.told = ElidingLabel()
        self.told.setObjectName("consoleAlert")
        heading.addWidget(name)
        heading.addWidget(self.number)
        heading.addStretch(1)
        heading.addWidget(self._told_icon)
        heading.addWidget(self.told)
        column.addLayout(heading)
        column.addSpacing(6)
        column.addWidget(self.now, 1)
        column.addSpacing(11)
        column.addWidget(self.controls)
        column.addSpacing(11)
        column.addWidget(self.strip)
        column.addStretch(0)
        return self._left

    def _build_right(self) -> QWidget:
        self._right = Panel("consoleRight")
        column = QVBoxLayout(self._right)
        column.setContentsMargins(1, 0, 0, 0)  # its border
        column.setSpacing(0)
        column.addWidget(self.clock)
        self._coming = Panel("consoleNext")
        inner = self._coming_column = QVBoxLayout(self._coming)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        self.coming = PlainLabel(tr("下一页"))
        self.coming.setObjectName("strong")
        self.coming_title = ElidingLabel()
        self.coming_title.setObjectName("meta")
        heading.addWidget(self.coming)
        heading.addWidget(self.coming_title, 1)
        inner.addLayout(heading)
        inner.addWidget(self.next)
        column.addWidget(self._coming)
        column.addWidget(self.notes, 1)
        return self._right

    def _build_foot(self) -> QWidget:
        self._foot = Panel("statusBar")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        self.status = ElidingLabel()
        self.status.setObjectName("quiet")
        row.addWidget(self.status, 1)
        self._hints = [KeyHint() for _ in hints()]
        for hint, (key, text) in zip(self._hints, hints(), strict=True):
            hint.say(key, text)
            row.addWidget(hint)
        return self._foot

    def _connect(self) -> None:
        self.controls.asked.connect(lambda act: self.asked.emit(act, 0))
        self.clock.pause_wanted.connect(lambda: self.asked.emit(Act.PAUSE, 0))
        self.clock.reset_wanted.connect(lambda: self.asked.emit(Act.RESET, 0))
        self.strip.chosen.connect(self._choose)
        self.overview.chosen.connect(self._choose)
        self.notes.left.connect(self.setFocus)
        self._session.appearance.changed.connect(self._restyle)

    def _choose(self, row: int) -> None:
        self.page_chosen.emit(row)
        self.setFocus()

    # What is shown

    def tell(self, text: str, icon: str = "spotlight") -> None:
        """What the audience sees other than the page: black, held, one column; '' for nothing."""
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self._told_icon.setVisible(bool(text))
        self._told_icon.show_icon(icon)

    def offer_screens(self, entries: list[tuple[str, str, bool]], shown: str) -> None:
        """The screens to choose among, as (key, name, chosen); `shown` stands on the button."""
        self.screen_button.setText(shown)
        # Not clear(): PySide lets go of every action in the menu, not only of the menu's own.
        for action in self._screens.actions():
            self._screens.removeAction(action)
            action.deleteLater()
        for key, name, chosen in entries:
            action = self._screens.addAction(name)
            action.setCheckable(True)
            action.setChecked(chosen)
            action.triggered.connect(lambda _on=False, key=key: self.screen_chosen.emit(key))
        self._fit()

    def place_overview(self) -> None:
        """Where all pages lie: over the left."""
        self.overview.setGeometry(self._left.rect())

    # Sizes

    def _restyle(self) -> None:
        look = self._session.appearance
        px = look.px
        self._head.setFixedHeight(look.size("topBar"))
        self.end.setFixedHeight(look.size("button"))
        self._foot.setFixedHeight(look.size("statusBar"))
        self._column.setContentsMargins(px(_SIDE), px(12), px(_SIDE), px(8))
        self._coming_column.setContentsMargins(px(24), px(10), px(24), px(14))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._session.appearance.px
        right = min(px(_RIGHT), round(self.width() * _MOST))
        self._right.setFixedWidth(right)
        left = self.width() - right - 2 * px(_SIDE)
        self.now.setMaximumHeight(max(self.now.needed_height(left), 80))
        self._fit_next(right)
        self.strip.setVisible(self.height() > px(_LOW))
        self.place_overview()
        self._fit_words()

    def _fit_next(self, right: int) -> None:
        """The next slide takes what the clock and a few lines of notes leave it.

        Otherwise large type would make the window higher than its screen.
        """
        px = self._session.appearance.px
        self.clock.fit(right)
        edges = self._coming_column.contentsMargins()
        around = edges.top() + edges.bottom() + self.coming.sizeHint().height() + px(10)
        taken = self._head.height() + self._foot.height() + self.clock.minimumHeight()
        room = self.height() - taken - around - self.notes.minimumSizeHint().height()
        wanted = self.next.needed_height(right - 2 * px(24))
        self.next.setFixedHeight(max(min(wanted, round(self.height() * _NEXT_MOST), room), 40))
        self._coming.setVisible(room >= 40 and self.height() > px(_LOW) * 0.9)

    def _fit_words(self) -> None:
        """What does not fit beside the rest is left out: hints first, then labels."""
        room = self.width() - self.status.sizeHint().width() - 40
        wanted = sum(hint.sizeHint().width() + 14 for hint in self._hints)
        for hint in self._hints:
            hint.setVisible(wanted < room)
        style = Qt.ToolButtonStyle
        buttons = (self.swap, self.screen_button, self.end)
        for button in buttons:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        for button in buttons:
            wide = sum(b.sizeHint().width() + 12 for b in buttons)
            if wide < self.width() * 0.55:
                break
            button.setToolButtonStyle(style.ToolButtonIconOnly)

    def sizeHint(self) -> QSize:
        look = self._session.appearance
        return QSize(look.px(1200), look.px(760))

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
