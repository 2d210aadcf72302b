"""Small seeds that a test can bend: one region, one article, one case, everything correct."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

FACETS = (
    ("lead", "主体"),
    ("target", "对象"),
    ("steps", "步骤"),
    ("cadence", "频次"),
    ("criteria", "评价标准"),
    ("consequence", "结果运用"),
    ("support", "保障"),
    ("outcome", "成效"),
)
TAXONOMY = """\
[[theme]]
id = "kh"
name = "考核激励"
name_en = "Assessment"
glyph = "核"
[[family]]
id = "contest"
name = "擂台比武类"
name_en = "Contests"
description = "同台较量。"
description_en = "Side by side."
[[family]]
id = "training"
name = "干部培训类"
name_en = "Training"
description = "办班轮训。"
description_en = "Classes in turn."
""" + "".join(f'[[facet]]\nkind = "{k}"\nname = "{n}"\nname_en = "{k}"\n' for k, n in FACETS)

REGION = """\
id = "demo"
name = "示范"
full_name = "示范市"
name_en = "Demo"
province = "示范省"
level = "city"
ordinal = 1
"""

ARTICLE_TXT = """\
首页| 新闻| 关于
示范市“擂台比武”促振兴

  组织办法
去年以来,示范市开展“擂台比武”活动680余次,带动资金2亿多元,覆盖50%以上的村。
全市每组选派3-4名干部,帮扶三分之一以上的村;这段话被版面截

断了。
示范镇党委印发《比武办法》,再次开展“擂台比武”活动。
比武现场。
  比武现场。
尾部杂物
更多杂物
"""

ARTICLE_TOML = """\
id = "demo-2022"
title = "示范市“擂台比武”促振兴"
publication = "示范日报"
authors = ["张三"]
published_on = "2022-07-25"
date_precision = "day"
source_kind = "press"
rights = "著作权归示范日报社。"

[clean]
titles = ["示范市“擂台比武”促振兴"]
headings = ["组织办法"]
captions = ["比武现场。"]
furniture = ["首页| 新闻……"]
furniture_from = "尾部杂物"
join_after = ["这段话被版面截"]
"""

CLEAN_LINES = (
    "示范市“擂台比武”促振兴",
    "组织办法",
    "去年以来,示范市开展“擂台比武”活动680余次,带动资金2亿多元,覆盖50%以上的村。",
    "全市每组选派3-4名干部,帮扶三分之一以上的村;这段话被版面截断了。",
    "示范镇党委印发《比武办法》,再次开展“擂台比武”活动。",
    "比武现场。",
)

CASE = """\
---
name: “擂台比武”
name_en: Contest
theme: 考核激励
family: 擂台比武类
related: [干部培训类]
rank: core
itemised: yes
aliases: [“擂台比武”活动]
place: 示范镇
checked: yes
summary: 示范市开展“擂台比武”680余次。
summary_en: A contest.
---

> 〔做法〕示范市开展“擂台比武”活动680余次

## 成效

带动资金2亿多元。

> 〔数据〕带动资金2亿多元,覆盖50%以上的村

## 数据

| 名目 | 数值 | 单位 | 修饰 | 时点 | 性质 | 原文 |
| --- | --- | --- | --- | --- | --- | --- |
| 比武 | 680 | 次 | 余 | 去年以来 | 成效 | 开展“擂台比武”活动680余次 |
| 带动资金 | 2亿 | 元 | 多 |  | 成效 | 带动资金2亿多元 |
"""


@dataclass(frozen=True, slots=True)
class SmallSeeds:
    """A seeds folder in which a test changes one thing."""

    root: Path

    @property
    def region(self) -> Path:
        """The folder of the one region."""
        return self.root / "demo"

    @property
    def case(self) -> Path:
        """The one case file."""
        return self.region / "mechanisms" / "demo-biwu.md"

    def write(self, path: Path, text: str) -> Path:
        """Write a file, its folder included."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def change(self, path: Path, old: str, new: str) -> int:
        """Replace the only `old` of a file; the 1-based line it began on."""
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def add_case(self, name: str, text: str = CASE) -> Path:
        """Another case file beside the first."""
        return self.write(self.region / "mechanisms" / f"{name}.md", text)

    def add_region(self, region_id: str, ordinal: int) -> Path:
        """A second region with the same article and no case; its folder."""
        folder = self.root / region_id
        self.write(
            folder / "region.toml",
            REGION.replace('"demo"', f'"{region_id}"')
            .replace('name = "示范"', f'name = "{region_id}"')
            .replace("ordinal = 1", f"ordinal = {ordinal}"),
        )
        self.write(folder / "article.txt", ARTICLE_TXT)
        self.write(folder / "article.toml", ARTICLE_TOML.replace("demo-2022", f"{region_id}-2022"))
        return folder


@pytest.fixture
def small_seeds(tmp_path: Path) -> SmallSeeds:
    """Correct seeds of one region, in a folder whose name is Chinese and holds a space."""
    seeds = SmallSeeds(tmp_path / "种子 目录")
    seeds.write(seeds.root / "taxonomy.toml", TAXONOMY)
    seeds.write(seeds.region / "region.toml", REGION)
    seeds.write(seeds.region / "article.txt", ARTICLE_TXT)
    seeds.write(seeds.region / "article.toml", ARTICLE_TOML)
    seeds.write(seeds.case, CASE)
    return seeds


@pytest.fixture(scope="session")
def real_seeds() -> Path:
    """The seeds of the repository. What stands in their case files may change at any time."""
    return REPOSITORY / "seeds"
