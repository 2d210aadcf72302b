"""标签: the tags of a note as chips, and a field to give it more, with what is used already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QPushButton, QWidget

from db.text import fold
from desktop.i18n import tr
from desktop.operations.tags import LONGEST, clean_tags
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.parts import ActionButton, PlainLabel, below, clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.pinyin import Typed
    from desktop.theme import Appearance

_OFFERED: Final = 8
_AWAY: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class TagEdit(QLineEdit):
    """Enter gives a tag and stays for the next; Esc leaves.

    `used` are all tags, best first; `spelt` says what stands for text that is typed in pinyin.
    """

    given = Signal(str)
    left = Signal()

    def __init__(
        self, used: Callable[[], Sequence[str]], spelt: Callable[[str], Typed | None]
    ) -> None:
        super().__init__()
        self._used = used
        self._spelt = spelt
        self.setMaxLength(LONGEST * 4)
        self.setPlaceholderText(tr("标签，回车添加"))
        self.setAccessibleName(tr("添加标签"))
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)
        completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def _offer(self, text: str) -> None:
        """Tags that begin as what is typed, those that hold it, then those it spells in pinyin."""
        typed = fold(text.lstrip("#＃ "))
        used = self._used() if typed else ()
        holding = [tag for tag in used if typed in fold(tag)]
        holding.sort(key=lambda tag: not fold(tag).startswith(typed))
        spelling = self._spelt(typed)
        if spelling is not None:
            places = ((spelling.find(tag), tag) for tag in used if tag not in holding)
            found = [(place[0] > 0, tag) for place, tag in places if place is not None]
            holding += [tag for _, tag in sorted(found, key=lambda each: each[0])]
        self._offers.setStringList(holding[:_OFFERED])

    def _take(self, tag: str) -> None:
        self.given.emit(tag)
        QTimer.singleShot(0, self, self.clear)  # the completer writes the tag into the field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if clean_tags(self.text()):
                self.given.emit(self.text())
                self.clear()
            else:
                self.left.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TagRow(QWidget):
    """The tags of what is shown. It tells what is wanted and changes nothing itself."""

    added = Signal(list)
    removed = Signal(str)
    shown_alone = Signal(str)
    """The user wants to see everything with this tag."""
    left = Signal()
    """The field for a new tag was closed."""

    def __init__(
        self,
        look: Appearance,
        used: Callable[[], Sequence[str]],
        spelt: Callable[[str], Typed | None],
    ) -> None:
        super().__init__()
        self._look = look
        self._used = used
        self._tags: tuple[str, ...] = ()
        self._flow = FlowLayout(self, gap=8)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._edit = TagEdit(self._unused, spelt)
        self._edit.given.connect(lambda text: self.added.emit(clean_tags(text)))
        self._edit.left.connect(self._close_edit)
        self._edit.hide()
        self._add = ActionButton(look, "plus", tr("添加"), 13)
        self._add.setProperty("role", "addTag")
        self._add.setAccessibleName(tr("添加标签"))
        self._add.clicked.connect(self.open_edit)
        self._fill()

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Show the tags of another note, or its tags as they are now."""
        if tags != self._tags:
            self._tags = tags
            self._fill()

    def open_edit(self) -> None:
        """Ask for a tag."""
        self._edit.setFixedWidth(self._look.px(160))
        self._edit.show()
        self._add.hide()
        self._edit.setFocus()
        self.updateGeometry()

    def close_edit(self) -> None:
        """Put the field away without telling anybody; what was not entered is no tag."""
        self._edit.clear()
        self._edit.hide()
        self._add.show()

    def _close_edit(self) -> None:
        self.close_edit()
        self.left.emit()

    def _unused(self) -> list[str]:
        return [tag for tag in self._used() if tag not in self._tags]

    def _fill(self) -> None:
        typing = self._edit.hasFocus()
        for kept in (self._add, self._edit):
            self._flow.removeWidget(kept)
        clear_layout(self)
        label = PlainLabel(tr("标签"))
        label.setObjectName("quietBody")
        self._flow.addWidget(label)
        for tag in self._tags:
            self._flow.addWidget(self._chip(tag))
        self._flow.addWidget(self._add)
        self._flow.addWidget(self._edit)
        if typing:
            self._edit.setFocus()
        self.updateGeometry()

    def _chip(self, tag: str) -> TagChip:
        chip = TagChip(tag)
        chip.removed.connect(partial(self.removed.emit, tag))
        chip.shown_alone.connect(partial(self.shown_alone.emit, tag))
        return chip


class TagChip(QPushButton):
    """One tag: a click offers what can be done with it, Delete takes it away."""

    removed = Signal()
    shown_alone = Signal()

    def __init__(self, tag: str) -> None:
        # An & would be taken as a mnemonic's mark.
        super().__init__(f"# {tag.replace('&', '&&')}")
        self.setProperty("role", "tag")
        self.setAutoDefault(False)
        self.setAccessibleName(tr("标签 {tag}").format(tag=tag))
        self.clicked.connect(self._open_menu)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("看有这个标签的")).triggered.connect(self.shown_alone)
        menu.addAction(tr("去掉这个标签")).triggered.connect(self.removed)
        menu.popup(below(self))

    def event(self, event: QEvent) -> bool:
        # Delete at a tag is meant for the tag, not for the note that the page would delete.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in _AWAY:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _AWAY:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
