"""课堂选择 while it is held: votes by key, kept with the lesson under the name of the class."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop.documents.sheet import Ballot
from desktop.i18n import tr
from desktop.operations import lessons as operations
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet
    from desktop.session import Session


class Votes(QObject):
    """Counts for one class on one day. Which class is asked once, at the first vote."""

    changed = Signal()
    answered = Signal()
    """The question which class it is has gone: the keys are the showing's again."""

    def __init__(self, session: Session, lesson_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lesson_id = lesson_id
        self._on = date.today().isoformat()
        self._class: str | None = None
        self._waiting: list[tuple[str, int]] = []
        self._dialog: ClassDialog | None = None

    @property
    def class_name(self) -> str | None:
        """Whose votes they are, None: nobody has voted yet."""
        return self._class

    def counted(self) -> dict[str, int]:
        """Mechanism id -> votes of this class today."""
        return {
            tally.mechanism_id: tally.votes
            for tally in self._session.lessons.tallies(self._lesson_id)
            if self._class is not None
            and (tally.class_name, tally.held_on) == (self._class, self._on)
        }

    def cast(self, sheet: Sheet, digit: int, by: int, asker: QWidget) -> bool:
        """A vote more (1) or less (-1) for the choice of this number; False: there is none."""
        choices = choices_of(sheet)
        if not 1 <= digit <= len(choices):
            return False
        mechanism_id = choices[digit - 1]
        if self._class is None:
            self._waiting.append((mechanism_id, by))
            self._ask(asker)
        else:
            self._record(mechanism_id, by)
        return True

    def _ask(self, asker: QWidget) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            return
        self._dialog = ClassDialog(self._proposed(), asker)
        self._dialog.finished.connect(self._on_answered)
        self._dialog.open()

    def _proposed(self) -> str:
        """The class that voted here last today, else for whom the lesson is, else the day."""
        today = [t for t in self._session.lessons.tallies(self._lesson_id) if t.held_on == self._on]
        if today:
            return today[-1].class_name
        lesson = self._session.lessons.lesson(self._lesson_id)
        return (lesson.occasion.strip() if lesson is not None else "") or self._on

    def _on_answered(self, result: int) -> None:
        dialog, waiting = self._dialog, self._waiting
        self._dialog, self._waiting = None, []
        if dialog is not None and result == QDialog.DialogCode.Accepted.value:
            self._class = dialog.name.text().strip() or self._proposed()
            for mechanism_id, by in waiting:
                self._record(mechanism_id, by)
        self.changed.emit()
        self.answered.emit()

    def _record(self, mechanism_id: str, by: int) -> None:
        assert self._class is not None
        votes = max(self.counted().get(mechanism_id, 0) + by, 0)
        operations.record_votes(
            self._session,
            self._lesson_id,
            mechanism_id,
            votes,
            class_name=self._class,
            on=self._on,
        )
        self.changed.emit()

    def close(self) -> None:
        """The showing ends: a question that is open is dropped with the votes that wait for it."""
        self._waiting.clear()
        if self._dialog is not None:
            self._dialog.reject()


class ClassDialog(QDialog):
    """Which class is it? Enter takes what is proposed."""

    def __init__(self, proposed: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("课堂选择"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        said = PlainLabel(tr("这是哪个班？选择结果会和班名、日期一起存进课件。"))
        said.setWordWrap(True)
        self.name = QLineEdit(proposed)
        self.name.setAccessibleName(tr("班名"))
        self.name.selectAll()
        buttons = QDialogButtonBox()
        buttons.addButton(tr("开始计票"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for widget in (said, self.name, buttons):
            column.addWidget(widget)
        self.name.setFocus()


def choices_of(sheet: Sheet) -> list[str]:
    """The mechanisms that a page has the class choose among, in order; none on other pages."""
    ballot = next((block for block in sheet.blocks if isinstance(block, Ballot)), None)
    return [choice.mechanism_id for choice in ballot.choices] if ballot is not None else []
