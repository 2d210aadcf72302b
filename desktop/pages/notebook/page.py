"""笔记: everything the user kept or wrote, in one place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.notebook.filters import ALL, Facet, Sort, Wanted
from desktop.notebook.items import Kind, item_id
from desktop.operations.notes import start_blank_note, start_family_note
from desktop.operations.own import delete_own
from desktop.pages.notebook.contents import Contents
from desktop.pages.notebook.filters import FilterPane
from desktop.pages.notebook.list import NotebookList
from desktop.pages.notebook.preview import NotePreview
from desktop.pages.notebook.views import NotebookViews
from desktop.pages.page import Page
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.in_turns import InTurns
from desktop.widgets.parts import below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QAction, QResizeEvent

    from db.records.own import Bookmark, Highlight, Note
    from desktop.pages.notebook.export import NotesExporter

_OVERLAID: Final = 620  # width at 100% under which the preview lies over the list


class NotebookPage(Page):
    """Filters, the list, and one item in full."""

    home = "notebook"
    topic = "notebook"

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    family_wanted = Signal(str)
    plan_wanted = Signal(str, str)
    """Show a borrowing in its plan: plan id, borrowing id."""
    said = Signal(str)
    """What the status bar says of this page."""

    def build(self) -> Iterator[None]:
        session = self.session
        self._compact = False
        self._overlaid = False
        self._draft: Note | None = None  # being begun, not stored yet
        self._came_from = ""  # the item that was chosen before it
        self._contents = Contents(session)
        self._own: dict[str, QAction] = {}
        self._build_actions()
        yield
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        yield
        column.addWidget(self._build_body(), 1)
        yield from self._fill_body()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._catch_up)
        self._unseen = InTurns(self)
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._show_counts)
        self._folding = QTimer(self, interval=0)
        self._folding.timeout.connect(self._fold_some)
        self._connect()
        yield
        self.refresh()
        yield

    # Building

    def _build_actions(self) -> None:
        def add(name: str, text: str, key: str, slot: Callable[[], object]) -> None:
            self._own[name] = self.add_action(text, key, slot)

        add("new", tr("新建空白笔记"), "Ctrl+Shift+N", self.new_note)
        add("filters", tr("筛选"), "Ctrl+L", self.toggle_filters)
        add("search", tr("在批注里找"), "Ctrl+F", self._search)
        add("edit", tr("编辑"), "E", self.edit)
        add("tag", tr("标签"), "T", self.tag)
        add("plan", tr("加入方案"), "P", lambda: self._told().add_to_plan())
        add("lesson", tr("加入课件"), "L", lambda: self._told().add_to_lesson())
        add("copy", tr("复制引文"), "Ctrl+Shift+C", self.copy_quote)
        add("open", tr("打开原文"), "Ctrl+Return", lambda: self._told().open_source())
        add("family", tr("看同类做法"), "", lambda: self._told().compare())
        add("delete", tr("删除"), "Del", self.delete)
        add("former", tr("上一条"), "K", lambda: self.list.step(-1))
        add("next", tr("下一条"), "J", lambda: self.list.step(1))
        add("all", tr("全选"), "Ctrl+A", lambda: self.list.view.selectAll())
        add("export", tr("导出"), "Ctrl+E", self.open_export)
        self._own["export"].setToolTip(tr("导出选中的几条；没有多选时导出列表里的全部"))
        add("clear", tr("清除筛选"), "", self.clear_filters)

    def _told(self) -> NotePreview:
        """The preview: a key pressed right after a choice means what has just been chosen."""
        self.list.tell_now()
        return self.preview

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("笔记"))
        self._filter_button = self.bar_button("filter", self._own["filters"])
        self._filter_button.hide()
        row.addWidget(self._filter_button)
        row.addStretch(1)
        row.addWidget(self.bar_button("plus", self._own["new"]))
        self._export_button = self.bar_button("export", self._own["export"])
        row.addWidget(self._export_button)
        return bar

    def _build_body(self) -> QWidget:
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        return self._body

    def _fill_body(self) -> Iterator[None]:
        session, row = self.session, self._body.layout()
        assert isinstance(row, QHBoxLayout)
        self.filters = FilterPane(session)
        row.addWidget(self.filters)
        yield
        self.list = NotebookList(session, self._contents.sort)
        yield
        self.preview = NotePreview(session, self._own, at_once=False)
        self.views = NotebookViews(session, self.list, self.preview)
        split = self.views.split
        split.splitterMoved.connect(lambda: self.keep_width("notebook", self.list.width()))
        row.addWidget(self.views, 1)
        yield
        yield from self.preview.steps

    @cached_property
    def _exporter(self) -> NotesExporter:
        """What writes the files is loaded when it is first asked for."""
        from desktop.pages.notebook.export import NotesExporter

        return NotesExporter(self.session, self._exported, self)

    def _connect(self) -> None:
        changes = self.session.changes
        for signal in (
            changes.notes_changed,
            changes.bookmarks_changed,
            changes.highlights_changed,
            changes.plans_changed,
        ):
            # Many changes in one step are one new list.
            signal.connect(lambda _id: self._later.start())
        self.filters.toggled.connect(self._toggle)
        self.list.chosen.connect(self._on_chosen)
        self.list.searched.connect(self._show_list)
        self.list.sort_wanted.connect(self._use_sort)
        self.list.button_wanted.connect(self._help_empty)
        self.list.view.activated.connect(lambda _index: self._activate())
        self.preview.opened.connect(self.opened)
        self.views.opened.connect(self.opened)
        self.preview.family_wanted.connect(self.family_wanted)
        self.preview.plan_wanted.connect(self.plan_wanted)
        self.preview.tag_wanted.connect(self.show_tag)
        self.preview.edit_wanted.connect(self.edit)
        self.preview.finished.connect(self._leave_preview)
        self.session.appearance.changed.connect(self._size_panes)

    # What the window asks

    def subject(self) -> str:
        self.list.tell_now()
        item = self.preview.item
        known = item is not None and item.mechanism_id in self.session.cases.mechanism_by_id
        return item.mechanism_id if item is not None and known else ""

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("↑↓", tr("切换")),
            ("E", tr("编辑")),
            ("T", tr("标签")),
            ("P", tr("加入方案")),
            ("Ctrl+Shift+N", tr("新建")),
        ]

    def panes(self) -> list[QWidget]:
        if self.views.on_list:
            return [self.filters.view, self.list.view, self.preview]
        return [self.filters.view, *self.views.other_panes()]

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        if compact != self._compact:
            self._compact = compact
            self._filter_button.setVisible(compact)
            self.filters.setVisible(not compact)
            self._size_panes()

    def entered(self) -> None:
        self._later.stop()
        self._unseen.drop()
        self._contents.read()
        self._folding.start()
        self._show_list()
        self._say()
        self._counting.start()  # on the next turn: they are seldom others than before
        if self.preview.body.writing:
            return
        if not self.views.on_list:
            self.filters.view.setFocus()
            return
        if not self.list.selected() and self.list.model.rowCount():
            self.list.select_row(0)
        self.list.enter()

    def settle(self) -> None:
        self._later.stop()
        self.refresh()
        self.preview.subject.quote.finish_motion()

    def store(self) -> None:
        self.preview.store()

    # What is shown

    def refresh(self) -> None:
        """Read everything again; what is chosen stays chosen."""
        self._later.stop()
        self._unseen.drop()
        for _ in self._reading():
            pass

    def _catch_up(self) -> None:
        """Something has changed; while another page is in sight nobody waits for it here."""
        if self.isVisible():
            self.refresh()
        else:
            self._unseen.drop()
            self._unseen.begin(self._reading())

    def _reading(self) -> Iterator[bool]:
        self._contents.read()
        yield True
        self._folding.start()
        self._show_list()
        yield True
        self._show_counts()

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        return self._contents.wanted

    def _show_view(self) -> None:
        """The list, or what is chosen in its place; what is for the list rests meanwhile."""
        if not self.views.show_kind(self.wanted.kind):
            return
        self.preview.read()
        self._draft = None
        for name in ("search", "tag", "former", "next", "all", "export"):
            self._own[name].setEnabled(self.views.on_list)
        if not self.views.on_list:
            self.list.forget_choice()

    def _show_list(self) -> None:
        if not self.views.on_list:
            self._on_chosen()
            return
        found = self._contents.found(self.list.edit.text())
        written = item_id(Kind.NOTE, self.preview.written_id)
        if self.preview.written_id and all(item.id != written for item in found):
            # What is being written stays in the list, even where it no longer holds what was found.
            found = [*found, *(item for item in self._contents.items if item.id == written)]
        self._say_empty()
        self.list.show_items(found, self._foot(len(found)))
        self._on_chosen()

    def _show_counts(self) -> None:
        self._contents.count(self.wanted if self.views.on_list else Wanted())
        self.filters.show_state(self.wanted, self._contents.counts)
        count = self.wanted.count
        name = tr("筛选 {n}").format(n=count) if count else tr("筛选")
        self._filter_button.say(name, str(count or ""))
        self._say()

    def _say(self) -> None:
        if self.isVisible():
            count, unused = self._contents.notes()
            self.said.emit(tr("{n} 条批注，{m} 条未用于方案").format(n=count, m=unused))

    def _foot(self, count: int) -> str:
        names = {
            Kind.NOTE.value: tr("共 {n} 条批注，都存在本机。"),
            Kind.BOOKMARK.value: tr("共 {n} 条收藏，都存在本机。"),
            Kind.HIGHLIGHT.value: tr("共 {n} 条划线，都存在本机。"),
        }
        return names.get(self.wanted.kind, tr("共 {n} 条，都存在本机。")).format(n=count)

    def _say_empty(self) -> None:
        if self._contents.items:
            self.list.say_empty(tr("没有符合的笔记。"), tr("清除筛选"))
        else:
            self.list.say_empty(tr("收藏、批注和划线都会汇集在这里。"), tr("新建空白笔记"))

    def _help_empty(self) -> None:
        if self._contents.items:
            self.clear_filters()
        else:
            self.new_note()

    def _fold_some(self) -> None:
        """Prepare for searching while nothing else is to be done."""
        if not self._contents.prepare_some():
            self._folding.stop()

    # Filters

    def _toggle(self, facet: str, value: str) -> None:
        # From 回收站 back, whatever is chosen.
        wanted = self.wanted if self.views.on_list else Wanted()
        self.filter_by(wanted.toggled(Facet(facet), value))
        if self._compact:
            self.toggle_filters()

    def filter_by(self, wanted: Wanted) -> None:
        """Ask for other values."""
        self._contents.wanted = wanted
        self._show_view()
        self._show_list()
        self.filters.show_state(wanted, self._contents.counts)  # as they were, for the moment
        self._counting.start()

    def show_tag(self, tag: str) -> None:
        """Show everything with a tag."""
        self.list.edit.clear()
        self.filter_by(Wanted(kind=ALL, tag=tag))

    def clear_filters(self) -> None:
        """Show everything."""
        self.list.edit.clear()
        self.filter_by(Wanted())
        self.list.enter()

    def toggle_filters(self) -> None:
        """Show or hide the filters."""
        self._close_overlay()
        self.filters.setVisible(self.filters.isHidden())
        (self.list.view if self.filters.isHidden() else self.filters.view).setFocus()

    def _use_sort(self, name: str) -> None:
        self._contents.use_sort(Sort(name))
        self._show_list()

    def _search(self) -> None:
        self.list.edit.setFocus()
        self.list.edit.selectAll()

    # What is chosen

    def _on_chosen(self) -> None:
        if self._draft is not None and self._keep_draft(self._draft):
            return
        chosen = self.list.selected()
        self._own["delete"].setEnabled(bool(chosen))
        self._own["export"].setEnabled(self.views.on_list and bool(self.list.model.rowCount()))
        self._own["edit"].setEnabled(len(chosen) == 1)
        if len(chosen) > 1:
            self.preview.show_many(chosen)
        elif chosen:
            row = self.list.model.find(chosen[0].id).row()
            note = self.session.marks.note(chosen[0].ref_id)
            self.preview.show_item(chosen[0], note, (row + 1, self.list.model.rowCount()))
        else:
            self.preview.show_nothing(listed=bool(self.list.model.rowCount()))
            self._close_overlay()
            for name in ("plan", "copy", "open", "family"):
                self._own[name].setEnabled(False)

    def _keep_draft(self, draft: Note) -> bool:
        """A note that is being begun stays in sight until it is listed or another is chosen."""
        if self.session.marks.note(draft.id) is not None:
            self._draft = None
            self.list.select(item_id(Kind.NOTE, draft.id))
            return False
        if self.list.selected():
            self._draft = None
            return False
        self._own["delete"].setEnabled(False)
        self._own["edit"].setEnabled(True)
        self.preview.show_item(self._contents.of_note(draft), draft, (0, 0))
        return True

    def show_note(self, note: Note) -> None:
        """Choose a stored note; filters that hide it give way."""
        self.refresh()
        if not self.views.on_list:
            self.filter_by(Wanted())
        key = item_id(Kind.NOTE, note.id)
        if not self.list.select(key):
            self.list.edit.clear()
            self.filter_by(Wanted())
            self.list.select(key)
        self._on_chosen()
        self._open_overlay()

    def new_note(self) -> None:
        """Begin a note that hangs on nothing."""
        self._begin(start_blank_note(), titled=True)

    def write_on_family(self, family_id: str) -> None:
        """Open the newest note on a family, or begin the first."""
        notes = self.session.marks.notes_of_family(family_id)
        if notes:
            self.show_note(notes[-1])
            self.preview.write()
        elif family_id in self.session.cases.family_by_id:
            self._begin(start_family_note(self.session, family_id))

    def _begin(self, note: Note, *, titled: bool = False) -> None:
        self.preview.read()
        if self.wanted.count or self.list.edit.text():
            self.list.edit.clear()
            self.filter_by(Wanted())  # what is about to be written must not be hidden
        current = self.list.current
        self._came_from = current.id if current is not None else ""
        self.list.forget_choice()
        self._draft = note
        self._on_chosen()
        self._open_overlay()
        self.preview.write(titled=titled)

    # Doing

    def edit(self) -> None:
        """Write."""
        self.list.tell_now()
        first = self.preview.first_note() if self.preview.note is None else None
        if first is not None:
            self._begin(first)
        elif self.preview.item is not None:
            self._open_overlay()
            self.preview.write()

    def tag(self) -> None:
        """Give what is chosen a tag."""
        self.list.tell_now()
        self._open_overlay()
        self.preview.tag()

    def copy_quote(self) -> None:
        """Copy the quote with its reference."""
        self.list.tell_now()
        text = self.preview.quoted()
        if text:
            QGuiApplication.clipboard().setText(text)
            say_briefly(self, tr("已复制引文和出处。"))

    def delete(self) -> None:
        """Delete what is chosen, in one step of undo."""
        self.list.tell_now()
        chosen = self.list.selected()
        self.preview.read()

        def of(kind: Kind) -> list[str]:
            return [item.ref_id for item in chosen if item.kind is kind]

        count = delete_own(
            self.session,
            notes=of(Kind.NOTE),
            highlights=of(Kind.HIGHLIGHT),
            bookmarks=of(Kind.BOOKMARK),
        )
        self.refresh()
        self.list.enter()
        if count:
            say_briefly(self, tr("已删除 {n} 条，Ctrl+Z 撤销。").format(n=count))

    def open_export(self) -> None:
        """The menu of formats, below its button."""
        self.preview.store()
        self._exporter.menu().popup(below(self._export_button))

    def _exported(self) -> list[Note | Highlight | Bookmark]:
        """What several were chosen of, else everything listed, in its order."""
        chosen, marks = self.list.selected(), self.session.marks
        finders: dict[Kind, Callable[[str], Note | Highlight | Bookmark | None]] = {
            Kind.NOTE: marks.note,
            Kind.HIGHLIGHT: marks.highlight,
            Kind.BOOKMARK: marks.bookmark,
        }
        items = chosen if len(chosen) > 1 else self.list.model.items
        records = (finders[item.kind](item.ref_id) for item in items)
        return [record for record in records if record is not None]

    # Sizes

    def _activate(self) -> None:
        """Enter or a double click: read it where it is not in sight, else write."""
        if self._overlaid and self.preview.isHidden():
            self._open_overlay()
        else:
            self.edit()

    def _leave_preview(self) -> None:
        self._close_overlay()
        self._later.stop()
        if self._draft is not None:
            self.refresh()  # its first words may have been handed over this moment
        if self._draft is not None:
            self._draft = None
            self.list.select(self._came_from)
            self._on_chosen()
        self.list.enter()

    def _open_overlay(self) -> None:
        if self._overlaid and self.views.on_list:
            self.preview.show()
            self._place_overlay()
            self.preview.raise_()

    def _close_overlay(self) -> None:
        if self._overlaid:
            self.preview.hide()

    def _place_overlay(self) -> None:
        self.lay_over(self.preview, self._body, 620)

    def _size_panes(self) -> None:
        look = self.session.appearance
        overlaid = self.width() < look.px(_OVERLAID)
        if overlaid != self._overlaid:
            self._overlaid = overlaid
            self.preview.set_overlaid(overlaid)
            if overlaid:
                self.preview.setParent(self)
                self.preview.hide()
            else:
                self.views.take_preview(self.preview)
        width = self.pane_width("notebook", "notes", "list", "default")
        if self._compact:
            width = min(width, look.size("notes", "list", "min"))
        total = max(self.views.split.width(), width * 2)
        self.views.split.setSizes([width, total - width])
        if self._overlaid and not self.preview.isHidden():
            self._place_overlay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_panes()
