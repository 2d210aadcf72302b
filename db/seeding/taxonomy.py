"""taxonomy.toml: themes, families, names of facets, in the order shown; and synonyms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.records import Theme
from db.records.comparison import Family
from db.records.evidence import FacetKind
from db.seeding import claims
from db.seeding.tomlfile import TomlTable, read_toml
from db.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from db.seeding.mechanism import Case
    from db.seeding.mistakes import Mistakes


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The closed vocabulary of case files; every name and every id leads to its record."""

    themes: tuple[Theme, ...] = ()
    families: tuple[Family, ...] = ()
    facets: dict[str, FacetKind] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()
    lines: dict[str, int] = field(default_factory=dict)  # family id -> where its description stands

    def theme(self, name: str) -> Theme | None:
        """The theme called so, by name or id."""
        return next((theme for theme in self.themes if name in (theme.name, theme.id)), None)

    def family(self, name: str) -> Family | None:
        """The family called so, by name or id."""
        return next((family for family in self.families if name in (family.name, family.id)), None)


def read_taxonomy(path: Path, mistakes: Mistakes) -> Taxonomy:
    """Read taxonomy.toml; what is wrong goes to `mistakes` and the rest is still returned."""
    root = read_toml(path, mistakes)
    if root is None:
        return Taxonomy()
    themes = tuple(_theme(table, n) for n, table in enumerate(root.tables("theme"), start=1))
    tables = root.tables("family")
    families = tuple(_family(table, n) for n, table in enumerate(tables, start=1))
    lines = {
        family.id: table.line("description") for family, table in zip(families, tables, strict=True)
    }
    facets: dict[str, FacetKind] = {}
    for table in root.tables("facet"):
        _add_facet(table, facets)
    synonyms = _synonyms(root.tables("synonym"))
    for kind in FacetKind:
        if kind not in facets.values():
            mistakes.add(path, 1, f"缺要点 {kind} 的名称，请补一节 [[facet]]。")
    for key in ("theme", "family"):
        _reject_twins(root.tables(key), ("id", "name"))
    root.reject_unknown()
    return Taxonomy(themes, families, facets, synonyms, lines)


def check_families(
    path: Path, taxonomy: Taxonomy, cases: Iterable[Case], mistakes: Mistakes
) -> None:
    """Hold every family's description against the quotes of its members.

    Numbers with their 余, 近, 以上 and quoted names must be the members'; a family that no case
    names is a mistake. Nothing is said while there are other mistakes: a case that could not be
    read whole is missing here, and the family would be blamed for it.
    """
    if mistakes.found:
        return
    quotes: dict[str, list[str]] = {family.id: [] for family in taxonomy.families}
    named = set[str]()
    for case in cases:
        own = case.mechanism.family_id
        named.update(case.related)
        if own is not None:
            named.add(own)
            quotes[own] += [evidence.exact for evidence in case.evidence]
            quotes[own] += [figure.exact for figure in case.figures]
    for family in taxonomy.families:
        line = taxonomy.lines[family.id]
        if family.id in named:
            for message in _unfounded(family.description, "\n".join(quotes[family.id])):
                mistakes.add(path, line, f"同类“{family.name}”的说明：{message}")
        else:
            hint = "请在做法卡片的 family 里写上它，或删去这一节。"
            mistakes.add(path, line, f"同类“{family.name}”没有一条做法，{hint}")


def _unfounded(description: str, quotes: str) -> list[str]:
    """What a description says beyond the quotes of the family's members."""
    found = []
    if claims.has_straight_quotes(description):
        found.append("引号要用全角的“”‘’，请把半角引号换掉。")
    found += [
        f"{name}不在本类做法引用的原文里，请照抄原文的叫法，或去掉引号。"
        for name in claims.names_not_in_text(description, quotes)
    ]
    found += [
        f"数字 {number} 不在本类做法引用的原文里，请改正或删去。"
        for number in claims.numbers_without_quote(description, quotes)
    ]
    found += [
        f"数字 {number} 在原文里带“{lost}”，这里丢了，请补上。"
        for number, lost in claims.lost_qualifiers(description, quotes)
    ]
    return found


def _theme(table: TomlTable, ordinal: int) -> Theme:
    """One [[theme]]."""
    theme = Theme(
        id=table.string("id"),
        name=table.string("name"),
        name_en=table.string("name_en"),
        glyph=table.string("glyph"),
        ordinal=ordinal,
    )
    table.reject_unknown()
    return theme


def _family(table: TomlTable, ordinal: int) -> Family:
    """One [[family]]."""
    family = Family(
        id=table.string("id"),
        name=table.string("name"),
        name_en=table.string("name_en"),
        description=table.string("description"),
        description_en=table.string("description_en"),
        ordinal=ordinal,
    )
    table.reject_unknown()
    return family


def _add_facet(table: TomlTable, facets: dict[str, FacetKind]) -> None:
    """One [[facet]]: its Chinese and its English name both lead to the kind."""
    kind, name, _ = table.string("kind"), table.string("name"), table.string("name_en")
    table.reject_unknown()
    if kind not in set(FacetKind):
        table.add(table.line("kind"), f"不认得的要点 {kind}，只能是 {'、'.join(FacetKind)}。")
        return
    for word in (name, kind):
        if word in facets:
            table.add(table.line("name"), f"要点“{word}”写了两遍，请删去一个。")
        facets[word] = FacetKind(kind)


def _synonyms(tables: Iterable[TomlTable]) -> tuple[tuple[str, ...], ...]:
    """The [[synonym]] groups: two words or more each, no word in two groups."""
    groups: list[tuple[str, ...]] = []
    seen = set[str]()
    for table in tables:
        words = table.strings("words")
        table.reject_unknown()
        if len(words) < 2:
            table.add(
                table.line("words"), "words 至少要有两个词，才谈得上同义；请补上或删去这一节。"
            )
        for word in words:
            line = table.line_of_words("words", word)
            plain = fold(word)
            if not word or any(map(str.isspace, word)) or '"' in plain:
                table.add(line, f"同义词“{word}”里不能有空白和引号，也不能空着，请改正。")
            elif plain in seen:
                table.add(line, f"同义词“{word}”写了两遍，请删去一个，或把两节并成一节。")
            seen.add(plain)
        groups.append(tuple(words))
    return tuple(groups)


def _reject_twins(tables: Iterable[TomlTable], keys: Iterable[str]) -> None:
    """Ids and names must be unique, or a case file could not say which it means."""
    for key in keys:
        seen: set[str] = set()
        for table in tables:
            value = table.data.get(key)
            if isinstance(value, str) and value in seen:
                table.add(table.line(key), f"{key} “{value}”写了两遍，请改掉一个。")
            seen.add(str(value))
