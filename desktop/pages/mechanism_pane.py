"""The reading pane: a mechanism's summary, figures, facets and source, and what one can do."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.records import FacetKind, FigureKind
from desktop.i18n import pick, tr
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages import words
from desktop.pages.note_panel import NotePanel
from desktop.pages.quote_view import QuoteView
from desktop.widgets.markdown import paragraph
from desktop.widgets.parts import (
    ActionButton,
    IconButton,
    Panel,
    SealLabel,
    TitleLabel,
    clear_layout,
    hline,
)

if TYPE_CHECKING:
    from db.records import Facet, Figure, Mechanism
    from desktop.session import Session

_NUMBER = re.compile(r"(?P<digits>[\d.,/%-]+)|(?P<words>[^\d.,/%-]+)")
_FIRST_FACETS = (
    FacetKind.LEAD,
    FacetKind.TARGET,
    FacetKind.STEPS,
    FacetKind.CRITERIA,
    FacetKind.CONSEQUENCE,
)


class MechanismPane(Panel):
    """Shows one mechanism; follows the user's bookmarks and notes by itself."""

    opened = Signal(str, int, int)
    """Open an article at a span: article id, start, end."""
    stepped = Signal(int)
    """The user wants the next (1) or the former (-1) mechanism."""

    def __init__(self, session: Session) -> None:
        super().__init__("pane")
        self._session = session
        self._mechanism: Mechanism | None = None
        self._all_facets = False
        column = QVBoxLayout(self)
        # One pixel on the left for the edge that shows where the pane lies over the table.
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._build_body())
        self.notes = NotePanel(session)
        self.notes.setObjectName("notePanel")
        self.notes.closed.connect(self.hide_notes)
        self.notes.hide()
        self._split.addWidget(self.notes)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        column.addWidget(self._split, 1)
        column.addWidget(self._build_foot())
        session.changes.bookmarks_changed.connect(self._on_marks_changed)
        session.changes.notes_changed.connect(self._on_marks_changed)
        session.appearance.changed.connect(self._refill)
        self._show_nothing()

    # Building

    def _build_head(self) -> QWidget:
        head = Panel("paneHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 14, 0)
        row.setSpacing(8)
        look = self._session.appearance
        self._seal = SealLabel(look, 20)
        self._crumb = QLabel()
        self._crumb.setObjectName("meta")
        self._crumb.setWordWrap(True)
        row.addWidget(self._seal)
        row.addWidget(self._crumb, 1)
        up = IconButton(look, "up", tr("上一条做法（K）"), size=16)
        down = IconButton(look, "down", tr("下一条做法（J）"), size=16)
        self._open_button = IconButton(look, "open", tr("在原文中打开（Enter）"), size=17)
        up.clicked.connect(lambda: self.stepped.emit(-1))
        down.clicked.connect(lambda: self.stepped.emit(1))
        self._open_button.clicked.connect(self.open_source)
        for button in (up, down, self._open_button):
            row.addWidget(button)
        return head

    def _build_body(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("paneBody")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = self._body = QWidget()
        body.setObjectName("paneInner")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(0)
        self._name = TitleLabel()
        self._name.setObjectName("paneTitle")
        self._name.setWordWrap(True)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._region = QLabel()
        self._region.setObjectName("quietBody")
        self._summary = QLabel()
        self._summary.setObjectName("summary")
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.RichText)
        self._named_only = QLabel(tr("原文只提名称，没有写内容。"))
        self._named_only.setObjectName("warnChip")
        self._named_only.setWordWrap(True)
        self._figures = Panel("figures")
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(0)
        self._facets = QWidget()
        QGridLayout(self._facets).setContentsMargins(0, 8, 0, 0)
        self._more = QPushButton()
        self._more.setProperty("role", "link")
        self._more.setCursor(Qt.CursorShape.PointingHandCursor)
        self._more.clicked.connect(self._toggle_facets)
        self.quotes = QuoteView(self._session)
        self.quotes.opened.connect(self.opened)
        for widget, gap in (
            (self._name, 0),
            (self._region, 0),
            (self._summary, 8),
            (self._named_only, 8),
            (self._figures, 12),
            (self._facets, 0),
            (self._more, 0),
            (hline(), 10),
            (self.quotes, 0),
        ):
            column.addSpacing(gap)
            if widget is self._more:
                column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(widget)
        column.addStretch(1)
        self._scroll.setWidget(body)
        return self._scroll

    def _build_foot(self) -> QWidget:
        foot = Panel("paneFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 9, 20, 9)
        row.setSpacing(8)
        look = self._session.appearance
        self._bookmark = ActionButton(look, "bookmark", tr("收藏"))
        self._bookmark.setCheckable(True)
        self._bookmark.set_icons("bookmark", "bookmark-filled")
        self._bookmark.clicked.connect(self.toggle_bookmark)
        self._note = ActionButton(look, "note", tr("批注"))
        self._note.clicked.connect(lambda: self.write_note())
        for button in (self._bookmark, self._note):
            row.addWidget(button, 1)
        return foot

    # Showing

    @property
    def mechanism_id(self) -> str:
        """The id of the mechanism that is shown, '' for none."""
        return self._mechanism.id if self._mechanism else ""

    def show_mechanism(self, mechanism_id: str) -> None:
        """Show a mechanism by its id; '' shows that none is chosen."""
        mechanism = self._session.cases.mechanism_by_id.get(mechanism_id)
        if mechanism is None:
            self._show_nothing()
            return
        if mechanism is self._mechanism:
            return
        self._mechanism = mechanism
        self._body.setVisible(True)
        self._refill()
        self.quotes.show_mechanism(mechanism)
        self._scroll.verticalScrollBar().setValue(0)
        self.notes.show_notes(mechanism.id)

    def _show_nothing(self) -> None:
        self._mechanism = None
        self._seal.set_theme("")
        self._crumb.setText(tr("选一条做法，在这里读它的要点和原文"))
        self._body.setVisible(False)
        for button in (self._bookmark, self._note, self._open_button):
            button.setEnabled(False)

    def _refill(self) -> None:
        mechanism = self._mechanism
        if mechanism is None:
            return
        cases, look = self._session.cases, self._session.appearance
        theme = cases.theme_by_id[mechanism.theme_id]
        family = cases.family_by_id.get(mechanism.family_id or "")
        crumb = pick(theme.name, theme.name_en)
        if family is not None:
            crumb += f"  /  {pick(family.name, family.name_en)}"
        self._seal.set_theme(theme.id)
        self._crumb.setText(crumb)
        self._name.setText(words.mechanism_name(mechanism))
        region = words.region_name(cases.region_by_id[mechanism.region_id])
        self._region.setText(f"{region} · {mechanism.place}" if mechanism.place else region)
        summary = pick(mechanism.summary, mechanism.summary_en)
        self._summary.setText(paragraph(summary, look.line("summary")))
        self._named_only.setVisible(not mechanism.itemised)
        self._fill_figures(cases.figures(mechanism.id)[:3])
        self._fill_facets()
        self._refresh_marks()
        for button in (self._bookmark, self._note, self._open_button):
            button.setEnabled(True)

    def _fill_figures(self, figures: list[Figure]) -> None:
        clear_layout(self._figures)
        layout = self._figures.layout()
        assert layout is not None
        self._figures.setVisible(bool(figures))
        for number, figure in enumerate(figures):
            layout.addWidget(self._figure_box(figure, first=number == 0))

    def _figure_box(self, figure: Figure, *, first: bool) -> QWidget:
        box = Panel("figureFirst" if first else "figureBox")
        column = QVBoxLayout(box)
        column.setContentsMargins(0 if first else 12, 8, 6, 8)
        column.setSpacing(0)
        value = QLabel(self._figure_html(figure.wording))
        value.setObjectName("figureValue")
        value.setTextFormat(Qt.TextFormat.RichText)
        value.setWordWrap(True)
        label = QLabel(figure.label)
        label.setObjectName("micro")
        label.setWordWrap(True)
        column.addWidget(value)
        column.addWidget(label)
        if figure.kind is not FigureKind.RESULT:
            kind = QLabel(words.figure_kind(figure.kind))
            kind.setObjectName("micro")
            column.addWidget(kind)
        column.addStretch(1)
        box.setToolTip(figure.exact)
        return box

    def _figure_html(self, wording: str) -> str:
        """The digits large, the words around them small."""
        small = self._session.appearance.px(14)
        return _NUMBER.sub(
            lambda match: (
                f'<span style="font-size:{small}px">{escape(match[0])}</span>'
                if match["words"]
                else escape(match[0])
            ),
            wording,
        )

    def _fill_facets(self) -> None:
        assert self._mechanism is not None
        clear_layout(self._facets)
        facets = {facet.kind: facet for facet in self._session.cases.facets(self._mechanism.id)}
        grid = self._facets.layout()
        assert isinstance(grid, QGridLayout)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(6)
        look = self._session.appearance
        metrics = QFontMetrics(look.font("meta"))
        widest = max(metrics.horizontalAdvance(words.facet_name(kind)) for kind in FacetKind)
        grid.setColumnMinimumWidth(0, max(look.px(48), widest + look.px(10)))
        grid.setColumnStretch(1, 1)
        hidden: list[str] = []
        row = 0
        for kind in FacetKind:
            if kind not in _FIRST_FACETS and not self._all_facets:
                hidden.append(words.facet_name(kind))
                continue
            name = QLabel(words.facet_name(kind))
            name.setObjectName("facetName")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._facet_label(kind, facets.get(kind)), row, 1)
            row += 1
        self._more.setText(
            tr("收起频次、保障、成效")
            if self._all_facets
            else tr("展开{names}").format(names=tr("、").join(hidden))
        )
        self._more.setToolTip(self._more.text())
        icon = "up" if self._all_facets else "down"
        self._more.setIcon(self._session.appearance.icon(icon, "ink3", 13))

    def _facet_label(self, kind: FacetKind, facet: Facet | None) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setObjectName("facetText")
        if facet is None:
            assert self._mechanism is not None
            label.setText(
                tr("尚未核对")
                if not self._mechanism.checked
                else tr("原文未提及")
                if self._mechanism.itemised
                else tr("原文只提名称")
            )
            label.setObjectName("quiet")
            return label
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        label.setText(self._facet_html(kind, facet.text))
        label.linkActivated.connect(self._follow_citation)
        return label

    def _facet_html(self, kind: FacetKind, text: str) -> str:
        accent = self._session.appearance.color("accent").name()
        size = self._session.appearance.px(13)
        marks = "".join(
            f'\u2060<a href="{number}" style="color:{accent}; text-decoration:none; '
            f'font-size:{size}px;">{words.circled(number)}</a>'
            for number in self._citation_numbers(kind)
        )
        line = self._session.appearance.line("body")
        return (
            f'<p style="margin:0; line-height:{line}px; -qt-line-height-type:fixed;">'
            f"{escape(text)} {marks}</p>"
        )

    def _citation_numbers(self, kind: FacetKind) -> list[int]:
        assert self._mechanism is not None
        cases = self._session.cases
        spans = {
            (entry.article_id, entry.start, entry.end)
            for entry in cases.evidence(self._mechanism.id)
            if entry.facet_kind is kind
        }
        return [
            citation.number
            for citation in cases.citations(self._mechanism.id)
            if (citation.article_id, citation.start, citation.end) in spans
        ]

    def _follow_citation(self, link: str) -> None:
        if link.isdigit():
            self.quotes.go(int(link) - 1)
            self._scroll.ensureWidgetVisible(self.quotes.view, 0, self._session.appearance.px(80))

    def _toggle_facets(self) -> None:
        self._all_facets = not self._all_facets
        self._fill_facets()

    # Acting

    def toggle_bookmark(self) -> None:
        """收藏 or no longer."""
        if self._mechanism is not None:
            toggle_bookmark(self._session, self._mechanism.id)

    def write_note(self) -> None:
        """Open the notes with an editor."""
        if self._mechanism is None:
            return
        if not self.notes.isVisible():
            self.notes.show()
            height = self._split.height()
            self._split.setSizes([height * 11 // 20, height * 9 // 20])
        self.notes.show_notes(self._mechanism.id, write=True)

    def hide_notes(self) -> None:
        """Put the notes away; what was typed is stored."""
        self.notes.hide()

    def open_source(self) -> None:
        """Open the article at the quote that is shown."""
        if self.quotes.current is not None and self._mechanism is not None:
            quote = self.quotes.current
            self.opened.emit(quote.article_id, quote.start, quote.end)

    def _on_marks_changed(self, mechanism_id: str) -> None:
        if mechanism_id == self.mechanism_id:
            self._refresh_marks()

    def _refresh_marks(self) -> None:
        kept = self._session.marks.is_bookmarked(self.mechanism_id)
        self._bookmark.setChecked(kept)
        self._bookmark.setText(tr("已收藏") if kept else tr("收藏"))
        self._bookmark.setToolTip(tr("取消收藏（B）") if kept else tr("收藏（B）"))
        notes = len(self._session.marks.notes_of(self.mechanism_id))
        self._note.setText(tr("批注 {n}").format(n=notes) if notes else tr("批注"))
        self._note.setToolTip(tr("写批注（N）"))
