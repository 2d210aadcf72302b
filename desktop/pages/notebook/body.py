"""我的批注: read as it is rendered, or written with the rendering beside it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.operations.notes import set_title
from desktop.pages.note_panel import SAVE_AFTER_MS, NoteEditor
from desktop.widgets.markdown_view import MarkdownView
from desktop.widgets.parts import Panel, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from db.records.own import Note
    from desktop.session import Session

_RENDER_MS: Final = 120
_BESIDE: Final = 600  # width at 100% from which on the rendering stands beside the text
_RUNS = count(1)


class TitleEdit(QLineEdit):
    """The heading of a note; kept as the text is, soon after it was typed."""

    finished = Signal()

    def __init__(self, session: Session, note: Note) -> None:
        super().__init__(note.title)
        self._session = session
        self._note = note
        self._run = next(_RUNS)
        self.setObjectName("noteTitle")
        self.setPlaceholderText(tr("标题，可以不写"))
        self.setAccessibleName(tr("批注的标题"))
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.store)
        self.textEdited.connect(lambda: self._timer.isActive() or self._timer.start())

    def store(self) -> None:
        """Hand over what has been typed."""
        self._timer.stop()
        if self.isModified():
            self.setModified(False)
            set_title(self._session, self._note, self.text(), self._run)

    def show_stored(self, title: str) -> None:
        """Take over a heading that was changed elsewhere, by an undo say."""
        if not self._timer.isActive() and " ".join(self.text().split()) != title:
            self.setText(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.store()
        super().focusOutEvent(event)


class NoteBody(QWidget):
    """The words of one note. Nothing typed is lost by showing another: it is stored first."""

    finished = Signal()
    """The user has done with writing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.editor: NoteEditor | None = None
        self.title_edit: TitleEdit | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 0)
        self._column.setSpacing(8)
        self.view = MarkdownView(session.appearance)
        self.view.setAccessibleName(tr("我的批注"))
        self._empty = PlainLabel(tr("还没有批注。按 E 写一条。"))
        self._empty.setObjectName("quietBody")
        self._column.addWidget(self.view)
        self._column.addWidget(self._empty)
        self._desk: QSplitter | None = None
        self._timer = QTimer(self, singleShot=True, interval=_RENDER_MS)
        self._timer.timeout.connect(self._render)

    @property
    def writing(self) -> bool:
        """Whether an editor is open."""
        return self.editor is not None

    def show_note(self, note: Note | None) -> None:
        """Show a note to be read; None says how to write one."""
        self.close_editor()
        self.view.setVisible(note is not None)
        self._empty.setVisible(note is None)
        if note is not None:
            self.view.show_text(note.body)

    def edit(self, note: Note, *, titled: bool = False) -> None:
        """Open an editor; with `titled` at the heading."""
        self.close_editor()
        self.view.hide()
        self._empty.hide()
        self.title_edit = TitleEdit(self._session, note)
        self.title_edit.finished.connect(self.finished)
        self.editor = NoteEditor(self._session, note)
        self.editor.setObjectName("noteEditor")
        self.editor.setPlaceholderText(tr("写批注，支持 Markdown；自动保存，Esc 读"))
        self.editor.finished.connect(self.finished)
        self.editor.textChanged.connect(self._timer.start)
        self._column.addWidget(self.title_edit)
        self._column.addWidget(self._build_desk(note.body), 1)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        (self.title_edit if titled else self.editor).setFocus()

    def _build_desk(self, body: str) -> QSplitter:
        self._live = MarkdownView(self._session.appearance)
        self._live.setAccessibleName(tr("预览"))
        self._live.show_text(body)
        paper = Panel("livePaper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._live)
        column.addStretch(1)
        sheet = QScrollArea()
        sheet.setObjectName("liveView")
        sheet.setWidgetResizable(True)
        sheet.setFrameShape(QFrame.Shape.NoFrame)
        sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.setWidget(paper)
        desk = self._desk = QSplitter()
        desk.setHandleWidth(1)
        desk.setChildrenCollapsible(False)
        assert self.editor is not None
        desk.addWidget(self.editor)
        desk.addWidget(sheet)
        desk.setSizes([1, 1])
        self._turn_desk()
        return desk

    def _turn_desk(self) -> None:
        if self._desk is None:
            return
        look = self._session.appearance
        beside = self.width() >= look.px(_BESIDE)
        side = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        self._desk.setOrientation(side)
        self._desk.setMinimumHeight(look.px(240 if beside else 360))

    def _render(self) -> None:
        if self.editor is not None:
            self._live.show_text(self.editor.toPlainText())

    def refresh(self, note: Note | None) -> None:
        """Show the note as it is stored now, unless what is typed is newer."""
        if self.editor is None:
            if note is not None:
                self.view.show_text(note.body)
            return
        if note is not None and note.id != self.editor.note.id:
            return
        body = note.body if note is not None else ""
        if not self.editor.ahead and body != self.editor.toPlainText():
            self.editor.show_stored(body)
            self._render()
        if self.title_edit is not None:
            with QSignalBlocker(self.title_edit):
                self.title_edit.show_stored(note.title if note is not None else "")

    def store(self) -> None:
        """Hand over what has been typed so far."""
        if self.title_edit is not None:
            self.title_edit.store()
        if self.editor is not None:
            self.editor.store()

    def close_editor(self) -> None:
        """Store, and put the editor away."""
        self.store()
        self._timer.stop()
        for widget in (self.title_edit, self._desk):
            if widget is not None:
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.editor = self.title_edit = self._desk = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_desk()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.store()
        return super().event(event)
