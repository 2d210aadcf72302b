"""The lesson's title in the page bar, and below it everything that is done with whole lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy

from desktop.i18n import tr
from desktop.widgets.parts import IconButton, below, plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records.lesson import Lesson
    from desktop.theme import Appearance

_LONGEST = 24  # characters of a title in the bar


class LessonChooser(IconButton):
    """Opens the menu; switching is said, everything else are the page's actions."""

    lesson_chosen = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        actions: Sequence[QAction | None],
        drafts: Callable[[], QMenu],
    ) -> None:
        super().__init__(appearance, "down", role="bar", size=14, beside=True)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._actions, self._drafts = actions, drafts
        self._lessons: list[Lesson] = []
        self._current = ""
        self._full = ""
        self.clicked.connect(lambda: self.menu_of_lessons().popup(below(self)))

    def show_lessons(self, lessons: list[Lesson], current: Lesson | None) -> None:
        """Show which lessons there are, and which is current."""
        self._lessons = lessons
        self._current = current.id if current else ""
        self._full = _name(current) if current else ""
        self.setVisible(current is not None)
        self.setAccessibleName(tr("课件：{name}").format(name=self._full))
        occasion = current.occasion if current else ""
        self.setToolTip(plain_tip("\n".join(part for part in (self._full, occasion) if part)))
        self.fit(_LONGEST)

    def fit(self, longest: int) -> None:
        """Show at most so many characters of the title."""
        title = self._full
        short = title if len(title) <= longest else title[: longest - 1] + "…"
        self.setText(short.replace("&", "&&"))

    def menu_of_lessons(self) -> QMenu:
        """The lessons to switch to, and what can be done with the current one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The button has its arrow at the right by being laid out from there; the menu is not.
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        group = QActionGroup(menu)
        for lesson in self._lessons:
            action = menu.addAction(_name(lesson).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(lesson.id == self._current)
            group.addAction(action)
            action.triggered.connect(lambda _on, chosen=lesson.id: self.lesson_chosen.emit(chosen))
        if self._lessons:
            menu.addSeparator()
        for place, found in enumerate(self._actions):
            if found is None:
                menu.addSeparator()
            else:
                menu.addAction(found)
            if place == 0:
                drafts = self._drafts()
                drafts.setParent(menu, drafts.windowFlags())
                menu.addMenu(drafts)
        return menu


def _name(lesson: Lesson) -> str:
    return lesson.title.strip() or tr("未命名的课件")
