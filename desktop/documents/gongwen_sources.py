"""借鉴来源: every borrowing with its quotes as they stand in the text, and where they stand.

What was looked at and not taken is here too, with the reason: it is part of how a plan was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.gongwen_text import Style, missing, paragraph, run
from desktop.documents.plan_tables import blocks
from desktop.documents.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.documents.gongwen_notes import Footnotes
    from desktop.documents.plan import BorrowedBlock, PlanDocument, Source
    from desktop.documents.word import Element


def sources(document: PlanDocument, notes: Footnotes) -> list[Element]:
    """What is taken in the order of its footnotes, then what is not."""
    borrowed = [block for block in blocks(document) if block.mechanism or block.sources]
    numbers, gap = notes.numbers, document.gap
    refused = [block for block in borrowed if not block.taken]
    elsewhere = {number for block in refused for number in block.sources}
    made: list[Element] = []
    for source in sorted(document.sources, key=lambda s: numbers.get(s.number, len(numbers) + 1)):
        if source.number in numbers:
            uses = _uses(source, borrowed)
            made += _entry(source, notes.reference(source.number), uses, gap)
        elif source.number not in elsewhere:
            made += _entry(source, [], (), gap)
    for block in borrowed:
        if block.taken and not block.sources:  # nothing was quoted, but it was borrowed
            made += [paragraph(Style.BODY, _name(block.region, block.mechanism)), _how(block)]
    if refused:
        made.append(paragraph(Style.HEADING_1, run("未采用的做法")))
    for block in refused:
        made += _refused(block, document.sources, gap)
    return made


def _uses(source: Source, blocks: Sequence[BorrowedBlock]) -> list[BorrowedBlock]:
    return [block for block in blocks if block.taken and source.number in block.sources]


def _entry(
    source: Source, mark: Sequence[Element], uses: Iterable[BorrowedBlock], gap: str
) -> list[Element]:
    named = [*mark, *([run(" ")] if mark else [])]
    head = paragraph(Style.BODY, *named, _name(source.region, source.mechanism))
    how = [_how(block) for block in uses]
    return [head, *how, *_words(source, gap)]


def _refused(block: BorrowedBlock, known: Sequence[Source], gap: str) -> list[Element]:
    reason = run(f"：{one_line(block.reason)}") if one_line(block.reason) else missing(f"：{gap}")
    made = [
        paragraph(Style.BODY, _name(block.region, block.mechanism)),
        paragraph(Style.BODY, run(block.decision), reason),
    ]
    for source in known:
        if source.number in block.sources:
            made += _words(source, gap)
    return made


def _name(region: str, mechanism: str) -> Element:
    return run(" ".join(part for part in map(one_line, (region, mechanism)) if part), bold=True)


def _how(block: BorrowedBlock) -> Element:
    reason = one_line(block.reason)
    return paragraph(Style.BODY, run(f"{block.decision}：{reason}" if reason else block.decision))


def _words(source: Source, gap: str) -> list[Element]:
    """The quotes exactly as they are, in the face of quotes and without a mark of ours."""
    quotes = [paragraph(Style.QUOTE, run(quote)) for quote in source.quotes]
    citation = run(source.citation) if one_line(source.citation) else missing(gap)
    return [*quotes, paragraph(Style.CITATION, citation)]
