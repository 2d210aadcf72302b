"""Every rule of a case file: broken, it is one mistake at the right line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import SeedError
from db.records import Rank
from db.records.evidence import Claim, FacetKind
from db.seeding.seeds import load_seeds

if TYPE_CHECKING:
    from tests.db.conftest import SmallSeeds


def test_a_correct_case_becomes_records(small_seeds: SmallSeeds) -> None:
    (region,) = load_seeds(small_seeds.root).regions
    (case,) = region.cases
    mechanism, text = case.mechanism, region.source.article.text
    assert (mechanism.id, mechanism.theme_id, mechanism.family_id) == ("demo-biwu", "kh", "contest")
    assert (mechanism.rank, mechanism.itemised, mechanism.checked) == (Rank.CORE, True, True)
    assert (mechanism.aliases, mechanism.place) == (("“擂台比武”活动",), "示范镇")
    assert case.related == ("training",)
    assert [(e.id, e.facet_kind, e.claim) for e in case.evidence] == [
        ("demo-biwu#e1", None, Claim.PRACTICE),
        ("demo-biwu#e2", FacetKind.OUTCOME, Claim.DATA),
    ]
    assert [(f.id, f.wording, f.qualifier) for f in case.figures] == [
        ("demo-biwu#f1", "680余次", "余"),
        ("demo-biwu#f2", "2亿多元", "多"),
    ]
    assert all(text[e.start : e.end] == e.exact for e in case.evidence)
    assert all(text[f.start : f.end] == f.exact for f in case.figures)


def test_mechanisms_are_numbered_by_where_the_article_speaks_of_them(
    small_seeds: SmallSeeds,
) -> None:
    late = small_seeds.add_case("demo-a")
    small_seeds.change(late, "name: “擂台比武”", "name: 《比武办法》")
    small_seeds.change(
        late, "> 〔做法〕示范市开展“擂台比武”活动680余次", "> 〔做法〕印发《比武办法》"
    )
    small_seeds.change(late, "summary: 示范市开展“擂台比武”680余次。", "summary: 印发办法。")
    small_seeds.change(late, "> 〔数据〕带动资金2亿多元,覆盖50%以上的村", "> 〔做法〕再次开展")
    same = small_seeds.add_case("demo-b")
    small_seeds.change(same, "name: “擂台比武”", "name: 擂台比武乙")
    (region,) = load_seeds(small_seeds.root).regions
    assert [(c.mechanism.id, c.mechanism.ordinal) for c in region.cases] == [
        ("demo-b", 1),
        ("demo-biwu", 2),
        ("demo-a", 3),
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("theme: 考核激励", "theme: 考核", "不认得的 theme “考核”"),
        ("theme: 考核激励", "theme:", "缺字段 theme"),
        ("family: 擂台比武类", "family: 擂台类", "不认得的 family “擂台类”"),
        ("related: [干部培训类]", "related: [培训]", "不认得的 related “培训”"),
        ("related: [干部培训类]", "related: [擂台比武类]", "重复了"),
        ("rank: core", "rank: main", "不认得的 rank “main”"),
        ("itemised: yes", "itemised: 是", "不认得的 itemised “是”"),
        ("checked: yes", "checked: maybe", "不认得的 checked"),
        ("name_en: Contest", "nam_en: Contest", "不认得的字段 nam_en"),
        ("name: “擂台比武”", "name: [甲, 乙]", "不能是一列"),
        ("name: “擂台比武”", "name: “擂台大赛”", "“擂台大赛”不见于原文"),
        ("aliases: [“擂台比武”活动]", "aliases: [擂台大赛]", "aliases 的“擂台大赛”不见于原文"),
        ("place: 示范镇", "place: 某某镇", "place 的“某某镇”不见于原文"),
        ("开展“擂台比武”680余次。", "开展“擂台赛”680余次。", "“擂台赛”不见于原文"),
        ("开展“擂台比武”680余次。", "印发《擂台比武》。", "《擂台比武》不见于原文"),
        ("开展“擂台比武”680余次。", "开展“擂台比武”681余次。", "数字 681 不在"),
        ("开展“擂台比武”680余次。", "开展“擂台比武”680次。", "带“余”，概括里丢了"),
        ("开展“擂台比武”680余次。", '开展"擂台比武"。', "引号要用全角"),
        ("\n带动资金2亿多元。\n", "\n带动资金3亿元。\n", "数字 3亿 不在"),
        ("> 〔做法〕示范市", "> 〔做法〕全市", "原文里找不到这条引文"),
        ("> 〔做法〕示范市开展“擂台比武”活动680余次", "> 〔做法〕“擂台比武”活动", "有2处"),
        ("> 〔做法〕示范市", "> 〔做法｜第3处〕示范市", "只有1处"),
        ("的村\n\n## 数据", "的村。全市\n\n## 数据", "跨了段落"),
        ("| 680 | 次 |", "| 681 | 次 |", "没有“681”这个数"),
        ("| 680 | 次 |", "| 680 | 场 |", "后面不是单位“场”"),
        ("| 次 | 余 |", "| 次 |  |", "原文数字旁有“余”"),
        ("| 去年以来 | 成效 |", "| 今年以来 | 成效 |", "时点“今年以来”不见于原文"),
        ("| 去年以来 | 成效 |", "| 去年以来 | 成绩 |", "不认得的性质“成绩”"),
    ],
)
def test_a_broken_rule_is_named_with_file_and_line(
    old: str, new: str, words: str, small_seeds: SmallSeeds
) -> None:
    line = small_seeds.change(small_seeds.case, old, new)
    line += len(old) - len(old.lstrip("\n"))
    with pytest.raises(SeedError) as raised:
        load_seeds(small_seeds.root)
    found = [(m.path, m.line) for m in raised.value.mistakes if words in m.message]
    assert found == [(small_seeds.case, line)]


@pytest.mark.parametrize(
    ("old", "line", "words"),
    [
        ("name_en: Contest\n", 1, "缺字段 name_en"),
        ("> 〔做法〕示范市开展“擂台比武”活动680余次\n", 1, "第一个 ## 之前至少要有一条引文"),
        ("带动资金2亿多元。\n", 18, "没有概括"),
        ("> 〔数据〕带动资金2亿多元,覆盖50%以上的村\n", 18, "没有引文"),
    ],
)
def test_what_is_left_out_is_named(
    old: str, line: int, words: str, small_seeds: SmallSeeds
) -> None:
    small_seeds.change(small_seeds.case, old, "")
    with pytest.raises(SeedError) as raised:
        load_seeds(small_seeds.root)
    found = [m.line for m in raised.value.mistakes if words in m.message]
    assert found == [line]


@pytest.mark.parametrize("name", ["biwu", "other-biwu", "demo-Biwu", "demo_biwu", "demo-", "demo"])
def test_a_file_is_named_after_its_region(name: str, small_seeds: SmallSeeds) -> None:
    small_seeds.case.rename(small_seeds.case.with_name(f"{name}.md"))
    with pytest.raises(SeedError, match="文件名应以“demo-”开头"):
        load_seeds(small_seeds.root)
