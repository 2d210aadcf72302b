"""The right of 笔记: one item in full, to be read or written; or what several can be done with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.notebook.dates import when
from desktop.notebook.items import Kind
from desktop.operations import notes as operations
from desktop.operations import tags as tag_operations
from desktop.pages.notebook.body import NoteBody
from desktop.pages.notebook.many import ManyCard
from desktop.pages.notebook.place import place_of
from desktop.pages.notebook.subject import SubjectCard
from desktop.pages.notebook.tag_row import TagRow
from desktop.pages.notebook.used import UsedRow
from desktop.widgets.in_steps import InSteps
from desktop.widgets.parts import IconButton, Panel, PlainLabel, hline
from desktop.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent

    from db.records.own import Note
    from desktop.notebook.items import Item
    from desktop.operations.plan_several import Wanted
    from desktop.pages.notebook.place import Place
    from desktop.session import Session

READ, WRITE = "read", "write"
_SIDE = 44
_ALL = 1000  # a stretch that leaves nothing to the others
_OPENING_MS = 250  # in this time an editor has been laid out
_NARROW = 480  # width at 100% under which labels become icons and margins narrow


class NotePreview(InSteps, Panel):
    """Follows what is chosen in the list. `actions` are the page's own, by name."""

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    family_wanted = Signal(str)
    plan_wanted = Signal(str, str)
    """Show a borrowing in its plan: plan id, borrowing id."""
    tag_wanted = Signal(str)
    """Show everything with this tag."""
    edit_wanted = Signal()
    finished = Signal()
    """Writing or tagging is done: the focus may go back to the list."""

    def __init__(
        self, session: Session, actions: dict[str, QAction], *, at_once: bool = True
    ) -> None:
        super().__init__("notePreview")
        self._session = session
        self._actions = actions
        self.item: Item | None = None
        self.note: Note | None = None
        self._place: Place | None = None
        self._chosen: list[Item] = []  # where several are shown
        self._shown: tuple[Item, Place | None] | None = None  # by the subject
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        session, actions = self._session, self._actions
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._build_empty())
        yield
        yield from self._build_one()
        self.many = ManyCard(session, actions)
        self.many.tags.left.connect(self.finished)
        self._stack.addWidget(self.many)
        yield
        self.subject.prepare()
        yield
        session.appearance.changed.connect(self._size)
        self._size()

    # Building

    def _build_empty(self) -> QWidget:
        page = Panel("paneBody")
        column = QVBoxLayout(page)
        self._sentence = PlainLabel(tr("在左边选一条，这里看全文。"))
        self._sentence.setObjectName("quietBody")
        column.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignCenter)
        return page

    def _build_one(self) -> Iterator[None]:
        page = QWidget()
        self._stack.addWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        yield
        self.sheet = QScrollArea()
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._opening = QTimer(self, singleShot=True, interval=_OPENING_MS)
        self.sheet.verticalScrollBar().rangeChanged.connect(lambda *_: self._show_editor())
        column.addWidget(self.sheet, 1)
        content = Panel("paneBody")
        self.sheet.setWidget(content)
        yield from self._fill_content(content)
        column.addWidget(self._build_foot())
        yield

    def _build_head(self) -> QWidget:
        head = self._head = Panel("previewHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        self.modes = Segments([(READ, tr("阅读")), (WRITE, tr("编辑"))], READ)
        self.modes.chosen.connect(self._choose_mode)
        row.addWidget(self.modes, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._copy = self._button("copy", "copy")
        self._open = self._button("open", "open")
        self._compare = self._button("columns", "family")
        self._delete = self._button("delete", "delete", beside=False)
        look = self._session.appearance
        self._close = IconButton(look, "close", tr("收起（Esc）"), role="bar", size=16)
        self._close.setAccessibleName(tr("收起"))
        self._close.clicked.connect(self._finish)
        self._close.hide()
        for button in (self._copy, self._open, self._compare, self._delete, self._close):
            row.addWidget(button)
        return head

    def set_overlaid(self, overlaid: bool) -> None:
        """Lying over the list it can be put away."""
        self._close.setVisible(overlaid)

    def _button(self, icon: str, name: str, *, beside: bool = True) -> IconButton:
        button = IconButton(self._session.appearance, icon, role="bar", size=16, beside=beside)
        button.bind(self._actions[name], label=True)
        return button

    def _fill_content(self, outer: QWidget) -> Iterator[None]:
        session = self._session
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._inner)
        row.addStretch(1)
        row.setStretch(0, _ALL)  # up to its greatest width the text takes all there is
        column = self._column = QVBoxLayout(self._inner)
        column.setSpacing(0)
        self.subject = SubjectCard(session)
        self.subject.opened.connect(self.open_source)
        column.addWidget(self.subject)
        yield
        column.addLayout(self._build_label())
        column.addWidget(hline())
        self.body = NoteBody(session)
        self.body.finished.connect(self._finish)
        column.addWidget(self.body)
        yield
        used = lambda: [tag for tag, _ in session.marks.tags()]  # noqa: E731
        self.tags = TagRow(session.appearance, used, session.cases.typed)
        self.tags.added.connect(self._add_tags)
        self.tags.removed.connect(self._remove_tag)
        self.tags.shown_alone.connect(self.tag_wanted)
        self.tags.left.connect(self.finished)
        column.addSpacing(14)
        column.addWidget(self.tags)
        yield
        self.used = UsedRow(session)
        self.used.wanted.connect(self.plan_wanted)
        column.addSpacing(8)
        column.addWidget(self.used)
        column.addStretch(1)
        column.addSpacing(16)
        yield

    def _build_label(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 18, 0, 7)
        row.setSpacing(8)
        label = PlainLabel(tr("我的批注"))
        label.setObjectName("strong")
        self._changed = PlainLabel()
        self._changed.setObjectName("quiet")
        row.addWidget(label)
        row.addWidget(self._changed)
        row.addStretch(1)
        return row

    def _build_foot(self) -> QWidget:
        foot = self._foot = Panel("paneFoot")
        self.foot_row = QHBoxLayout(foot)
        self.foot_row.setSpacing(8)
        add = self._add = IconButton(
            self._session.appearance, "plan", role="primary", size=17, beside=True
        )
        add.bind(self._actions["plan"], label=True)
        self.foot_row.addWidget(add)
        self.foot_row.addStretch(1)
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        self.foot_row.addWidget(self._count)
        for icon, name in (("up", "former"), ("down", "next")):
            button = IconButton(self._session.appearance, icon, size=16)
            button.bind(self._actions[name])
            self.foot_row.addWidget(button)
        return foot

    # What is shown

    def show_nothing(self, *, listed: bool) -> None:
        """Nothing is chosen; where something is listed, say that it can be."""
        self._sentence.setVisible(listed)
        self.store()
        self.body.close_editor()
        self.item = self.note = self._place = self._shown = None
        self._stack.setCurrentIndex(0)

    def show_many(self, items: Sequence[Item]) -> None:
        """Several are chosen."""
        self.store()
        self.body.close_editor()
        self.item = self.note = self._place = self._shown = None
        self._chosen = list(items)
        self._actions["plan"].setEnabled(True)
        self.many.show_items(items)
        self._stack.setCurrentWidget(self.many)

    def show_item(self, item: Item, note: Note | None, position: tuple[int, int]) -> None:
        """Show one item, or the same one as it is now; `position` is (number, of how many)."""
        same = self.item is not None and item.id == self.item.id
        self.item, self.note = item, note
        shown = (item, place_of(self._session, item, note))
        if shown != self._shown:  # setting a quote anew takes most of a frame
            self._shown, self._place = shown, shown[1]
            self.subject.show_item(*shown)
        if same:
            self.body.refresh(note)
        else:
            self.tags.close_edit()
            self.body.show_note(note)
            self._column.setStretchFactor(self.body, 0)
            self.modes.choose(READ)
            self.sheet.verticalScrollBar().setValue(0)
        self._show_state(position)
        self._stack.setCurrentIndex(1)

    def _show_state(self, position: tuple[int, int]) -> None:
        item, note = self.item, self.note
        assert item is not None
        stored = note is not None and self._session.marks.note(note.id) is not None
        date = tr("{when} 改").format(when=when(note.modified_at)) if note and stored else ""
        self._changed.setText(date)
        self.tags.setVisible(stored)
        self.tags.show_tags(note.tags if note is not None else ())
        self.used.show_mechanism(item.mechanism_id)
        at, of = position
        count = tr("第 {i} 条，共 {n} 条").format(i=at, n=of) if at else tr("新的一条")
        self._count.setText(count)
        found = self._place is not None and bool(self._place.article_id)
        self._actions["open"].setEnabled(found)
        self._actions["plan"].setEnabled(found)
        self._actions["copy"].setEnabled(self._place is not None)
        self._open.setVisible(self._place is not None)
        self._copy.setVisible(self._place is not None)
        about_family = self._place is None and bool(item.family_id)
        self._compare.setVisible(about_family)
        self._actions["family"].setEnabled(about_family)
        self._add.setVisible(found)

    # Acting

    def _choose_mode(self, mode: str) -> None:
        if mode == WRITE:
            self.edit_wanted.emit()
        else:
            self._finish()
        self.modes.choose(WRITE if self.body.writing else READ)

    def write(self, *, titled: bool = False) -> None:
        """Open the editor on the note that is shown; with `titled` at its heading."""
        if self.note is not None and not self.body.writing:
            self.modes.choose(WRITE)
            self._column.setStretchFactor(self.body, _ALL)
            self.body.edit(self.note, titled=titled)
            # Below a long quote the editor opens out of sight; how far, its layout says.
            self._opening.start()

    def _show_editor(self) -> None:
        bar, top = self.sheet.verticalScrollBar(), self.body.mapTo(self._inner, QPoint()).y()
        ends = top + self.body.height()
        if self._opening.isActive() and ends > bar.value() + self.sheet.viewport().height():
            bar.setValue(top)

    def first_note(self) -> Note | None:
        """A note to be begun on what has none of its own: a bookmark or a highlight."""
        session, item, place = self._session, self.item, self._place
        if item is None:
            return None
        if item.kind is Kind.BOOKMARK and item.mechanism_id in session.cases.mechanism_by_id:
            return operations.start_note(session, item.mechanism_id)
        if item.kind is Kind.HIGHLIGHT and place is not None and place.article_id:
            return operations.start_span_note(session, place.article_id, place.start, place.end)
        return None

    @property
    def written_id(self) -> str:
        """The id of the note that an editor is open on, '' for none."""
        return self.body.editor.note.id if self.body.editor is not None else ""

    def read(self) -> None:
        """Store what is typed and show it as it will be read."""
        note = self.note
        if self.body.editor is not None:
            self.body.store()
            note = self._session.marks.note(self.body.editor.note.id)
        self.modes.choose(READ)
        if self.body.writing:
            self.note = note or self.note
            self.body.show_note(note)
            self._column.setStretchFactor(self.body, 0)

    def _finish(self) -> None:
        self.read()
        self.finished.emit()

    def store(self) -> None:
        """Hand over what has been typed so far."""
        self.body.store()

    def open_source(self) -> None:
        """Open the quote in its article, in place."""
        place, item = self._place, self.item
        if place is not None and place.article_id and item is not None:
            self.opened.emit(place.article_id, place.start, place.end, item.mechanism_id)

    def add_to_plan(self) -> None:
        """Take what is chosen into the current plan: the mechanisms and passages it hangs on."""
        from desktop.pages.plan import adding

        if self._stack.currentWidget() is self.many:
            found = [_wanted(self._session, item) for item in self._chosen]
            adding.add_several_to_plan(self._session, [one for one in found if one], self)
            return
        place, item, session = self._place, self.item, self._session
        if place is None or item is None or not place.article_id:
            return
        span = (place.article_id, place.start, place.end)
        if item.mechanism_id in session.cases.mechanism_by_id:
            own = span if item.article_id else None  # a mark of the user's own comes first
            adding.add_to_plan(session, item.mechanism_id, self, own)
        else:
            adding.add_span_to_plan(session, *span, self)

    def add_to_lesson(self) -> None:
        """Put the mechanism that the item hangs on into the current lesson."""
        from desktop.pages.classroom.adding import add_to_lesson

        if self.item is not None:
            add_to_lesson(self._session, self.item.mechanism_id, self)

    def compare(self) -> None:
        """Show the family that a note is about."""
        if self.item is not None and self.item.family_id:
            self.family_wanted.emit(self.item.family_id)

    def quoted(self) -> str:
        """The quote with its reference, as it is copied; '' where there is none."""
        if self._place is None:
            return ""
        source = f"\n{self._source()}" if self._place.article_id else ""
        return f"{self._place.quote}{source}"

    def _source(self) -> str:
        from desktop.pages.citing import citation_of

        assert self._place is not None
        return citation_of(self._session, self._place.article_id)

    def tag(self) -> None:
        """Ask for a tag of what is shown."""
        if self._stack.currentWidget() is self.many:
            self.many.ask_tag()
        elif not self.tags.isHidden() and self.item is not None:
            self.sheet.ensureWidgetVisible(self.tags)
            self.tags.open_edit()

    def _add_tags(self, tags: list[str]) -> None:
        if self.note is not None:
            tag_operations.add_tags(self._session, [self.note.id], tags)

    def _remove_tag(self, tag: str) -> None:
        if self.note is not None:
            tag_operations.remove_tag(self._session, [self.note.id], tag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._finish()
        else:
            super().keyPressEvent(event)

    # Sizes

    def _size(self) -> None:
        look = self._session.appearance
        self._head.setFixedHeight(look.size("pageBar"))
        self._foot.setFixedHeight(look.px(56))
        narrow = self.width() < look.px(_NARROW)
        side = look.px(16 if narrow else _SIDE)
        self._inner.setMaximumWidth(look.size("notes", "previewMax"))
        self._column.setContentsMargins(side, look.px(22), side, 0)
        self.foot_row.setContentsMargins(side, 0, side, 0)
        style = Qt.ToolButtonStyle
        for button in (self._copy, self._open, self._compare):
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size()


def _wanted(session: Session, item: Item) -> Wanted | None:
    """What an item brings into a plan; None for one that hangs on nothing in the sources."""
    from desktop.operations.plan_several import Wanted

    if item.mechanism_id in session.cases.mechanism_by_id:
        return Wanted(item.mechanism_id)
    marks = session.marks
    mark = marks.note(item.ref_id) if item.kind is Kind.NOTE else marks.highlight(item.ref_id)
    if mark is None or not mark.article_id or (span := session.places.place_of(mark)) is None:
        return None
    return Wanted("", (mark.article_id, *span))
