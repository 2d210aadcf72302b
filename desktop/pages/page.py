"""What the window asks of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.in_steps import InSteps
from desktop.widgets.paced_painting import pace
from desktop.widgets.parts import (
    IconButton,
    Panel,
    PlainLabel,
)
from desktop.widgets.tab_order import put_in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session


class Page(InSteps, QWidget):
    """A page of the window: layout and connections only.

    `build` puts it together. With `at_once` False it is empty until whoever made it has taken its
    steps; only what is whole is shown or asked for anything.
    """

    lesson_made = Signal()
    """A lesson was made of what is shown here: it is to be seen in 课堂."""

    def __init__(self, session: Session, *, at_once: bool = True) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("page")
        self._actions: list[QAction] = []
        self._bar_buttons: list[IconButton] = []
        self.begin(at_once=at_once)

    home = "compare"
    """The entry of the rail under which the page stands; '' for none."""

    compares = False
    """Whether this is one of the views of 对照."""

    topic = "start"
    """The topic of the help that tells of this page."""

    # Asked by the window

    def subject(self) -> str:
        """The mechanism that the page is about, '' where there is none."""
        return ""

    def page_actions(self) -> list[QAction]:
        """Everything that can be done here, for the menu."""
        return list(self._actions)

    def hints(self) -> list[tuple[str, str]]:
        """Keys and what they do, for the status bar."""
        return []

    def panes(self) -> list[QWidget]:
        """Where F6 goes, in order."""
        return [self]

    def set_compact(self, compact: bool) -> None:
        """The window is small: labels become icons."""
        for button in self._bar_buttons:
            button.set_compact(compact)

    def entered(self) -> None:
        """The page has come into sight."""

    def settle(self) -> None:
        """Finish every motion and delayed layout at once (for pictures)."""

    def store(self) -> None:
        """Hand over what is being typed."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: what has been made since the last one is put where it is read."""
        if not self.isHidden():  # a page that is left hands the focus on, wherever that goes
            put_in_order(self)
        return super().focusNextPrevChild(forward)

    # For subclasses

    def add_action(
        self,
        text: str,
        key: str,
        slot: Callable[[], object],
        *,
        checkable: bool = False,
    ) -> QAction:
        """An action with a key that works wherever the focus is on this page."""
        action = QAction(text, self)
        action.setCheckable(checkable)
        single = len(key) == 1
        action.setProperty("single", key if single else "")
        if key and (not single or self.session.settings.single_keys):
            action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: _unless_menu_is_open(slot, single=single))
        self.addAction(action)
        self._actions.append(action)
        return action

    def add_plan_action(self) -> QAction:
        """P: borrow the mechanism that the page is about into the current plan."""
        return self.add_action(tr("加入方案"), "P", self.add_to_plan)

    def add_to_plan(self) -> None:
        """Borrow the current mechanism into the current plan, and say where it went."""
        from desktop.pages.plan.adding import add_to_plan

        if self.subject():
            add_to_plan(self.session, self.subject(), self)

    def add_lesson_action(self) -> QAction:
        """L: a slide of the mechanism that the page is about, in the current lesson."""
        return self.add_action(tr("加入课件"), "L", self.add_to_lesson)

    def add_to_lesson(self) -> None:
        """Put a slide of the current mechanism into the current lesson, and say where it went."""
        from desktop.pages.classroom.adding import add_to_lesson

        if self.subject():
            add_to_lesson(self.session, self.subject(), self)

    def make_lesson(self, source: str, ref: str = "") -> bool:
        """一键成课 from a family, theme, region or the basket; whether there is one to go to."""
        from desktop.pages.classroom.adding import make_lesson

        if make_lesson(self.session, source, ref) is None:
            return False
        self.lesson_made.emit()
        return True

    def pane_width(self, name: str, *path: str) -> int:
        """The width of a pane: the user's own, or the design's (a path in tokens.json)."""
        look = self.session.appearance
        own = self.session.settings.width(name)
        return look.size(*path) if own is None else look.px(own)

    def keep_width(self, name: str, width: int) -> None:
        """Remember a width that the user has dragged."""
        scale = self.session.appearance.scale
        if width > 0:
            self.session.settings.set_width(name, round(width / scale))

    def lay_over(self, pane: QWidget, body: QWidget, width: int) -> None:
        """Place a pane over the right of the page's body, `width` at 100% where there is room."""
        look = self.session.appearance
        wide = max(min(look.px(width), self.width() - look.px(60)), pane.minimumWidth())
        # With little height the pane takes the page bar's too: it must have room to read in.
        top = body.y() if body.height() > look.px(380) else 0
        bottom = body.y() + body.height()
        pane.setGeometry(self.width() - wide, top, wide, bottom - top)

    def use_single_keys(self, wanted: bool) -> None:
        """Switch the single-letter keys of this page on or off."""
        for action in self._actions:
            key = action.property("single")
            if key:
                action.setShortcut(QKeySequence(str(key)) if wanted else QKeySequence())

    def bar_button(self, icon: str, action: QAction, *, icon_on: str = "") -> IconButton:
        """A button of the page bar for an action."""
        button = IconButton(self.session.appearance, icon, role="bar", beside=True)
        button.bind(action, label=True)
        if icon_on:
            button.set_icons(icon, icon_on)
        self._bar_buttons.append(button)
        return button

    def build_bar(self, title: str) -> tuple[QWidget, QHBoxLayout]:
        """The page bar with its title; the caller adds the rest."""
        bar = Panel("pageBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        label = PlainLabel(title)
        label.setObjectName("pageTitle")
        row.addWidget(label)
        pace(bar)
        return bar, row


def _unless_menu_is_open(slot: Callable[[], object], *, single: bool) -> None:
    """A letter typed at an open menu is meant for the menu, not for the page behind it."""
    if not (single and QApplication.activePopupWidget() is not None):
        slot()
