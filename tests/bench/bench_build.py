"""Building a library of 100,000 passages, against its rows and its index written bare.

    python tests/bench/bench_build.py [--passages N] [--rounds N]

Ours is the whole of `python -m db build`: reading and cleaning the articles, the rows, the index,
the content hash and the check of what was written. The baseline writes the same rows with one
`executemany` a table into the same tables, and the same index forms into the same index; it reads,
checks and computes nothing. Both start from files that the system has in its cache, in turn.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from db.connection import open_readonly  # noqa: E402
from db.seeding.build import build_library  # noqa: E402
from db.seeding.content import CONTENT_TABLES, read_schema  # noqa: E402
from db.text import index_form  # noqa: E402
from tests.bench.generators import chain  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402

PASSAGES = 100_000
CHARACTERS_A_PASSAGE = 202
PASSAGES_AN_ARTICLE = 1000
BUDGET = 2.0
Rows = dict[str, list[tuple[object, ...]]]


def write_seeds(folder: Path, passages: int) -> None:
    """The real seeds, and beside them as many regions with long articles as it takes."""
    shutil.copytree(ROOT / "seeds", folder)
    characters = chain(11)
    for number in range(-(-passages // PASSAGES_AN_ARTICLE)):
        region = folder / f"bench{number:04}"
        region.mkdir()
        (region / "region.toml").write_text(
            f'id = "{region.name}"\nname = "某市{number:04}"\nfull_name = "某省某市{number:04}"\n'
            f'name_en = "City {number:04}"\nprovince = "广东"\nlevel = "city"\n'
            f"ordinal = {number + 1000}\n",
            encoding="utf-8",
        )
        (region / "article.toml").write_text(
            f'id = "{region.name}-2020"\ntitle = "某市{number:04}的做法"\nauthors = []\n'
            'date_precision = "unknown"\nsource_kind = "press"\nrights = "样本"\n'
            '[inferred]\ntitle = "编者拟题。"\n',
            encoding="utf-8",
        )
        count = min(PASSAGES_AN_ARTICLE, passages - number * PASSAGES_AN_ARTICLE)
        lines = ("".join(islice(characters, CHARACTERS_A_PASSAGE)) for _ in range(count))
        (region / "article.txt").write_text("\n".join(lines), encoding="utf-8")


def rows_of(library: Path) -> tuple[Rows, list[tuple[int, str]]]:
    """All that a library holds: rows by table, and what its index was given."""
    with closing(open_readonly(library)) as connection:
        rows = {
            table: connection.execute(f'SELECT * FROM "{table}"').fetchall()
            for table in CONTENT_TABLES
        }
        bodies = connection.execute("SELECT id, body FROM search_document").fetchall()
    return rows, [(number, index_form(body)) for number, body in bodies]


def write_bare(path: Path, rows: Rows, index: list[tuple[int, str]]) -> None:
    """The same tables and the same index, and nothing else."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(read_schema())
        with connection:
            for table, values in rows.items():
                marks = ", ".join("?" * len(values[0]))
                connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)
            connection.executemany("INSERT INTO search_index (rowid, body) VALUES (?, ?)", index)
            connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def both(passages: int, rounds: int) -> tuple[float, float, float]:
    """Medians of the seconds of ours and of the baseline, and of their ratios pair by pair."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_seeds(folder / "seeds", passages)
        build_library(folder / "seeds", folder / "library.db")
        rows, index = rows_of(folder / "library.db")
        pairs: list[tuple[float, float]] = []
        for number in range(rounds):
            started = time.perf_counter()
            build_library(folder / "seeds", folder / "library.db")
            between = time.perf_counter()
            write_bare(folder / f"bare-{number}.db", rows, index)
            pairs.append((between - started, time.perf_counter() - between))
            (folder / f"bare-{number}.db").unlink()
    return (
        statistics.median(ours for ours, _ in pairs),
        statistics.median(bare for _, bare in pairs),
        statistics.median(ours / bare for ours, bare in pairs),
    )


def measure(passages: int = PASSAGES, rounds: int = 3) -> list[Measurement]:
    """The line of the table of budgets."""
    ours, bare, ratio = both(passages, rounds)
    what = f"build a library of {passages:,} passages"
    return [Measurement(what, ours, "s", bare, f"≤ {BUDGET:g} × baseline", ratio <= BUDGET)]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    ours, bare, ratio = both(arguments.passages, arguments.rounds)
    print(f"build {ours:.2f} s   bare {bare:.2f} s   x{ratio:.2f}")


if __name__ == "__main__":
    main()
