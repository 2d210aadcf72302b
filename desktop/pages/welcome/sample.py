"""One mechanism of the case base with the very words it comes from, highlighted as in a text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop import words
from desktop.i18n import pick, tr
from desktop.widgets.lanes import Span
from desktop.widgets.parts import Panel, PlainLabel, SealLabel, hline
from desktop.widgets.source_map import Piece, SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Mechanism
    from desktop.casebase import CaseBase
    from desktop.quotes import Citation
    from desktop.session import Session

_SHORTEST: Final = 24  # of the quote, in characters
_LONGEST: Final = 80
_LEAST_AROUND: Final = 90  # of the paragraph it stands in
_MOST_AROUND: Final = 170
_MOST_TRIED: Final = 60


class Sample(Panel):
    """Shows; leads nowhere."""

    def __init__(self, session: Session) -> None:
        super().__init__("welcomePiece")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        found = _good_one(session.cases)
        if found is None:
            self.hide()
            return
        mechanism, citation, pieces = found
        column.addLayout(self._head(session, mechanism))
        column.addWidget(hline())
        column.addWidget(self._quote(session, mechanism, citation, pieces))
        where = PlainLabel(words.citation(session.cases.article(citation.article_id)))
        where.setObjectName("micro")
        where.setWordWrap(True)
        column.addWidget(where)

    def _head(self, session: Session, mechanism: Mechanism) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SealLabel(session.appearance, 22, mechanism.theme_id))
        name = PlainLabel(pick(mechanism.name, mechanism.name_en))
        name.setObjectName("stepTitle")
        name.setWordWrap(True)
        region = session.cases.region_by_id[mechanism.region_id]
        place = PlainLabel(pick(region.name, region.name_en))
        place.setObjectName("quiet")
        head.addWidget(name, 1)
        head.addWidget(place)
        return head

    def _quote(
        self, session: Session, mechanism: Mechanism, citation: Citation, pieces: list[Piece]
    ) -> SourceView:
        view = SourceView(session.appearance, "quote", fit_height=True)
        view.setObjectName("quote")
        view.setAccessibleName(tr("原文"))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        view.show_source(SourceMap(session.cases.article(citation.article_id).text, pieces))
        span = Span(citation.start, citation.end, mechanism.id, mechanism.theme_id)
        view.set_spans([span])
        view.set_active(mechanism.id, (citation.start, citation.end))
        return view


def _good_one(cases: CaseBase) -> tuple[Mechanism, Citation, list[Piece]] | None:
    """A mechanism whose first quote is short and stands in a short paragraph, if there is one.

    Of the first ones only: this must not hold the interface up. Without such a one, the one in the
    shortest paragraph.
    """
    fallback = None
    for found in islice(_candidates(cases), _MOST_TRIED):
        _, citation, [piece] = found
        fits = _SHORTEST <= citation.end - citation.start <= _LONGEST
        if fits and _LEAST_AROUND <= piece.end - piece.start <= _MOST_AROUND:
            return found
        if fallback is None or piece.end - piece.start < fallback[2][0].end - fallback[2][0].start:
            fallback = found
    return fallback


def _candidates(cases: CaseBase) -> Iterator[tuple[Mechanism, Citation, list[Piece]]]:
    """Mechanisms of a family whose first quote stands in one paragraph, with that paragraph."""
    for mechanism in cases.mechanisms:
        citations = cases.citations(mechanism.id) if mechanism.family_id else []
        if not citations or not mechanism.itemised:
            continue
        citation = citations[0]
        article = cases.article(citation.article_id)
        paragraphs = [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article.id)]
        for piece in reading_pieces(article.text, paragraphs, split=True):
            around = piece.start <= citation.start and citation.end <= piece.end
            if around and piece.kind == "body":
                yield mechanism, citation, [piece]
