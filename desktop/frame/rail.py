"""The rail: one button a page that works; the chosen one on paper, with a bar at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QVBoxLayout

from desktop.i18n import tr
from desktop.widgets.parts import Panel, RailButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop.theme import Appearance

_ICON: Final = 28  # px: the height of an entry that is only its icon, at the least


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
        """Show that a page is in sight; none, when it is one that has no entry here."""
        wanted = self._buttons.get(name)
        # What exclude each other can only all be off while they do not.
        self._group.setExclusive(wanted is not None)
        for button in self._buttons.values():
            button.setChecked(button is wanted)

    def restyle(self) -> None:
        """Take the sizes from the look in force."""
        buttons = self._buttons.values()
        width = max([self._look.size("rail", "width"), *(b.needed_width() for b in buttons)])
        self.setFixedWidth(width)
        for button in buttons:
            button.setFixedSize(QSize(width - 1, self._look.size("rail", "item")))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All entries are in sight: where names leave no room for that, icons do without them.

        Their tooltips and accessible names still say them.
        """
        buttons = list(self._buttons.values())
        if not buttons:
            return
        margins, look = self._column.contentsMargins(), self._look
        gaps = margins.top() + margins.bottom() + self._column.spacing() * len(buttons)
        room = max((self.height() - gaps) // len(buttons), look.px(_ICON))
        named = look.size("rail", "item")
        for button in buttons:
            button.show_name(shown=room >= named)
            button.setFixedHeight(min(named, room))


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
