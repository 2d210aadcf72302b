"""One orphan: its old words, where they may stand now, and the article to choose in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.operations import reanchoring as operations
from desktop.pages.citing import citation_of
from desktop.pages.notebook.candidates import CONTEXT, CandidateList, PassageFinder
from desktop.pages.notebook.orphan_words import about, kind_name
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.in_steps import InSteps
from desktop.widgets.lanes import Span
from desktop.widgets.marked_text import Look, MarkedText, Part
from desktop.widgets.parts import ActionButton, Panel, PlainLabel, TitleLabel
from desktop.widgets.source_map import SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.operations.reanchoring import Orphan
    from desktop.resembling import Passage
    from desktop.session import Session

_VIEW_HEIGHT = 300


class OrphanDetail(InSteps, QWidget):
    """What is known of one orphan, and what can be done with it."""

    opened = Signal(str, int, int, str)
    """Open its article, as it is now."""

    def __init__(self, session: Session, *, at_once: bool = True) -> None:
        super().__init__()
        self._session = session
        self._orphan: Orphan | None = None
        self._article_id = ""  # the article that the view holds
        self._finder = PassageFinder(self)
        self._finder.found.connect(self._show_passages)
        self.begin(at_once=at_once)

    # Building

    def build(self) -> Iterator[None]:
        """From the outside in: what is put somewhere is styled again with all that is in it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_scroll(), 1)
        yield
        body = QVBoxLayout(self._inner)
        body.setContentsMargins(24, 16, 24, 16)
        body.setSpacing(8)
        yield from self._fill_body(body)
        self._now = QWidget()
        body.addWidget(self._now)
        body.addStretch(1)
        yield from self._fill_now()
        foot = Panel("paneFoot")
        column.addWidget(foot)
        self._fill_foot(foot)
        yield

    def _build_scroll(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("paneBody")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setObjectName("paneInner")
        self._scroll.setWidget(self._inner)
        return self._scroll

    def _fill_body(self, column: QVBoxLayout) -> Iterator[None]:
        self._title = _wrapped(TitleLabel(), "peekTitle")
        self._about = _wrapped(PlainLabel(), "quietBody")
        self._own = _wrapped(PlainLabel(), "facetText")
        self._old = MarkedText(self._session.appearance)
        self._old_note = _wrapped(
            PlainLabel(tr("旧版全文没有保存；这是当时记下的文字和它前后的几句。")), "micro"
        )
        for widget in (self._title, self._about, self._own):
            column.addWidget(widget)
        yield
        column.addWidget(_heading(tr("原来的文字")))
        column.addWidget(self._old)
        column.addWidget(self._old_note)
        self._gone = _wrapped(PlainLabel(), "warnText")
        column.addWidget(self._gone)
        yield

    def _fill_now(self) -> Iterator[None]:
        """What needs the article: its passages, and itself."""
        column = QVBoxLayout(self._now)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_heading(tr("现在的文章里最像的地方")))
        self._state = _wrapped(PlainLabel(), "micro")
        column.addWidget(self._state)
        self.candidates = CandidateList(self._session)
        self.candidates.chosen.connect(self._relocate)
        self.candidates.shown.connect(self._reveal)
        column.addWidget(self.candidates)
        yield
        column.addWidget(_heading(tr("或者在现在的文章里选中正确的一段")))
        self.view = SourceView(self._session.appearance, "quote")
        self.view.setObjectName("quote")
        self.view.setAccessibleName(tr("现在的文章"))
        self.view.selectionChanged.connect(self._on_selection)
        column.addWidget(self.view)
        self.take_selection = QPushButton(tr("用选中的文字重新定位"))
        self.take_selection.clicked.connect(self._relocate_to_selection)
        column.addWidget(self.take_selection, 0, Qt.AlignmentFlag.AlignLeft)
        self._session.appearance.changed.connect(self._fit_view)
        self._fit_view()
        yield

    def _fill_foot(self, foot: QWidget) -> None:
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(8)
        look = self._session.appearance
        self.keep = ActionButton(look, "pin", tr("保留原样"))
        self.keep.setToolTip(tr("不再等待定位；内容留在这里，随时可以放回"))
        self.keep.clicked.connect(self._keep)
        self.delete = ActionButton(look, "delete", tr("删除"))
        self.delete.setToolTip(tr("删除（Delete，可撤销）"))
        self.delete.clicked.connect(self.delete_shown)
        self.open = ActionButton(look, "open", tr("打开原文"))
        self.open.clicked.connect(self._open)
        for button in (self.keep, self.delete, self.open):
            row.addWidget(button)
        row.addStretch(1)

    def _fit_view(self) -> None:
        self.view.setFixedHeight(self._session.appearance.px(_VIEW_HEIGHT))

    # Showing

    def show_orphan(self, orphan: Orphan) -> None:
        """Show one orphan; its passages follow."""
        self._orphan = orphan
        quote = orphan.held.quote
        self._title.setText(kind_name(orphan.held))
        where, own = about(self._session, orphan.held)
        self._about.setText(where)
        self._own.setText(own)
        self._own.setVisible(bool(own))
        self._old.show_parts(
            tr("原来的文字"),
            [
                Part(Look.QUIET, quote.prefix[-CONTEXT:]),
                Part(Look.STRONG, quote.exact),
                Part(Look.QUIET, quote.suffix[:CONTEXT]),
            ],
        )
        self.keep.setText(tr("放回待定位") if orphan.kept else tr("保留原样"))
        there = self._session.places.has(quote.article_id)
        self._now.setVisible(there)
        self.open.setVisible(there)
        self._gone.setVisible(not there)
        self._gone.setText(
            tr("这篇文章不在现在的案例库里，不能重新定位。您写的都还在。") if not there else ""
        )
        self._scroll.verticalScrollBar().setValue(0)
        self.candidates.clear()
        self._finder.stop()
        if there:
            self._show_article(quote.article_id)
            self._state.setText(tr("正在找…"))
            self._finder.look_for(quote, self._session.cases.article(quote.article_id).text)

    def _show_article(self, article_id: str) -> None:
        self.view.set_spans([])
        if article_id != self._article_id:
            cases = self._session.cases
            self._article_id = article_id
            article = cases.article(article_id)
            paragraphs = [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article_id)]
            pieces = reading_pieces(article.text, paragraphs, split=True)
            headings = [(start, end) for kind, start, end in paragraphs if kind == "heading"]
            self.view.show_source(SourceMap(article.text, pieces), headings)
            self.view.set_citation(lambda _start, _end: citation_of(self._session, article_id))
        self._on_selection()

    def _show_passages(self, found: Sequence[Passage]) -> None:
        if self._orphan is None:
            return
        quote = self._orphan.held.quote
        text = self._session.cases.article(quote.article_id).text
        self.candidates.show_passages(quote, text, found)
        self._state.setText(
            tr("删去的字加了删除线，增加的字加了下划线。点一下就重新定位，可以撤销。")
            if found
            else tr("没有相像的地方。可以在下面的文章里自己选，或者保留原样。")
        )
        self.view.set_spans([Span(p.start, p.end, f"{p.start}", "") for p in found])
        if found:
            self.view.go_to(max(found[0].start - 1, 0))

    def _reveal(self, start: int, end: int) -> None:
        self.view.reveal(start, end)
        self._scroll.ensureWidgetVisible(self.view)

    # Acting

    def _relocate(self, start: int, end: int) -> None:
        if self._orphan is not None:
            operations.relocate(self._session, self._orphan.held, start, end)
            say_briefly(self, tr("已重新定位，可以撤销（Ctrl+Z）。"))

    def _relocate_to_selection(self) -> None:
        span = self._selection()
        if span is not None:
            self._relocate(*span)

    def _selection(self) -> tuple[int, int] | None:
        """What is selected in the article, without blanks at its ends."""
        span = self.view.selected_span()
        if span is None:
            return None
        words = self.view.source_map.text[slice(*span)]
        start = span[0] + len(words) - len(words.lstrip())
        end = span[1] - (len(words) - len(words.rstrip()))
        return (start, end) if start < end else None

    def _on_selection(self) -> None:
        self.take_selection.setEnabled(self._selection() is not None)

    def _keep(self) -> None:
        if self._orphan is not None:
            done = operations.ask_again if self._orphan.kept else operations.keep_as_it_is
            done(self._session, self._orphan.held)

    def delete_shown(self) -> None:
        """Delete what hangs on the orphan that is shown."""
        if self._orphan is not None:
            operations.delete_orphan(self._session, self._orphan.held)
            say_briefly(self, tr("已删除，可以撤销（Ctrl+Z）。"))

    def _open(self) -> None:
        if self._orphan is not None:
            # At no span: where it stood, another statement stands now.
            self.opened.emit(self._orphan.held.quote.article_id, 0, 0, "")


def _wrapped(label: PlainLabel, name: str) -> PlainLabel:
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _heading(text: str) -> PlainLabel:
    label = _wrapped(PlainLabel(text), "cardHeading")
    label.setIndent(0)  # a label with a border is set in by half a letter otherwise
    return label
