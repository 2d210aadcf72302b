"""region.toml and article.toml: fields, dates, inferences, each mistake at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records.article import DatePrecision, SourceKind
from db.seeding.article import read_article, read_region
from db.seeding.mistakes import Mistakes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.conftest import SmallSeeds

REAL = {
    "yunfu": ("新快报", ("曾贵真",), "2023", DatePrecision.INFERRED_YEAR, SourceKind.PRESS),
    "liupanshui": ("", (), "2022-09", DatePrecision.INFERRED_MONTH, SourceKind.PRESS),
    "ruyuan": ("韶关日报", (), "2022-07-25", DatePrecision.DAY, SourceKind.PRESS),
    "putian": ("", ("莆田市委组织部",), None, DatePrecision.UNKNOWN, SourceKind.SELF_REPORT),
    "shantou": (
        "深圳特区报", ("吴绪山", "汕宣"), "2022-01-13", DatePrecision.DAY, SourceKind.PRESS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("region", REAL)
def test_the_real_articles_say_who_published_them_and_when(region: str, real_seeds: Path) -> None:
    mistakes = Mistakes()
    source = read_article(real_seeds / region, region, mistakes)
    assert source is not None
    assert mistakes.found == []
    article = source.article
    assert (
        article.publication,
        article.authors,
        article.published_on,
        article.date_precision,
        article.source_kind,
    ) == REAL[region]
    assert article.rights


def test_what_the_text_does_not_state_is_marked_inferred(real_seeds: Path) -> None:
    inferred = {}
    for region in REAL:
        source = read_article(real_seeds / region, region, Mistakes())
        assert source is not None
        inferred[region] = set(source.article.inferred)
    assert {"title", "published_on", "source_kind"} <= inferred["liupanshui"]
    assert "title" in inferred["putian"]
    assert "published_on" in inferred["yunfu"]
    assert "published_on" not in inferred["ruyuan"] | inferred["shantou"] | inferred["putian"]


def test_the_reprint_ban_is_kept_in_the_rights(real_seeds: Path) -> None:
    source = read_article(real_seeds / "shantou", "shantou", Mistakes())
    assert source is not None
    assert "任何人不得复制、转载、摘编、修改" in source.article.rights


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "demo-2022"', 'id = "x-2022"', "应以地区 demo 开头"),
        ('title = "示范市“擂台比武”促振兴"', 'title = "另一个题目"', "不是文章里的题目行"),
        ('title = "示范市“擂台比武”促振兴"', 'title = ""', "缺 title"),
        ('date_precision = "day"', 'date_precision = "hour"', "不认得的 date_precision"),
        ('published_on = "2022-07-25"', 'published_on = "2022-7-25"', "与 day 不合"),
        ('published_on = "2022-07-25"', 'published_on = "2022-02-30"', "与 day 不合"),
        ('source_kind = "press"', 'source_kind = "blog"', "source_kind 只能是"),
        ('rights = "著作权归示范日报社。"', 'rights = ""', "缺 rights"),
        ('authors = ["张三"]', 'authors = "张三"', "应是一列"),
        ('authors = ["张三"]', 'autors = ["张三"]', "不认得的键 autors"),
        ('publication = "示范日报"', "publication = 3", "应是一个带引号的字符串"),
        ('furniture_from = "尾部杂物"', 'furniture_frm = "尾部杂物"', "不认得的键 furniture_frm"),
        ('"这段话被版面截"', '"没有这样的行尾"', "join_after 的“没有这样的行尾”"),
    ],
)
def test_a_mistake_in_article_toml_is_named_with_its_line(
    old: str, new: str, words: str, small_seeds: SmallSeeds
) -> None:
    path = small_seeds.region / "article.toml"
    line = small_seeds.change(path, old, new)
    mistakes = Mistakes()
    read_article(small_seeds.region, "demo", mistakes)
    assert [(m.path, m.line) for m in mistakes.found if words in m.message] == [(path, line)]


@pytest.mark.parametrize("line", ['oops = "a', "[clean", "= 3"])
def test_broken_toml_is_one_mistake_with_a_line(line: str, small_seeds: SmallSeeds) -> None:
    path = small_seeds.write(small_seeds.region / "article.toml", f'id = "demo"\n{line}\n')
    mistakes = Mistakes()
    assert read_article(small_seeds.region, "demo", mistakes) is None
    assert [(m.path, m.line) for m in mistakes.found] == [(path, 2)]


def test_an_inferred_date_needs_its_reason(small_seeds: SmallSeeds) -> None:
    path = small_seeds.region / "article.toml"
    small_seeds.change(path, '"2022-07-25"', '"2022"')
    small_seeds.change(path, 'date_precision = "day"', 'date_precision = "inferred_year"')
    mistakes = Mistakes()
    read_article(small_seeds.region, "demo", mistakes)
    assert ["日期是推断的" in m.message for m in mistakes.found] == [True]


def test_an_unknown_date_is_none_and_may_not_be_written(small_seeds: SmallSeeds) -> None:
    path = small_seeds.region / "article.toml"
    small_seeds.change(path, 'date_precision = "day"', 'date_precision = "unknown"')
    mistakes = Mistakes()
    read_article(small_seeds.region, "demo", mistakes)
    assert len(mistakes.found) == 1
    small_seeds.change(path, 'published_on = "2022-07-25"\n', "")
    source = read_article(small_seeds.region, "demo", Mistakes())
    assert source is not None
    assert source.article.published_on is None


def test_a_missing_file_is_a_mistake(small_seeds: SmallSeeds) -> None:
    (small_seeds.region / "article.txt").unlink()
    (small_seeds.region / "article.toml").unlink()
    mistakes = Mistakes()
    assert read_article(small_seeds.region, "demo", mistakes) is None
    assert len(mistakes.found) == 2


def test_text_that_is_not_utf8_is_a_mistake(small_seeds: SmallSeeds) -> None:
    (small_seeds.region / "article.txt").write_bytes("示范".encode("gbk"))
    mistakes = Mistakes()
    assert read_article(small_seeds.region, "demo", mistakes) is None
    assert "UTF-8" in mistakes.found[0].message


@pytest.mark.parametrize(
    ("places", "words"),
    [('"示范市", "外地"', "“外地”不在文章里"), ('"示范市", "示范市"', "“示范市”写了两遍")],
)
def test_a_place_stands_in_the_article_and_once_in_the_list(
    places: str, words: str, small_seeds: SmallSeeds
) -> None:
    path = small_seeds.region / "article.toml"
    line = small_seeds.change(path, "[clean]", f"places = [{places}]\n[clean]")
    mistakes = Mistakes()
    read_article(small_seeds.region, "demo", mistakes)
    assert [(m.path, m.line) for m in mistakes.found if words in m.message] == [(path, line)]
    assert len(mistakes.found) == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "demo"', 'id = "other"', "应与目录名 demo 相同"),
        ('level = "city"', 'level = "town"', "level 只能是"),
        ("ordinal = 1", 'ordinal = "1"', "应是一个整数"),
        ('province = "示范省"', 'provinz = "示范省"', "不认得的键 provinz"),
    ],
)
def test_a_mistake_in_region_toml_is_named_with_its_line(
    old: str, new: str, words: str, small_seeds: SmallSeeds
) -> None:
    path = small_seeds.region / "region.toml"
    line = small_seeds.change(path, old, new)
    mistakes = Mistakes()
    read_region(path, mistakes)
    assert [(m.path, m.line) for m in mistakes.found if words in m.message] == [(path, line)]
