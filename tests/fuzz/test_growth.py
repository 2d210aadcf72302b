"""An input four times as long takes about four times as long: nothing blows up by its square.

Measured in the thread's own processor time, the better of two; what takes next to nothing at the
larger size has not blown up, whatever its ratio.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from db.query import parse
from db.seeding.casefile import read_case_file, read_figures_file
from db.seeding.mistakes import Mistakes
from db.seeding.numbers import find_numbers
from db.seeding.resolve import QuoteError, resolve
from db.seeding.tomlfile import read_toml
from desktop.documents.plain_prose import plain_prose
from desktop.documents.prose import rewritten
from desktop.inifile import is_streamed
from desktop.widgets.markdown import to_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHORT, TIMES = 160, 4
MOST = 9.0
"""Times longer; four is proportional, sixteen the square."""
NOTHING = 0.05

MARKDOWN: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "[" * n,
    "links in links": lambda n: "[" * n + "a" + "](x)" * n,
    "open links": lambda n: "[a](" * n,
    "stars": lambda n: "*a **b " * n,
    "stars in stars": lambda n: "*" * n + "a" + "*" * n,
    "ticks": lambda n: "`a``" * n,
    "tags": lambda n: "<a " * n,
    "comments": lambda n: "<!--" * n,
    "entities": lambda n: "&a" * n + ";",
    "quotes in quotes": lambda n: ">" * n + "a",
    "lists in lists": lambda n: "- " * n + "a",
    "definitions": lambda n: "".join(f"[a{i}]: b\n" for i in range(n)),
    "a definition's open title": lambda n: '[a]: b\n"' + "x\n" * n,
    "wide tables": lambda n: ("|a" * 60 + "\n" + "|-" * 60 + "\n" + "|\n" * 20) * (n // 20),
    "tables of nothing": lambda n: "a|\n-|\n" * n,
    "blank lines": lambda n: "\n" * n + "a",
    "lines": lambda n: "a\n" * n,
    "Chinese emphasis": lambda n: "“**强。**" * n,
}
CASES: dict[str, Callable[[int], str]] = MARKDOWN | {
    "a mark of blanks": lambda n: "> 〔" + " " * n * 4 + "x",
    "a mark of bars": lambda n: "> 〔" + "｜第" * n,
    "quotes": lambda n: "> 〔做法〕一\n" * n,
    "headings": lambda n: "## 成效\n" * n,
}
FRONT: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "a: " + "[" * n,
    "braces": lambda n: "{a: " * n,
    "keys": lambda n: "".join(f"a{i}: b\n" for i in range(n)),
    "keys, the last one bad": lambda n: "".join(f"a{i}: b\n" for i in range(n)) + "x: : [",
    "lists in lists": lambda n: "- " * n,
    "blank lines": lambda n: "\n" * n,
}
TOML: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "a = " + "[" * n,
    "a key of parts": lambda n: ".".join("a" * n) + " = 1",
    "a header of parts": lambda n: "[" + ".".join("a" * n) + "]",
    "unknown keys": lambda n: "".join(f"a{i} = 1\n" for i in range(n)),
    "tables": lambda n: "[[a]]\nb = 1\n" * n,
    "blanks": lambda n: " " * n * 40 + "a",
    "blank lines": lambda n: "\n" * n * 10 + "a",
    "digits": lambda n: "a = " + "1" * n,
}
NUMBERS: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "9" * n * 10,
    "Chinese digits": lambda n: "九" * n * 10,
    "units": lambda n: "亿" * n * 10,
    "thousands": lambda n: "1,111" * n,
    "ranges": lambda n: "1-" * n,
    "fractions": lambda n: "三分之" * n,
}
QUERIES: dict[str, Callable[[int], str]] = {
    "quotes": lambda n: '"' * n * 10,
    "minus": lambda n: "-" * n * 10,
    "words": lambda n: "甲 " * n * 10,
    "open phrases": lambda n: '"a ' * n * 10,
}


def seconds(work: Callable[[], object]) -> float:
    """The shorter of two, in processor time."""
    taken = []
    for _ in range(2):
        started = time.thread_time()
        work()
        taken.append(time.thread_time() - started)
    return min(taken)


def must_grow_evenly(work: Callable[[str], object], make: Callable[[int], str]) -> None:
    """Fail where four times the input takes much more than four times the time."""
    short, long = make(SHORT), make(SHORT * TIMES)
    longer = seconds(lambda: work(long))
    if longer > NOTHING:
        ratio = longer / max(seconds(lambda: work(short)), 1e-4)
        assert ratio <= MOST, f"{TIMES} times as long takes {ratio:.1f} times as long"


@pytest.mark.parametrize("make", MARKDOWN.values(), ids=MARKDOWN.keys())
def test_notes(make: Callable[[int], str]) -> None:
    must_grow_evenly(lambda text: (to_html(text), rewritten(text), plain_prose(text)), make)


@pytest.mark.parametrize("make", CASES.values(), ids=CASES.keys())
def test_case_files(make: Callable[[int], str], tmp_path: Path) -> None:
    def read(text: str) -> None:
        path = tmp_path / "demo-a.md"
        path.write_text(f"---\na: b\n---\n\n{text}", encoding="utf-8")
        read_case_file(path, {}, Mistakes())
        read_figures_file(path, Mistakes())

    must_grow_evenly(read, make)


@pytest.mark.parametrize("make", FRONT.values(), ids=FRONT.keys())
def test_front_matter(make: Callable[[int], str], tmp_path: Path) -> None:
    def read(text: str) -> None:
        path = tmp_path / "demo-a.md"
        path.write_text(f"---\n{text}\n---\n", encoding="utf-8")
        read_case_file(path, {}, Mistakes())

    must_grow_evenly(read, make)


@pytest.mark.parametrize("make", TOML.values(), ids=TOML.keys())
def test_toml(make: Callable[[int], str], tmp_path: Path) -> None:
    def read(text: str) -> None:
        path = tmp_path / "taxonomy.toml"
        path.write_text(text, encoding="utf-8")
        table = read_toml(path, Mistakes())
        if table is not None:
            table.tables("a")
            table.reject_unknown()

    must_grow_evenly(read, make)


@pytest.mark.parametrize("make", NUMBERS.values(), ids=NUMBERS.keys())
def test_numbers(make: Callable[[int], str]) -> None:
    must_grow_evenly(find_numbers, make)


@pytest.mark.parametrize("make", QUERIES.values(), ids=QUERIES.keys())
def test_queries(make: Callable[[int], str]) -> None:
    must_grow_evenly(parse, make)


def test_settings() -> None:
    must_grow_evenly(lambda text: is_streamed(text.encode()), lambda n: "a=\\x4" * n * 10)


def test_the_nearest_passage_of_a_quote_is_not_looked_for_without_end() -> None:
    text, quote = "甲" * 300_000, "甲" * 400 + "乙"
    started = time.thread_time()
    with pytest.raises(QuoteError):
        resolve(quote, text)
    assert time.thread_time() - started < 2
