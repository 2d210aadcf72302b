"""Would anybody notice? One thing is made wrong in every case file, and every one is reported.

All mistakes of all files come at once, so one copy of the seeds with one mutation a file proves
the rule for each of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from db.errors import SeedError
from db.paths import seeds_dir
from db.seeding.seeds import load_seeds

if TYPE_CHECKING:
    from pathlib import Path

Mutation = Callable[[str], str | None]

_QUOTE = re.compile(r"^> 〔[^〕]*〕(?P<text>.+)$", re.MULTILINE)
_FIGURE = re.compile(r"^\| (?P<label>[^|]+) \| (?P<value>[\d.]+[万亿]?) \|", re.MULTILINE)
_ALIASES = re.compile(r"^aliases: \[(?P<text>.+)\]$", re.MULTILINE)
_SUMMARY_NUMBER = re.compile(r"^(?P<head>summary: .*?)(?P<number>\d+)", re.MULTILINE)


def change_a_character_of_a_quote(text: str) -> str | None:
    """The middle character of the first quote becomes another."""
    match = _QUOTE.search(text)
    if match is None:
        return None
    start, end = match.span("text")
    middle = (start + end) // 2
    return f"{text[:middle]}〇{text[middle + 1 :]}"


def drop_a_character_of_a_quote(text: str) -> str | None:
    """The middle character of the last quote is lost."""
    matches = list(_QUOTE.finditer(text))
    if not matches:
        return None
    start, end = matches[-1].span("text")
    middle = (start + end) // 2
    return text[:middle] + text[middle + 1 :]


def change_a_figure(text: str) -> str | None:
    """The value of the first figure gets one digit more."""
    match = _FIGURE.search(text)
    return (
        None if match is None else f"{text[: match.start('value')]}7{text[match.start('value') :]}"
    )


def change_a_quoted_name(text: str) -> str | None:
    """An alias is spelt as the article does not spell it."""
    match = _ALIASES.search(text)
    return None if match is None else f"{text[: match.end('text')]}〇{text[match.end('text') :]}"


def change_a_number_of_the_summary(text: str) -> str | None:
    """The summary says another number than its quotes."""
    match = _SUMMARY_NUMBER.search(text)
    return None if match is None else _SUMMARY_NUMBER.sub(r"\g<head>9\g<number>1", text, count=1)


@pytest.mark.parametrize(
    "mutate",
    [
        change_a_character_of_a_quote,
        drop_a_character_of_a_quote,
        change_a_figure,
        change_a_quoted_name,
        change_a_number_of_the_summary,
    ],
)
def test_a_mutation_of_any_case_file_is_reported(mutate: Mutation, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(seeds_dir(), seeds)
    mutated = set()
    for path in sorted(seeds.glob("*/mechanisms/*.md")):
        changed = mutate(path.read_text(encoding="utf-8"))
        if changed is not None:
            path.write_text(changed, encoding="utf-8")
            mutated.add(path)
    assert len(mutated) >= 20, "there was hardly anything to mutate"
    with pytest.raises(SeedError) as caught:
        load_seeds(seeds)
    assert mutated - {mistake.path for mistake in caught.value.mistakes} == set()
