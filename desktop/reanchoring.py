"""Where the user's own stands in the articles as they are now: one rule for every page. Pure.

Highlights, notes on spans and the quotes of a plan keep the words they hang on (`db.anchors`).
What the article no longer holds is an orphan. That is worked out, never stored: a later version
of the article may hold it again. The finding itself is loaded with the first anchor: a start
does without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.anchors import AnchorText
    from db.records.own import Highlight, Note
    from db.records.plan import Borrowing, Quote
    from db.text import Span
    from desktop.casebase import CaseBase
    from desktop.plans import Plans


class Held(NamedTuple):
    """One anchor of the user's: whose it is (a table of `db.workspace.moves`, an id), and where."""

    table: str
    id: str
    quote: Quote

    @property
    def key(self) -> str:
        """Names it among all anchors, as long as it stays where it is."""
        if self.table != "borrowing":
            return f"{self.table} {self.id}"
        return f"{self.table} {self.id} {self.quote.article_id} {self.quote.start}"


def held(mark: Highlight | Note) -> Held | None:
    """The anchor of a highlight or a note; None for a note that hangs on no span."""
    if not mark.article_id or mark.start is None or not mark.exact:
        return None
    from db.records.own import Note
    from db.records.plan import Quote

    end = mark.start + len(mark.exact)
    quote = Quote(mark.article_id, mark.start, end, mark.exact, mark.prefix, mark.suffix)
    return Held("note" if isinstance(mark, Note) else "highlight", mark.id, quote)


def held_in(row: Borrowing) -> list[Held]:
    """The anchors of a borrowing: its quotes."""
    return [Held("borrowing", row.id, quote) for quote in row.quotes if quote.exact]


def borrowings(plans: Plans) -> list[Borrowing]:
    """The borrowings of all plans, and of all templates."""
    every = (*plans.plans(), *plans.templates())
    return [row for plan in every for row in plans.borrowings(plan.id)]


def anchored(article_id: str, text: str, start: int, end: int) -> Quote:
    """The quote text[start:end] of an article as it is kept with what is the user's.

    Raises ValueError for a span that is empty or outside.
    """
    from db.anchors import make_anchor
    from db.records.plan import Quote

    anchor = make_anchor(text, start, end)
    return Quote(article_id, start, end, anchor.exact, anchor.prefix, anchor.suffix)


class Places:
    """Where anchors stand now; each is looked for once."""

    def __init__(self, cases: CaseBase) -> None:
        self._cases = cases
        self._articles: frozenset[str] | None = None
        self._texts: dict[str, AnchorText] = {}
        self._found: dict[Quote, Span | None] = {}
        self._marks: dict[str, tuple[Highlight | Note, Span | None]] = {}

    def has(self, article_id: str) -> bool:
        """Whether the library has this article."""
        if self._articles is None:
            self._articles = frozenset(article.id for article in self._cases.articles)
        return article_id in self._articles

    def place(self, quote: Quote) -> Span | None:
        """Where a quote stands in its article, None for an orphan."""
        if quote not in self._found:
            self._found[quote] = self._look_for(quote)
        return self._found[quote]

    def place_of(self, mark: Highlight | Note) -> Span | None:
        """Where a highlight or a note stands, None for an orphan or where it hangs on no span."""
        known = self._marks.get(mark.id)
        # Records never change; one that was replaced is another object.
        if known is None or known[0] is not mark:
            anchor = held(mark)
            known = (mark, self.place(anchor.quote) if anchor is not None else None)
            self._marks[mark.id] = known
        return known[1]

    def learn(self, found: Mapping[Quote, Span | None]) -> None:
        """Take over what was found beside the interface, by the same rule."""
        self._found.update(found)

    def _look_for(self, quote: Quote) -> Span | None:
        if not self.has(quote.article_id):
            return None
        if quote.article_id not in self._texts:
            from db.anchors import AnchorText

            text = self._cases.article(quote.article_id).text
            self._texts[quote.article_id] = AnchorText(text)
        return look_for(quote, self._texts[quote.article_id])


def look_for(quote: Quote, text: AnchorText) -> Span | None:
    """Where a quote stands in a text, None for an orphan."""
    from db.anchors import Anchor

    return text.locate(Anchor(quote.exact, quote.prefix, quote.suffix), quote.start)


class Outcome(NamedTuple):
    """What became of an anchor: where it stands, and the quote as it is there; None for both."""

    held: Held
    span: Span | None
    now: Quote | None


def look_for_all(anchors: Iterable[Held], texts: Mapping[str, str]) -> list[Outcome]:
    """Look for anchors in the texts of their articles; one without a text is an orphan."""
    from db.anchors import AnchorText

    ready = {article_id: AnchorText(text) for article_id, text in texts.items()}
    found: list[Outcome] = []
    for anchor in anchors:
        article_id = anchor.quote.article_id
        text = ready.get(article_id)
        span = look_for(anchor.quote, text) if text is not None else None
        now = None
        if text is not None and span is not None:
            now = anchored(article_id, text.text, *span)
        found.append(Outcome(anchor, span, now))
    return found
