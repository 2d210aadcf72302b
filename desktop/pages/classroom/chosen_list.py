"""What was chosen for a slide, one line each: with its seal, moved up and down, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import IconButton, PlainLabel, SealLabel, clear_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.rows import Row
    from desktop.theme import Appearance


class ChosenList(QWidget):
    """A few rows; whoever shows them writes what is done here."""

    removed = Signal(str)
    stepped = Signal(str, int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self._shown: tuple[list[Row], bool] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_rows(self, rows: Sequence[Row], *, ordered: bool = False) -> None:
        """Show what is chosen; where it is `ordered`, it can be moved."""
        state = (list(rows), ordered)
        if state == self._shown:
            return
        self._shown = state
        clear_layout(self)
        for place, row in enumerate(rows):
            self._column.addWidget(self._line(row, place, len(rows), ordered=ordered))
        self.setVisible(bool(rows))

    def _line(self, row: Row, place: int, count: int, *, ordered: bool) -> QWidget:
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        if row.theme:
            box.addWidget(SealLabel(self._look, 20, row.theme))
        name = PlainLabel(row.text)
        name.setWordWrap(True)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        if row.figure:  # below, for a long name and three buttons leave no room beside them
            below = PlainLabel(row.figure)
            below.setObjectName("quiet")
            words.addWidget(below)
        box.addLayout(words, 1)
        if ordered and count > 1:
            for icon, by, text in (("up", -1, tr("上移")), ("down", 1, tr("下移"))):
                button = self._button(icon, text, row)
                button.setEnabled(0 <= place + by < count)
                button.clicked.connect(lambda _=False, by=by: self.stepped.emit(row.id, by))
                box.addWidget(button)
        remove = self._button("close", tr("移出"), row)
        remove.clicked.connect(lambda: self.removed.emit(row.id))
        box.addWidget(remove)
        return line

    def _button(self, icon: str, text: str, row: Row) -> IconButton:
        button = IconButton(self._look, icon, text, size=14)
        button.setAccessibleName(tr("{action}{name}").format(action=text, name=row.text))
        return button
