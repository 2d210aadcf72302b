"""原文阅读: an article with all its evidence, its mechanisms in document order beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages import words
from desktop.pages.page import Page
from desktop.pages.reader_contents import ReaderContents
from desktop.pages.reader_panel import ReaderPanel
from desktop.widgets.lanes import Span, merged
from desktop.widgets.parts import (
    ElidingLabel,
    IconButton,
    Panel,
    PlainLabel,
)
from desktop.widgets.source_map import SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from db.records import Article
    from desktop.session import Session


class ReaderPage(Page):
    """Contents on the left, the text, mechanisms, notes and figures on the right."""

    home = "library"

    left = Signal()
    """The user goes back to where the article was opened from."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._article: Article | None = None
        self._spans: list[Span] = []
        self._active = ""
        self._compact = False
        self._panel_over = False
        self._positions: dict[str, int] = {}
        self.view = SourceView(session.appearance, "reader", gutter=True)
        self.view.setObjectName("reader")
        self.view.setAccessibleName(tr("原文"))
        self.contents = ReaderContents(session)
        self.panel = ReaderPanel(session)
        self._build_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for widget in (self.contents, self.view, self.panel):
            self._split.addWidget(widget)
        self._split.setStretchFactor(1, 1)
        self._split.splitterMoved.connect(self._keep_widths)
        column.addWidget(self._split, 1)
        self._connect()
        self._size_panes()

    # Building

    def _build_actions(self) -> None:
        self.add_action(tr("返回"), "Alt+Left", self.left.emit)
        self.split_action = self.add_action(tr("导读分段"), "Ctrl+G", self._resplit, checkable=True)
        self.split_action.setChecked(True)
        self.split_action.setToolTip(tr("把长段落分开显示；原文和位置不变"))
        self.contents_action = self.add_action(
            tr("目录"), "Ctrl+Shift+L", self._toggle_contents, checkable=True
        )
        self.contents_action.setChecked(True)
        self.panel_action = self.add_action(
            tr("做法栏"), "Ctrl+Shift+M", self._toggle_panel, checkable=True
        )
        self.panel_action.setChecked(True)
        self.add_action(tr("下一条做法"), "J", lambda: self.panel.step(1))
        self.add_action(tr("上一条做法"), "K", lambda: self.panel.step(-1))
        self.add_action(tr("收藏或取消收藏"), "B", self.toggle_bookmark)
        self.add_action(tr("写批注"), "N", self.write_note)

    def _build_bar(self) -> QWidget:
        bar = Panel("pageBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 16, 0)
        row.setSpacing(10)
        back = IconButton(self.session.appearance, "left", tr("返回（Alt+Left）"), size=18)
        back.clicked.connect(self.left)
        self._region = PlainLabel()
        self._region.setObjectName("readerTitle")
        self._title = ElidingLabel()
        self._title.setObjectName("readerTitle")
        self._drafted = PlainLabel(tr("编者拟题"))
        self._drafted.setObjectName("chip")
        self._about = ElidingLabel()
        self._about.setObjectName("quiet")
        row.addWidget(back)
        row.addWidget(self._region)
        row.addWidget(self._title, 3)
        row.addWidget(self._drafted, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._about, 2)
        row.addWidget(self.bar_button("highlight", self.split_action))
        for icon, action in (("contents", self.contents_action), ("panel", self.panel_action)):
            button = IconButton(self.session.appearance, icon, size=18)
            button.bind(action)
            row.addWidget(button)
        return bar

    def _connect(self) -> None:
        self.view.group_clicked.connect(self._activate)
        self.panel.mechanism_chosen.connect(self.select)
        self.panel.figure_chosen.connect(self._show_figure)
        self.panel.notes.closed.connect(self.view.setFocus)
        self.contents.article_chosen.connect(lambda article_id: self.open(article_id))
        self.contents.heading_chosen.connect(
            lambda start, end: self.view.reveal(start, end, flash=False)
        )
        self.contents.themes_changed.connect(self._apply_themes)
        self.view.verticalScrollBar().valueChanged.connect(self._follow_scroll)
        self.session.appearance.changed.connect(self._on_look)

    # Showing

    @property
    def article_id(self) -> str:
        """The article that is open, '' for none."""
        return self._article.id if self._article else ""

    @property
    def active(self) -> str:
        """The id of the mechanism that stands out."""
        return self._active

    def open(self, article_id: str, start: int = 0, end: int = 0, mechanism_id: str = "") -> None:
        """Open an article, at a span if one is given, with a mechanism standing out."""
        if article_id != self.article_id:
            self._remember_position()
            self._article = self.session.cases.article(article_id)
            self._active = ""
            self._load_spans()
            self.contents.show_article(self._article)
            self.panel.show_article(self._article)
            self._fill_bar(self._article)
            self._size_panes()
            self._reshow()
            self.view.go_to(self._positions.get(article_id, 0))
        if mechanism_id:
            self._activate(mechanism_id)
        if end > start:
            self.view.reveal(start, end)

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
        """Open the notes of the mechanism that stands out."""
        if self._active:
            if not self.panel.isVisible():
                self.panel_action.trigger()
            self.panel.write_note()

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
        self.view.set_citation(lambda _start, _end: words.citation(article))
        self._apply_themes()
        self.view.set_active(self._active)

    def _resplit(self) -> None:
        """Break the paragraphs otherwise, at the place that is being read."""
        offset = self.view.first_visible_offset()
        self._reshow()
        self.view.go_to(offset)

    def _apply_themes(self) -> None:
        shown = self.contents.shown_themes()
        self.view.set_spans([span for span in self._spans if span.theme in shown])

    def _fill_bar(self, article: Article) -> None:
        region = self.session.cases.region_by_id[article.region_id]
        self._region.setText(words.region_name(region))
        self._title.setText(article.title)
        self._drafted.setVisible("title" in article.inferred)
        count = len(article.text.replace("\n", ""))
        self._about.setText(
            tr("{byline}，全文 {n} 字").format(byline=words.byline(article), n=count)
        )

    def _follow_scroll(self) -> None:
        self.contents.follow(self.view.first_visible_offset())

    def _remember_position(self) -> None:
        if self._article is not None:
            self._positions[self._article.id] = self.view.first_visible_offset()

    # What the window asks

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("J / K", tr("下一条 / 上一条做法")),
            ("B", tr("收藏")),
            ("N", tr("批注")),
            ("Ctrl+C", tr("复制引文带出处")),
        ]

    def panes(self) -> list[QWidget]:
        return [self.view, self.panel.list, self.contents.regions]

    def entered(self) -> None:
        self.view.setFocus()

    def settle(self) -> None:
        self.view.finish_motion()

    def store(self) -> None:
        self.panel.notes.store()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        if compact != self._compact:
            self._compact = compact
            self.contents_action.setChecked(not compact)
            self.contents.setVisible(not compact)

    def _toggle_contents(self) -> None:
        self.contents.setVisible(self.contents_action.isChecked())

    def _toggle_panel(self) -> None:
        self.panel.setVisible(self.panel_action.isChecked())
        self._place_panel()

    def _place_panel(self) -> None:
        """Beside the text, or over it where text and panel do not fit side by side."""
        look = self.session.appearance
        narrow = self.width() < look.px(92 + 330) + self.panel.minimumWidth()
        if narrow != self._panel_over:
            self._panel_over = narrow
            self.panel_action.setChecked(not narrow)
            if narrow:
                self.panel.setParent(self)
            else:
                self._split.addWidget(self.panel)
            self.panel.setVisible(not narrow)
            self._size_panes()
        if narrow:
            width = min(self.panel.maximumWidth(), self.width() - look.px(40))
            top, height = self._split.y(), self._split.height()
            self.panel.setGeometry(self.width() - width, top, width, height)
            self.panel.raise_()

    def _on_look(self) -> None:
        self._size_panes()
        self._place_panel()

    def _keep_widths(self) -> None:
        for name, pane in (("contents", self.contents), ("reader", self.panel)):
            if pane.isVisible() and not self._panel_over:
                self.keep_width(name, pane.width())

    def _size_panes(self) -> None:
        look = self.session.appearance
        least = max(look.size("reader", "toc"), self.contents.needed_width())
        self.contents.setMinimumWidth(least)
        toc = max(least, self.pane_width("contents", "reader", "toc"))
        self.panel.setMinimumWidth(look.size("reader", "panel", "min"))
        self.panel.setMaximumWidth(look.px(520))
        panel = self.pane_width("reader", "reader", "panel", "default")
        total = max(self._split.width(), toc + panel + look.px(400))
        self._split.setSizes([toc, total - toc - panel, panel])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = self.session.appearance
        narrow = self.width() < look.px(212 + 300 + 420)
        if narrow and self.contents_action.isChecked():
            self.contents_action.setChecked(False)
            self.contents.hide()
        self._place_panel()
