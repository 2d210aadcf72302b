"""The build is the same every time, and whole or not at all."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from db.errors import LibraryError, SeedError
from db.library import Library
from db.paths import seeds_dir
from db.seeding import build
from db.seeding.build import build_library
from db.seeding.check import check_library
from db.seeding.content import content_hash
from db.seeding.freshness import ensure_library, is_stale

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.conftest import SmallSeeds


REGION = ("示范市", "Demo", "示范省")


@pytest.fixture
def library(small_seeds: SmallSeeds, tmp_path: Path) -> Path:
    """A library built from the small seeds, alone in its folder."""
    path = tmp_path / "库 目录" / "library.db"
    build_library(small_seeds.root, path)
    return path


def _rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_the_library_holds_what_the_seeds_say(library: Path) -> None:
    assert _rows(library, "SELECT id, text FROM article")[0][0] == "demo-2022"
    assert _rows(library, "SELECT id, aliases, itemised, ordinal FROM mechanism") == [
        ("demo-biwu", '["“擂台比武”活动"]', 1, 1)
    ]
    assert _rows(library, "SELECT * FROM related_family") == [("demo-biwu", "training")]
    assert _rows(library, "SELECT value, unit, wording FROM figure ORDER BY id") == [
        (680.0, "次", "680余次"),
        (200_000_000.0, "元", "2亿多元"),
    ]
    for table in ("evidence", "figure"):
        assert _rows(
            library,
            f"SELECT count(*) FROM {table} JOIN article ON article.id = article_id "
            "WHERE substr(text, start + 1, end - start) <> exact",
        ) == [(0,)]


def test_meta_names_versions_hash_and_seeds(library: Path) -> None:
    meta = dict(_rows(library, "SELECT key, value FROM meta"))
    assert set(meta) == {"schema_version", "content_hash", "built_with", "seeds_digest"}
    assert meta["schema_version"] == "3"
    assert len(str(meta["content_hash"])) == len(str(meta["seeds_digest"])) == 64


def test_everything_can_be_searched_for(library: Path) -> None:
    kinds = _rows(library, "SELECT kind, count(*) FROM search_document GROUP BY kind")
    assert dict(kinds) == {"mechanism": 1, "figure": 2, "passage": 6}
    (row,) = _rows(library, "SELECT title, body FROM search_document WHERE kind = 'mechanism'")
    assert row[0] == "“擂台比武”"
    assert str(row[1]).split("\n") == [
        "“擂台比武”",
        "“擂台比武”活动",
        "Contest",
        "示范镇",
        "示范市开展“擂台比武”680余次。",
        "带动资金2亿多元。",
        *REGION,
    ]
    assert _rows(library, "SELECT count(*) FROM search_index") == [(9,)]


def test_the_names_of_a_region_find_what_is_done_there_and_counted_there(library: Path) -> None:
    with Library.open(library) as opened:
        for name in REGION:
            found = [hit.kind for hit in opened.search(name, 20)]
            assert found.count("mechanism") == 1, name
            assert found.count("figure") == 2, name


def test_the_same_seeds_give_the_same_bytes(
    small_seeds: SmallSeeds, library: Path, tmp_path: Path
) -> None:
    again = build_library(small_seeds.root, tmp_path / "again.db")
    assert again.path.read_bytes() == library.read_bytes()


def test_what_is_indexed_many_at_a_time_is_found_like_what_is_indexed_alone(
    small_seeds: SmallSeeds, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_AT_ONCE", 2)
    build_library(small_seeds.root, tmp_path / "two.db")
    found = "SELECT rowid FROM search_index WHERE search_index MATCH '\"示 范\"' ORDER BY rowid"
    assert _rows(tmp_path / "two.db", found) == _rows(library, found) != []
    counted = "SELECT count(*) FROM search_index"
    assert _rows(tmp_path / "two.db", counted) == _rows(library, counted)


def test_the_hash_worked_out_beside_the_writing_is_that_of_what_was_written(
    tmp_path: Path,
) -> None:
    report = build_library(seeds_dir(), tmp_path / "library.db")
    with closing(sqlite3.connect(report.path)) as connection:
        assert content_hash(connection) == report.content_hash


def test_the_content_hash_does_not_depend_on_what_stands_beside_the_content(
    small_seeds: SmallSeeds, library: Path, tmp_path: Path
) -> None:
    before = _rows(library, "SELECT value FROM meta WHERE key = 'content_hash'")
    small_seeds.write(small_seeds.root / "README.md", "说明\n")
    report = build_library(small_seeds.root, tmp_path / "again.db")
    assert [(report.content_hash,)] == before
    small_seeds.change(small_seeds.case, "rank: core", "rank: supporting")
    assert build_library(small_seeds.root, tmp_path / "b.db").content_hash != report.content_hash


def test_a_mistake_leaves_the_old_library_untouched(small_seeds: SmallSeeds, library: Path) -> None:
    before = library.read_bytes()
    small_seeds.change(small_seeds.case, "rank: core", "rank: main")
    with pytest.raises(SeedError):
        build_library(small_seeds.root, library)
    assert library.read_bytes() == before
    assert _names(library.parent) == ["library.db"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("a bug")])
def test_a_failure_in_mid_build_leaves_nothing_behind(
    error: Exception, small_seeds: SmallSeeds, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.read_bytes()

    def fail(_: str) -> str:
        raise error

    monkeypatch.setattr(build, "index_form", fail)
    expected = LibraryError if isinstance(error, OSError) else RuntimeError
    with pytest.raises(expected):
        build_library(small_seeds.root, library)
    assert library.read_bytes() == before
    assert _names(library.parent) == ["library.db"]


def test_a_library_that_fails_its_check_is_not_put_in_place(
    small_seeds: SmallSeeds, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.read_bytes()
    monkeypatch.setattr(build, "check_library", lambda *_, **_given: ["坏了"])
    with pytest.raises(LibraryError, match="坏了"):
        build_library(small_seeds.root, library)
    assert library.read_bytes() == before
    assert _names(library.parent) == ["library.db"]


def test_a_folder_in_the_way_is_said_plainly(small_seeds: SmallSeeds, tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()
    with pytest.raises(LibraryError, match=r"library\.db"):
        build_library(small_seeds.root, tmp_path / "library.db")
    assert _names(tmp_path / "library.db") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permission")
def test_the_library_may_be_read_by_others(library: Path) -> None:
    assert library.stat().st_mode & 0o777 == 0o644


def test_a_library_is_stale_when_missing_damaged_or_of_other_seeds(
    small_seeds: SmallSeeds, library: Path, tmp_path: Path
) -> None:
    assert not is_stale(library, small_seeds.root)
    assert is_stale(tmp_path / "none.db", small_seeds.root)
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"junk" * 1000)
    assert is_stale(junk, small_seeds.root)
    small_seeds.change(small_seeds.case, "rank: core", "rank: supporting")
    assert is_stale(library, small_seeds.root)


def test_a_library_of_another_version_is_stale(small_seeds: SmallSeeds, library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    assert is_stale(library, small_seeds.root)


def test_ensure_builds_once_and_again_only_when_stale(
    small_seeds: SmallSeeds, tmp_path: Path
) -> None:
    path = tmp_path / "new" / "library.db"
    assert ensure_library(small_seeds.root, path) == path
    built = path.stat().st_mtime_ns
    ensure_library(small_seeds.root, path)
    assert path.stat().st_mtime_ns == built
    small_seeds.change(small_seeds.case, "rank: core", "rank: supporting")
    ensure_library(small_seeds.root, path)
    assert _rows(path, "SELECT rank FROM mechanism") == [("supporting",)]


def test_the_real_seeds_build_a_sound_library(real_seeds: Path, tmp_path: Path) -> None:
    report = build_library(real_seeds, tmp_path / "library.db")
    assert check_library(report.path) == []
    assert report.counts["region"] == report.counts["article"] == 5
    inferred = _rows(report.path, "SELECT inferred FROM article WHERE id = 'putian-undated'")
    assert list(json.loads(str(inferred[0][0]))) == ["title"]


def test_another_way_of_indexing_makes_a_library_stale(
    small_seeds: SmallSeeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "library.db"
    build_library(small_seeds.root, out)
    assert not is_stale(out, small_seeds.root)
    monkeypatch.setattr("db.seeding.freshness.index_form", lambda text: text)
    assert is_stale(out, small_seeds.root)
