"""Every method of a library against files that fail it: a sentence, never a traceback of SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db import connection as connection_module
from db.errors import LibraryError
from db.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

METHODS: dict[str, Callable[[Library], object]] = {
    "meta": Library.meta,
    "regions": Library.regions,
    "themes": Library.themes,
    "families": Library.families,
    "articles": Library.articles,
    "article_count": Library.article_count,
    "article": lambda library: library.article("yunfu-1"),
    "paragraphs": lambda library: library.paragraphs("yunfu-1"),
    "mechanisms": Library.mechanisms,
    "mechanism": lambda library: library.mechanism("yunfu-look"),
    "facets": lambda library: library.facets("yunfu-contest"),
    "evidence": lambda library: library.evidence("yunfu-contest"),
    "article_evidence": lambda library: library.article_evidence("yunfu-1"),
    "related_families": Library.related_families,
    "figures": lambda library: library.figures("yunfu-contest"),
    "article_figures": lambda library: library.article_figures("yunfu-1"),
    "key_figures": Library.key_figures,
    "all_figures": Library.all_figures,
    "measures": Library.measures,
    "ratios": Library.ratios,
    "home_articles": Library.home_articles,
    "search": lambda library: library.search("比武"),
    "count": lambda library: library.count("比武"),
    "asked": lambda library: library.asked("bw"),
    "typed": lambda library: library.typed("bw"),
}


def locked(path: Path) -> tuple[Library, sqlite3.Connection]:
    library = Library.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    return library, other


def damaged(path: Path) -> tuple[Library, None]:
    """All pages but the first and those `open` reads are overwritten."""
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    library = Library.open(path)
    content = bytearray(path.read_bytes())
    content[size:] = b"\xfe" * (len(content) - size)
    path.write_bytes(content)
    library._connection.execute("PRAGMA shrink_memory")
    return library, None


def cut_short(path: Path) -> tuple[Library, None]:
    library = Library.open(path)
    with path.open("r+b") as file:
        file.truncate(5000)
    library._connection.execute("PRAGMA shrink_memory")
    return library, None


def replaced_by_something_else(path: Path) -> tuple[Library, None]:
    library = Library.open(path)
    path.write_bytes(b"not a database at all, but a letter\n" * 2000)
    library._connection.execute("PRAGMA shrink_memory")
    return library, None


def test_every_public_method_is_in_the_list() -> None:
    public = {name for name in vars(Library) if not name.startswith("_")}
    assert public - {"open", "close"} == set(METHODS)


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
@pytest.mark.parametrize("fail", [locked, damaged, cut_short, replaced_by_something_else])
def test_a_method_on_a_failing_file_raises_a_sentence_with_its_path(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fail: Callable[[Path], tuple[Library, sqlite3.Connection | None]],
    method: Callable[[Library], object],
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_TIMEOUT_MS", 0)
    library, other = fail(path)
    try:
        with pytest.raises(LibraryError, match=path.name) as caught:
            method(library)
        assert isinstance(caught.value.__cause__, sqlite3.Error)
        assert str(caught.value).endswith("。")
    finally:
        library.close()
        if other:
            other.close()


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
def test_a_method_on_a_closed_library_is_a_bug_and_not_a_sentence(
    path: Path, method: Callable[[Library], object]
) -> None:
    library = Library.open(path)
    library.close()
    with pytest.raises(sqlite3.ProgrammingError):
        method(library)


def missing(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def a_letter(path: Path) -> None:
    path.write_text("致组织部的一封信" * 1000, encoding="utf-8")


def header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def newer(path: Path) -> None:
    _execute(path, "UPDATE meta SET value = '999' WHERE key = 'schema_version'")


def older(path: Path) -> None:
    _execute(path, "UPDATE meta SET value = '0' WHERE key = 'schema_version'")


def no_version(path: Path) -> None:
    _execute(path, "DELETE FROM meta")


def strange_version(path: Path) -> None:
    _execute(path, "UPDATE meta SET value = 'one' WHERE key = 'schema_version'")


def another_database(path: Path) -> None:
    path.unlink()
    _execute(path, "CREATE TABLE meta (name, content)")


def _execute(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (missing, "找不到"),
        (a_folder, "找不到"),
        (empty, "不是他山的案例库"),
        (a_letter, "不是数据库"),
        (header_only, "损坏"),
        (newer, "比本程序新"),
        (older, "比本程序旧"),
        (no_version, "不是他山的案例库"),
        (strange_version, "不是他山的案例库"),
        (another_database, "不是他山的案例库"),
    ],
)
def test_a_file_that_is_no_library_of_this_version_is_refused_and_untouched(
    path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LibraryError, match=says) as caught:
        Library.open(path)
    assert str(path) in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name] * path.exists()


def test_opening_a_locked_library_raises_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_TIMEOUT_MS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryError, match="占用"):
            Library.open(path)
