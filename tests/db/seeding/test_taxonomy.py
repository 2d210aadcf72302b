"""taxonomy.toml: the closed vocabulary, and each mistake at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import SeedError
from db.records.evidence import FacetKind
from db.seeding.mistakes import Mistakes
from db.seeding.seeds import load_seeds
from db.seeding.taxonomy import check_families, read_taxonomy

if TYPE_CHECKING:
    from pathlib import Path

    from db.errors import Mistake
    from tests.db.conftest import SmallSeeds


def test_the_real_taxonomy_has_eight_themes_and_all_facets(real_seeds: Path) -> None:
    mistakes = Mistakes()
    taxonomy = read_taxonomy(real_seeds / "taxonomy.toml", mistakes)
    assert mistakes.found == []
    assert [theme.ordinal for theme in taxonomy.themes] == list(range(1, 9))
    assert taxonomy.facets["结果运用"] is taxonomy.facets["consequence"] is FacetKind.CONSEQUENCE
    theme = taxonomy.theme("考核激励")
    assert theme is not None
    assert taxonomy.theme("kh") == theme
    assert taxonomy.family("擂台比武类") == taxonomy.family("contest") is not None
    assert taxonomy.theme("没有") is None
    assert taxonomy.family("") is None


@pytest.mark.parametrize(
    ("old", "new", "offset", "words"),
    [
        ('glyph = "核"', 'glif = "核"', 0, "不认得的键 glif"),
        ('kind = "lead"', 'kind = "boss"', 0, "不认得的要点 boss"),
        ('name = "对象"', 'name = "主体"', 0, "写了两遍"),
        ('id = "training"', 'id = "contest"', 0, "写了两遍"),
        ('name = "干部培训类"', 'name = "擂台比武类"', 0, "写了两遍"),
        ('description = "同台较量。"', "", -4, "缺 description"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    old: str, new: str, offset: int, words: str, small_seeds: SmallSeeds
) -> None:
    path = small_seeds.root / "taxonomy.toml"
    line = small_seeds.change(path, old, new)
    mistakes = Mistakes()
    read_taxonomy(path, mistakes)
    assert [m.line for m in mistakes.found if words in m.message] == [line + offset]


@pytest.mark.parametrize(
    ("words", "line", "message"),
    [
        ('["家访"]', 0, "至少要有两个词"),
        ('[\n  "家访",\n  "入户 走访",\n]', 2, "不能有空白"),
        ('["家访", "“入户”"]', 0, "不能有空白和引号"),
        ('["家访", ""]', 0, "不能空着"),
        ('["家访", "比武", "家访"]', 0, "写了两遍"),
        ('["ABC", "ａｂｃ"]', 0, "写了两遍"),
        ('"家访"', 0, "应是一列"),
    ],
)
def test_a_mistake_in_a_group_of_synonyms_is_named_with_its_line(
    words: str, line: int, message: str, small_seeds: SmallSeeds
) -> None:
    path = small_seeds.root / "taxonomy.toml"
    before = path.read_text(encoding="utf-8")
    small_seeds.write(path, f"{before}[[synonym]]\nwords = {words}\n")
    mistakes = Mistakes()
    read_taxonomy(path, mistakes)
    first = len(before.splitlines()) + 2
    assert [m.line for m in mistakes.found if message in m.message] == [first + line]


def test_a_word_stands_in_one_group_of_synonyms_only(small_seeds: SmallSeeds) -> None:
    path = small_seeds.root / "taxonomy.toml"
    groups = '[[synonym]]\nwords = ["家访", "入户"]\n[[synonym]]\nwords = ["走访", "入户"]\n'
    small_seeds.write(path, path.read_text(encoding="utf-8") + groups)
    mistakes = Mistakes()
    taxonomy = read_taxonomy(path, mistakes)
    assert [m.message for m in mistakes.found] == [
        "同义词“入户”写了两遍，请删去一个，或把两节并成一节。"
    ]
    assert taxonomy.synonyms[0] == ("家访", "入户")


def test_a_facet_without_a_name_is_a_mistake(small_seeds: SmallSeeds) -> None:
    path = small_seeds.root / "taxonomy.toml"
    small_seeds.change(path, '[[facet]]\nkind = "lead"\nname = "主体"\nname_en = "lead"\n', "")
    mistakes = Mistakes()
    read_taxonomy(path, mistakes)
    assert ["缺要点 lead" in m.message for m in mistakes.found] == [True]


def _check_families(seeds: Path) -> list[Mistake]:
    """What the families of a seeds folder get wrong, whether or not loading already says so."""
    try:
        loaded = load_seeds(seeds)
    except SeedError as error:
        return list(error.mistakes)
    cases = [case for region in loaded.regions for case in region.cases]
    mistakes = Mistakes()
    check_families(seeds / "taxonomy.toml", loaded.taxonomy, cases, mistakes)
    return mistakes.found


def test_every_real_family_stands_in_two_regions_and_says_only_what_its_members_quote(
    real_seeds: Path,
) -> None:
    assert _check_families(real_seeds) == []
    loaded = load_seeds(real_seeds)
    members: dict[str, list[str]] = {family.id: [] for family in loaded.taxonomy.families}
    for region in loaded.regions:
        for case in region.cases:
            members.get(case.mechanism.family_id or "", []).append(region.region.id)
    assert {family for family, regions in members.items() if len(set(regions)) < 2} == set()
    for family in ("contest", "training", "selection"):
        assert set(members[family]) == {region.region.id for region in loaded.regions}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("同台较量。", "示范开展“擂台比武”680余次，带动资金2亿多元。", []),
        ("同台较量。", "示范开展68次。", ["同类“擂台比武类”的说明：数字 68 不在"]),
        ("同台较量。", "示范开展680次。", ["数字 680 在原文里带“余”"]),
        ("同台较量。", "示范开展“大比拼”。", ["“大比拼”不在本类做法引用的原文里"]),
        ("同台较量。", "示范印发《比武办法》。", ["《比武办法》不在本类"]),
        ("同台较量。", "示范开展'比武'。", ["半角引号"]),
        ("办班轮训。", "示范办班680余次。", ["同类“干部培训类”的说明：数字 680 不在"]),
    ],
)
def test_a_family_says_only_what_its_members_quote(
    old: str, new: str, words: list[str], small_seeds: SmallSeeds
) -> None:
    line = small_seeds.change(small_seeds.root / "taxonomy.toml", old, new)
    found = _check_families(small_seeds.root)
    assert [(m.path.name, m.line) for m in found] == [("taxonomy.toml", line)] * len(words)
    for mistake, word in zip(found, words, strict=True):
        assert word in mistake.message


def test_a_family_that_no_case_names_is_a_mistake(small_seeds: SmallSeeds) -> None:
    small_seeds.change(small_seeds.case, "related: [干部培训类]\n", "")
    [mistake] = _check_families(small_seeds.root)
    assert "同类“干部培训类”没有一条做法" in mistake.message
    lines = (small_seeds.root / "taxonomy.toml").read_text(encoding="utf-8").split("\n")
    assert lines[mistake.line - 1] == 'description = "办班轮训。"'


def test_families_are_not_blamed_while_case_files_are_broken(small_seeds: SmallSeeds) -> None:
    loaded = load_seeds(small_seeds.root)
    mistakes = Mistakes()
    mistakes.add(small_seeds.case, 1, "缺字段")
    check_families(small_seeds.root / "taxonomy.toml", loaded.taxonomy, (), mistakes)
    assert len(mistakes.found) == 1
