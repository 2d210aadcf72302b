"""The quote behind the current cell: whose it is, where it stands, and its words highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.pages.citing import citation_of
from desktop.widgets.lanes import Span
from desktop.widgets.parts import ElidingLabel, IconButton, Panel, PlainLabel, SealLabel
from desktop.widgets.source_map import Piece, SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent

    from desktop.comparing.comparison import Column, Quote
    from desktop.session import Session


class QuoteDock(Panel):
    """Shows one quote of one column; which one, the page says."""

    opened = Signal()
    """A click on the highlighted words: the user wants the source."""
    left = Signal()
    """Back to the table, where the two do not fit beside each other."""

    def __init__(self, session: Session, actions: dict[str, QAction]) -> None:
        """`actions`: former, next, copy, plan and open, each with its button here."""
        super().__init__("quoteDock")
        self._session = session
        look = session.appearance
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 16, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._seal = SealLabel(look, 20)
        self._title = ElidingLabel()
        self._title.setObjectName("strong")
        self._about = ElidingLabel()
        self._about.setObjectName("meta")
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        head.addWidget(self._seal)
        head.addWidget(self._title)
        head.addWidget(self._about)
        head.addWidget(self._count)
        head.addStretch(1)
        self.back = IconButton(look, "close", tr("回到表格（Esc）"), size=15)
        self.back.clicked.connect(self.left)
        self.back.hide()
        self._labelled: list[IconButton] = []
        for name, icon in (
            ("former", "left"),
            ("next", "right"),
            ("copy", "copy"),
            ("plan", "plan"),
            ("open", "open"),
        ):
            button = IconButton(look, icon, role="bar", size=15, beside=True)
            button.bind(actions[name], label=True)
            self._labelled.append(button)
            head.addWidget(button)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(self._build_body(), 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _build_body(self) -> QWidget:
        body = QWidget()
        self._body = QStackedLayout(body)
        self.view = SourceView(self._session.appearance, "quoteDock")
        self.view.setObjectName("quote")
        self.view.setAccessibleName(tr("引文"))
        self.view.group_clicked.connect(lambda _group: self.opened.emit())
        self._sentence = PlainLabel()
        self._sentence.setObjectName("quietBody")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._body.addWidget(self.view)
        self._body.addWidget(self._sentence)
        return body

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._session.appearance.size("family", "dock", "min"))

    def set_compact(self, compact: bool) -> None:
        """The window is small: labels become icons."""
        style = Qt.ToolButtonStyle
        for button in self._labelled:
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
            )

    def show_quote(self, column: Column, quote: Quote, about: str) -> None:
        """Show a quote; `about` says which question it answers or which number it holds."""
        self._show_head(column, about)
        self._count.setText(
            tr("第 {i} 处，共 {n} 处引文").format(i=quote.number, n=len(column.quotes))
        )
        cases = self._session.cases
        article = cases.article(quote.article_id)
        paragraphs = [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article.id)]
        pieces = [
            Piece(max(piece.start, quote.start), min(piece.end, quote.end), "body")
            for piece in reading_pieces(article.text, paragraphs, split=False)
            if piece.start < quote.end and piece.end > quote.start
        ]
        mechanism = column.mechanism
        self.view.show_source(SourceMap(article.text, pieces))
        self.view.set_citation(lambda _start, _end: citation_of(self._session, article.id))
        self.view.set_spans([Span(quote.start, quote.end, mechanism.id, mechanism.theme_id)])
        self.view.set_active(mechanism.id, (quote.start, quote.end))
        self._body.setCurrentIndex(0)

    def show_sentence(self, column: Column | None, about: str, sentence: str) -> None:
        """There is no quote here: say why."""
        self._show_head(column, about)
        self._count.setText("")
        self._sentence.setText(sentence)
        self._body.setCurrentIndex(1)

    def _show_head(self, column: Column | None, about: str) -> None:
        self._seal.set_theme(column.mechanism.theme_id if column is not None else "")
        title = ""
        if column is not None:
            region = self._session.cases.region_by_id[column.mechanism.region_id]
            title = f"{words.region_name(region)} {words.mechanism_name(column.mechanism)}"
        self._title.setText(title)
        self._about.setText(about)
