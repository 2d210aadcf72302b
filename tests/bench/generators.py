"""Large cases, the same every time: a library of a thousand regions, a long text, passages.

Characters follow each other as they do in the seeds, so that frequent and rare words, figures and
the mixture of half-width and full-width marks are about as common as in the real articles.
"""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from db.library.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
THEMES = (
    ("zz", "组织体系", "Organisation", "织"),
    ("ty", "头雁统领", "Leading geese", "雁"),
    ("rc", "人才下沉", "Talent", "才"),
    ("cy", "产业联建", "Industry", "产"),
    ("zl", "治理攻坚", "Governance", "治"),
    ("kh", "考核激励", "Appraisal", "考"),
    ("xf", "先锋示范", "Vanguard", "锋"),
    ("bz", "要素保障", "Support", "保"),
)
_MARKS = ",。，、;：:“”！？!?() "


def chain(seed: int) -> Iterator[str]:
    """Yield characters without end, each following the one before as it does in the seeds."""
    text = "".join(
        path.read_text(encoding="utf-8-sig") for path in sorted(ROOT.glob("seeds/*/article.txt"))
    )
    text = " ".join(text.split())
    following: defaultdict[str, list[str]] = defaultdict(list)
    for left, right in pairwise(text + text[0]):
        following[left].append(right)
    chance = random.Random(seed)
    character = text[0]
    while True:
        yield character
        # Now and then a jump: rare neighbours, which the seeds alone are too short to have.
        character = (
            chance.choice(text) if chance.random() < 0.15 else chance.choice(following[character])
        )


@dataclass(frozen=True)
class LongText:
    """A text with its paragraphs (kind, start, end) and highlights (start, end, group, theme)."""

    text: str
    paragraphs: list[tuple[str, int, int]]
    highlights: list[tuple[int, int, str, str]]


def long_text(characters: int = 300_000, highlights: int = 5_000) -> LongText:
    """Paragraphs of 40 to 900 characters; a fifth of the highlights lie over another one."""
    chance, source = random.Random(3), chain(2)
    parts: list[str] = []
    paragraphs: list[tuple[str, int, int]] = []
    at = 0
    while at < characters:
        kind, length = _paragraph(chance, len(paragraphs))
        length = min(length, characters - at)
        parts.append("".join(islice(source, length)).strip().ljust(length, "。"))
        paragraphs.append((kind, at, at + length))
        at += length + 1
    text = "\n".join(parts)
    return LongText(text, paragraphs, _highlights(chance, paragraphs, highlights))


def _paragraph(chance: random.Random, number: int) -> tuple[str, int]:
    if number == 0:
        return "title", 24
    if number % 8 == 1:
        return "heading", chance.randint(6, 22)
    return "body", int(min(900, 40 + chance.expovariate(1 / 220)))


def _highlights(
    chance: random.Random, paragraphs: list[tuple[str, int, int]], count: int
) -> list[tuple[int, int, str, str]]:
    bodies = [(start, end) for kind, start, end in paragraphs if kind == "body"]
    weights = [end - start for start, end in bodies]
    found: list[tuple[int, int, str, str]] = []
    for number in range(count):
        if found and chance.random() < 0.2:
            start, upper = found[-1][:2]
            limit = upper + 40
        else:
            [(lower, upper)] = chance.choices(bodies, weights)
            start, limit = chance.randint(lower, upper - 1), upper
        end = min(limit, start + chance.randint(6, 110))
        theme = chance.choice(THEMES)[0]
        found.append((start, max(end, start + 1), f"m{number // 3}", theme))
    return found


def build_library(path: Path, regions: int = 1_000, mechanisms: int = 100_000) -> None:
    """Write a case base of this size: an article a region, a quote and often a figure each."""
    chance, source = random.Random(5), chain(4)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((ROOT / "db/library/schema.sql").read_text(encoding="utf-8"))
        _write_frame(connection, regions)
        for region in range(regions):
            count = mechanisms // regions
            _write_region(connection, chance, source, region, count)
        connection.commit()


def _insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def _write_frame(connection: sqlite3.Connection, regions: int) -> None:
    _insert(connection, "meta", key="schema_version", value=str(SCHEMA_VERSION))
    for number, (key, name, name_en, glyph) in enumerate(THEMES, start=1):
        _insert(
            connection, "theme", id=key, name=name, name_en=name_en, glyph=glyph, ordinal=number
        )
    for number in range(regions):
        name = f"某市{number:04}"
        _insert(
            connection,
            "region",
            id=f"r{number}",
            name=name,
            full_name=f"某省{name}",
            name_en=f"City {number:04}",
            province="广东",
            level="city",
            ordinal=number + 1,
        )


def _write_region(
    connection: sqlite3.Connection,
    chance: random.Random,
    source: Iterator[str],
    region: int,
    count: int,
) -> None:
    names = [_name(chance, source, number) for number in range(count)]
    _insert(
        connection,
        "article",
        id=f"a{region}",
        region_id=f"r{region}",
        title=f"某市{region:04}的做法",
        subtitle="",
        publication="",
        authors="[]",
        date_precision="unknown",
        source_kind="press",
        rights="",
        inferred="{}",
        text="\n".join(names),
    )
    at = 0
    for number, name in enumerate(names):
        _write_mechanism(connection, chance, name, (region, number, at))
        at += len(name) + 1


def _write_mechanism(
    connection: sqlite3.Connection, chance: random.Random, name: str, place: tuple[int, int, int]
) -> None:
    region, number, at = place
    key, owner, article = f"r{region}-{number}", f"r{region}", f"a{region}"
    span = {"article_id": article, "start": at, "end": at + len(name)}
    _insert(connection, "paragraph", ordinal=number + 1, kind="body", **span)
    _insert(
        connection,
        "mechanism",
        id=key,
        region_id=owner,
        theme_id=chance.choice(THEMES)[0],
        name=name,
        name_en=f"Practice {number}",
        aliases="[]",
        summary="",
        summary_en="",
        rank="core" if chance.random() < 0.4 else "supporting",
        itemised=1,
        checked=1,
        place="",
        ordinal=number + 1,
    )
    quote = {"mechanism_id": key, "exact": name}
    _insert(connection, "evidence", id=f"e-{key}", claim="practice", **quote, **span)
    if chance.random() < 0.5:
        value = chance.randint(3, 9_000)
        _insert(
            connection,
            "figure",
            id=f"{key}-1",
            region_id=owner,
            label="次数",
            value=value,
            unit="次",
            qualifier="余",
            wording=f"{value}余次",
            as_of="",
            kind="result",
            **quote,
            **span,
        )


def _name(chance: random.Random, source: Iterator[str], number: int) -> str:
    length = chance.choice((4, 6, 7, 8, 10, 12, 16, 24))
    letters = (character for character in source if character not in _MARKS)
    # A region names a thing once: the number keeps names apart.
    return "".join(islice(letters, length)) + f"{number}"
