"""The check notices whatever was done to a library, and never fails itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.seeding.build import build_library
from db.seeding.check import check_library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.conftest import SmallSeeds


@pytest.fixture
def library(small_seeds: SmallSeeds, tmp_path: Path) -> Path:
    """A sound library."""
    return build_library(small_seeds.root, tmp_path / "library.db").path


def _alter(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(sql)


def test_a_sound_library_has_no_problems(library: Path) -> None:
    assert check_library(library) == []


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE evidence SET start = start + 1 WHERE id LIKE '%#e1'", "demo-biwu#e1 的引文与原文"),
        ("UPDATE evidence SET exact = exact || '!' WHERE id LIKE '%#e2'", "#e2 的引文与原文"),
        ("UPDATE figure SET end = end + 1 WHERE id LIKE '%#f1'", "demo-biwu#f1 的引文与原文"),
        ("UPDATE figure SET wording = '700余次' WHERE id LIKE '%#f1'", "“700余次”不在引文里"),
        ("UPDATE figure SET value = 681 WHERE id LIKE '%#f1'", "content_hash 不符"),
        ("UPDATE mechanism SET summary = summary || '。'", "content_hash 不符"),
        ("UPDATE article SET text = text || '。'", "没有覆盖全文"),
        ("DELETE FROM paragraph WHERE ordinal = 2", "段的起止与原文不合"),
        ("UPDATE paragraph SET end = end + 1 WHERE ordinal = 1", "段的起止与原文不合"),
        ("DELETE FROM theme", "指向不存在的 theme"),
        ("DELETE FROM meta WHERE key = 'content_hash'", "content_hash 不符"),
        ("DELETE FROM search_document WHERE id = 1", "搜索索引有 9 条，应有 8 条"),
        ("UPDATE search_document SET body = '别的话' WHERE id = 1", "搜索索引找不到第 1 条"),
        ("UPDATE meta SET value = '4' WHERE key = 'schema_version'", "是新版本（4）的案例库"),
        ("UPDATE meta SET value = '0' WHERE key = 'schema_version'", "是旧版本（0）的案例库"),
        ("DELETE FROM meta WHERE key = 'schema_version'", "不是他山的案例库"),
        ("DROP TABLE facet", "表结构与本程序不合"),
        ("ALTER TABLE region RENAME COLUMN name TO naam", "表结构与本程序不合"),
        ("DROP INDEX mechanism_cell", "表结构与本程序不合"),
    ],
)
def test_what_was_altered_is_noticed(sql: str, words: str, library: Path) -> None:
    _alter(library, sql)
    assert any(words in problem for problem in check_library(library))


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    (problem,) = check_library(tmp_path / "没有.db")
    assert problem.startswith("找不到案例库")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_another_file_is_said_plainly(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    (problem,) = check_library(path)
    assert "不是" in problem


def test_another_programs_database_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    _alter(path, "CREATE TABLE meta (a)")
    assert check_library(path) == [f"{path} 不是他山的案例库，请重新运行 python -m db build。"]


def test_a_truncated_library_is_noticed(library: Path) -> None:
    library.write_bytes(library.read_bytes()[: 4096 * 5])
    assert check_library(library)


def test_a_byte_changed_anywhere_in_the_article_is_noticed(library: Path) -> None:
    content = library.read_bytes()
    at = content.index("“擂台比武”活动680余次".encode())
    library.write_bytes(content[:at] + content[at:].replace(b"680", b"681", 1))
    assert check_library(library)


def test_checking_changes_nothing(library: Path) -> None:
    before = library.read_bytes()
    check_library(library)
    assert library.read_bytes() == before
    assert [path.name for path in library.parent.iterdir() if path.is_file()] == ["library.db"]
