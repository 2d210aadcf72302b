"""Cleaning takes away whole lines and mends broken ones; the words stay as they were."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from db.records.article import ParagraphKind
from db.seeding.article import CleanArticle, read_article
from db.seeding.cleaning import CleanRules, clean
from db.seeding.mistakes import Mistakes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REGIONS = ("yunfu", "liupanshui", "ruyuan", "putian", "shantou")

TITLE, HEADING, BODY, CAPTION = (
    ParagraphKind.TITLE,
    ParagraphKind.HEADING,
    ParagraphKind.BODY,
    ParagraphKind.CAPTION,
)


@pytest.fixture(scope="session")
def cleaned(real_seeds: Path) -> Callable[[str], CleanArticle]:
    """The clean article of a real region, free of mistakes."""

    def read(region: str) -> CleanArticle:
        mistakes = Mistakes()
        source = read_article(real_seeds / region, region, mistakes)
        assert mistakes.found == []
        assert source is not None
        return source

    return read


def _words(source: CleanArticle, *kinds: ParagraphKind) -> list[str]:
    return [source.article.text[p.start : p.end] for p in source.paragraphs if p.kind in kinds]


def _is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)


@pytest.mark.parametrize("region", REGIONS)
def test_paragraphs_and_newlines_are_the_text_exactly(
    region: str, cleaned: Callable[[str], CleanArticle]
) -> None:
    source = cleaned(region)
    text, done = source.article.text, 0
    for ordinal, paragraph in enumerate(source.paragraphs, start=1):
        assert paragraph.ordinal == ordinal
        assert text[done : paragraph.start] in ("", "\n")
        assert "\n" not in text[paragraph.start : paragraph.end]
        done = paragraph.end
    assert done == len(text)


@pytest.mark.parametrize("region", REGIONS)
def test_no_character_is_added_moved_or_changed(
    region: str, real_seeds: Path, cleaned: Callable[[str], CleanArticle]
) -> None:
    raw = (real_seeds / region / "article.txt").read_bytes().decode()
    text = cleaned(region).article.text
    assert _is_subsequence(re.sub(r"\s", "", text), re.sub(r"\s", "", raw))
    for line in text.split("\n"):
        assert line == line.strip() != ""


@pytest.mark.parametrize("region", REGIONS)
def test_only_what_a_rule_names_is_taken_away(
    region: str, real_seeds: Path, cleaned: Callable[[str], CleanArticle]
) -> None:
    with (real_seeds / region / "article.toml").open("rb") as file:
        rules = tomllib.load(file)["clean"]
    text = cleaned(region).article.text
    raw = (real_seeds / region / "article.txt").read_bytes().decode().split("\n")
    for line in map(str.strip, raw):
        if line == rules.get("furniture_from"):
            break
        assert line in text or any(
            line == rule or line.startswith(rule.removesuffix("……")) for rule in rules["furniture"]
        )


def test_yunfu_joins_the_lines_the_layout_broke(cleaned: Callable[[str], CleanArticle]) -> None:
    text = cleaned("yunfu").article.text
    assert "推动实施22条自然村的巷道硬底化项目,为8000人解决出行难问题。" in text
    assert "累计组织828名村级书记到镇(街)挂职锻炼,举办“头雁领航大比拼”比赛130多场。" in text


def test_yunfu_has_two_titles_three_headings_six_captions(
    cleaned: Callable[[str], CleanArticle],
) -> None:
    source = cleaned("yunfu")
    assert _words(source, TITLE) == [
        "云浮坚持党建引领,完善“四个三”机制促进乡村振兴",
        "“书记家访”解难题 “头雁工程”促振兴",
    ]
    assert [source.article.title, source.article.subtitle] == _words(source, TITLE)
    assert len(_words(source, HEADING)) == 3
    captions = _words(source, CAPTION)
    assert len(captions) == 6
    assert all(caption.startswith("■") for caption in captions)
    assert "采写" not in source.article.text


def test_liupanshui_keeps_each_caption_once_and_apart(
    cleaned: Callable[[str], CleanArticle],
) -> None:
    source = cleaned("liupanshui")
    captions = _words(source, CAPTION)
    assert captions == [
        "落别乡牛角村油菜花田里的幸福家园。(资料图)",
        "钟山区大河镇大桥村。(资料图)",
        "飘香茶园采茶忙,绿水青山处处景。(资料图)",
    ]
    assert all(source.article.text.count(caption) == 1 for caption in captions)
    assert _words(source, TITLE) == []
    assert len(_words(source, HEADING)) == 4
    assert "杨茜" not in source.article.text


def test_ruyuan_loses_navigation_and_keywords(cleaned: Callable[[str], CleanArticle]) -> None:
    source = cleaned("ruyuan")
    lines = source.article.text.split("\n")
    assert lines[0] == "改革攻坚规范治理年!乳源提升党建引领基层治理效能"
    assert lines[-1].endswith("优秀人才先进事迹进行广泛宣传。")
    assert len(_words(source, HEADING)) == 3
    for furniture in ("网站首页", "金融财经", "来源:", "关键词", "上一篇"):
        assert furniture not in source.article.text


def test_putian_keeps_run_in_headings_in_their_lines(
    cleaned: Callable[[str], CleanArticle],
) -> None:
    source = cleaned("putian")
    assert source.article.text.count("\n") == 3
    assert _words(source, HEADING) == [
        "全链条练兵。", "多形式培训提升。", "多举措补短强弱。", "多渠道宣传促动。",
        "常态化比武。", "明确比武内容。", "创新比武方式。", "用好比武成果。",
        "深化“百名组工干部进千村”。", "一线调研摸实情。", "结对共建聚合力。", "破解难题办实事。",
    ]  # fmt: skip
    assert "履职能力。多形式培训提升。依托莆田开放大学" in source.article.text
    assert "(莆田市委组织部)" not in source.article.text


def test_shantou_prints_the_abstract_once(cleaned: Callable[[str], CleanArticle]) -> None:
    source = cleaned("shantou")
    assert source.article.text.count("为深入贯彻习近平总书记关于全面推进乡村振兴的重要论述") == 1
    assert len(_words(source, CAPTION)) == 4
    assert len(_words(source, HEADING)) == 4
    for furniture in ("摘要", "原标题", "吴绪山", "免责声明", "读特", "2022-01-13"):
        assert furniture not in source.article.text


def test_a_line_may_be_named_by_its_beginning() -> None:
    result = clean("很长很长的导航\n正文。", CleanRules(furniture=("很长……",)))
    assert (result.text, result.misfits) == ("正文。", [])


def test_a_line_that_really_ends_in_dots_can_be_named_whole() -> None:
    result = clean("如此等等……\n正文。", CleanRules(headings=("如此等等……",)))
    assert [kind for kind, _, _ in result.stretches] == [HEADING, BODY]


def test_windows_line_ends_and_full_width_indents_do_not_matter() -> None:
    assert clean("　　甲。 \n\n\t乙。", CleanRules()).text == "甲。\n乙。"


def test_a_heading_inside_a_line_splits_it_into_three_stretches() -> None:
    result = clean("引子。小标题。正文。", CleanRules(run_in_headings=("小标题。",)))
    assert result.stretches == [(BODY, 0, 3), (HEADING, 3, 7), (BODY, 7, 10)]


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        (CleanRules(titles=("没有",)), "titles"),
        (CleanRules(headings=("没有",)), "headings"),
        (CleanRules(captions=("没有",)), "captions"),
        (CleanRules(furniture=("没有",)), "furniture"),
        (CleanRules(furniture_from="没有"), "furniture_from"),
        (CleanRules(print_once=("没有",)), "print_once"),
        (CleanRules(print_once=("甲。",)), "print_once"),
        (CleanRules(join_after=("没有",)), "join_after"),
        (CleanRules(join_after=("乙。",)), "join_after"),
        (CleanRules(join_after=("。",)), "join_after"),
        (CleanRules(run_in_headings=("没有。",)), "run_in_headings"),
        (CleanRules(run_in_headings=("。",)), "run_in_headings"),
        (CleanRules(titles=("甲。",), headings=("甲。",)), "headings"),
    ],
)
def test_a_rule_that_does_not_fit_is_reported(rules: CleanRules, key: str) -> None:
    misfits = clean("甲。\n乙。", rules).misfits
    assert [misfit[0] for misfit in misfits] == [key]


def test_lines_that_only_begin_alike_are_not_taken_for_one_printed_twice() -> None:
    result = clean("甲乙丙\n甲乙丁", CleanRules(print_once=("甲乙……",)))
    assert result.text == "甲乙丙\n甲乙丁"
    assert len(result.misfits) == 1
