"""Names are found by every reading of their characters, by initials, and by what is half typed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.pinyin import Typed, is_pinyin
from db.seeding.build import build_library
from db.seeding.readings import readings

ROOT = Path(__file__).resolve().parents[2]


class Readings(dict[str, tuple[str, ...]]):
    """Looks every character up when it is asked for."""

    def __missing__(self, character: str) -> tuple[str, ...]:
        return self.setdefault(character, readings(character))

    def get(self, character: str, *_: object) -> tuple[str, ...]:
        """As the matcher asks."""
        return self[character]


READINGS = Readings()


def spells(typed: str, name: str) -> str:
    span = Typed(typed.split(), READINGS).find(name)
    return name[slice(*span)] if span else ""


@pytest.mark.parametrize(
    ("typed", "name", "found"),
    [
        ("shujijiafang", "“书记家访”", "书记家访"),
        ("sjjf", "“书记家访”", "书记家访"),
        ("shuji jiaf", "“书记家访”", "书记家访"),
        ("shu ji jia fang", "“书记家访”", "书记家访"),
        ("sjiajf", "“书记家访”", ""),
        ("shujijf", "“书记家访”", "书记家访"),
        ("shujjfang", "“书记家访”", "书记家访"),
        ("书记jf", "三级书记家访制度", "书记家访"),
        ("jiafang", "“书记家访”", "家访"),
        ("chang'an", "东莞长安挂职锻炼", "长安"),
        ("zhangan", "东莞长安挂职锻炼", "长安"),
        ("czz", "村党组织", ""),
        ("cdzz", "村党组织", "村党组织"),
        ("chongdian", "重点村", "重点"),
        ("zhongdian", "重点村", "重点"),
        ("hangye", "行业", "行业"),
        ("xingwei", "“八不准”行为规范", "行为"),
        ("lvzhi", "履职考核", "履职"),
        ("lüzhi", "履职考核", "履职"),
        ("bilv", "提高优秀等次比例", ""),
        ("xiaolv", "效率", "效率"),
        ("shuai", "效率", "率"),
        ("15fz", "“15分钟党群服务圈”", "15分钟"),
        ("sqly", "“解三难、促三融、建三园”", ""),
        ("cscuisan", "促三融", ""),
        ("csr", "“解三难、促三融、建三园”", "促三融"),
        ("shr", "石榴", ""),
        ("ldlh", "头雁领航大比拼", ""),
        ("tylh", "头雁领航大比拼", "头雁领航"),
        ("lp", "罗平镇", "罗平"),
        ("", "罗平镇", ""),
    ],
)
def test_a_name_is_found_as_one_types(typed: str, name: str, found: str) -> None:
    assert spells(typed, name) == found


@pytest.mark.parametrize(
    ("word", "expected"),
    [("sj", True), ("s", False), ("书记j", True), ("书记", False), ("50", False),
     ("chang'an", True), ("a.b", False), ("lü", True)],
)  # fmt: skip
def test_what_can_be_pinyin(word: str, expected: bool) -> None:
    assert is_pinyin(word) is expected


NAMES = st.text(
    st.sampled_from("书记家访长重行率略女乐都会党群中心罗定云浮六盘水乳源"), min_size=1, max_size=8
)


@given(name=NAMES, data=st.data())
def test_a_name_is_found_by_any_of_its_readings_short_or_whole(
    name: str, data: st.DataObject
) -> None:
    typed = ""
    for character in name:
        reading = data.draw(st.sampled_from(readings(character)))
        part = data.draw(st.sampled_from([reading, reading[0]]))
        typed += part + data.draw(st.sampled_from(["", " ", "'"]))
    assert spells(typed, name)
    assert spells(typed, f"“{name}”")


@given(name=NAMES, typed=st.text("abcdefghijklmnopqrstuvwxyz '", max_size=12))
def test_what_is_found_spells_what_was_typed(name: str, typed: str) -> None:
    found = spells(typed, name)
    if not found:
        return
    letters = "".join(typed.replace("'", "").split())
    choices = [[r[:n] for r in readings(c) for n in range(1, len(r) + 1)] for c in found]
    assert any("".join(parts) == letters for parts in product(*choices)) or len(found) > 5


def test_every_name_of_the_case_base_is_found_by_its_readings_and_its_initials(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.db"
    build_library(ROOT / "seeds", path)
    with closing(sqlite3.connect(path)) as connection:
        table = {c: tuple(r.split()) for c, r in connection.execute("SELECT * FROM reading")}
        names = {row[0] for row in connection.execute("SELECT name FROM mechanism")}
        names |= {row[0] for row in connection.execute("SELECT place FROM mechanism") if row[0]}
        names |= {row[0] for row in connection.execute("SELECT name FROM region")}
        names |= {row[0] for row in connection.execute("SELECT name FROM place")}
        for row in connection.execute("SELECT aliases FROM mechanism"):
            names |= set(json.loads(row[0]))
    for name in names:
        letters = [c for c in name if c.isalnum()]
        assert all(c in table or c.isascii() for c in letters), name
        for choose in (min, max):
            whole = "".join(choose(table.get(c, (c,))) for c in letters).lower()
            short = "".join(choose(table.get(c, (c,)))[0] for c in letters).lower()
            assert Typed([whole], table).find(name), (name, whole)
            assert Typed([short], table).find(name), (name, short)


def test_searching_in_pinyin_needs_no_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    build_library(ROOT / "seeds", path)
    program = (
        "import sys; from pathlib import Path; from db.library import Library;"
        "library = Library.open(Path(sys.argv[1]));"
        "assert library.search('sjjf', pinyin=True);"
        "assert 'pypinyin' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=ROOT)
