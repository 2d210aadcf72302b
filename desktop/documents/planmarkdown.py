"""A plan as Markdown, to go on writing in: its borrowings are footnotes with their quotes.

The sections are the user's own Markdown; every other word is text and stays it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.documents.markdown import inline, line_start, pipe_row
from desktop.documents.plan_tables import (
    DUTIES,
    DUTY_COLUMNS,
    PROBLEM_COLUMNS,
    PROBLEMS,
    SOURCES,
    TASK_COLUMNS,
    TASKS,
    blocks,
    duties,
    duty_fields,
    heading,
    heading_level,
    responsibility,
    task_fields,
)
from desktop.documents.prose import rewritten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.plan import BorrowedBlock, PlanDocument, PlanSection, Source

_TITLE_LEVELS: Final = 1


def plan_markdown(document: PlanDocument) -> str:
    """The plan, its lists, and at the end the footnotes."""
    parts = [f"# {inline(document.title) or inline(document.gap)}", *_head(document)]
    following = [section.level for section in document.sections[1:]] + [0]
    for section, level in zip(document.sections, following, strict=False):
        parts += _section(section, document.gap, bare=level > section.level)
    parts += _lists(document)
    parts += _rejected(document)
    parts += [_footnote(source) for source in document.sources]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(document: PlanDocument) -> list[str]:
    signed = "　".join(part for part in (document.issuer, document.issued_on) if part)
    profile = [f"- {inline(label)}：{inline(words)}" for label, words in document.profile if words]
    remarks = [_paragraph(remark) for remark in document.remarks]
    return [_paragraph(signed), "\n".join(profile), *remarks]


def _paragraph(text: str) -> str:
    return line_start(inline(text))


def _section(section: PlanSection, gap: str, *, bare: bool) -> list[str]:
    """A section; a `bare` one has others below it and needs no words of its own."""
    level = section.level + _TITLE_LEVELS
    parts = []
    if section.number or section.heading:  # the opening of a plan has neither
        parts.append(f"{'#' * level} {inline(f'{section.number}{section.heading or gap}')}")
    taken = [block for block in section.borrowed if block.taken]
    body = rewritten(section.body, below=level)
    if body.strip():
        parts.append(body)
    elif not taken and not bare:
        parts.append(inline(gap))
    for place, block in enumerate(taken, start=1):
        deeper = heading_level(section, block) + _TITLE_LEVELS
        parts += _borrowed(block, inline(heading(block, place)), deeper, gap)
    return parts


def _borrowed(block: BorrowedBlock, name: str, level: int, gap: str) -> list[str]:
    """本镇做法 under its heading, which carries the footnotes: the text below it may end in a
    list or a table, where a mark would be lost."""
    marks = "".join(f"[^{number}]" for number in block.sources)
    words = rewritten(block.ours, below=level)
    return [
        f"{'#' * level} {name}{marks}",
        words if words.strip() else inline(gap),
        _paragraph(responsibility(block, gap)),
    ]


# The lists


def _lists(document: PlanDocument) -> list[str]:
    gap = document.gap
    tasks = [task_fields(n, task, gap) for n, task in enumerate(document.tasks, start=1)]
    held = [duty_fields(n, task, gap) for n, task in enumerate(duties(document), start=1)]
    return [
        *_table(TASKS, TASK_COLUMNS, tasks),
        *_table(DUTIES, DUTY_COLUMNS, held),
        *_table(PROBLEMS, PROBLEM_COLUMNS, []),
    ]


def _table(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [pipe_row([inline(column) for column in columns]), pipe_row(["---"] * len(columns))]
    lines += [pipe_row([inline(field) for field in row]) for row in rows or [[""] * len(columns)]]
    return [f"## {inline(name)}", "\n".join(lines)]


# Where it comes from


def _rejected(document: PlanDocument) -> list[str]:
    """What was looked at and left, with the reason: only here does anything say so."""
    left = [block for block in blocks(document) if not block.taken]
    if not document.sources and not left:
        return []
    lines = [
        f"- {inline(f'{block.region} {block.mechanism}')}：{inline(block.decision)}。"
        f"{inline(block.reason)}{''.join(f'[^{number}]' for number in block.sources)}"
        for block in left
    ]
    return [f"## {SOURCES}", "\n".join(lines)]


def _footnote(source: Source) -> str:
    quotes = "；".join(f"“{inline(quote)}”" for quote in source.quotes)
    words = [inline(f"{source.region} {source.mechanism}"), quotes, inline(source.citation)]
    return f"[^{source.number}]: {'　'.join(word for word in words if word)}"
