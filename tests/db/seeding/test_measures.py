"""measures.toml: figures put side by side, and what must not be."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from db.errors import SeedError
from db.seeding.build import build_library
from db.seeding.freshness import is_stale
from db.seeding.seeds import load_seeds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.errors import Mistake
    from db.seeding.measures import Measures
    from tests.db.conftest import SmallSeeds

FIGURES = """\
| 名目 | 数值 | 单位 | 修饰 | 时点 | 性质 | 原文 |
| --- | --- | --- | --- | --- | --- | --- |
| 比武 | 680 | 次 | 余 | 去年以来 | 成效 | 开展“擂台比武”活动680余次 |
| 资金 | 2亿 | 元 | 多 |  | 成效 | 带动资金2亿多元 |
| 覆盖 | 50 | % | 以上 |  | 成效 | 覆盖50%以上的村 |
| 分组 | 3-4 | 名 |  |  | 标准 | 每组选派3-4名干部 |
"""

MEASURES = """\
[[measure]]
id = "contests"
theme = "考核激励"
name = "比武场次"
name_en = "Contests"
unit = "次"
figures = [
    "demo-biwu/比武",
    "other/比武",
]
detail = "都写“去年以来”"
detail_en = "Both since last year"

[[measure]]
id = "funds"
theme = "kh"
name = "资金"
name_en = "Funds"
unit = "万元"
figures = ["demo-biwu/带动资金", "other#f2"]
caution = "口径不同"
caution_en = "scope"
detail = "范围不同"
detail_en = "Scope"

