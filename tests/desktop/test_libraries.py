"""The library of a start: missing and damaged ones, with the seeds at hand and without."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import is_sound
from db.errors import LibraryError
from desktop import libraries
from desktop.libraries import mark_damaged, open_cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def cached(tmp_path: Path, library_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library that is built from the seeds, built already."""
    home = tmp_path / "缓 存"
    home.mkdir()
    monkeypatch.setenv("TASHAN_HOME", str(home))
    shutil.copyfile(library_path, home / "library.db")
    return home / "library.db"


@pytest.fixture
def bundled(tmp_path: Path, library_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library of the standalone program, which has no seeds."""
    path = tmp_path / "他山 程序" / "library.db"
    path.parent.mkdir()
    shutil.copyfile(library_path, path)
    monkeypatch.setattr(libraries, "bundled_place", lambda: path)
    monkeypatch.setattr(libraries, "bundled_library", lambda: path if path.is_file() else None)
    monkeypatch.setattr(libraries, "seeds_dir", lambda: pytest.fail("it has no seeds"))
    return path


def _close(path: Path | None = None) -> str:
    cases, told = open_cases(path)
    assert cases.mechanisms
    assert cases.articles
    cases.close()
    return told


def _garble_pages(path: Path) -> None:
    """Every page behind the first is noise; version and seeds can still be read or not."""
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * (path.stat().st_size - 4096 * 3))


def _drop_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE figure")


def _spoil_a_row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE mechanism SET rank = 'no such rank'")
        connection.commit()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "one byte short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "noise": lambda path: path.write_bytes("坏了".encode() * 5000),
    "noise within": _garble_pages,
    "a table less": _drop_a_table,
    "a row that cannot be": _spoil_a_row,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_with_the_seeds_at_hand_it_is_built_again(damage: str, cached: Path) -> None:
    DAMAGES[damage](cached)
    _close()
    assert is_sound(cached)
    assert _close() == ""


@pytest.mark.parametrize("damage", ["a table less", "a row that cannot be"])
def test_that_it_was_damaged_is_told(damage: str, cached: Path) -> None:
    DAMAGES[damage](cached)
    assert "坏了" in _close()


def test_what_was_found_damaged_at_leisure_is_built_again_at_the_next_start(cached: Path) -> None:
    assert mark_damaged(cached)
    assert "重新编好" in _close()
    assert _close() == ""


# SQLite does without the last byte of a page that nothing stands in.
@pytest.mark.parametrize("damage", sorted(DAMAGES.keys() - {"one byte short"}))
def test_without_seeds_a_sentence_says_what_where_and_what_to_do(
    damage: str, bundled: Path
) -> None:
    DAMAGES[damage](bundled)
    with pytest.raises(LibraryError) as said:
        _close()
    assert str(bundled) in str(said.value)
    assert "程序文件夹" in str(said.value)
    assert "不受影响" in str(said.value)


def test_a_whole_one_is_opened_and_never_marked(bundled: Path) -> None:
    assert _close() == ""
    assert not mark_damaged(bundled)


def test_one_that_was_asked_for_is_never_built_over(cached: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.db"
    shutil.copyfile(cached, other)
    _drop_a_table(other)
    before = other.read_bytes()
    with pytest.raises(LibraryError, match="已损坏"):
        open_cases(other)
    assert other.read_bytes() == before
    assert not mark_damaged(other)
