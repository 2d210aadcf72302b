"""One of the readers side by side: whose text it is, its hits, and the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.pages.citing import citation_of
from desktop.pages.parallel.header import Header
from desktop.pages.parallel.hits import Said, article_for, hits_in, said, spans_in
from desktop.widgets.aligned_view import AlignedView
from desktop.widgets.overview_bar import Tick
from desktop.widgets.source_map import SourceMap, reading_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records.article import Article
    from db.records.evidence import Evidence, FacetKind
    from desktop.pages.parallel.hits import Hit, Topic
    from desktop.session import Session
    from desktop.widgets.hit_sync import Track
    from desktop.widgets.reading_look import ReadingLook


class Column(QWidget):
    """A region's text with the hits of the topic; knows nothing of the other readers."""

    opened = Signal(str, int, int, str)
    picked = Signal(str)
    """A seal, a lane or a passage of this mechanism was clicked."""

    moved = Signal()
    """The reader stepped here, and here alone."""

    def __init__(self, session: Session, look: ReadingLook, region_id: str) -> None:
        super().__init__()
        self._session = session
        self.region_id = region_id
        self.article: Article | None = None
        self._topic: Topic | None = None
        self._kind: FacetKind | None = None
        self._evidence: list[Evidence] = []
        self.hits: list[Hit] = []
        self._at = -1
        self._picked = ""
        self.header = Header(session)
        self.view = AlignedView(look, "readerCompare")
        self.view.setObjectName("reader")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.view, 1)
        self.view.focused.connect(self.header.show_focused)
        self.header.stepped.connect(self._step_alone)
        self.header.opened.connect(self.open_here)
        self.view.group_clicked.connect(self.picked)
        self.view.scrolled.connect(lambda _before: self.follow_scroll())
        self.view.overview.chosen.connect(self._go_alone)

    @property
    def name(self) -> str:
        """The region's name."""
        return words.region_name(self._session.cases.region_by_id[self.region_id])

    # What is shown

    def show_topic(self, topic: Topic, kind: FacetKind | None, picked: str = "") -> None:
        """Highlight a topic and one of its facets; the text stays where it is."""
        for _ in self.turn_to(topic, kind, picked):
            pass

    def turn_to(self, topic: Topic, kind: FacetKind | None, picked: str) -> Iterator[None]:
        """Highlight a topic, in steps."""
        self._topic, self._kind, self._picked = topic, kind, picked
        cases = self._session.cases
        article = article_for(cases, self.region_id, topic)
        if article is None:
            return
        if self.article is None or article.id != self.article.id:
            yield from self._bring_in(cases.article(article.id))
        assert self.article is not None
        self.hits = hits_in(self.article.text, self._evidence, topic.all)
        self._at = -1
        self._mark()

    def _bring_in(self, article: Article) -> Iterator[None]:
        self.view.setUpdatesEnabled(False)  # not seen before it is marked
        try:
            self._show_article(article)
            yield
            yield from self.view.lay_out()
        except GeneratorExit:
            self.article = None  # given up for another topic: it is to be brought in whole
            raise
        finally:
            if shiboken6.isValid(self.view):
                self.view.setUpdatesEnabled(True)

    def _show_article(self, article: Article) -> None:
        cases = self._session.cases
        self.article = article
        self._evidence = cases.article_evidence(article.id)
        paragraphs = [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article.id)]
        pieces = reading_pieces(article.text, paragraphs, split=True)
        headings = [(start, end) for kind, start, end in paragraphs if kind == "heading"]
        self.view.show_source(SourceMap(article.text, pieces), headings)
        self.view.set_citation(lambda _start, _end: citation_of(self._session, article.id))
        self.header.show_article(self.name, article)
        self.view.setAccessibleName(tr("{region}的原文").format(region=self.name))

    def pick(self, mechanism_id: str) -> None:
        """Make a mechanism stand out; '' for none."""
        self._picked = mechanism_id
        self._mark()

    def _mark(self) -> None:
        if self._topic is None:
            return
        loud = self._topic.all | ({self._picked} if self._picked else set())
        spans = spans_in(self._session.cases, self._evidence, loud, self._kind)
        self.view.set_spans(spans)
        self.view.set_active(self._picked)
        self.view.set_hits(
            self._starts(), [(h.begins(self._kind), self._tick(h)) for h in self.hits]
        )
        count = len(self.hits)
        self.view.overview.setAccessibleName(
            tr("{region}的命中位置，共 {n} 处").format(region=self.name, n=count)
        )
        self.header.show_state(self._state())
        self._show_place()

    def _starts(self) -> list[int]:
        return [start for hit in self.hits for start in {hit.start, hit.begins(self._kind)}]

    def _tick(self, hit: Hit) -> Tick:
        cases = self._session.cases
        ids = dict.fromkeys(quote.mechanism_id for quote in hit.quotes)
        names = [words.mechanism_name(cases.mechanism_by_id[id_]) for id_ in ids]
        kinds = dict.fromkeys(q.facet_kind for q in hit.quotes if q.facet_kind is not None)
        facets = tr("、").join(words.facet_name(kind) for kind in kinds)
        text = tr("、").join(names)
        strong = self._kind is not None and bool(hit.of_facet(self._kind))
        theme = cases.mechanism_by_id[hit.quotes[0].mechanism_id].theme_id
        return Tick(0.0, theme, f"{text}\n{facets}" if facets else text, strong)

    # What the text says

    def said(self, kind: FacetKind | None) -> Said:
        """What the text says of the topic, or of a facet of it."""
        assert self._topic is not None
        return said(self._session.cases, self.region_id, self._topic, self.hits, kind)

    def _state(self) -> str:
        return {
            Said.FULLY: "",
            Said.UNCHECKED: "",
            Said.NAMED: tr("原文只提名称"),
            Said.RELATED: tr("只有相近做法"),
            Said.NOT: tr("原文未提及"),
        }[self.said(None)]

    # Going from hit to hit

    def stops(self) -> list[int]:
        """The numbers of the hits to step through: those of the facet, or all where it has none."""
        chosen = [n for n, hit in enumerate(self.hits) if self._has_facet(hit)]
        return chosen or list(range(len(self.hits)))

    def _has_facet(self, hit: Hit) -> bool:
        return self._kind is not None and bool(hit.of_facet(self._kind))

    def step(self, by: int) -> bool:
        """Go to the next (1) or the last (-1) stop; False where there is none."""
        here = self.view.held()
        stops = self.stops()
        if self._at in stops:
            place = stops.index(self._at) + by
            target = stops[place] if 0 <= place < len(stops) else None
        elif by > 0:
            target = next((n for n in stops if self.hits[n].begins(self._kind) >= here), None)
        else:
            before = [n for n in stops if self.hits[n].begins(self._kind) < here]
            target = before[-1] if before else None
        if target is None:
            return False
        self.go(target)
        return True

    def align(self) -> None:
        """The first hit of the facet to the line; the nearest of the family where it has none."""
        stops = self.stops()
        if not stops:
            return
        here = self.view.held()
        facet = any(self._has_facet(hit) for hit in self.hits)
        nearest = min(stops, key=lambda n: abs(self.hits[n].start - here))
        self.go(stops[0] if facet or not here or self._kind is None else nearest)

    def go(self, number: int) -> None:
        """Bring a hit to the line."""
        self._at = number
        self.view.align(self.hits[number].begins(self._kind))
        self._show_place()

    def follow_scroll(self) -> None:
        """The text has moved: the hit at the line is another."""
        left, right = self.view.at_line()
        here = [n for n, hit in enumerate(self.hits) if hit.start < right and left < hit.end]
        self._at = here[-1] if here else -1
        self._show_place()

    def _show_place(self) -> None:
        self.header.show_place(self._at + 1, len(self.hits))
        self.view.overview.set_current(self._at)
        hit = self.hits[self._at] if self._at >= 0 else None
        self.view.set_passage((hit.start, hit.end) if hit is not None else None)

    def _step_alone(self, by: int) -> None:
        if self.step(by):
            self.moved.emit()

    def _go_alone(self, number: int) -> None:
        self.go(number)
        self.moved.emit()

    def position(self) -> int:
        """Where the text is scrolled to."""
        return self.view.verticalScrollBar().value()

    def follow_to(self, position: float) -> None:
        """Go along with another text."""
        self.view.move_to(position)
        self.follow_scroll()

    def track(self) -> Track:
        """Where the stops lie, for following another text."""
        return self.view.track([self.hits[n].begins(self._kind) for n in self.stops()])

    def open_here(self) -> None:
        """Open the article at the hit that is at the line, or where it is being read."""
        if self.article is None:
            return
        if 0 <= self._at < len(self.hits):
            hit = self.hits[self._at]
            quote = next(iter(hit.of_facet(self._kind)) if self._kind else iter(()), hit.quotes[0])
            self.opened.emit(self.article.id, quote.start, quote.end, quote.mechanism_id)
            return
        here = self.view.held()
        self.opened.emit(self.article.id, here, here + 1, self._picked)

    def focused(self) -> bool:
        """Whether the keyboard is in this reader."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._session.appearance.px(200), super().minimumSizeHint().height())
