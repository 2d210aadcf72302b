"""原文阅读: an article with all its evidence, its mechanisms in document order beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.citing import citation_of
from desktop.pages.page import Page
from desktop.pages.plan.adding import add_span_to_plan, add_to_plan, span_owner
from desktop.pages.reader.bar import ReaderBar
from desktop.pages.reader.contents import ReaderContents
from desktop.pages.reader.find import ReaderFind
from desktop.pages.reader.marks import ReaderMarks
from desktop.pages.reader.own import ReaderOwn
from desktop.pages.reader.panel import ReaderPanel
from desktop.pages.reader.panes import ReaderPanes
from desktop.settings import TEXT_SIZES
from desktop.widgets.find_bar import FindBar
from desktop.widgets.in_turns import InTurns
from desktop.widgets.lanes import Span, merged
from desktop.widgets.paced_painting import pace
from desktop.widgets.parts import IconButton
from desktop.widgets.reader_view import ReaderView
from desktop.widgets.source_map import SourceMap, reading_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QResizeEvent

    from db.records.article import Article
    from db.records.own import Note

_KEEP_MS: Final = 600  # reading has come to rest: the place is worth remembering


class ReaderPage(Page):
    """Contents on the left, the text, mechanisms, notes and figures on the right."""

    home = "library"
    topic = "reader"

    left = Signal()
    """The user goes back to where the article was opened from."""
    parallel_wanted = Signal(str, str)
    """Compare the sources: article id, id of the mechanism that stands out or ''."""
    said = Signal(str)
    """What the status bar should say instead of its counts; '' for nothing."""

    def build(self) -> Iterator[None]:
        session = self.session
        self._article: Article | None = None
        self._spans: list[Span] = []
        self._active = ""
        self._compact = False
        self._selected = 0
        self._opening = InTurns(self)
        self._view = ReaderView(session.appearance)
        self._view.setObjectName("reader")
        self._view.setAccessibleName(tr("原文"))
        yield
        self.find_bar = FindBar(session.appearance)
        self._finder = ReaderFind(self._view, self.find_bar)
        self._own = ReaderMarks(session)
        self._writing = ReaderOwn(self._view, self._own, self.said.emit)
        yield
        self._contents = ReaderContents(session)
        yield
        self._panel = ReaderPanel(session, self._own)
        yield
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keeping.timeout.connect(self._keep_position)
        self._build_actions()
        yield
        self.bar = ReaderBar(session, self._contents)
        yield
        self._fill_bar()
        yield
        yield from self._build()
        self._connect()
        yield
        self._contents.make_themes()
        yield
        self._panes.size_panes()
        for pane in (self.bar, *self._contents.paced(), *self._panel.paced()):
            pace(pane)
        yield

    # Building

    def _build(self) -> Iterator[None]:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        yield
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.find_bar)
        inner.addWidget(self.view, 1)
        yield
        self._panes = ReaderPanes(self, self.contents, middle, self.panel)
        yield
        column.addWidget(self._panes, 1)
        yield

    def _build_actions(self) -> None:
        self.add_action(tr("返回"), "Alt+Left", self.left.emit)
        self.find_action = self.add_action(tr("文内查找"), "Ctrl+F", lambda: self.finder.open())
        self.add_action(tr("查找下一处"), "F3", lambda: self.finder.step(1))
        self.add_action(tr("查找上一处"), "Shift+F3", lambda: self.finder.step(-1))
        self.split_action = self.add_action(tr("导读分段"), "Ctrl+G", self._resplit, checkable=True)
        self.split_action.setChecked(True)
        self.split_action.setToolTip(tr("把长段落分开显示；原文和位置不变"))
        self.parallel_action = self.add_action(tr("并排对照"), "Alt+P", self._compare)
        self.parallel_action.setToolTip(tr("和其他地区的原文并排读"))
        self.contents_action = self.add_action(
            tr("目录"), "Ctrl+Shift+L", self._toggle_contents, checkable=True
        )
        self.contents_action.setChecked(True)
        self.panel_action = self.add_action(
            tr("做法栏"), "Ctrl+Shift+M", self._toggle_panel, checkable=True
        )
        self.panel_action.setChecked(True)
        self.add_action(tr("放大原文"), "Alt+=", lambda: self._step_size(1))
        self.add_action(tr("缩小原文"), "Alt+-", lambda: self._step_size(-1))
        self.add_action(tr("下一条做法"), "J", lambda: self.panel.step(1))
        self.add_action(tr("上一条做法"), "K", lambda: self.panel.step(-1))
        self.add_action(tr("收藏或取消收藏"), "B", self.toggle_bookmark)
        self.add_action(tr("给所选文字划线，或取消划线"), "H", self._writing.toggle_highlight)
        self.add_action(tr("写批注"), "N", self.write_note)
        self.add_plan_action()
        self.add_lesson_action()

    def _fill_bar(self) -> None:
        row = self.bar.row
        for button in (
            self.bar.sizes,
            self.bar_button("highlight", self.split_action),
            self.bar.themes,
            self.bar_button("search", self.find_action),
            self.bar_button("compare", self.parallel_action),
        ):
            row.addWidget(button)
        self._bar_buttons += [self.bar.sizes, self.bar.themes]
        for icon, action in (("contents", self.contents_action), ("panel", self.panel_action)):
            icon_button = IconButton(self.session.appearance, icon, size=18)
            icon_button.bind(action)
            row.addWidget(icon_button)
        self.bar.left.connect(self.left)
        self.bar.size_chosen.connect(self._set_size)
        self.bar.refresh()

    def _connect(self) -> None:
        view = self.view
        view.set_tips(self._tip)
        view.group_clicked.connect(self._activate)
        view.note_wanted.connect(self.write_note)
        view.plan_wanted.connect(self.add_to_plan)
        view.selected.connect(self._on_selected)
        view.lit.connect(lambda _group: self._say())
        view.escaped.connect(self._escape)
        self.panel.mechanism_chosen.connect(self.select)
        self.panel.figure_chosen.connect(self._show_figure)
        self.panel.span_chosen.connect(self._writing.show)
        self.panel.orphan_chosen.connect(self._writing.say_lost)
        self.panel.notes.closed.connect(view.setFocus)
        self.contents.article_chosen.connect(lambda article_id: self.open(article_id))
        self.contents.heading_chosen.connect(
            lambda start, end: view.reveal(start, end, flash=False)
        )
        self.contents.themes_changed.connect(self._apply_themes)
        view.verticalScrollBar().valueChanged.connect(self._follow_scroll)
        self.session.appearance.changed.connect(self._on_look)
        self.session.appearance.text_resized.connect(self.bar.refresh)

    # Showing

    @property
    def view(self) -> ReaderView:
        """The text, as all of these when what is being opened is there."""
        self._opening.complete()
        return self._view

    @property
    def finder(self) -> ReaderFind:
        """What finds it."""
        self._opening.complete()
        return self._finder

    @property
    def own(self) -> ReaderMarks:
        """The user's own in the text."""
        self._opening.complete()
        return self._own

    @property
    def contents(self) -> ReaderContents:
        """Left of the text."""
        self._opening.complete()
        return self._contents

    @property
    def panel(self) -> ReaderPanel:
        """Right of the text."""
        self._opening.complete()
        return self._panel

    @property
    def article_id(self) -> str:
        """The article that is open, '' for none."""
        return self._article.id if self._article else ""

    @property
    def active(self) -> str:
        """The id of the mechanism that stands out."""
        return self._active

    def open(self, article_id: str, start: int = 0, end: int = 0, mechanism_id: str = "") -> None:
        """Open an article, at a span if one is given, with a mechanism standing out.

        In steps; who asks for what is shown meanwhile has it all at once.
        """
        self._open(article_id, partial(self._arrive, start, end, mechanism_id))
        self._active = mechanism_id or self._active

    def _open(self, article_id: str, then: Callable[[], object]) -> None:
        if article_id == self.article_id:
            self._opening.complete()
            then()
            return
        self._keep_position()
        self._article = self.session.cases.article(article_id)
        self._active = ""
        self.bar.show_article(self._article)
        # What was open stays in sight until all of the other is there.
        self._panes.setUpdatesEnabled(False)
        self._opening.begin(self._fill(self._article, then))

    def _fill(self, article: Article, then: Callable[[], object]) -> Iterator[None]:
        try:
            self._panel.leave_article()
            self._load_spans()
            yield
            self._contents.show_article(article)
            yield
            self._panes.size_panes()
            yield
            self._reshow()
            # With the text, or H and Delete would be about marks that are not in it.
            self._own.show_article(article)
            yield
            self._finder.show_text(article.text)
            remembered = self._remembered()
            yield from self._view.approach(remembered)
            self._view.go_to(remembered)
            self._keeping.stop()
            yield
            yield from self._panel.list_article(article)
            then()
        finally:
            if shiboken6.isValid(self):  # or given up with the page
                self._panes.setUpdatesEnabled(True)

    def _arrive(self, start: int, end: int, mechanism_id: str) -> None:
        if mechanism_id:
            self._activate(mechanism_id)
        if end > start:
            self._view.reveal(start, end)

    def select(self, mechanism_id: str) -> None:
        """Make a mechanism stand out and bring its first passage into sight."""
        self._activate(mechanism_id)
        spans = [span for span in self._spans if span.group == mechanism_id]
        if spans:
            self.view.reveal(spans[0].start, spans[0].end)

    def toggle_bookmark(self) -> None:
        """收藏 the mechanism that stands out."""
        if self._active:
            toggle_bookmark(self.session, self._active)

    def write_note(self) -> None:
        """Write on what is selected in the text, or else on the mechanism that stands out."""
        note = self._writing.note_here() if self._in_text() else None
        if note is not None:
            self.view.close_offer()
            self.open_note(note)
        elif self._active:
            self._show_panel()
            self.panel.write_note()

    def open_note(self, note: Note) -> None:
        """Open a note on a span of a text, new or not, beside its text."""
        if note.article_id is None:
            return
        self._open(note.article_id, partial(self._show_note, note))

    def _show_note(self, note: Note) -> None:
        span = self._writing.place_of(note)
        if span is not None:
            self._writing.show(*span)
        self._show_panel()
        self.panel.open_note(note)

    def add_to_plan(self) -> None:
        """Borrow what is selected in the text, or else the mechanism that stands out."""
        span = self.view.chosen_span() if self._in_text() else None
        if span is None:
            super().add_to_plan()
            return
        self.view.close_offer()
        owner = span_owner(self._spans, *span, self._active)
        if owner:
            add_to_plan(self.session, owner, self, (self.article_id, *span))
        else:
            add_span_to_plan(self.session, self.article_id, *span, self)

    def _escape(self) -> None:
        """Esc closes what is open, one thing at a time, and then goes back."""
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            self.left.emit()

    def _in_text(self) -> bool:
        focus = self.focusWidget()
        return focus is not None and (focus is self.view or self.view.isAncestorOf(focus))

    def _show_panel(self) -> None:
        if not self.panel.isVisible():
            self.panel_action.trigger()

    def _compare(self) -> None:
        self.parallel_wanted.emit(self.article_id, self._active)

    def _tip(self, mechanism_id: str) -> str:
        cases = self.session.cases
        mechanism = cases.mechanism_by_id.get(mechanism_id)
        return words.mechanism_name(mechanism) if mechanism else ""

    def _on_selected(self, count: int) -> None:
        self._selected = count
        self._say()

    def _say(self) -> None:
        """In the status bar: how much is selected, or else what is pointed at."""
        pointed = self._tip(self.view.lit_group)
        self.said.emit(tr("已选 {n} 字").format(n=self._selected) if self._selected else pointed)

    def _activate(self, mechanism_id: str) -> None:
        """Make a mechanism stand out where the user is; a click must not move the text."""
        self._active = mechanism_id
        self.view.set_active(mechanism_id)
        self.panel.select(mechanism_id)

    def _show_figure(self, start: int, end: int, mechanism_id: str) -> None:
        if mechanism_id:
            self._active = mechanism_id
            self.view.set_active(mechanism_id)
        owner = self.session.cases.mechanism_by_id.get(mechanism_id)
        self.view.mark_passage(start, end, owner.theme_id if owner else "")
        self.view.reveal(start, end)

    def _load_spans(self) -> None:
        assert self._article is not None
        cases = self.session.cases
        self._spans = merged(
            [
                Span(
                    entry.start,
                    entry.end,
                    entry.mechanism_id,
                    cases.mechanism_by_id[entry.mechanism_id].theme_id,
                )
                for entry in cases.article_evidence(self._article.id)
            ]
        )

    def _reshow(self) -> None:
        if self._article is None:
            return
        paragraphs = [
            (p.kind.value, p.start, p.end) for p in self.session.cases.paragraphs(self.article_id)
        ]
        pieces = reading_pieces(self._article.text, paragraphs, split=self.split_action.isChecked())
        headings = [(start, end) for kind, start, end in paragraphs if kind == "heading"]
        article = self._article
        self.view.show_source(SourceMap(article.text, pieces), headings)
        self.view.set_citation(lambda _start, _end: citation_of(self.session, article.id))
        self._apply_themes()
        self.view.set_active(self._active)

    def _resplit(self) -> None:
        """Break the paragraphs otherwise, at the place that is being read."""
        offset = self.view.reading_offset()
        self._reshow()
        self.view.go_to(offset)

    def _apply_themes(self) -> None:
        shown = self.contents.shown_themes()
        self.view.set_spans([span for span in self._spans if span.theme in shown])
        self.bar.refresh()

    def _set_size(self, size: int) -> None:
        self.session.settings.text_size = size
        self.session.appearance.set_text_size(size)

    def _step_size(self, by: int) -> None:
        here = TEXT_SIZES.index(self.session.settings.text_size)
        self._set_size(TEXT_SIZES[min(max(here + by, 0), len(TEXT_SIZES) - 1)])

    def _follow_scroll(self) -> None:
        self.contents.follow(self.view.first_visible_offset())
        self._keeping.start()

    def _remembered(self) -> int:
        assert self._article is not None
        kept = self.session.remembered.number(f"reading {self._article.id}")
        return kept if kept < len(self._article.text) else 0

    def _keep_position(self) -> None:
        """Remember the line at the top for the next time, after a restart too."""
        self._keeping.stop()
        if self._article is None or self._opening.active:
            return
        name, offset = f"reading {self._article.id}", self.view.reading_offset()
        if offset != self.session.remembered.number(name):
            self.session.remembered.put(name, offset)

    # What the window asks

    def subject(self) -> str:
        return self._active

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("J / K", tr("下一条 / 上一条做法")),
            ("H", tr("划线")),
            ("N", tr("批注")),
            ("P", tr("加入方案")),
            ("Ctrl+C", tr("复制引文带出处")),
            ("Ctrl+F", tr("文内查找")),
            ("Esc", tr("返回")),
        ]

    def panes(self) -> list[QWidget]:
        return [self.view, self.panel.list, self.contents.regions]

    def entered(self) -> None:
        self._view.setFocus()

    def settle(self) -> None:
        self.view.finish_motion()

    def store(self) -> None:
        self._panel.notes.store()
        self._keep_position()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        if compact != self._compact:
            self._compact = compact
            self.contents_action.setChecked(not compact)
            self._contents.setVisible(not compact)

    def _toggle_contents(self) -> None:
        self.contents.setVisible(self.contents_action.isChecked())

    def _toggle_panel(self) -> None:
        self.panel.setVisible(self.panel_action.isChecked())
        self._panes.place_panel(self.panel_action)

    def _on_look(self) -> None:
        self._panes.size_panes()
        self._panes.place_panel(self.panel_action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = self.session.appearance
        narrow = self.width() < look.px(212 + 300 + 420)
        if narrow and self.contents_action.isChecked():
            self.contents_action.setChecked(False)
            self._contents.hide()
        self._panes.place_panel(self.panel_action)
