"""A library that no longer holds what its build put in is told from one that does."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.seeding.build import build_library
from db.seeding.damage import is_damaged

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(real_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the real seeds."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    build_library(real_seeds, path)
    return path


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return shutil.copyfile(built, tmp_path / "案例 库.db")


def _execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_one_that_was_just_built_is_not(library: Path) -> None:
    assert not is_damaged(library)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article SET text = replace(text, '党', '堂')",
        "DELETE FROM meta WHERE key = 'content_hash'",
        "DELETE FROM synonym",
        "DROP TABLE figure",
    ],
)
def test_one_that_says_something_else_is(library: Path, statement: str) -> None:
    _execute(library, "PRAGMA foreign_keys = OFF", statement)
    assert is_damaged(library)


def test_noise_and_half_a_file_are(library: Path) -> None:
    content = library.read_bytes()
    for spoiled in (content[: len(content) // 2], b"\xa5" * 9000, b""):
        library.write_bytes(spoiled)
        assert is_damaged(library)


def test_one_of_another_version_and_one_out_of_reach_are_not(library: Path, tmp_path: Path) -> None:
    assert not is_damaged(tmp_path / "没有.db")
    _execute(library, "UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    assert not is_damaged(library)
