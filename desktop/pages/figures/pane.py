"""The pane of 数据: one number, how it is counted, the words it stands in, and its ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import quantity, words
from desktop.i18n import pick, tr
from desktop.pages import figure_words
from desktop.pages.citing import citation_of
from desktop.pages.figures.facts import FactGrid
from desktop.pages.figures.ratio_list import RatioList
from desktop.widgets.in_steps import InSteps
from desktop.widgets.in_turns import InTurns
from desktop.widgets.lanes import Span
from desktop.widgets.parts import (
    ActionButton,
    IconButton,
    Panel,
    PlainLabel,
    SealLabel,
    hline,
)
from desktop.widgets.source_map import Piece, SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Figure
    from db.records.comparison import Measure
    from desktop.session import Session


class FigurePane(InSteps, Panel):
    """Shows one figure; the page says which, and in which measure it stands."""

    opened = Signal(str, int, int)
    """Open an article at a span: article id, start, end."""
    stepped = Signal(int)
    mechanism_wanted = Signal(str)
    copy_wanted = Signal()

    def __init__(self, session: Session, *, at_once: bool = True) -> None:
        super().__init__("pane")
        self._session = session
        self._figure: Figure | None = None
        self._measure: Measure | None = None
        self._filling = InTurns(self)
        self.begin(at_once=at_once)

    # Building

    def build(self) -> Iterator[None]:
        """From the outside in: what is put somewhere is styled again with all that is in it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        yield
        column.addWidget(self._build_scroll(), 1)
        yield
        yield from self._fill_body()
        column.addWidget(self._build_foot())
        self._session.appearance.changed.connect(self._refill)
        yield
        self.show_figure(None, None)

    def _build_head(self) -> QWidget:
        head = Panel("paneHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(8)
        look = self._session.appearance
        self._seal = SealLabel(look, 20)
        self._crumb = PlainLabel()
        self._crumb.setObjectName("meta")
        self._crumb.setWordWrap(True)
        row.addWidget(self._seal)
        row.addWidget(self._crumb, 1)
        for icon, text, by in (
            ("up", tr("上一个数字（K）"), -1),
            ("down", tr("下一个数字（J）"), 1),
        ):
            button = IconButton(look, icon, text, size=16)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _checked=False, by=by: self.stepped.emit(by))
            row.addWidget(button)
        return head

    def _build_scroll(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("paneBody")
        self._scroll.setAccessibleName(tr("数字的出处"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = self._body = QWidget()
        body.setObjectName("paneInner")
        self._scroll.setWidget(body)
        return self._scroll

    def _fill_body(self) -> Iterator[None]:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self._region = PlainLabel()
        self._region.setObjectName("quietBody")
        self._value = PlainLabel()
        self._value.setObjectName("figureBig")
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._unit = PlainLabel()
        self._unit.setObjectName("figureUnit")
        number = QHBoxLayout()
        number.setSpacing(3)
        number.addWidget(self._value)
        number.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self._region)
        column.addLayout(number)
        yield
        look = self._session.appearance
        self._facts = FactGrid(look)
        self._facts.mechanism_wanted.connect(self.mechanism_wanted)
        for above in (hline(), self._facts, hline()):
            column.addWidget(above)
        yield
        self.quote = SourceView(look, "quote", fit_height=True)
        self.quote.setObjectName("quote")
        self.quote.setAccessibleName(tr("引文"))
        self.quote.group_clicked.connect(lambda _group: self.open_source())
        self._where = PlainLabel()
        self._where.setObjectName("micro")
        self._where.setWordWrap(True)
        self._ratios = RatioList(self._session.cases)
        for widget in (self.quote, self._where, self._ratios):
            column.addWidget(widget)
        column.addStretch(1)
        yield

    def _build_foot(self) -> QWidget:
        foot = Panel("paneFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 9, 20, 9)
        row.setSpacing(8)
        look = self._session.appearance
        self._open_button = ActionButton(look, "open", tr("打开原文"))
        self._open_button.clicked.connect(self.open_source)
        self._copy_button = ActionButton(look, "copy", tr("复制数字和引文"))
        self._copy_button.clicked.connect(self.copy_wanted)
        row.addWidget(self._open_button, 2)
        row.addWidget(self._copy_button, 3)
        return foot

    # Showing

    @property
    def figure(self) -> Figure | None:
        """The figure that is shown."""
        return self._figure

    def show_figure(self, figure: Figure | None, measure: Measure | None) -> None:
        """Show a figure, in its measure where it stands in one."""
        changed = (figure, measure) != (self._figure, self._measure)
        if not changed and figure is not None:
            return  # chosen by a key and told of by the table too
        self._figure, self._measure = figure, measure
        for button in (self._open_button, self._copy_button):
            button.setEnabled(figure is not None)
        self._filling.drop()
        if figure is not None and self._body.isHidden() and self.isVisible():
            # The first figure: its labels have no sizes yet, which would hold its table up.
            self._filling.begin(self._fill())
            return
        self._refill()
        if changed:
            self._scroll.verticalScrollBar().setValue(0)

    def complete_showing(self) -> None:
        """Show all of what is shown now."""
        self._filling.complete()

    def read_quote(self) -> None:
        """Into the quote, with its number in sight."""
        self.complete_showing()
        self.quote.setFocus()
        if self._figure is None:
            return
        top, bottom = self.quote.vertical_extent(*figure_words.number_span(self._figure))
        middle = self.quote.mapTo(self._body, QPoint(0, round((top + bottom) / 2))).y()
        around = round((bottom - top) / 2) + self._session.appearance.px(36)
        self._scroll.ensureVisible(0, middle, 0, around)

    def _refill(self) -> None:
        for _ in self._fill():
            pass

    def _fill(self) -> Iterator[None]:
        figure, measure, cases = self._figure, self._measure, self._session.cases
        if figure is None:
            self._body.hide()
            self._seal.set_theme("")
            self._crumb.setText(tr("选一个数字，在这里看它的口径和引文"))
            return
        mechanism = cases.mechanism_by_id.get(figure.mechanism_id or "")
        theme_id = measure.theme_id if measure else mechanism.theme_id if mechanism else ""
        self._seal.set_theme(theme_id)
        theme = cases.theme_by_id.get(theme_id)
        names = [pick(theme.name, theme.name_en)] if theme else []
        names.append(pick(measure.name, measure.name_en) if measure else figure.label)
        self._crumb.setText("  /  ".join(names))
        self._region.setText(words.region_name(cases.region_by_id[figure.region_id]))
        unit = figure_words.shown_unit(figure, measure)
        self._value.setText(quantity.amount(figure, unit))
        self._unit.setText(unit)
        self._facts.show_facts(figure_words.facts(figure, measure), mechanism)
        yield
        self._fill_quote(figure, theme_id)
        yield
        self._ratios.show_ratios(figure_words.ratios_of(cases, figure))
        yield
        self._body.show()  # as a whole, and laid out once

    def _fill_quote(self, figure: Figure, theme_id: str) -> None:
        cases = self._session.cases
        article = cases.article(figure.article_id)
        paragraphs = [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article.id)]
        pieces = reading_pieces(article.text, paragraphs, split=True)
        shown = [
            Piece(*figure_words.sentences(article.text, p.start, p.end, figure), p.kind)
            for p in pieces
            if p.start < figure.end and p.end > figure.start
        ]
        headings = [(start, end) for kind, start, end in paragraphs if kind == "heading"]
        self.quote.show_source(SourceMap(article.text, shown), headings)
        self.quote.set_citation(lambda _start, _end: citation_of(self._session, article.id))
        number = figure_words.number_span(figure)
        self.quote.set_spans([
            Span(figure.start, figure.end, "quote", theme_id),
            Span(*number, "number", theme_id),
        ])  # fmt: skip
        self.quote.set_active("number", number)
        self._where.setText(words.citation(article))

    def open_source(self) -> None:
        """Open the article at the quote."""
        if self._figure is not None:
            self.opened.emit(self._figure.article_id, self._figure.start, self._figure.end)
