"""passed-over.toml: numbers and names the editors looked at and left out, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.seeding.resolve import Span
from db.seeding.tomlfile import TomlTable, read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from db.seeding.mistakes import Mistakes


@dataclass(frozen=True, slots=True)
class PassedOver:
    """One item, and the stretches of the article it speaks of."""

    text: str
    reason: str
    spans: tuple[Span, ...]


def read_passed_over(path: Path, text: str, mistakes: Mistakes) -> list[PassedOver]:
    """All items, looked up in the clean `text`; one no longer found there is a mistake."""
    if not path.exists():
        return []
    root = read_toml(path, mistakes)
    if root is None:
        return []
    items = [_item(table, text) for table in root.tables("item")]
    root.reject_unknown()
    return items


def _item(table: TomlTable, text: str) -> PassedOver:
    """One [[item]]: `text` everywhere, or only inside `where`."""
    words, reason = table.string("text"), table.string("reason")
    where = table.string("where", required=False)
    table.reject_unknown()
    if where and words not in where:
        table.add(table.line("where"), f"where 里没有“{words}”，请照抄含有它的一句。")
    elif where and where not in text:
        table.add(table.line("where"), f"“{where}”已不见于原文，请照抄或删去这一条。")
    elif words and words not in text:
        table.add(table.line("text"), f"“{words}”已不见于原文，请照抄或删去这一条。")
    spans = [
        Span(outer.start + inner.start, outer.start + inner.end)
        for outer in (occurrences(where, text) if where else [Span(0, len(text))])
        for inner in occurrences(words, text[outer.start : outer.end])
    ]
    return PassedOver(words, reason, tuple(spans))


def occurrences(words: str, text: str) -> list[Span]:
    """All places of `words` in `text`, overlapping ones too."""
    spans: list[Span] = []
    at = text.find(words) if words else -1
    while at >= 0:
        spans.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return spans
