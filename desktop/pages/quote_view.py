"""The source of one mechanism, quote by quote: the paragraph around it with its spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.pages.citing import citation_of
from desktop.widgets.lanes import Span
from desktop.widgets.parts import (
    IconButton,
    PlainLabel,
)
from desktop.widgets.source_map import SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from db.records import Mechanism
    from desktop.quotes import Citation
    from desktop.session import Session


class QuoteView(QWidget):
    """Steps through the quotes of a mechanism; the current one is filled darker."""

    opened = Signal(str, int, int)
    """The user wants an article at a span: article id, start, end."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._mechanism: Mechanism | None = None
        self._citations: list[Citation] = []
        self._current = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(6)
        title = PlainLabel(tr("原文"))
        title.setObjectName("metaStrong")
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        look = session.appearance
        self._former = IconButton(look, "left", tr("上一处（[）"), size=16)
        self._next = IconButton(look, "right", tr("下一处（]）"), size=16)
        self._former.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        for widget in (title, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._former)
        head.addWidget(self._next)
        column.addLayout(head)
        self._where = PlainLabel()
        self._where.setObjectName("micro")
        self._where.setWordWrap(True)
        self.view = SourceView(look, "quote", fit_height=True)
        self.view.setObjectName("quote")
        self.view.setAccessibleName(tr("原文"))
        self.view.group_clicked.connect(self._open_current)
        column.addWidget(self.view)
        column.addWidget(self._where)

    def show_mechanism(self, mechanism: Mechanism) -> None:
        """Start at the first quote that backs the mechanism as a whole."""
        self._mechanism = mechanism
        self._citations = self._session.cases.citations(mechanism.id)
        self.go(0)

    @property
    def current(self) -> Citation | None:
        """The quote that is shown."""
        return self._citations[self._current] if self._citations else None

    def step(self, by: int) -> None:
        """To the next or the former quote, round and round."""
        if self._citations:
            self.go((self._current + by) % len(self._citations))

    def go(self, index: int) -> None:
        """Show the quote with this index."""
        self._current = min(max(index, 0), max(len(self._citations) - 1, 0))
        several = len(self._citations) > 1
        self._former.setVisible(several)
        self._next.setVisible(several)
        if self._mechanism is None or self.current is None:
            return
        self._count.setText(
            tr("第 {i} 处，共 {n} 处").format(i=self._current + 1, n=len(self._citations))
        )
        self._show(self._mechanism, self.current)

    def _show(self, mechanism: Mechanism, citation: Citation) -> None:
        cases = self._session.cases
        article = cases.article(citation.article_id)
        paragraphs = [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article.id)]
        pieces = reading_pieces(article.text, paragraphs, split=True)
        shown = [p for p in pieces if p.start < citation.end and p.end > citation.start]
        headings = [(start, end) for kind, start, end in paragraphs if kind == "heading"]
        self.view.show_source(SourceMap(article.text, shown), headings)
        self.view.set_citation(lambda _start, _end: citation_of(self._session, article.id))
        self.view.set_spans(
            [
                Span(entry.start, entry.end, mechanism.id, mechanism.theme_id)
                for entry in self._citations
                if entry.article_id == article.id
                and any(p.start < entry.end and p.end > entry.start for p in shown)
            ]
        )
        self.view.set_active(mechanism.id, (citation.start, citation.end))
        self._where.setText(words.citation(article))

    def _open_current(self, _group: str) -> None:
        if self.current is not None:
            self.opened.emit(self.current.article_id, self.current.start, self.current.end)
