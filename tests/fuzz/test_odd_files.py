"""Files that are none: where a text is looked for stands a pipe, a folder, a device, a giant."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from db.errors import SeedError
from db.seeding.mistakes import LARGEST_TABLE, LARGEST_TEXT
from db.seeding.seeds import load_seeds
from tests.db.conftest import SmallSeeds, small_seeds
from tests.fuzz.limits import in_time

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["small_seeds"]

NAMES = (
    "taxonomy.toml",
    "measures.toml",
    "demo/region.toml",
    "demo/article.toml",
    "demo/article.txt",
    "demo/figures.md",
    "demo/mechanisms/demo-biwu.md",
)


def make_folder(path: Path) -> None:
    """A folder of the file's name."""
    path.mkdir()


def make_pipe(path: Path) -> None:
    """A pipe that nobody writes to: who reads it waits for ever."""
    os.mkfifo(path)


def make_device(path: Path) -> None:
    """A link to a file without an end."""
    path.symlink_to("/dev/zero")


def make_giant(path: Path) -> None:
    """More than any text has; no disk is used for it."""
    with path.open("wb") as file:
        file.truncate(max(LARGEST_TEXT, LARGEST_TABLE) + 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and devices among the files")
@pytest.mark.parametrize("make", [make_folder, make_pipe, make_device, make_giant])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_text_is_a_mistake_of_the_seeds(
    small_seeds: SmallSeeds, name: str, make: object
) -> None:
    path = small_seeds.root / name
    path.unlink(missing_ok=True)
    assert callable(make)
    make(path)
    with in_time(0), pytest.raises(SeedError) as caught:
        load_seeds(small_seeds.root)
    # A folder may also be taken for a region, which then lacks its files.
    named = [mistake.path for mistake in caught.value.mistakes]
    assert any(place == path or path in place.parents for place in named)
