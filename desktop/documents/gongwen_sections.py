"""The body of a plan: its sections, what was borrowed, and who answers for it until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.gongwen_markdown import Faces, ordinal, to_blocks
from desktop.documents.gongwen_text import Style, filled, heading_style, missing, paragraph, run
from desktop.documents.plan_tables import heading_level
from desktop.documents.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.gongwen_fonts import Fonts
    from desktop.documents.gongwen_notes import Footnotes
    from desktop.documents.plan import BorrowedBlock, PlanDocument, PlanSection
    from desktop.documents.word import Element


def sections(document: PlanDocument, fonts: Fonts, notes: Footnotes) -> Iterator[list[Element]]:
    """The paragraphs of each section, in their order."""
    for place, section in enumerate(document.sections):
        following = document.sections[place + 1 : place + 2]
        has_parts = any(after.level > section.level for after in following)
        yield _section(section, _Around(document.gap, fonts.heading2, notes, has_parts))


@dataclass(frozen=True, slots=True)
class _Around:
    """What the paragraphs of a section depend on besides its words."""

    gap: str
    emphasis: str
    notes: Footnotes
    has_parts: bool
    """Whether sections of a deeper level follow."""


def _section(section: PlanSection, around: _Around) -> list[Element]:
    taken = [block for block in section.borrowed if block.taken]
    made = _heading(section, around.gap)
    made += to_blocks(section.body, Faces(around.emphasis, section.level))
    if len(made) <= 1 and not taken and not around.has_parts and not one_line(section.body):
        made.append(paragraph(Style.BODY, missing(around.gap)))
    for place, block in enumerate(taken, start=1):
        made += _borrowed(block, section, around, place)
    return made


def _heading(section: PlanSection, gap: str) -> list[Element]:
    """None for the opening of a plan, which has neither number nor heading."""
    heading, number = one_line(section.heading), one_line(section.number)
    if not heading and not number:
        return []
    named = run(heading) if heading else missing(gap)
    numbered = [run(number)] if number else []
    return [paragraph(heading_style(section.level), *numbered, named)]


def _borrowed(
    block: BorrowedBlock, section: PlanSection, around: _Around, place: int
) -> list[Element]:
    """What we do after it, with the marks of its sources, and who answers for it.

    A borrowing that is called what its section is called needs no heading of its own.
    """
    headed = one_line(block.heading or block.mechanism) != one_line(section.heading)
    made = [_block_heading(block, section, place, around.gap)] if headed else []
    level = heading_level(section, block)
    faces = Faces(around.emphasis, level if headed else section.level, int(headed and level > 2))
    text = to_blocks(block.ours, faces) or [paragraph(Style.BODY, missing(around.gap))]
    _last_paragraph(text, made).extend(around.notes.marks(block.sources))
    return [*made, *text, _responsible(block, around.gap)]


def _block_heading(block: BorrowedBlock, section: PlanSection, place: int, gap: str) -> Element:
    number = one_line(block.number) or ordinal(1, place)
    name = one_line(block.heading) or one_line(block.mechanism)
    named = run(name) if name and name != gap else missing(gap)
    return paragraph(heading_style(heading_level(section, block)), run(number), named)


def _last_paragraph(text: Sequence[Element], headings: Sequence[Element]) -> Element:
    """Where the marks of footnotes go: behind the last words, for a table can have none."""
    from docx.oxml.ns import qn

    for part in reversed([*headings, *text]):
        if part.tag == qn("w:p") and part.text:
            return part
    return text[-1]


def _responsible(block: BorrowedBlock, gap: str) -> Element:
    """牵头单位：…；责任单位：…；责任人：…；完成时限：…；目标：…。 Units need not be named."""
    units = (("牵头单位", block.lead_unit), ("责任单位", block.units))
    told = [(name, value) for name, value in units if one_line(value)]
    told += [("责任人", block.person), ("完成时限", block.due), ("目标", block.goal)]
    parts: list[Element] = []
    for number, (name, value) in enumerate(told):
        parts += [run(f"{'；' if number else ''}{name}："), filled(value.rstrip("。；"), gap)]
    return paragraph(Style.BODY, *parts, run("。"))
