"""The audit lists what nobody accounted for, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import SeedError
from db.seeding.audit import audit, find_items

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.conftest import SmallSeeds


def _open(root: Path) -> list[tuple[int, str]]:
    return [(item.paragraph, item.words) for item in audit(root).open_items]


def _pass_over(seeds: SmallSeeds, text: str) -> Path:
    return seeds.write(seeds.region / "passed-over.toml", text)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("开展“五访三荐”工作680余次", ["“五访三荐”", "680"]),
        ("印发《办法(2021-2023年)》", ["《办法(2021-2023年)》"]),
        ("实施《“百村十万+”方案》", ["《“百村十万+”方案》"]),
        ("他说:“建好用好‘大党委’,服务2.7万人。”", ["‘大党委’", "2.7万"]),
        ("进一步统一思想", []),
        ("一方面", ["一"]),
    ],
)
def test_items_are_names_and_the_numbers_outside_them(text: str, items: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_items(text)] == items


def test_open_items_are_listed_with_paragraph_and_context(small_seeds: SmallSeeds) -> None:
    report = audit(small_seeds.root)
    assert _open(small_seeds.root) == [(4, "3-4"), (4, "三分之一"), (5, "《比武办法》")]
    assert report.items == 8
    item = report.open_items[0]
    assert (item.region, item.before, item.after) == (
        "示范",
        "全市每组选派",
        "名干部,帮扶三分之一以上",
    )
    assert "[3-4]" in str(item)


def test_a_number_partly_inside_a_quote_is_open(small_seeds: SmallSeeds) -> None:
    small_seeds.change(small_seeds.case, "元,覆盖50%以上的村\n", "元,覆盖5\n")
    assert (3, "50") in _open(small_seeds.root)


def test_a_name_is_covered_wherever_the_text_writes_it(small_seeds: SmallSeeds) -> None:
    assert (5, "“擂台比武”") not in _open(small_seeds.root)
    small_seeds.change(small_seeds.case, "name: “擂台比武”", "name: 别名")
    small_seeds.change(small_seeds.case, "aliases: [“擂台比武”活动]", "aliases: []")
    assert (5, "“擂台比武”") in _open(small_seeds.root)
    small_seeds.change(small_seeds.case, "aliases: []", "aliases: [擂台比武]")
    assert (5, "“擂台比武”") not in _open(small_seeds.root)


def test_headings_captions_and_titles_are_not_audited(small_seeds: SmallSeeds) -> None:
    small_seeds.change(small_seeds.region / "article.txt", "组织办法", "组织99项办法")
    small_seeds.change(small_seeds.region / "article.toml", '"组织办法"', '"组织99项办法"')
    assert "99" not in [words for _, words in _open(small_seeds.root)]


def test_passed_over_items_are_covered_everywhere_or_only_there(small_seeds: SmallSeeds) -> None:
    _pass_over(
        small_seeds,
        '[[item]]\ntext = "3-4名"\nreason = "分组"\n'
        '[[item]]\ntext = "三分之一"\nwhere = "帮扶三分之一以上的村"\nreason = "背景"\n'
        '[[item]]\ntext = "《比武办法》"\nreason = "文件"\n',
    )
    assert _open(small_seeds.root) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[item]]\ntext = "没有的话"\nreason = "x"\n', 2, "已不见于原文"),
        ('[[item]]\ntext = "3-4名"\nwhere = "旧版3-4名"\nreason = "x"\n', 3, "已不见于原文"),
        ('[[item]]\ntext = "3-4名"\nwhere = "全市"\nreason = "x"\n', 3, "where 里没有"),
        ('[[item]]\ntext = "3-4名"\n', 1, "缺 reason"),
        ('[[item]]\ntext = "3-4名"\nreason = "x"\nwhy = "y"\n', 4, "不认得的键 why"),
        ('[[items]]\ntext = "3-4名"\n', 1, "不认得的键 items"),
    ],
)
def test_a_stale_or_wrong_entry_is_a_mistake(
    text: str, line: int, words: str, small_seeds: SmallSeeds
) -> None:
    path = _pass_over(small_seeds, text)
    with pytest.raises(SeedError) as raised:
        audit(small_seeds.root)
    found = [(m.path, m.line) for m in raised.value.mistakes if words in m.message]
    assert found == [(path, line)]


def test_the_real_articles_are_accounted_for(real_seeds: Path) -> None:
    report = audit(real_seeds)
    assert [str(item) for item in report.open_items] == []
    assert report.items > 500
