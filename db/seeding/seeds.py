"""The whole of seeds/ -> records, or SeedError with every mistake of every file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import LibraryError
from db.seeding.article import CleanArticle, read_article, read_region
from db.seeding.casefile import read_case_file, read_figures_file
from db.seeding.figures import FigureOwner, make_figures
from db.seeding.measures import Measures, read_measures
from db.seeding.mechanism import Case, make_case, order_cases
from db.seeding.mistakes import Mistakes
from db.seeding.taxonomy import Taxonomy, check_families, read_taxonomy

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Figure, Region


@dataclass(frozen=True, slots=True)
class RegionSeeds:
    """One region: its folder, its article, its mechanisms in document order, its own figures."""

    folder: Path
    region: Region
    source: CleanArticle
    cases: tuple[Case, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Seeds:
    """All that a library is built from; regions stand in the order of their ordinal."""

    taxonomy: Taxonomy
    regions: tuple[RegionSeeds, ...]
    measures: Measures


def load_seeds(seeds: Path) -> Seeds:
    """Read and check everything under `seeds`.

    Raises SeedError with all mistakes at once, LibraryError where the folder itself is missing,
    OSError where a file cannot be read.
    """
    if not seeds.is_dir():
        raise LibraryError(f"找不到案例种子目录：{seeds}。请用 --seeds 指明。")
    mistakes = Mistakes()
    taxonomy = read_taxonomy(seeds / "taxonomy.toml", mistakes)
    found = [_read_region(folder, taxonomy, mistakes) for folder in _region_folders(seeds)]
    regions = sorted((r for r in found if r), key=lambda r: (r.region.ordinal, r.region.id))
    if not found:
        mistakes.add(seeds / "taxonomy.toml", 1, "seeds 里没有一个地区目录，请至少建一个。")
    _reject_twin_regions(regions, mistakes)
    _reject_twin_ids(regions, mistakes)
    cases = [case for region in regions for case in region.cases]
    check_families(seeds / "taxonomy.toml", taxonomy, cases, mistakes)
    measures = _read_measures(seeds, taxonomy, regions, mistakes)
    mistakes.raise_if_any()
    return Seeds(taxonomy, tuple(regions), measures)


def _read_measures(
    seeds: Path, taxonomy: Taxonomy, regions: list[RegionSeeds], mistakes: Mistakes
) -> Measures:
    """measures.toml, over the figures of all regions.

    Nothing is said of it while there are other mistakes: a case that could not be read whole
    lacks figures, and the measures would be blamed for it.
    """
    own = Mistakes()
    figures = [figure for found in regions for case in found.cases for figure in case.figures]
    figures += [figure for found in regions for figure in found.figures]
    texts = {found.source.article.id: found.source.article.text for found in regions}
    measures = read_measures(seeds / "measures.toml", taxonomy, figures, texts, own)
    if not mistakes.found:
        mistakes.found += own.found
    return measures


def _region_folders(seeds: Path) -> list[Path]:
    """The folders that are regions; hidden ones are none."""
    return sorted(
        path for path in seeds.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))
    )


def _read_region(folder: Path, taxonomy: Taxonomy, mistakes: Mistakes) -> RegionSeeds | None:
    """One region's folder; None, with mistakes, when region or article cannot be read at all."""
    region = read_region(folder / "region.toml", mistakes)
    source = read_article(folder, folder.name, mistakes)
    if source is None:
        return None
    cases = _read_cases(folder, taxonomy, source, mistakes)
    path = folder / "figures.md"
    drafts = read_figures_file(path, mistakes) if path.exists() else []
    owner = FigureOwner(None, folder.name)
    figures = make_figures(path, drafts, owner, source, mistakes)
    if region is None:
        return None
    return RegionSeeds(folder, region, source, tuple(cases), tuple(figures))


def _read_cases(
    folder: Path, taxonomy: Taxonomy, source: CleanArticle, mistakes: Mistakes
) -> list[Case]:
    """All case files of a region, in document order; two of one name are a mistake."""
    cases: list[Case] = []
    names: dict[str, str] = {}
    for path in sorted((folder / "mechanisms").glob("*.md")):
        draft = read_case_file(path, taxonomy.facets, mistakes)
        if draft is None:
            continue
        case = make_case(draft, taxonomy, source, mistakes)
        name = case.mechanism.name
        if name and name in names and draft.fields:
            line = draft.fields["name"].line
            mistakes.add(path, line, f"名称“{name}”与 {names[name]} 重复，请改掉一个。")
        names.setdefault(name, path.name)
        cases.append(case)
    return order_cases(cases)


def _reject_twin_regions(regions: list[RegionSeeds], mistakes: Mistakes) -> None:
    """Names, ordinals and article ids must be unique across regions."""
    seen: dict[tuple[str, object], str] = {}
    for found in regions:
        region = found.region
        for file, key, value in (
            ("region.toml", "name", region.name),
            ("region.toml", "ordinal", region.ordinal),
            ("article.toml", "id", found.source.article.id),
        ):
            other = seen.setdefault((key, value), region.id)
            if other != region.id:
                problem = f"{key} “{value}”与 {other} 重复，请改掉一个。"
                mistakes.add(found.folder / file, 1, problem)


def _reject_twin_ids(regions: list[RegionSeeds], mistakes: Mistakes) -> None:
    """Ids of mechanisms are unique in the whole library (yun-fu-x can stand in yun and yun-fu)."""
    seen: dict[str, str] = {}
    for found in regions:
        for case in found.cases:
            other = seen.setdefault(case.mechanism.id, found.region.id)
            if other != found.region.id:
                path = found.folder / "mechanisms" / f"{case.mechanism.id}.md"
                mistakes.add(path, 1, f"{other} 里也有一个同名文件，请改名。")
