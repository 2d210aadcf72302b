"""The reading pane: a mechanism's summary, figures, facets and source, and what one can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop import words
from desktop.i18n import pick, tr
from desktop.operations.basket import basket
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.citation_marks import cited_html
from desktop.pages.facet_list import FacetList
from desktop.pages.figure_strip import FigureStrip
from desktop.pages.note_panel import NotePanel
from desktop.pages.quote_view import QuoteView
from desktop.widgets.in_steps import InSteps
from desktop.widgets.paced_painting import pace, pace_all
from desktop.widgets.parts import (
    ActionButton,
    IconButton,
    Panel,
    PlainLabel,
    SealLabel,
    TitleLabel,
    hline,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Mechanism
    from desktop.session import Session

_FIGURES = 3


class MechanismPane(InSteps, Panel):
    """Shows one mechanism; follows the user's bookmarks and notes by itself."""

    opened = Signal(str, int, int)
    """Open an article at a span: article id, start, end."""
    basket_wanted = Signal()
    """Put the mechanism into 自选对比, or take it out."""
    family_wanted = Signal()
    """Compare the mechanism with the others of its family."""
    stepped = Signal(int)
    """The user wants the next (1) or the former (-1) mechanism."""

    def __init__(self, session: Session, *, at_once: bool = True) -> None:
        super().__init__("pane")
        self._session = session
        self._mechanism: Mechanism | None = None
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        session = self._session
        column = QVBoxLayout(self)
        # One pixel on the left for the edge that shows where the pane lies over the table.
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = self._build_head()
        column.addWidget(head)
        yield
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        column.addWidget(self._split, 1)
        body = self._build_body()
        yield
        self._split.addWidget(body)
        yield
        self.notes = NotePanel(session)
        self.notes.setObjectName("notePanel")
        self.notes.closed.connect(self.hide_notes)
        self.notes.hide()
        self._split.addWidget(self.notes)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        yield
        foot = self._build_foot()
        column.addWidget(foot)
        yield
        session.changes.bookmarks_changed.connect(self._on_marks_changed)
        session.changes.notes_changed.connect(self._on_marks_changed)
        session.changes.basket_changed.connect(self._refresh_basket)
        session.changes.plans_changed.connect(self._refresh_plan)
        session.appearance.changed.connect(self._refill)
        self._show_nothing()
        pace_all(self)
        for panel in (head, foot):
            pace(panel)
        yield

    # Building

    def _build_head(self) -> QWidget:
        head = Panel("paneHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 14, 0)
        row.setSpacing(8)
        look = self._session.appearance
        self._seal = SealLabel(look, 20)
        self._crumb = PlainLabel()
        self._crumb.setObjectName("meta")
        self._crumb.setWordWrap(True)
        row.addWidget(self._seal)
        row.addWidget(self._crumb, 1)
        up = IconButton(look, "up", tr("上一条做法（K）"), size=16)
        down = IconButton(look, "down", tr("下一条做法（J）"), size=16)
        self._family_button = IconButton(look, "compare", tr("看同类做法（F）"), size=16)
        self._basket = IconButton(look, "plus", tr("加入对比（C）"), size=16)
        self._basket.setCheckable(True)
        self._basket.set_icons("plus", "check")
        self._open_button = IconButton(look, "open", tr("在原文中打开（Enter）"), size=17)
        up.clicked.connect(lambda: self.stepped.emit(-1))
        down.clicked.connect(lambda: self.stepped.emit(1))
        self._open_button.clicked.connect(self.open_source)
        self._family_button.clicked.connect(self.family_wanted)
        self._basket.clicked.connect(self.basket_wanted)
        for button in (self._family_button, self._basket, up, down, self._open_button):
            row.addWidget(button)
        return head

    def _build_body(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("paneBody")
        self._scroll.setAccessibleName(tr("详情"))
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
        self._region = PlainLabel()
        self._region.setObjectName("quietBody")
        self._summary = PlainLabel()
        self._summary.setObjectName("summary")
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.RichText)
        self._summary.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._summary.linkActivated.connect(lambda link: self._follow_citation(int(link)))
        self._named_only = PlainLabel(tr("原文只提名称，没有写内容。"))
        self._named_only.setObjectName("warnChip")
        self._named_only.setWordWrap(True)
        self._figures = FigureStrip(self._session.appearance)
        self._facets = FacetList(self._session)
        self._facets.cited.connect(self._follow_citation)
        self.quotes = QuoteView(self._session)
        self.quotes.opened.connect(self.opened)
        for widget, gap in (
            (self._name, 0),
            (self._region, 0),
            (self._summary, 8),
            (self._named_only, 8),
            (self._figures, 12),
            (self._facets, 0),
            (hline(), 10),
            (self.quotes, 0),
        ):
            column.addSpacing(gap)
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
        self._plan = ActionButton(look, "plan", tr("加入方案"))
        self._plan.clicked.connect(self.add_to_plan)
        for button in (self._bookmark, self._note, self._plan):
            row.addWidget(button, 1)
        return foot

    # Showing

    @property
    def mechanism_id(self) -> str:
        """The id of the mechanism that is shown, '' for none."""
        return self._mechanism.id if self._mechanism else ""

    def show_mechanism(self, mechanism_id: str) -> None:
        """Show a mechanism by its id; '' shows that none is chosen."""
        for _ in self.showing(mechanism_id):
            pass

    def showing(self, mechanism_id: str) -> Iterator[None]:
        """The same in steps; whoever takes the first takes all. Nothing of it is seen before."""
        mechanism = self._session.cases.mechanism_by_id.get(mechanism_id)
        if mechanism is None:
            self._show_nothing()
            return
        if mechanism is self._mechanism:
            return
        self._mechanism = mechanism
        self.setUpdatesEnabled(False)
        try:
            self._body.setVisible(True)
            self._refill_head(mechanism)
            yield
            self._facets.show_mechanism(mechanism)
            yield
            self.quotes.show_mechanism(mechanism)
            self._scroll.verticalScrollBar().setValue(0)
            if not self.notes.isHidden():  # else when they are asked for
                yield
                self.notes.show_notes(mechanism.id)
        finally:
            if shiboken6.isValid(self):  # steps that nobody takes any more end with the window
                self.setUpdatesEnabled(True)

    def _show_nothing(self) -> None:
        self._mechanism = None
        self._seal.set_theme("")
        self._crumb.setText(tr("选一条做法，在这里读它的要点和原文"))
        self._body.setVisible(False)
        self._enable(False)

    def _refill(self) -> None:
        if self._mechanism is not None:
            self._refill_head(self._mechanism)
            self._facets.show_mechanism(self._mechanism)

    def _refill_head(self, mechanism: Mechanism) -> None:
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
        numbers = cases.citation_numbers(mechanism.id, None)
        self._summary.setText(cited_html(look, summary, "summary", numbers))
        self._named_only.setVisible(not mechanism.itemised)
        self._figures.show_figures(cases.figures(mechanism.id)[:_FIGURES])
        self._refresh_marks()
        self._refresh_basket()
        self._refresh_plan()
        self._enable(True)

    def _enable(self, wanted: bool) -> None:
        about = (self._family_button, self._basket, self._open_button)
        for button in (self._bookmark, self._note, self._plan, *about):
            button.setEnabled(wanted)

    def _follow_citation(self, number: int) -> None:
        self.quotes.go(number - 1)
        self._scroll.ensureWidgetVisible(self.quotes.view, 0, self._session.appearance.px(80))

    # Acting

    def toggle_bookmark(self) -> None:
        """收藏 or no longer."""
        if self._mechanism is not None:
            toggle_bookmark(self._session, self._mechanism.id)

    def add_to_plan(self) -> None:
        """Borrow the mechanism into the current plan."""
        from desktop.pages.plan.adding import add_to_plan  # asked for after the first paint only

        if self._mechanism is not None:
            add_to_plan(self._session, self._mechanism.id, self)

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

    def _refresh_basket(self) -> None:
        inside = self.mechanism_id in basket(self._session)
        self._basket.setChecked(inside)
        self._basket.setToolTip(tr("移出自选对比（C）") if inside else tr("加入对比（C）"))

    def _refresh_plan(self, _plan_id: str = "") -> None:
        inside = bool(self.mechanism_id and self._session.plans.borrowers(self.mechanism_id))
        self._plan.set_icons("check" if inside else "plan")
        self._plan.setText(tr("已入方案") if inside else tr("加入方案"))
        self._plan.setToolTip(tr("加入方案（P）"))

    def _refresh_marks(self) -> None:
        kept = self._session.marks.is_bookmarked(self.mechanism_id)
        self._bookmark.setChecked(kept)
        self._bookmark.setText(tr("已收藏") if kept else tr("收藏"))
        self._bookmark.setToolTip(tr("取消收藏（B）") if kept else tr("收藏（B）"))
        notes = len(self._session.marks.notes_of(self.mechanism_id))
        self._note.setText(tr("批注 {n}").format(n=notes) if notes else tr("批注"))
        self._note.setToolTip(tr("写批注（N）"))
