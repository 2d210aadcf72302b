"""Measures search over a large generated library: python tests/bench/bench_search.py.

The text is a chain of characters with the bigrams of the seeds, so that frequent and rare words,
figures and punctuation are about as common as in the real articles. Queries are substrings of it
and words that stand nowhere. The baseline is the bare FTS5 query for the same words: 50 rowids,
nothing read, nothing verified.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from db.connection import open_readonly  # noqa: E402
from db.library.lexicon import Lexicon  # noqa: E402
from db.library.search import match_expression, search  # noqa: E402
from db.query import parse  # noqa: E402
from db.seeding.readings import reading_rows, readings  # noqa: E402
from db.text import index_form  # noqa: E402
from tests.bench.generators import chain  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

from tests.bench.measurement import Measurement  # noqa: E402

CHARACTERS_A_PASSAGE = 202
MECHANISMS = 1000
FIRST = 50


def build(path: Path, passages: int) -> list[str]:
    """Write a library of `passages` passages to `path`; return a sample of their bodies."""
    characters = chain(1)
    bodies: list[str] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((ROOT / "db/library/schema.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO region VALUES ('r', '云浮', '', '', '', 'city', 1)")
        for number in range(1, passages + MECHANISMS + 1):
            kind = "mechanism" if number <= MECHANISMS else "passage"
            body = "".join(next(characters) for _ in range(CHARACTERS_A_PASSAGE))
            connection.execute(
                "INSERT INTO search_document (id, kind, ref_id, title, region_id, body)"
                " VALUES (?, ?, ?, ?, 'r', ?)",
                (number, kind, f"{kind}-{number}", body[:12], body),
            )
            if number % max(1, passages // 2000) == 0:
                bodies.append(body)
        rows = connection.execute("SELECT id, body FROM search_document")
        connection.executemany(
            "INSERT INTO search_index (rowid, body) VALUES (?, ?)",
            ((number, index_form(body)) for number, body in rows),
        )
        connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
        connection.commit()
    return bodies


def queries(bodies: list[str], length: int, count: int) -> list[str]:
    """Return `count` substrings of `length` characters, with and without punctuation."""
    chance = random.Random(length)
    found: list[str] = []
    while len(found) < count:
        body = chance.choice(bodies)
        start = chance.randrange(len(body) - length)
        if query := body[start : start + length].strip():
            found.append(query)
    return found


def shuffled(bodies: list[str], length: int, count: int) -> list[str]:
    """Return `count` words of frequent characters that hardly stand anywhere."""
    chance = random.Random(-length)
    letters = [c for body in bodies[:200] for c in body if c.isalnum()]
    return ["".join(chance.choices(letters, k=length)) for _ in range(count)]


def milliseconds(run: Callable[[str], object], asked: list[str]) -> list[float]:
    """Return how long each query takes, sorted."""
    taken: list[float] = []
    for query in asked:
        before = time.perf_counter()
        run(query)
        taken.append((time.perf_counter() - before) * 1000)
    return sorted(taken)


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` of the sorted values do not exceed."""
    return values[min(len(values) - 1, int(share * len(values)))]


def lexicon(connection: sqlite3.Connection) -> Lexicon:
    """The synonyms of the seeds, and the names of the generated mechanisms with their readings."""
    taxonomy = tomllib.loads((ROOT / "seeds/taxonomy.toml").read_text(encoding="utf-8"))
    names = [
        row[0]
        for row in connection.execute("SELECT title FROM search_document WHERE kind = 'mechanism'")
    ]
    table = {row["character"]: row["readings"].split() for row in reading_rows(names)}
    return Lexicon([group["words"] for group in taxonomy["synonym"]], names, table)


def initials(connection: sqlite3.Connection, length: int, count: int) -> list[str]:
    """Return the first letters of parts of names."""
    chance = random.Random(length)
    names = connection.execute("SELECT title FROM search_document WHERE kind = 'mechanism'")
    titles = [row[0] for row in names]
    found: list[str] = []
    while len(found) < count:
        title = chance.choice(titles)
        start = chance.randrange(len(title) - length)
        letters = [min(readings(c), default="")[:1] for c in title[start : start + length]]
        if all(letters):
            found.append("".join(letters))
    return found


