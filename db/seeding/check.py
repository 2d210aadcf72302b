"""Is a library what its seeds gave, to the last character? Reads only, never repairs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from db.connection import open_readonly, translating
from db.errors import LibraryError
from db.library.version import SCHEMA_VERSION, read_version
from db.seeding.content import content_hash, has_our_schema
from db.text import index_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[[sqlite3.Connection], list[str]]

_SAMPLES = 25  # documents looked up in the index: enough to notice one built of other words


def check_library(path: Path, *, just_hashed: bool = False) -> list[str]:
    """Everything that is wrong with the library at `path`, one Chinese sentence each; [] if sound.

    `just_hashed` takes the content hash on trust: the build has worked it out from the very rows.
    Never raises for what a file can be: missing, no database, damaged, newer.
    """
    if not path.is_file():
        return [f"找不到案例库 {path}，请先运行 python -m db build。"]
    try:
        with translating(LibraryError, path), closing(open_readonly(path)) as connection:
            return _problems(path, connection, () if just_hashed else (_content,))
    except LibraryError as error:
        return [str(error)]
    except sqlite3.DatabaseError as error:  # damage that SQLite's own check does not look for
        return [f"{path} 读不下去（{error}），请重新运行 python -m db build。"]


def _problems(path: Path, connection: sqlite3.Connection, more: tuple[Check, ...]) -> list[str]:
    """Integrity first; what the tables mean only where they can be read at all."""
    problems = _integrity(connection)
    if problems:
        return problems
    known = read_version(connection)
    if known is None:
        return [f"{path} 不是他山的案例库，请重新运行 python -m db build。"]
    if known != SCHEMA_VERSION:
        older = "旧" if known < SCHEMA_VERSION else "新"
        return [
            f"{path} 是{older}版本（{known}）的案例库，本程序读第 {SCHEMA_VERSION} 版，"
            "请换用相应版本的程序或重新编库。"
        ]
    if not has_our_schema(connection):
        return [f"{path} 的表结构与本程序不合，请重新运行 python -m db build。"]
    checks: tuple[Check, ...] = (_foreign_keys, _spans, _paragraphs, *more, _search)
    return [problem for check in checks for problem in check(connection)]


def _integrity(connection: sqlite3.Connection) -> list[str]:
    """SQLite's own check of its pages, indexes and constraints."""
    rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
    return [f"数据库文件已损坏：{row[0]}。请重新编库。" for row in rows if row[0] != "ok"]


def _foreign_keys(connection: sqlite3.Connection) -> list[str]:
    """Rows that refer to nothing."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [f"表 {row[0]} 有一行指向不存在的 {row[2]}，请重新编库。" for row in rows]


def _spans(connection: sqlite3.Connection) -> list[str]:
    """Every quote must be, character for character, what the article says at its span."""
    texts = dict(connection.execute("SELECT id, text FROM article").fetchall())
    problems = []
    for table in ("evidence", "figure"):
        rows = connection.execute(
            f"SELECT id, article_id, start, end, exact FROM {table} ORDER BY id"
        )
        for row_id, article_id, start, end, exact in rows:
            if texts.get(article_id, "")[start:end] != exact:
                problems.append(f"{row_id} 的引文与原文 {article_id} 第 {start}–{end} 字不符。")
            elif "\n" in exact:
                problems.append(f"{row_id} 的引文跨了段落。")
    rows = connection.execute("SELECT id, wording, exact FROM figure ORDER BY id")
    problems += [
        f"{figure_id} 的数字写法“{wording}”不在引文里。"
        for figure_id, wording, exact in rows
        if wording not in exact
    ]
    return problems


def _paragraphs(connection: sqlite3.Connection) -> list[str]:
    """Paragraphs, with the newlines between them, are the text: none missing, none twice."""
    problems = []
    for article_id, text in connection.execute("SELECT id, text FROM article ORDER BY id"):
        done = 0
        for ordinal, start, end in connection.execute(
            "SELECT ordinal, start, end FROM paragraph WHERE article_id = ? ORDER BY ordinal",
            (article_id,),
        ):
            between = text[done:start] if done <= start else None
            if between not in ("", "\n") or "\n" in text[start:end] or end > len(text):
                problems.append(f"{article_id} 第 {ordinal} 段的起止与原文不合。")
            done = end
        if done != len(text):
            problems.append(f"{article_id} 的段落没有覆盖全文。")
    return problems


def _content(connection: sqlite3.Connection) -> list[str]:
    """The content hash must be the one the build wrote."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'content_hash'").fetchone()
    if row is None or row[0] != content_hash(connection):
        return ["内容与编库时不同（content_hash 不符），有人改过这个文件，请重新编库。"]
    return []


def _search(connection: sqlite3.Connection) -> list[str]:
    """The index must know every document, and find documents by their own words."""
    documents = connection.execute("SELECT count(*) FROM search_document").fetchone()[0]
    indexed = connection.execute("SELECT count(*) FROM search_index").fetchone()[0]
    if documents != indexed:
        return [f"搜索索引有 {indexed} 条，应有 {documents} 条，请重新编库。"]
    step = max(1, documents // _SAMPLES)
    problems = []
    for number, body in connection.execute(
        "SELECT id, body FROM search_document WHERE (id - 1) % ? = 0 ORDER BY id", (step,)
    ):
        words = index_form(body.split("\n")[0][:32])
        found = connection.execute(
            "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ?",
            (f'"{words}"', number),
        ).fetchone()
        if found is None:
            problems.append(f"搜索索引找不到第 {number} 条，请重新编库。")
    return problems
