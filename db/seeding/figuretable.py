"""A table of figures -> drafts, cell for cell. What a cell means is checked in figures.py."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

    from db.seeding.mistakes import Mistakes

COLUMNS = ("名目", "数值", "单位", "修饰", "时点", "性质", "原文")
_OPTIONAL = ("单位", "修饰", "时点")  # a fraction has no unit; figures.py asks for all others
_MARK = re.compile(r"〔\s*第\s*([0-9]{1,9})\s*处\s*〕\s*")


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """One row of the table, as typed; `occurrence` is the N of 〔第N处〕."""

    label: str
    value: str
    unit: str
    qualifiers: tuple[str, ...]
    as_of: str
    kind: str
    quote: str
    occurrence: int | None
    line: int


def read_table(path: Path, block: list[Token], mistakes: Mistakes) -> list[FigureDraft]:
    """The rows of one table; a table of other columns gives one mistake and no rows."""
    rows = _rows(block)
    line, header = rows[0]
    if tuple(header) != COLUMNS:
        mistakes.add(path, line, f"表头应是七列：{'｜'.join(COLUMNS)}。")
        return []
    drafts = [_draft(path, number, cells, mistakes) for number, cells in rows[1:]]
    if not drafts:
        mistakes.add(path, line, "数据表是空的，请填一行或删去“## 数据”。")
    return [draft for draft in drafts if draft is not None]


def _rows(block: list[Token]) -> list[tuple[int, list[str]]]:
    """(line, cells) of every row, the header first."""
    rows: list[tuple[int, list[str]]] = []
    for token in block:
        if token.type == "tr_open":
            rows.append((token.map[0] + 1 if token.map else 1, []))
        elif token.type == "inline":
            rows[-1][1].append(token.content.strip())
    return rows


def _draft(path: Path, line: int, cells: list[str], mistakes: Mistakes) -> FigureDraft | None:
    """One row; None, with a mistake, when a cell that must be filled is empty."""
    empty = [
        name
        for name, cell in zip(COLUMNS, cells, strict=True)
        if not cell and name not in _OPTIONAL
    ]
    if empty:
        mistakes.add(path, line, f"这一行缺{'、'.join(empty)}，请补上；一行要有七格。")
        return None
    label, value, unit, qualifiers, as_of, kind, quote = cells
    mark = _MARK.match(quote)
    return FigureDraft(
        label=label,
        value=value,
        unit=unit,
        qualifiers=tuple(word for word in re.split(r"[、,，\s]+", qualifiers) if word),
        as_of=as_of,
        kind=kind,
        quote=quote[mark.end() :] if mark else quote,
        occurrence=int(mark[1]) if mark else None,
        line=line,
    )
