"""The quote on a slide: one of those that back its mechanism, chosen and opened here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from db.errors import LibraryError
from desktop import words
from desktop.i18n import tr
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.fields import Desk, Field
from desktop.teaching.slides import quote_of
from desktop.widgets.parts import ActionButton, IconButton, PlainLabel

if TYPE_CHECKING:
    from db.records.lesson import Slide
    from db.records.plan import Quote


class QuoteField(Field):
    """Shows the words as they stand in the text, and where."""

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("原文"))
        look = desk.session.appearance
        self.quote = PlainLabel()
        self.quote.setObjectName("planQuote")
        self.quote.setWordWrap(True)
        self.where = PlainLabel()
        self.where.setObjectName("quiet")
        self.where.setWordWrap(True)
        self.button = ActionButton(look, "search", tr("选一处原文…"))
        self.button.clicked.connect(self.ask)
        self.open = IconButton(look, "document", tr("在原文中打开"))
        self.open.setAccessibleName(tr("在原文中打开"))
        self.open.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.open)
        row.addStretch(1)
        for widget in (self.quote, self.where):
            self.column.addWidget(widget)
        self.column.addLayout(row)

    def show_slide(self, slide: Slide) -> None:
        quote = slide.quotes[0] if slide.quotes else None
        self.quote.setText(tr("“{quote}”").format(quote=quote.exact) if quote else "")
        self.quote.setVisible(quote is not None)
        where, found = self._where(quote) if quote else ("", False)
        self.where.setText(where)
        self.where.setVisible(bool(where))
        self.open.setEnabled(found)
        self.button.setText(tr("换一处原文…") if quote else tr("选一处原文…"))
        known = [r for r in slide.mechanism_ids if r in self.desk.session.cases.mechanism_by_id]
        self.button.setEnabled(bool(known))
        self.button.setToolTip("" if known else tr("先选做法"))

    def _where(self, quote: Quote) -> tuple[str, bool]:
        """Where a quote stands, and whether it stands there still."""
        cases = self.desk.session.cases
        known = {article.id: article for article in cases.articles}
        article = known.get(quote.article_id)
        if article is None:
            return tr("这篇原文不在现在的案例库里"), False
        try:
            text = cases.article(article.id).text
        except LibraryError:
            return words.citation(article), False
        if text[quote.start : quote.end] != quote.exact:
            return tr("原文已变，这一处和摘录时不一样了"), False
        return words.citation(article), True

    def ask(self) -> None:
        """Choose among the quotes of the slide's mechanisms."""
        slide, session = self.desk.slide, self.desk.session
        if slide is None:
            return
        ids = [ref for ref in slide.mechanism_ids if ref in session.cases.mechanism_by_id]
        found = choose(
            session,
            self.desk.page,
            tr("选一处原文"),
            lambda query: [row for ref in ids for row in offers.quote_rows(session, ref, query)],
            prompt=tr("在这些原文里找"),
        )
        if found:
            self.desk.write(quotes=(quote_of(session.cases, *offers.span_of(found[0])),))

    def _open(self) -> None:
        slide = self.desk.slide
        if slide is not None and slide.quotes:
            quote = slide.quotes[0]
            ref = slide.mechanism_ids[0] if slide.mechanism_ids else ""
            self.opened.emit(quote.article_id, quote.start, quote.end, ref)