def report_wide(connection: sqlite3.Connection, count: int) -> None:
    """Measure what pinyin and synonyms cost on top."""
    words = lexicon(connection)

    def wide(query: str) -> object:
        return search(connection, query, FIRST, lexicon=words)

    taxonomy = tomllib.loads((ROOT / "seeds/taxonomy.toml").read_text(encoding="utf-8"))
    synonyms = [word for group in taxonomy["synonym"] for word in group["words"]]
    groups = {"synonyms": synonyms, "the same without": synonyms}
    groups |= {f"initials, {n}": initials(connection, n, count) for n in (2, 4, 6)}
    for name, asked in groups.items():
        plain = name == "the same without"
        found = milliseconds(
            (lambda query: search(connection, query, FIRST)) if plain else wide, asked
        )
        print(
            f"{name:<22} p50 {percentile(found, 0.5):7.2f} ms"
            f"   p95 {percentile(found, 0.95):7.2f} ms   max {found[-1]:7.2f} ms"
        )


def report(connection: sqlite3.Connection, name: str, asked: list[str]) -> None:
    """Measure one group of queries and print its line."""

    def bare(query: str) -> object:
        expression = match_expression([(word,) for word in parse(query).words])
        sql = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid LIMIT ?"
        return connection.execute(sql, (expression, FIRST)).fetchall()

    plain = milliseconds(bare, asked)
    found = milliseconds(lambda query: search(connection, query, FIRST), asked)
    ratio = sum(found) / max(sum(plain), 1e-9)
    print(
        f"{name:<22} p50 {percentile(found, 0.5):7.2f} ms   p95 {percentile(found, 0.95):7.2f} ms"
        f"   max {found[-1]:7.2f} ms   bare p95 {percentile(plain, 0.95):6.2f} ms   x{ratio:.1f}"
    )


def measure(passages: int = 100_000, count: int = 200) -> list[Measurement]:
    """The line of the table of budgets: every length of query together, and the bare query."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        bodies = build(path, passages)
        asked = [
            query for length in (1, 2, 3, 4, 7, 10) for query in queries(bodies, length, count)
        ]
        asked += [query for length in (2, 4, 10) for query in shuffled(bodies, length, count)]
        with closing(open_readonly(path)) as connection:
            sql = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid LIMIT ?"
            plain = milliseconds(
                lambda query: connection.execute(
                    sql, (match_expression([(word,) for word in parse(query).words]), FIRST)
                ).fetchall(),
                asked,
            )
            p95 = percentile(
                milliseconds(lambda query: search(connection, query, FIRST), asked), 0.95
            )
    what = f"search, {passages:,} passages, p95"
    return [Measurement(what, p95, "ms", percentile(plain, 0.95), "≤ 16 ms", p95 <= 16.0)]


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="build here, or reuse what is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / "library.db"
        if path.exists():
            with closing(open_readonly(path)) as connection:
                rows = connection.execute("SELECT body FROM search_document WHERE id % 50 = 0")
                bodies = [row[0] for row in rows]
        else:
            before = time.perf_counter()
            bodies = build(path, arguments.passages)
            taken = time.perf_counter() - before
            print(f"built in {taken:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        with closing(open_readonly(path)) as connection:
            for length in (1, 2, 3, 4, 7, 10):
                asked = queries(bodies, length, arguments.queries)
                report(connection, f"in the text, {length}", asked)
            for length in (2, 4, 10):
                asked = shuffled(bodies, length, arguments.queries)
                report(connection, f"random, {length}", asked)
            pairs = zip(queries(bodies, 2, 100), queries(bodies, 3, 100), strict=True)
            report(connection, "two words", [" ".join(pair) for pair in pairs])
            report_wide(connection, arguments.queries)
            report(connection, "punctuation only", ["，", "。", "”、“", ",", "※", "！？"])


if __name__ == "__main__":
    main()
