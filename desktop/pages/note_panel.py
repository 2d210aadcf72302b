"""批注: the notes on one mechanism, or one on a span of a text, read and written in place.

What is typed goes to the operations at most SAVE_AFTER_MS after the first unsaved keystroke, so
that together with the write to disk nothing older than a second can be lost.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
)

from desktop.i18n import tr
from desktop.operations import notes as operations
from desktop.widgets.markdown import to_html, to_plain
from desktop.widgets.parts import (
    ElidingLabel,
    IconButton,
    Panel,
    PlainLabel,
    clear_layout,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from db.records.own import Note
    from desktop.session import Session

SAVE_AFTER_MS: Final = 300
_RUNS = count(1)


class NoteEditor(QPlainTextEdit):
    """Edits one note; says `finished` when the user leaves it with Esc or Ctrl+Enter."""

    finished = Signal()

    def __init__(self, session: Session, note: Note) -> None:
        super().__init__()
        self._session = session
        self.note = note
        self._run = next(_RUNS)
        self.setPlainText(note.body)
        self.setPlaceholderText(tr("写批注，支持 Markdown；自动保存，Esc 收起"))
        self.setAccessibleName(tr("批注"))
        self.setTabChangesFocus(True)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.store)
        self._storing = False
        self.textChanged.connect(self._schedule)

    def _schedule(self) -> None:
        # Never restarted: fast typing must not push the save further and further away.
        if not self._timer.isActive():
            self._timer.start()

    def store(self) -> None:
        """Hand over what has been typed."""
        self._timer.stop()
        # A text that nobody touched stays as it is stored: a widget changes some blanks.
        if not self.document().isModified():
            return
        self._storing = True
        try:
            operations.write_note(self._session, self.note, self.toPlainText(), self._run)
            self.document().setModified(False)
        finally:
            self._storing = False

    @property
    def ahead(self) -> bool:
        """Whether what is typed here is newer than anything stored."""
        return self._storing or self._timer.isActive()

    def show_stored(self, body: str) -> None:
        """Take over a text that was changed elsewhere, by an undo say."""
        with QSignalBlocker(self):
            self.setPlainText(body)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if event.key() == Qt.Key.Key_Escape or done:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.store()
        super().focusOutEvent(event)


class NoteCard(QFrame):
    """One note as its author sees it later: rendered, with its date."""

    edit_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, session: Session, note: Note) -> None:
        super().__init__()
        self.setObjectName("noteCard")
        self._note_id = note.id
        self.setAccessibleName(tr("批注 {name}").format(name=to_plain(note.body)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 6, 6)
        column.setSpacing(2)
        body = PlainLabel(to_html(note.body))
        body.setTextFormat(Qt.TextFormat.RichText)
        body.setWordWrap(True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body.setObjectName("noteBody")
        column.addWidget(body)
        foot = QHBoxLayout()
        when = PlainLabel(tr("批注 · {when}").format(when=_local(note.modified_at)))
        when.setObjectName("micro")
        foot.addWidget(when, 1)
        look = session.appearance
        edit = IconButton(look, "note", tr("编辑批注"), size=14)
        edit.clicked.connect(lambda: self.edit_wanted.emit(self._note_id))
        delete = IconButton(look, "delete", tr("删除批注（可撤销）"), size=14)
        delete.clicked.connect(lambda: self.delete_wanted.emit(self._note_id))
        foot.addWidget(edit)
        foot.addWidget(delete)
        column.addLayout(foot)

    def mouseDoubleClickEvent(self, event: object) -> None:  # noqa: ARG002
        self.edit_wanted.emit(self._note_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit(self._note_id)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(self._note_id)
        else:
            super().keyPressEvent(event)


class NotePanel(Panel):
    """All notes on the mechanism that is shown, and an editor for one of them."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._mechanism_id = ""
        self._alone = ""  # the id of a note that is shown without the others
        self._quote = ""  # what that note stands on
        self._editor: NoteEditor | None = None
        self._filling = False
        self._shown: list[Note] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = Panel("noteList")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(20, 4, 20, 10)
        self._rows.setSpacing(8)
        self._scroll.setWidget(self._list)
        column.addWidget(self._scroll, 1)
        session.changes.notes_changed.connect(self._on_changed)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 14, 4)
        self._title = ElidingLabel(tr("批注"))
        self._title.setObjectName("strong")
        head.addWidget(self._title, 1)
        add = self._add = IconButton(self._session.appearance, "plus", tr("新写一条批注"), size=15)
        add.clicked.connect(self.add_note)
        close = IconButton(self._session.appearance, "close", tr("收起批注（Esc）"), size=15)
        close.clicked.connect(self.close_panel)
        head.addWidget(add)
        head.addWidget(close)
        return head

    def show_notes(self, mechanism_id: str, *, write: bool = False) -> None:
        """Show the notes on a mechanism; with `write` an editor is opened at once."""
        other = mechanism_id != self._mechanism_id or bool(self._alone)
        if other:
            self._turn_to(mechanism_id, "")
        if write and self._editor is None:
            if self._session.marks.notes_of(mechanism_id):
                self.edit_note(self._session.marks.notes_of(mechanism_id)[-1].id)
            else:
                self.add_note()
            other = other and self._editor is None  # with an editor they are filled in already
        elif self._editor is not None and write:
            self._editor.setFocus()
        if other:
            self._fill()

    def show_note(self, note: Note) -> None:
        """Open an editor for one note on a span of a text, stored already or not."""
        self._quote = " ".join(note.exact.split())
        if self._alone != note.id:
            self._turn_to(note.mechanism_id or "", note.id)
        if self._editor is None:
            self._open(note)
        else:
            self._editor.setFocus()

    def _turn_to(self, mechanism_id: str, alone: str) -> None:
        """The notes of something else from now on; they are still to be filled in."""
        self.store()
        editor = self._editor
        if alone or self._alone or (editor and (editor.note.mechanism_id or "") != mechanism_id):
            self._editor = None
        self._mechanism_id, self._alone = mechanism_id, alone
        self._add.setVisible(not alone)

    def add_note(self) -> None:
        """Open an editor for a new note."""
        if self._mechanism_id and not self._alone:
            self._open(operations.start_note(self._session, self._mechanism_id))

    def edit_note(self, note_id: str) -> None:
        """Open an editor for a note that exists."""
        note = self._session.marks.note(note_id)
        if note is not None:
            self._open(note)

    def store(self) -> None:
        """Hand over what has been typed so far."""
        if self._editor is not None:
            self._editor.store()

    def close_panel(self) -> None:
        """Store, show the notes as they will be read, and say that the panel may close."""
        if self._editor is not None:
            self._editor.clearFocus()  # it has a place to go to, and need not look for one
        self._leave_editor()
        self.closed.emit()

    def _open(self, note: Note) -> None:
        self.store()
        if (note.mechanism_id or "") != self._mechanism_id:
            return
        editor = self._editor = NoteEditor(self._session, note)
        editor.finished.connect(self.close_panel)
        self._fill()
        editor.setFocus()
        editor.moveCursor(QTextCursor.MoveOperation.End)
        QTimer.singleShot(0, editor, editor.ensureCursorVisible)  # once it has its size

    def _leave_editor(self) -> None:
        self.store()
        self._editor = None
        self._fill()

    def _fill(self) -> None:
        self._filling = True
        editor = self._editor
        if editor is not None and (editor.note.mechanism_id or "") != self._mechanism_id:
            editor = self._editor = None
        if editor is not None:
            editor.setParent(None)
        clear_layout(self._list)
        notes = self._notes()
        self._shown = self._others()
        self._entitle()
        placed = False
        for note in notes:
            if editor is not None and note.id == editor.note.id:
                self._rows.addWidget(editor)
                placed = True
                continue
            card = NoteCard(self._session, note)
            card.edit_wanted.connect(self.edit_note)
            card.delete_wanted.connect(self._delete)
            self._rows.addWidget(card)
        if editor is not None and not placed:
            self._rows.addWidget(editor)
        if editor is not None:
            editor.setMinimumHeight(self._session.appearance.px(96))
            editor.show()
        if not notes and editor is None:
            gone = tr("这条批注已删除，Ctrl+Z 可以撤销。")
            empty = PlainLabel(gone if self._alone else tr("还没有批注。按 N 写一条。"))
            empty.setObjectName("quiet")
            self._rows.addWidget(empty)
        self._rows.addStretch(1)
        self._filling = False

    def _delete(self, note_id: str) -> None:
        operations.delete_note(self._session, note_id)

    def _on_changed(self, mechanism_id: str) -> None:
        if mechanism_id != self._mechanism_id or self._filling:
            return
        editor = self._editor
        if editor is None:
            self._fill()
            return
        had_focus = editor.hasFocus()
        stored = self._session.marks.note(editor.note.id)
        body = stored.body if stored is not None else ""
        if body != editor.toPlainText() and not editor.ahead:
            # An undo from elsewhere: what is shown must be what is stored.
            if had_focus:
                editor.show_stored(body)
            else:
                self._editor = None
        if self._editor is None or self._others() != self._shown:
            self._fill()
            if had_focus and self._editor is not None:
                self._editor.setFocus()
        self._entitle()

    def _others(self) -> list[Note]:
        """The notes that are shown as cards: all but the one being edited."""
        edited = self._editor.note.id if self._editor is not None else ""
        return [note for note in self._notes() if note.id != edited]

    def _notes(self) -> list[Note]:
        """The stored notes that belong here."""
        if not self._alone:
            return self._session.marks.notes_of(self._mechanism_id)
        note = self._session.marks.note(self._alone)
        return [note] if note is not None else []

    def _entitle(self) -> None:
        if self._alone:
            self._title.setText(tr("批注 “{quote}”").format(quote=self._quote))
            return
        count = self._session.marks.count_of(self._mechanism_id)
        self._title.setText(tr("批注 {n}").format(n=count) if count else tr("批注"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.store()
        return super().event(event)


def _local(stamp: str) -> str:
    """A stored UTC stamp as the user's own date and time."""
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return stamp
