"""The welcome of a first start: three steps over the window, ending on the matrix.

It lies in the window itself, not in one of its own, so that nothing of the system's stands around
it; while it is there, neither a key nor a click reaches what is below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.welcome.covered import Covered
from desktop.pages.welcome.foot import Foot
from desktop.pages.welcome.kept import Kept
from desktop.pages.welcome.sample import Sample
from desktop.pages.welcome.small_matrix import SmallMatrix
from desktop.pages.welcome.steps import First, Step, comparing, keeping
from desktop.widgets.in_turns import InTurns
from desktop.widgets.laid_out import lay_out, style
from desktop.widgets.parts import Panel, PlainLabel, Stamp, hline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.session import Session

_WIDTH: Final = 960
_HEIGHT: Final = 616
_MARGIN: Final = 24
_VEIL: Final = 216  # of 255: what is below shows through like hills through mist
_SHADOW: Final = 22
_ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_CORNER: Final = 13  # beside it the card is as round as the style sheet says
_LOOK_KEYS: Final = ("Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0", "Ctrl+D", "Ctrl+Q")


class Welcome(QWidget):
    """Made when it is shown, gone when it is over."""

    scale_chosen = Signal(float)
    mode_chosen = Signal(str)
    finished = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self._look = session.appearance
        self._under = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._steps: list[Step] = []
        self._makers = ((Sample, First), (SmallMatrix, comparing), (Kept, keeping))
        self._making = InTurns(self)
        self._names = [tr("这是什么"), tr("怎么比、怎么查"), tr("记下来、用起来")]
        self._build()
        self._covered = Covered(self, window, self._hidden)
        window.installEventFilter(self)
        for button in (self.foot.back, self.foot.next, self.foot.skip):
            button.installEventFilter(self)
        self._look.changed.connect(self._place)

    def _build(self) -> None:
        self.card = Panel("welcomeCard")
        self.card.setParent(self)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(10)
        head.addWidget(Stamp(self._look))
        name = PlainLabel(tr("他山"))
        name.setObjectName("appName")
        head.addWidget(name)
        motto = PlainLabel(tr("他山之石，可以攻玉"))
        motto.setObjectName("quiet")
        head.addWidget(motto)
        head.addStretch(1)
        self.foot = Foot(self._look, self._names)
        head.addWidget(self.foot.skip)
        key = PlainLabel("Esc")
        key.setObjectName("keyCap")
        head.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        column.addWidget(hline())
        column.addWidget(self.foot)
        self.foot.wanted.connect(self.go)
        self.foot.next.clicked.connect(self.advance)
        self.foot.back.clicked.connect(lambda: self.go(self.at - 1))
        self.foot.skip.clicked.connect(self.finish)

    # Steps

    @property
    def steps(self) -> list[Step]:
        """All of them."""
        self._making.complete()
        return self._steps

    @property
    def at(self) -> int:
        """The place of the step in sight, from 0."""
        return max(self._stack.currentIndex(), 0)

    def begin(self) -> None:
        """Show the first step over the window; one that is there already stays."""
        others = (w for w in self._under.findChildren(Welcome) if w is not self)
        if any(other.isVisible() for other in others):
            self.close()
            self.deleteLater()
            return
        self._place()
        self._making.begin(self._made())
        self._tell_place(0)
        self.show()
        self.raise_()
        self.foot.next.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._hold_focus)

    def go(self, place: int) -> None:
        """Show the step at a place; one that is not there changes nothing."""
        if not 0 <= place < len(self._makers):
            return
        if place >= len(self._steps):
            self._making.complete()
        step = self._steps[place]
        self._stack.setCurrentWidget(step)
        self._tell_place(place)
        # Read out together with the button that the focus is on.
        self.foot.next.setAccessibleDescription(
            tr("{text}。{more}").format(text=self.accessibleName(), more=step.said)
        )
        self.foot.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_place(self, place: int) -> None:
        self.foot.show_place(place)
        count = len(self._makers)
        where = tr("入门：第 {i} 步，共 {n} 步，{name}").format(
            i=place + 1, n=count, name=self._names[place]
        )
        self.setAccessibleName(where)

    def _made(self) -> Iterator[None]:
        """Make one after the other, the first to be shown at once."""
        for piece, make in self._makers:
            shown = piece(self.session)
            yield
            step = make(self.session, self._stack, shown)
            step.scale_chosen.connect(self.scale_chosen)
            step.mode_chosen.connect(self.mode_chosen)
            yield
            yield from style(step)
            yield from lay_out(step, self._stack.size())
            if isinstance(shown, SmallMatrix):
                yield from shown.paint_beforehand()
            self._steps.append(step)
            self._stack.addWidget(step)
            if step is self._steps[0]:
                self.go(0)
            yield

    def advance(self) -> None:
        """The next step; after the last one the work begins."""
        if self.at + 1 < len(self._makers):
            self.go(self.at + 1)
        else:
            self.finish()

    def finish(self) -> None:
        """Over, and not shown again by itself."""
        self.session.settings.welcomed = True
        self._under.removeEventFilter(self)
        self.close()
        self.finished.emit()

    def _hold_focus(self, _former: QWidget | None, now: QWidget | None) -> None:
        """A page below that comes into sight, or is made, takes the focus: it is taken back."""
        below = now is not None and now.window() is self._under and not self.isAncestorOf(now)
        if below and now is not self and self.isVisible():
            self.foot.next.setFocus(Qt.FocusReason.OtherFocusReason)

    # Where it lies

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size; arrows on a button are for the steps, not for the focus."""
        if watched is self._under and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is not self._under and isinstance(event, QKeyEvent):
            arrow = event.type() == QEvent.Type.KeyPress and event.key() in _ARROWS
            if arrow:
                self.keyPressEvent(event)
            return arrow
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.setGeometry(self._under.rect())
        wide = min(self._look.px(_WIDTH), self.width() - 2 * _MARGIN)
        high = min(self._look.px(_HEIGHT), self.height() - 2 * _MARGIN)
        self.card.setGeometry((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)
        self.foot.fit(wide)

    def _hidden(self) -> QRegion:
        """Where nothing shows through: the card, but for its round corners."""
        card = self.card.geometry()
        tall = card.adjusted(_CORNER, 1, -_CORNER, -1)
        return QRegion(tall) + card.adjusted(1, _CORNER, -1, -_CORNER)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._covered.uncover()
        seen = event.region() - self._hidden()
        if seen.isEmpty():
            return
        painter = QPainter(self)
        painter.setClipRegion(seen)
        veil = self._look.color("window")
        veil.setAlpha(_VEIL)
        painter.fillRect(event.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 2))
        shadow = QRectF(self.card.geometry()).translated(0, 3)
        for step in range(_SHADOW):
            painter.drawRoundedRect(shadow.adjusted(-step, -step, step, step), 12 + step, 12 + step)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keep every key of the window's from what is below, but those of the look and the end."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            pressed = QKeySequence(event.keyCombination())
            exact = QKeySequence.SequenceMatch.ExactMatch
            if all(pressed.matches(QKeySequence(key)) != exact for key in _LOOK_KEYS):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Escape skips, the arrows go to and fro or through a long step."""
        key, keys = event.key(), Qt.Key
        if key in (keys.Key_Return, keys.Key_Enter):
            self._enter()
        elif key == keys.Key_Escape:
            self.finish()
        elif key in (keys.Key_Left, keys.Key_Right):
            self.go(self.at + (1 if key == keys.Key_Right else -1))
        elif key in (keys.Key_Up, keys.Key_Down, keys.Key_PageUp, keys.Key_PageDown):
            self.steps[self.at].scroll_by(key)
        event.accept()

    def _enter(self) -> None:
        """On a button of its own Enter presses it; anywhere else it goes on."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and not focus.isCheckable():
            focus.click()
        else:
            self.advance()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Round and round within the card."""
        chain = self._reachable()
        focus = QApplication.focusWidget()
        at = next((i for i, widget in enumerate(chain) if widget is focus), -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        if chain:
            chain[(at + (1 if forward else -1)) % len(chain)].setFocus(reason)
        return True

    def _reachable(self) -> list[QWidget]:
        """What takes the focus by Tab, from the step's own to 跳过."""
        step = [w for w in self.steps[self.at].findChildren(QWidget) if _takes_tab(w)]
        return [*step, *(w for w in self.foot.controls() if _takes_tab(w))]


def _takes_tab(widget: QWidget) -> bool:
    if not (widget.isVisible() and widget.isEnabled()):
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    # Of those that exclude each other only the chosen one is stopped at; arrows lead on.
    if group is not None and group.exclusive() and group.checkedButton() is not widget:
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
