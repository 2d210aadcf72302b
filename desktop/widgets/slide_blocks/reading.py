"""A page as words, for who hears it: what is uncovered, in the order in which it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.sheet import (
    Ballot,
    Bars,
    Missing,
    Prose,
    Question,
    Quotation,
    References,
    Table,
)
from desktop.i18n import tr
from desktop.widgets.markdown import to_plain

if TYPE_CHECKING:
    from desktop.documents.sheet import Block, Sheet
    from desktop.widgets.slide_blocks.look import Moment


def spoken(sheet: Sheet, moments: list[Moment]) -> str:
    """The whole text of a page, a line for each thing that is said."""
    lines = [f"{sheet.label} {sheet.subject}".strip(), sheet.title]
    for block, moment in zip(sheet.blocks, moments, strict=True):
        lines += _lines(block, moment)
    return "\n".join(line for line in lines if line)


def _lines(block: Block, moment: Moment) -> list[str]:
    match block:
        case Table():
            return _table(block, moment)
        case Quotation():
            return [f"{block.before}{block.text}{block.behind}", block.byline, block.stale]
        case Bars():
            return [*(_bar(block, place) for place in range(len(block.bars))), block.caution]
        case Prose():
            return [block.heading, to_plain(block.markdown)]
        case Question():
            return _question(block, moment)
        case Ballot():
            return _ballot(block, moment)
        case References():
            return [entry.citation for entry in block.entries]
        case Missing():
            return [block.sentence]


def _table(table: Table, moment: Moment) -> list[str]:
    columns = len(table.columns)
    found = [f"{column.region} {column.name}" for column in table.columns] if columns > 1 else []
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            place = column if moment.by_column else number * columns + column
            if place < moment.shown:
                who = [table.columns[column].region] if columns > 1 else []
                alone = row.only == column and not cell.gap
                said = cell.text + (tr("（仅此地提及）") if alone else "")
                found.append(tr("，").join([row.label, *who, said]))
    return found


def _bar(bars: Bars, place: int) -> str:
    bar = bars.bars[place]
    target = tr("（目标）") if bar.target else ""
    return f"{bar.region} {bar.label} {bar.wording}{target}"


def _question(question: Question, moment: Moment) -> list[str]:
    found = [to_plain(question.markdown)]
    found += [f"{chr(ord('A') + n)} {text}" for n, text in enumerate(question.options)]
    if moment.shown > 0:
        if question.right is not None:
            found.append(f"{tr('正确')} {chr(ord('A') + question.right)}")
        found.append(question.answer)
    return found


def _ballot(ballot: Ballot, moment: Moment) -> list[str]:
    found = []
    for number, choice in enumerate(ballot.choices, 1):
        votes = moment.votes.get(choice.mechanism_id)
        counted = "" if votes is None else f" {votes} {tr('票')}"
        found.append(f"{number} {choice.region} {choice.name}{counted}")
    return found
