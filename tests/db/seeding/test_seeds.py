"""The whole folder: all mistakes of all files at once, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import LibraryError, SeedError
from db.seeding.freshness import seeds_digest
from db.seeding.seeds import load_seeds

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.conftest import SmallSeeds


def _mistakes(root: Path) -> list[str]:
    with pytest.raises(SeedError) as raised:
        load_seeds(root)
    return [str(mistake) for mistake in raised.value.mistakes]


def test_all_mistakes_of_all_files_come_at_once(small_seeds: SmallSeeds) -> None:
    case, region = small_seeds.case, small_seeds.region
    small_seeds.change(case, "theme: 考核激励", "theme: 甲")
    small_seeds.change(case, "| 680 | 次 |", "| 681 | 次 |")
    small_seeds.change(region / "region.toml", 'level = "city"', 'level = "town"')
    small_seeds.change(region / "article.toml", '"组织办法"', '"没有这一行"')
    small_seeds.change(small_seeds.root / "taxonomy.toml", 'glyph = "核"', "")
    small_seeds.write(region / "figures.md", "一段话。\n")
    broken = small_seeds.add_case("demo-broken", "没有开头\n")
    files = {line.rsplit(":", 2)[0] for line in _mistakes(small_seeds.root)}
    assert files == {
        str(path)
        for path in (
            case,
            region / "region.toml",
            region / "article.toml",
            region / "figures.md",
            small_seeds.root / "taxonomy.toml",
            broken,
        )
    }


def test_mistakes_are_sorted_and_say_file_line_and_what_to_do(small_seeds: SmallSeeds) -> None:
    line = small_seeds.change(small_seeds.case, "rank: core", "rank: main")
    (mistake,) = _mistakes(small_seeds.root)
    assert mistake.startswith(f"{small_seeds.case}:{line}: ")
    assert mistake.endswith("只能是 core（主干）或 supporting（辅助）。")


def test_a_name_given_twice_in_a_region_is_a_mistake(small_seeds: SmallSeeds) -> None:
    twin = small_seeds.add_case("demo-twin")
    assert [m.split(": ")[0] for m in _mistakes(small_seeds.root)] == [f"{twin}:2"]


def test_regions_may_not_share_name_ordinal_or_article_id(small_seeds: SmallSeeds) -> None:
    folder = small_seeds.add_region("other", 1)
    small_seeds.change(folder / "region.toml", 'name = "other"', 'name = "示范"')
    small_seeds.change(folder / "article.toml", "other-2022", "demo-2022")
    assert len([m for m in _mistakes(small_seeds.root) if "与 demo 重复" in m]) == 3


def test_ids_are_unique_across_regions_whose_names_begin_alike(small_seeds: SmallSeeds) -> None:
    folder = small_seeds.add_region("demo-b", 2)
    case = small_seeds.case.read_text(encoding="utf-8")
    small_seeds.write(folder / "mechanisms" / "demo-b-x.md", case)
    small_seeds.add_case("demo-b-x", case.replace("name: “擂台比武”", "name: 擂台比武乙"))
    assert len([m for m in _mistakes(small_seeds.root) if "同名文件" in m]) == 1


def test_regions_stand_in_the_order_of_their_ordinals(small_seeds: SmallSeeds) -> None:
    small_seeds.add_region("aaa", 3)
    small_seeds.add_region("zzz", 2)
    regions = load_seeds(small_seeds.root).regions
    assert [found.region.id for found in regions] == ["demo", "zzz", "aaa"]


def test_figures_of_the_region_at_large_are_read(small_seeds: SmallSeeds) -> None:
    small_seeds.write(
        small_seeds.region / "figures.md",
        "| 名目 | 数值 | 单位 | 修饰 | 时点 | 性质 | 原文 |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| 一组 | 3-4 | 名 |  |  | 标准 | 全市每组选派3-4名干部 |\n",
    )
    (figure,) = load_seeds(small_seeds.root).regions[0].figures
    assert (figure.id, figure.mechanism_id, figure.value_max) == ("demo#f1", None, 4)


def test_a_folder_without_region_toml_is_a_mistake(small_seeds: SmallSeeds) -> None:
    (small_seeds.root / "stray").mkdir()
    assert any("stray/region.toml" in m for m in _mistakes(small_seeds.root))


def test_seeds_without_a_region_are_a_mistake(tmp_path: Path) -> None:
    assert any("没有一个地区目录" in m for m in _mistakes(tmp_path))


def test_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="找不到案例种子目录"):
        load_seeds(tmp_path / "没有")


@pytest.mark.parametrize("change", ["content", "rename", "add"])
def test_the_digest_changes_with_any_seed(change: str, small_seeds: SmallSeeds) -> None:
    before = seeds_digest(small_seeds.root)
    assert seeds_digest(small_seeds.root) == before
    if change == "content":
        small_seeds.change(small_seeds.case, "rank: core", "rank: supporting")
    elif change == "rename":
        small_seeds.case.rename(small_seeds.case.with_name("demo-z.md"))
    else:
        small_seeds.write(small_seeds.region / "passed-over.toml", "")
    assert seeds_digest(small_seeds.root) != before


def test_the_digest_ignores_hidden_files(small_seeds: SmallSeeds) -> None:
    before = seeds_digest(small_seeds.root)
    small_seeds.write(small_seeds.root / ".git" / "x.md", "x")
    small_seeds.write(small_seeds.region / "mechanisms" / ".demo.md.swp", "x")
    assert seeds_digest(small_seeds.root) == before


def test_the_real_seeds_hold_no_mistake(real_seeds: Path) -> None:
    seeds = load_seeds(real_seeds)
    assert [found.region.id for found in seeds.regions] == [
        "yunfu", "liupanshui", "ruyuan", "putian", "shantou",
    ]  # fmt: skip
