"""讲稿 beside the slide: read at any size, written in place. Never on the audience's screen."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from desktop.i18n import tr
from desktop.operations import lessons as operations
from desktop.widgets.markdown_view import MarkdownView
from desktop.widgets.parts import IconButton, Panel, PlainLabel
from desktop.widgets.reading_look import ReadingLook

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from db.records.lesson import Slide
    from desktop.session import Session

SIZES: Final = (15, 17, 19, 22, 26, 30, 36, 44)
_USUAL: Final = 19
_STATE: Final = "speaker notes size"
_SAVE_AFTER_MS: Final = 300
_SCROLL: Final = 0.7
_RUNS = count(1)


class SpeakerNotes(Panel):
    """Shows one slide's notes. The size is remembered."""

    left = Signal()
    """The editor was left: the keys are the showing's again."""

    def __init__(self, session: Session, *, editable: bool = True) -> None:
        super().__init__("speakerNotes")
        self._session = session
        self._slide: Slide | None = None
        size = session.remembered.number(_STATE, _USUAL)
        self._look = ReadingLook(session.appearance, "editor", size if size in SIZES else _USUAL)
        self._look.setParent(self)
        self._text = MarkdownView(self._look)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.setAccessibleName(tr("讲稿"))
        self._empty = PlainLabel()
        self._empty.setObjectName("quietBody")
        self._empty.setWordWrap(True)
        self._scroll = self._build_scroll()
        self._editor: NotesEditor | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addLayout(self._build_head(editable=editable))
        self._column.addWidget(self._stack, 1)
        session.appearance.changed.connect(self._restyle)
        self._restyle()

    def _build_scroll(self) -> QScrollArea:
        inner = Panel("speakerInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self._empty)
        column.addWidget(self._text)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def _build_head(self, *, editable: bool) -> QHBoxLayout:
        look = self._session.appearance
        head = self._head = QHBoxLayout()
        head.setSpacing(2)
        title = PlainLabel(tr("讲稿"))
        title.setObjectName("strong")
        head.addWidget(title)
        head.addStretch(1)
        self._edit = IconButton(look, "note", tr("修改"), size=15, beside=True)
        self._edit.setToolTip(tr("修改讲稿（M）"))
        self._edit.setAccessibleName(tr("修改讲稿（M）"))
        self._edit.clicked.connect(self.edit)
        if not editable:
            self._edit.hide()  # never shown here: without a parent yet, it would be a window
        smaller = IconButton(look, "minus", tr("讲稿小一些（−）"), size=14)
        larger = IconButton(look, "plus", tr("讲稿大一些（+）"), size=14)
        smaller.clicked.connect(lambda: self.resize_text(-1))
        larger.clicked.connect(lambda: self.resize_text(1))
        self._size = PlainLabel()
        self._size.setObjectName("quietBody")
        self._buttons = (self._edit, smaller, larger)
        for button in self._buttons:
            button.setAccessibleName(button.toolTip())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for widget in (self._edit, smaller, self._size, larger):
            head.addWidget(widget)
        return head

    # What is shown

    def show_slide(self, slide: Slide | None) -> None:
        """Show the notes of another slide, or the same as they are now; a text in work is kept."""
        if self._editor is not None and slide is not None and slide.id == self._editor.slide_id:
            self._slide = slide
            return
        self._leave_editor()
        moved = slide is None or self._slide is None or slide.id != self._slide.id
        self._slide = slide
        self._show_text()
        if moved:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_text(self) -> None:
        text = self._slide.notes if self._slide is not None else ""
        self._text.show_text(text)
        self._text.setVisible(bool(text.strip()))
        self._empty.setVisible(not text.strip())
        self._empty.setText(tr("这一页还没有讲稿。"))

    def resize_text(self, by: int) -> None:
        """The next larger (1) or smaller (-1) size; remembered."""
        place = SIZES.index(self._look.reading_size) + by
        size = SIZES[min(max(place, 0), len(SIZES) - 1)]
        self._session.remembered.put(_STATE, size)
        self._look.set_reading_size(size)
        self._restyle()

    def turn(self, by: int) -> None:
        """Scroll on (1) or back (-1)."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + round(by * self._scroll.viewport().height() * _SCROLL))

    def _restyle(self) -> None:
        px = self._session.appearance.px
        self._column.setContentsMargins(px(24), px(10), px(16), px(10))
        self._size.setText(tr("字 {n}").format(n=self._look.reading_size))
        if self._editor is not None:
            self._editor.setFont(self._look.font("editor"))

    # Writing

    @property
    def editing(self) -> bool:
        """Whether a text is being written."""
        return self._editor is not None

    def edit(self) -> None:
        """Write the notes of this slide in place."""
        if self._slide is None:
            return
        if self._editor is None:
            self._editor = NotesEditor(self._session, self._slide)
            self._editor.finished.connect(self._leave_editor)
            self._editor.setFont(self._look.font("editor"))
            self._stack.addWidget(self._editor)
            self._stack.setCurrentWidget(self._editor)
        self._editor.setFocus()
        self._editor.moveCursor(QTextCursor.MoveOperation.End)

    def store(self) -> None:
        """Hand over what has been typed."""
        if self._editor is not None:
            self._editor.store()

    def _leave_editor(self) -> None:
        editor = self._editor
        if editor is None:
            return
        editor.store()
        self._editor = None
        self._stack.removeWidget(editor)
        editor.deleteLater()
        row = self._slide and self._session.lessons.row(self._slide)
        if row is not None and row is not self._slide and hasattr(row, "notes"):
            self._slide = row  # type: ignore[assignment]
        self._show_text()
        self.left.emit()


class NotesEditor(QPlainTextEdit):
    """Markdown of one slide's notes; stored while it is typed."""

    finished = Signal()

    def __init__(self, session: Session, slide: Slide) -> None:
        super().__init__()
        self._session = session
        self._slide = slide
        self._run = next(_RUNS)
        self.setObjectName("noteEditor")
        self.setPlainText(slide.notes)
        self.setPlaceholderText(tr("写讲稿，支持 Markdown；自动保存，Esc 收起"))
        self.setAccessibleName(tr("讲稿"))
        self.setTabChangesFocus(True)
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.store)
        self.textChanged.connect(self._schedule)

    @property
    def slide_id(self) -> str:
        """Whose notes these are."""
        return self._slide.id

    def _schedule(self) -> None:
        # Never restarted: fast typing must not push the save further and further away.
        if not self._timer.isActive():
            self._timer.start()

    def store(self) -> None:
        """Hand over what has been typed."""
        self._timer.stop()
        if self.document().isModified():
            self.document().setModified(False)
            operations.write(self._session, self._slide, self._run, notes=self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if event.key() == Qt.Key.Key_Escape or done:
            self.finished.emit()
            return
        super().keyPressEvent(event)
        event.accept()  # no key typed here may turn a page

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.store()
        super().focusOutEvent(event)
