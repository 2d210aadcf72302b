"""taxonomy.toml: the closed vocabulary, and each mistake at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import FacetKind
from db.seeding.mistakes import Mistakes
from db.seeding.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_facet_without_a_name_is_a_mistake(small_seeds: SmallSeeds) -> None:
    path = small_seeds.root / "taxonomy.toml"
    small_seeds.change(path, '[[facet]]\nkind = "lead"\nname = "主体"\nname_en = "lead"\n', "")
    mistakes = Mistakes()
    read_taxonomy(path, mistakes)
    assert ["缺要点 lead" in m.message for m in mistakes.found] == [True]
