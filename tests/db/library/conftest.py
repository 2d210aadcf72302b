"""A tiny library written straight from schema.sql, so that reading is tested without the build."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from db.library import Library
from db.text import index_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YUNFU = (
    "云浮：擂台比武\n"
    "云浮市委组织部每季度举办村党组织书记“擂台比武”,共举办680余场次,参加1.2万人次。"
    "比武结果与年度考核（占比30%）挂钩;排名靠后的，由镇党委约谈。\n"
    "䶮村、𠮷水村等“六访六看”走在前列 😀 ＡＢＣ党建品牌全面铺开。"
)
PUTIAN = "莆田：练兵比武\n莆田市做实村级练、镇级训、县级比、市级晒等步骤,搭建比学赶超平台。"

ROWS: dict[str, list[tuple[object, ...]]] = {
    "meta": [("schema_version", "3"), ("content_hash", "abc")],
    "region": [
        ("putian", "莆田", "莆田市", "Putian", "福建", "city", 2),
        ("yunfu", "云浮", "云浮市", "Yunfu", "广东", "city", 1),
    ],
    "article": [
        ("putian-1", "putian", "练兵比武", "", "", "[]", None, "unknown", "self_report", "保留",
         '{"source_kind": "自称我市"}', PUTIAN),
        ("yunfu-1", "yunfu", "擂台比武", "副题", "南方日报", '["张三", "李四"]', "2022-09",
         "inferred_month", "press", "保留", '{"published_on": "文末"}', YUNFU),
    ],
    "paragraph": [
        ("yunfu-1", 1, "body", 8, 80),
        ("yunfu-1", 0, "title", 0, 7),
        ("yunfu-1", 2, "body", 81, len(YUNFU)),
    ],
    "place": [("yunfu-1", 1, "䶮村")],
    "theme": [("care", "关心关爱", "Care", "爱", 2), ("review", "考核激励", "Review", "考", 1)],
    "family": [
        ("visit", "走访类", "Visits", "走访", "Visiting.", 2),
        ("contest", "擂台比武类", "Contests", "比武", "Contests.", 1),
    ],
    "mechanism": [
        ("yunfu-look", "yunfu", "care", None, "六访六看", "Visits", "[]", "只提名称。", "Named.",
         "supporting", 0, 0, "𠮷水村", 2),
        ("putian-drill", "putian", "review", "contest", "练兵比武", "Drill", "[]", "逐级比武。",
         "By level.", "core", 1, 1, "", 1),
        ("yunfu-contest", "yunfu", "review", "contest", "擂台比武", "Contest", '["比武"]',
         "每季度举办。", "Quarterly.", "core", 1, 1, "", 1),
    ],
    "related_family": [("yunfu-contest", "visit"), ("yunfu-contest", "contest")],
    "facet": [
        ("yunfu-contest", "outcome", "680余场次"),
        ("yunfu-contest", "cadence", "每季度"),
        ("yunfu-contest", "lead", "市委组织部"),
    ],
    "evidence": [
        (f"yunfu-contest/{n}", "yunfu-contest", kind, "yunfu-1", start, end, YUNFU[start:end],
         claim)
        for n, kind, start, end, claim in [
            (10, "lead", 8, 14, "practice"), (2, "cadence", 14, 17, "practice"),
            (1, None, 8, 40, "practice"), (3, "outcome", 34, 41, "data"),
        ]
    ],
    "figure": [
        ("yunfu-contest/figure/10", "yunfu-contest", "yunfu", "yunfu-1", "占比", 30.0, None, "%",
         "", "30%", "", "standard", 60, 70, YUNFU[60:70]),
        ("yunfu-contest/figure/2", "yunfu-contest", "yunfu", "yunfu-1", "场次", 680.0, None, "场次",
         "余", "680余场次", "", "result", 36, 44, YUNFU[36:44]),
        ("yunfu/figure/1", None, "yunfu", "yunfu-1", "人次", 12000.0, 13000.0, "人次", "",
         "1.2万人次", "目前", "context", 45, 53, YUNFU[45:53]),
    ],
    "measure": [
        ("share", "review", "占比", "Share", "%", "", "", "口径", "What", 2),
        ("contests", "review", "比武", "Contests", "场次", "时间不同", "Periods", "说明", "Why", 1),
    ],
    "measure_figure": [
        ("contests", 2, "yunfu/figure/1"), ("contests", 1, "yunfu-contest/figure/2"),
        ("share", 1, "yunfu-contest/figure/10"),
    ],
    "ratio": [
        ("people", "每场人次", "People a contest", "yunfu/figure/1", "yunfu-contest/figure/2",
         "人次/场次", 1),
    ],
    "synonym": [(1, 1, "擂台比武"), (1, 2, "练兵比武"), (2, 1, "约谈"), (2, 2, "提醒谈话")],
    "reading": [
        ("擂", "lei"), ("台", "tai"), ("比", "bi"), ("武", "wu"), ("练", "lian"), ("兵", "bing"),
        ("云", "yun"), ("浮", "fu"), ("水", "shui"), ("村", "cun"), ("六", "liu lu"),
        ("访", "fang"), ("看", "kan"), ("䶮", "yan"),
    ],
    "search_document": [
        (1, "mechanism", "yunfu-look", "六访六看", "yunfu", None, None, None,
         "六访六看\n走在前列，与擂台比武并行"),
        (2, "mechanism", "yunfu-contest", "擂台比武", "yunfu", None, None, None,
         "擂台比武\n比武\n每季度举办。"),
        (3, "mechanism", "putian-drill", "练兵比武", "putian", None, None, None,
         "练兵比武\n逐级比武。"),
        (4, "figure", "yunfu-contest/figure/2", "场次", "yunfu", "yunfu-1", 36, 44,
         "场次 680余场次"),
        (5, "passage", "yunfu-1#1", "擂台比武", "yunfu", "yunfu-1", 8, 80, YUNFU[8:80]),
        (6, "passage", "yunfu-1#2", "擂台比武", "yunfu", "yunfu-1", 81, len(YUNFU), YUNFU[81:]),
        (7, "passage", "putian-1#1", "练兵比武", "putian", "putian-1", 8, len(PUTIAN), PUTIAN[8:]),
    ],
}  # fmt: skip

COLUMNS = {"article": "id, region_id, title, subtitle, publication, authors, published_on,"
           " date_precision, source_kind, rights, inferred, text"}  # fmt: skip


def write_library(path: Path) -> None:
    """Write the library of `ROWS` to `path`."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(files("db.library").joinpath("schema.sql").read_text("utf-8"))
        for table, rows in ROWS.items():
            columns = f"({COLUMNS[table]})" if table in COLUMNS else ""
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", rows)
        for row in ROWS["search_document"]:
            connection.execute(
                "INSERT INTO search_index (rowid, body) VALUES (?, ?)",
                (row[0], index_form(str(row[-1]))),
            )
        connection.commit()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.fixture(scope="session")
def tiny_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that no test changes, in a folder with blanks, marks and Chinese in its name."""
    folder = tmp_path_factory.mktemp("张三 50%?#")
    write_library(folder / "library.db")
    return folder / "library.db"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of the test's own, to break."""
    write_library(tmp_path / "library.db")
    return tmp_path / "library.db"


@pytest.fixture
def library(tiny_path: Path) -> Iterator[Library]:
    """The unchanged library, open."""
    with Library.open(tiny_path) as opened:
        yield opened
