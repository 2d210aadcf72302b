"""Is anything in the articles left out? Every number and every quoted name must be accounted for.

An item is covered when it lies wholly inside a quote of a mechanism or a figure, inside the name
or an alias of a mechanism where the text writes it, or inside an item of passed-over.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records.article import Paragraph, ParagraphKind
from db.seeding.mistakes import Mistakes
from db.seeding.numbers import find_numbers
from db.seeding.passed_over import occurrences, read_passed_over
from db.seeding.resolve import Span
from db.seeding.seeds import RegionSeeds, load_seeds

if TYPE_CHECKING:
    from pathlib import Path

_CONTEXT = 12  # characters shown on either side of an open item
_QUOTATIONS = (re.compile("“[^“”]*”"), re.compile("‘[^‘’]*’"), re.compile("《[^《》]*》"))
_QUOTE_MARKS = str.maketrans("", "", "“”‘’《》")


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A number or a quoted name nobody has accounted for, with the words around it."""

    region: str
    paragraph: int
    words: str
    before: str
    after: str

    def __str__(self) -> str:
        context = f"…{self.before}[{self.words}]{self.after}…"
        return f"{self.region} 第{self.paragraph}段 {self.words}：{context}"


@dataclass(frozen=True, slots=True)
class AuditReport:
    """How many items the bodies hold, and which of them are open."""

    items: int
    open_items: tuple[OpenItem, ...]


def audit(seeds: Path) -> AuditReport:
    """Audit all regions. Raises SeedError for mistakes in the seeds or in passed-over.toml."""
    loaded = load_seeds(seeds)
    mistakes = Mistakes()
    count, open_items = 0, list[OpenItem]()
    for found in loaded.regions:
        covered = _covered(found, mistakes)
        for paragraph in found.source.paragraphs:
            if paragraph.kind is ParagraphKind.BODY:
                spans = find_items(found.source.article.text[paragraph.start : paragraph.end])
                count += len(spans)
                open_items += _open(found, paragraph, spans, covered)
    mistakes.raise_if_any()
    return AuditReport(count, tuple(open_items))


def find_items(text: str) -> list[Span]:
    """Every quoted name and every number outside one, in order.

    What stands in quotation marks is one item, numbers and names inside it included; a quotation
    that holds a full stop is speech and no name, so the items inside it count by themselves.
    """
    quotations = _quotations(text)
    names = [q for q in quotations if not _inside(q, [other for other in quotations if other != q])]
    numbers = [Span(number.start, number.end) for number in find_numbers(text)]
    items = names + [number for number in numbers if not _inside(number, names)]
    return sorted(items, key=lambda span: (span.start, span.end))


def _quotations(text: str) -> list[Span]:
    """All quoted stretches that are names, those inside others too."""
    return [
        Span(*match.span())
        for pattern in _QUOTATIONS  # one by one, since what is inside speech must be found as well
        for match in pattern.finditer(text)
        if "。" not in match.group()
    ]


def _inside(span: Span, others: list[Span]) -> bool:
    """Whether `span` lies wholly inside one of `others`."""
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _covered(found: RegionSeeds, mistakes: Mistakes) -> list[Span]:
    """All stretches of a region's article that are accounted for."""
    text = found.source.article.text
    spans = [Span(e.start, e.end) for case in found.cases for e in case.evidence]
    spans += [Span(f.start, f.end) for case in found.cases for f in case.figures]
    spans += [Span(f.start, f.end) for f in found.figures]
    for case in found.cases:
        for name in (case.mechanism.name, *case.mechanism.aliases):
            spans += occurrences(name, text)
            plain = name.translate(_QUOTE_MARKS)
            for opening, closing in ("“”", "‘’", "《》"):
                spans += occurrences(f"{opening}{plain}{closing}", text)
    for item in read_passed_over(found.folder / "passed-over.toml", text, mistakes):
        spans += item.spans
    return spans


def _open(
    found: RegionSeeds, paragraph: Paragraph, items: list[Span], covered: list[Span]
) -> list[OpenItem]:
    """The items of one paragraph that nothing covers."""
    text, start = found.source.article.text, paragraph.start
    open_items = []
    for item in items:
        span = Span(start + item.start, start + item.end)
        if not _inside(span, covered):
            before = text[max(start, span.start - _CONTEXT) : span.start]
            after = text[span.end : min(paragraph.end, span.end + _CONTEXT)]
            words = text[span.start : span.end]
            open_items.append(OpenItem(found.region.name, paragraph.ordinal, words, before, after))
    return open_items
