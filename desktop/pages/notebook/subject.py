"""What an item of 笔记 hangs on: theme and family, its title, and the quote, highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import pick, tr
from desktop.notebook.items import Kind
from desktop.pages.citing import citation_of
from desktop.widgets.lanes import Span
from desktop.widgets.parts import PlainLabel, SealLabel, TitleLabel
from desktop.widgets.source_map import Piece, SourceMap
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.notebook.items import Item
    from desktop.pages.notebook.place import Place
    from desktop.session import Session
    from desktop.theme import Appearance

_GROUP = "quote"


class _Quote(SourceView):
    """A quote by itself, without the margins of a page."""

    def _edges(self) -> tuple[int, int]:
        return 0, 0


class _Edge(QFrame):
    """The line at the left of a quote in its theme's colour."""

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look
        self._theme = ""
        self.setFixedWidth(3)
        look.changed.connect(self.restyle)

    def show_theme(self, theme: str) -> None:
        """Take a theme's colour."""
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Take the colour from the look in force."""
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._look.seal(self._theme).gutter)
        self.setPalette(palette)
        self.setAutoFillBackground(True)


class SubjectCard(QWidget):
    """The upper part of the preview. A click on the quote opens it in its article."""

    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._build_head())
        column.addLayout(self._build_title())
        self._about = PlainLabel()
        self._about.setObjectName("quietBody")
        self._about.setWordWrap(True)
        column.addWidget(self._about)
        column.addWidget(self._build_quote())

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._seal = SealLabel(self._session.appearance, 20)
        self._group = PlainLabel()
        self._group.setObjectName("subjectGroup")
        self._group.setWordWrap(True)
        row.addWidget(self._seal)
        row.addWidget(self._group, 1)
        return row

    def _build_title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.title = TitleLabel()
        self.title.setObjectName("paneTitle")
        self._region = PlainLabel()
        self._region.setObjectName("quietBody")
        row.addWidget(self.title)
        row.addWidget(self._region)
        row.addStretch(1)
        return row

    def _build_quote(self) -> QWidget:
        self._box = QWidget()
        outer = QVBoxLayout(self._box)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.setSpacing(6)
        inner = QHBoxLayout()
        inner.setSpacing(18)
        self._edge = _Edge(self._session.appearance)
        self.quote = _Quote(self._session.appearance, "quoteDock", fit_height=True)
        self.quote.setObjectName("quote")
        self.quote.setAccessibleName(tr("引文"))
        self.quote.group_clicked.connect(lambda _group: self.opened.emit())
        inner.addWidget(self._edge)
        inner.addWidget(self.quote, 1)
        self._where = PlainLabel()
        self._where.setObjectName("quiet")
        self._where.setWordWrap(True)
        self._where.setIndent(21)
        outer.addLayout(inner)
        outer.addWidget(self._where)
        return self._box

    def show_item(self, item: Item, place: Place | None) -> None:
        """Show what another item hangs on."""
        cases = self._session.cases
        theme = cases.theme_by_id.get(item.theme_id)
        family = cases.family_by_id.get(item.family_id)
        region = cases.region_by_id.get(item.region_id)
        self._seal.set_theme(item.theme_id)
        parts = [pick(one.name, one.name_en) for one in (theme, family) if one is not None]
        if family is not None and not item.mechanism_id:
            parts = [tr("同类做法")]  # its name is the title
        self._group.setText(" / ".join(parts) or self._article(item) or tr("空白笔记"))
        self.title.setText(item.title or tr("没有标题"))
        self._region.setText(pick(region.name, region.name_en) if region else "")
        self._region.setVisible(region is not None)
        self._wrap_title()
        about = self._describe(item)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._box.setVisible(place is not None)
        if place is not None:
            self._show_place(place, item.theme_id)

    def prepare(self) -> None:
        """Load the type of the title, which takes most of a frame when it is first measured."""
        self.title.ensurePolished()
        self.title.fontMetrics().horizontalAdvance(tr("我的批注"))

    def _article(self, item: Item) -> str:
        """The title of the article that a mark stands in, '' for none in this library."""
        known = bool(item.article_id) and self._session.places.has(item.article_id)
        return self._session.cases.article(item.article_id).title if known else ""

    def _wrap_title(self) -> None:
        """The region stands right behind a title of one line, and beside a longer one."""
        self.title.ensurePolished()
        wide = self.title.fontMetrics().horizontalAdvance(self.title.text() + "\u3000")
        beside = self._region.sizeHint().width() + 8
        self.title.setWordWrap(wide + beside > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap_title()

    def _describe(self, item: Item) -> str:
        """What the family of a note on it is; what is wrong with a bookmark of a former library."""
        cases = self._session.cases
        family = cases.family_by_id.get(item.family_id)
        if item.kind is Kind.NOTE and family is not None and not item.mechanism_id:
            return pick(family.description, family.description_en)
        if item.mechanism_id and item.mechanism_id not in cases.mechanism_by_id:
            return tr("这条做法不在现在的案例库里；您留下的还在您的工作区里。")
        if item.kind is Kind.BOOKMARK:
            return item.words
        return ""

    def _show_place(self, place: Place, theme: str) -> None:
        session = self._session
        found = bool(place.article_id)
        text = session.cases.article(place.article_id).text if found else place.quote
        start, end = (place.start, place.end) if found else (0, len(place.quote))
        self.quote.show_source(SourceMap(text, _pieces(text, start, end)))
        self.quote.set_spans([Span(start, end, _GROUP, theme)] if end > start else [])
        if found:
            cited = citation_of(session, place.article_id)
            self.quote.set_citation(lambda _start, _end: cited)
        else:
            self.quote.set_citation(lambda _start, _end: "")
        self._edge.show_theme(theme)
        self._where.setText(place.where)
        self._where.setVisible(bool(place.where))


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    """One block a line of text[start:end]."""
    pieces: list[Piece] = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            pieces.append(Piece(at, at + len(line), "body"))
        at += len(line) + 1
    return pieces or [Piece(start, end, "body")]
