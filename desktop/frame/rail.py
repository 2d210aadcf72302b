"""The rail: one button a page that works; the chosen one on paper, with a bar at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QVBoxLayout

from desktop.i18n import tr
from desktop.widgets.parts import Panel, RailButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop.theme import Appearance


class Rail(QScrollArea):
    """Scrolls where the window is too low for all its buttons."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        rail = Panel("rail")
        self._column = QVBoxLayout(rail)
        self._column.setContentsMargins(0, 10, 0, 8)
        self._column.setSpacing(2)
        self.setObjectName("railScroll")
        self.setWidget(rail)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        appearance.changed.connect(self.restyle)

    def add(self, name: str, action: QAction) -> None:
        """A button for a page; its icon bears the page's name."""
        button = RailButton(self._look, name, action.text())
        key = action.shortcut().toString()
        button.setToolTip(tr("{text}（{key}）").format(text=action.text(), key=key))
        button.setAccessibleName(action.text())
        button.clicked.connect(action.trigger)
        self._group.addButton(button)
        self._buttons[name] = button
        self._column.addWidget(button)

    def take_drops(self, name: str, mime: str, slot: Callable[[str], object]) -> None:
        """What is dropped on a page's button goes to `slot`: the text of data of this kind."""
        self._drops = _Drops(self._buttons[name], mime, slot)

    def add_stretch(self) -> None:
        """What follows stands at the bottom."""
        self._column.addStretch(1)

    def choose(self, name: str) -> None:
        """Show that a page is in sight."""
        self._buttons[name].setChecked(True)

    def restyle(self) -> None:
        """Take the sizes from the look in force."""
        buttons = self._buttons.values()
        width = max([self._look.size("rail", "width"), *(b.needed_width() for b in buttons)])
        self.setFixedWidth(width)
        for button in buttons:
            button.setFixedSize(QSize(width - 1, self._look.size("rail", "item")))


class _Drops(QObject):
    """Lets things be dropped on a button, which shows that it would take them."""

    def __init__(self, button: RailButton, mime: str, slot: Callable[[str], object]) -> None:
        super().__init__(button)
        self._button, self._mime, self._slot = button, mime, slot
        button.setAcceptDrops(True)
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self._button.show_wanted(wanted=False)
            return True
        if not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        if not event.mimeData().hasFormat(self._mime):
            event.ignore()
            return True
        event.acceptProposedAction()
        self._button.show_wanted(wanted=isinstance(event, QDragMoveEvent))
        if kind == QEvent.Type.Drop:
            self._slot(bytes(event.mimeData().data(self._mime).data()).decode("utf-8", "replace"))
        return True