[[ratio]]
id = "funds-a-contest"
name = "每次比武带动资金"
name_en = "Funds a contest"
numerator = "demo-biwu/带动资金"
denominator = "demo-biwu/比武"
unit = "元/次"
"""


@pytest.fixture
def seeds(small_seeds: SmallSeeds) -> SmallSeeds:
    """Two regions with figures, and measures over them."""
    folder = small_seeds.add_region("other", 2)
    small_seeds.write(folder / "figures.md", FIGURES)
    small_seeds.write(small_seeds.root / "measures.toml", MEASURES)
    return small_seeds


def _mistakes(root: Path) -> list[Mistake]:
    try:
        load_seeds(root)
    except SeedError as error:
        return list(error.mistakes)
    return []


def _measures(root: Path) -> Measures:
    return load_seeds(root).measures


def test_measures_and_ratios_are_read(seeds: SmallSeeds) -> None:
    found = _measures(seeds.root)
    contests, funds = found.measures
    assert contests.figure_ids == ("demo-biwu#f1", "other#f1")
    assert (contests.comparable, funds.comparable) == (True, False)
    assert (contests.theme_id, funds.theme_id) == ("kh", "kh")
    [ratio] = found.ratios
    assert (ratio.numerator_id, ratio.denominator_id) == ("demo-biwu#f2", "demo-biwu#f1")


def test_seeds_without_measures_are_as_good(small_seeds: SmallSeeds) -> None:
    assert _measures(small_seeds.root).measures == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('    "other/比武",', '    "other/擂台",', "找不到数据“other/擂台”"),
        ('    "other/比武",', '    "other/分组",', "单位是“名”，不是“次”"),
        ('    "other/比武",', '    "demo-biwu/比武",', "一个数只能归一个指标"),
        ('"other#f2"]', '"other/比武"]', "已在指标“比武场次”里"),
        ('unit = "次"', 'unit = "次"\nsame_units = ["人次"]', None),
        ('theme = "kh"', 'theme = "没有"', "不认得的主题“没有”"),
        ('id = "funds"', 'id = "contests"', "id “contests”写了两遍"),
        ('name = "资金"', 'name = "比武场次"', "name “比武场次”写了两遍"),
        ('name_en = "Contests"', 'name_cn = "Contests"', "不认得的键 name_cn"),
        ('detail = "都写“去年以来”"', 'detail = "都写“今年以来”"', "“今年以来”不在"),
        ('detail = "范围不同"', 'detail = "共68万"', "数字 68万 不在"),
        ('caution_en = "scope"', 'caution_en = ""', "要写就都写"),
        ('    "other/比武",\n', "", "只有一个地区"),
        ('numerator = "demo-biwu/带动资金"', 'numerator = "other/资金"', "不在原文同一段里"),
        ('denominator = "demo-biwu/比武"', 'denominator = "demo-biwu/带动资金"', "同一个数"),
        ('unit = "元/次"', 'unit = "万元/次"', "单位应是“元/次”"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    old: str, new: str, words: str | None, seeds: SmallSeeds
) -> None:
    path = seeds.root / "measures.toml"
    line = seeds.change(path, old, new)
    found = _mistakes(seeds.root)
    if words is None:  # another word for the unit that compares unlike things
        assert ["单位混用" in m.message for m in found] == [True]
        assert found[0].line == line + 1
        return
    named = [m for m in found if words in m.message]
    assert named, [m.message for m in found]
    assert {m.path for m in found} == {path}
    assert abs(named[0].line - line) <= 2


def test_another_word_for_people_is_the_same_unit_but_attendances_are_not(
    seeds: SmallSeeds,
) -> None:
    path = seeds.root / "measures.toml"
    seeds.change(path, 'unit = "次"', 'unit = "人"\nsame_units = ["名", "次"]')
    [mixed] = [m.message for m in _mistakes(seeds.root) if "单位混用" in m.message]
    assert "“次”与“人”不是一种量" in mixed


def test_a_range_makes_no_ratio(seeds: SmallSeeds) -> None:
    path = seeds.root / "measures.toml"
    seeds.change(path, 'numerator = "demo-biwu/带动资金"', 'numerator = "other/覆盖"')
    seeds.change(path, 'denominator = "demo-biwu/比武"', 'denominator = "other/分组"')
    assert any("有一个数是范围" in m.message for m in _mistakes(seeds.root))


def test_all_mistakes_come_at_once(seeds: SmallSeeds) -> None:
    path = seeds.root / "measures.toml"
    seeds.change(path, '    "other/比武",', '    "other/擂台",')
    seeds.change(path, '"other#f2"]', '"other#f9"]')
    seeds.change(path, 'unit = "元/次"', 'unit = "元"')
    assert len({m.line for m in _mistakes(seeds.root)}) == 3


def test_measures_are_not_blamed_while_case_files_are_broken(seeds: SmallSeeds) -> None:
    seeds.change(seeds.case, "| 比武 | 680 |", "| 比武 | 6800 |")
    assert {m.path for m in _mistakes(seeds.root)} == {seeds.case}


def test_a_changed_measure_makes_the_library_stale_and_another(
    seeds: SmallSeeds, tmp_path: Path
) -> None:
    out = tmp_path / "library.db"
    before = build_library(seeds.root, out)
    assert not is_stale(out, seeds.root)
    seeds.change(seeds.root / "measures.toml", 'name_en = "Funds a contest"', 'name_en = "Funds"')
    assert is_stale(out, seeds.root)
    after = build_library(seeds.root, out)
    assert before.content_hash != after.content_hash
    assert (after.counts["measure"], after.counts["measure_figure"]) == (2, 4)


def test_the_real_measures_stand_in_two_regions_and_bars_compare_one_unit(
    real_seeds: Path,
) -> None:
    loaded = load_seeds(real_seeds)
    figures = {f.id: f for found in loaded.regions for case in found.cases for f in case.figures}
    measures = loaded.measures.measures
    assert len(measures) >= 15
    for measure in measures:
        members = [figures[figure_id] for figure_id in measure.figure_ids]
        assert len({figure.region_id for figure in members}) >= 2
        if measure.comparable:
            assert {figure.unit for figure in members} - {"人", "名", "位"} <= {measure.unit}
            assert all(figure.unit != "人次" for figure in members) or measure.unit == "人次"
    for ratio in loaded.measures.ratios:
        above, below = figures[ratio.numerator_id], figures[ratio.denominator_id]
        assert above.article_id == below.article_id


def change_a_reference(text: str) -> str:
    """Every first figure of a measure is misspelt."""
    return re.sub(r'figures = \[\s*"', lambda match: f"{match[0]}〇", text)


def change_a_unit(text: str) -> str:
    """Every measure counts in another unit."""
    return re.sub(r'^unit = "[^/"\n]*"$', 'unit = "斤"', text, flags=re.MULTILINE)


def change_a_denominator(text: str) -> str:
    """Every ratio is of a number of another region."""
    wrong = 'denominator = "shantou-wushi-tiao/工作举措"'
    return re.sub(r"^denominator = .*$", wrong, text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("mutate", "header"),
    [
        (change_a_reference, "[[measure]]"),
        (change_a_unit, "[[measure]]"),
        (change_a_denominator, "[[ratio]]"),
    ],
)
def test_a_mutation_of_any_measure_is_reported(
    mutate: Callable[[str], str], header: str, real_seeds: Path, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(real_seeds, seeds)
    path = seeds / "measures.toml"
    path.write_text(mutate(path.read_text(encoding="utf-8")), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").split("\n")
    starts = [number for number, line in enumerate(lines, start=1) if line.startswith("[[")]
    spans = zip(starts, [*starts[1:], len(lines) + 1], strict=True)
    reported = {mistake.line for mistake in _mistakes(seeds) if mistake.path == path}
    silent = [
        start
        for start, end in spans
        if lines[start - 1] == header and not reported & set(range(start, end))
    ]
    assert silent == []
