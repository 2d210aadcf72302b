"""What was chosen for a slide, one line each: with its seal, moved up and down, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import IconButton, PlainLabel, SealLabel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_rows(self, rows: Sequence[Row], *, ordered: bool = False) -> None:
        """Show what is chosen; where it is `ordered`, it can be moved."""
        state = (list(rows), ordered)
        if state == self._shown:
            return
        self._shown = state
        for _ in self.prepare(len(rows)):
            pass
        held = next((line for line in self._lines if line.held() >= 0), None)
        button, moved = (held.held(), held.row_id) if held is not None else (-1, "")
        for place, line in enumerate(self._lines):
            if place < len(rows):
                line.show_row(rows[place], place, len(rows), ordered=ordered)
            line.setVisible(place < len(rows))
        self.setVisible(bool(rows))
        now = next((line for line in self._lines[: len(rows)] if line.row_id == moved), None)
        if now is not None and now is not held:
            now.take_focus(button)

    def prepare(self, count: int) -> Iterator[None]:
        """Have lines for so many rows, a line at a time; they stay for other slides."""
        while len(self._lines) < count:
            line = _Line(self._look)
            line.hide()
            line.moved.connect(self.stepped)
            line.removed.connect(self.removed)
            self._column.addWidget(line)
            line.ensurePolished()
            self._lines.append(line)
            yield


class _Line(QWidget):
    """A row with its buttons."""

    moved = Signal(str, int)
    removed = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.row_id = ""
        self._seal = SealLabel(appearance, 20)
        self._name = PlainLabel()
        self._name.setWordWrap(True)
        self._name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # Below, for a long name and three buttons leave no room beside them.
        self._below = PlainLabel()
        self._below.setObjectName("quiet")
        self._up = IconButton(appearance, "up", tr("上移"), size=14)
        self._down = IconButton(appearance, "down", tr("下移"), size=14)
        self._remove = IconButton(appearance, "close", tr("移出"), size=14)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._below)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._seal)
        box.addLayout(words, 1)
        for button in self._buttons():
            box.addWidget(button)
        self._up.clicked.connect(lambda: self.moved.emit(self.row_id, -1))
        self._down.clicked.connect(lambda: self.moved.emit(self.row_id, 1))
        self._remove.clicked.connect(lambda: self.removed.emit(self.row_id))

    def _buttons(self) -> tuple[IconButton, ...]:
        return self._up, self._down, self._remove

    def show_row(self, row: Row, place: int, count: int, *, ordered: bool) -> None:
        """Show a row, which stands at a place among so many."""
        self.row_id = row.id
        self._seal.set_theme(row.theme)
        self._name.setText(row.text)
        self._below.setText(row.figure)
        self._below.setVisible(bool(row.figure))
        for button, by in ((self._up, -1), (self._down, 1)):
            button.setVisible(ordered and count > 1)
            button.setEnabled(0 <= place + by < count)
        for button in self._buttons():
            form = tr("{action}{name}")
            button.setAccessibleName(form.format(action=button.text(), name=row.text))

    def held(self) -> int:
        """Which of the buttons has the focus, -1: none."""
        return next((place for place, b in enumerate(self._buttons()) if b.hasFocus()), -1)

    def take_focus(self, held: int) -> None:
        """The row has come here from another line: so does the focus, to the same button."""
        wanted = self._buttons()[held]
        (wanted if wanted.isEnabled() else self._remove).setFocus()
