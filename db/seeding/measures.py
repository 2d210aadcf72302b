"""measures.toml: what several regions count, and ratios of two numbers that one text states.

Nothing is computed here. A measure without a caution promises that its figures count the same
thing in the same unit, so that bars may be drawn; a ratio promises two figures of one paragraph.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.records.comparison import Measure, Ratio
from db.seeding import claims
from db.seeding.tomlfile import TomlTable, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from db.records import Figure
    from db.seeding.mistakes import Mistakes
    from db.seeding.taxonomy import Taxonomy

# Words for the same count: 12名 and 12人 are as many people. 人次 are not.
_SAME = (frozenset({"人", "名", "位"}),)
_LARGE = ("万", "亿")


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures in the order shown, their figures, and the ratios."""

    measures: tuple[Measure, ...] = ()
    ratios: tuple[Ratio, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads one file; figures are named 做法编号/名目, or by their id."""

    taxonomy: Taxonomy
    figures: Mapping[str, Figure]
    texts: Mapping[str, str]
    by_label: Mapping[str, list[Figure]]
    used: dict[str, str] = field(default_factory=dict)

    def figure(self, table: TomlTable, key: str, name: str) -> Figure | None:
        """The figure of this name, or None with a mistake at its line."""
        found = [self.figures[name]] if name in self.figures else self.by_label.get(name, [])
        if len(found) == 1:
            return found[0]
        problem = (
            "请写“做法编号/数据名目”，照抄卡片里的名目。"
            if not found
            else "这个名目在卡片里不止一行，请改写成数据的编号。"
        )
        table.add(table.line_of_words(key, name), f"找不到数据“{name}”：{problem}")
        return None

    def measure(self, table: TomlTable, ordinal: int) -> Measure:
        """One [[measure]]."""
        theme = self.taxonomy.theme(name := table.string("theme"))
        if theme is None and name:
            table.add(table.line("theme"), f"不认得的主题“{name}”，请从 taxonomy.toml 里选。")
        references = table.strings("figures")
        figures = [(name, self.figure(table, "figures", name)) for name in references]
        members = [(name, figure) for name, figure in figures if figure is not None]
        measure = Measure(
            id=table.string("id"),
            theme_id=theme.id if theme else "",
            name=table.string("name"),
            name_en=table.string("name_en"),
            unit=table.string("unit"),
            caution=table.string("caution", required=False),
            caution_en=table.string("caution_en", required=False),
            detail=table.string("detail"),
            detail_en=table.string("detail_en"),
            figure_ids=tuple(figure.id for _, figure in members),
            ordinal=ordinal,
        )
        same_units = table.strings("same_units")
        table.reject_unknown()
        if bool(measure.caution) != bool(measure.caution_en):
            table.add(table.line("caution"), "caution 和 caution_en 要写就都写。")
        self._check_units(table, measure, same_units, members)
        self._check_use(table, measure, members)
        for problem in _unfounded(measure, [figure for _, figure in members]):
            table.add(table.line("detail"), f"指标“{measure.name}”的说明：{problem}")
        if len(members) == len(references) and len({f.region_id for _, f in members}) < 2:
            hint = "至少要两个地区都写了才成指标。"
            table.add(table.line("figures"), f"指标“{measure.name}”只有一个地区，{hint}")
        return measure

    def _check_units(
        self, table: TomlTable, measure: Measure, same_units: list[str],
        members: list[tuple[str, Figure]],
    ) -> None:  # fmt: skip
        plain = measure.unit[1:] if measure.unit.startswith(_LARGE) else measure.unit
        for name, figure in members:
            if figure.unit not in {plain, *same_units}:
                line = table.line_of_words("figures", name)
                hint = "确是同一种量就写进 same_units，否则删去。"
                problem = f"单位是“{figure.unit}”，不是“{measure.unit}”，{hint}"
                table.add(line, f"数据“{name}”的{problem}")
        if members and not any(_is_same(figure.unit, plain) for _, figure in members):
            hint = "请照数据的单位写。"
            table.add(table.line("unit"), f"没有一个数据的单位是“{measure.unit}”，{hint}")
        if not measure.caution:
            odd = [unit for unit in same_units if not _is_same(unit, plain)]
            for unit in odd:
                line = table.line_of_words("same_units", unit)
                problem = f"“{unit}”与“{plain}”不是一种量，不能比，请写 caution 说明。"
                table.add(line, f"指标“{measure.name}”单位混用：{problem}")

    def _check_use(
        self, table: TomlTable, measure: Measure, members: list[tuple[str, Figure]]
    ) -> None:
        for name, figure in members:
            other = self.used.setdefault(figure.id, measure.name)
            if other != measure.name or measure.figure_ids.count(figure.id) > 1:
                line = table.line_of_words("figures", name)
                table.add(line, f"数据“{name}”已在指标“{other}”里，一个数只能归一个指标。")

    def ratio(self, table: TomlTable, ordinal: int) -> Ratio | None:
        """One [[ratio]]; None, with mistakes, where a figure is not found."""
        ends = {key: table.string(key) for key in ("numerator", "denominator")}
        found = {key: self.figure(table, key, name) for key, name in ends.items() if name}
        strings = {key: table.string(key) for key in ("id", "name", "name_en", "unit")}
        table.reject_unknown()
        above, below = found.get("numerator"), found.get("denominator")
        if above is None or below is None:
            return None
        problem = self._ratio_problem(above, below)
        if problem:
            table.add(table.line("denominator"), f"比“{strings['name']}”：{problem}")
        whole = "%" if above.unit == below.unit and strings["unit"] == "%" else ""
        unit = whole or f"{above.unit}/{below.unit}"
        if strings["unit"] and strings["unit"] != unit:
            table.add(table.line("unit"), f"单位应是“{unit}”，由两个数的单位得来。")
        return Ratio(
            **strings, numerator_id=above.id, denominator_id=below.id, ordinal=ordinal
        )  # fmt: skip

    def _ratio_problem(self, above: Figure, below: Figure) -> str:
        """Why these two cannot make a ratio, '' where they can."""
        if above.id == below.id:
            return "分子和分母是同一个数。"
        if below.value <= 0 or below.value_max is not None or above.value_max is not None:
            return "分母为零，或有一个数是范围，算不出比。"
        text = self.texts.get(above.article_id, "")
        between = text[min(above.start, below.start) : max(above.end, below.end)]
        if above.article_id != below.article_id or "\n" in between:
            return "两个数不在原文同一段里，不能说是同一批。"
        return ""


def read_measures(
    path: Path, taxonomy: Taxonomy, figures: Iterable[Figure], texts: Mapping[str, str],
    mistakes: Mistakes,
) -> Measures:  # fmt: skip
    """Read measures.toml, which seeds need not have; `texts` are the articles by id."""
    root = read_toml(path, mistakes) if path.exists() else None
    if root is None:
        return Measures()
    by_id = {figure.id: figure for figure in figures}
    by_label: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in by_id.values():
        by_label[f"{figure.mechanism_id or figure.region_id}/{figure.label}"].append(figure)
    reader = _Reader(taxonomy, by_id, texts, by_label)
    tables, ratio_tables = root.tables("measure"), root.tables("ratio")
    measures = tuple(reader.measure(table, n) for n, table in enumerate(tables, start=1))
    ratios = [reader.ratio(table, n) for n, table in enumerate(ratio_tables, start=1)]
    _reject_twins(tables, "id", lambda table: str(table.data.get("id")))
    _reject_twins(tables, "name", lambda table: str(table.data.get("name")))
    _reject_twins(ratio_tables, "id", lambda table: str(table.data.get("id")))
    root.reject_unknown()
    return Measures(measures, tuple(ratio for ratio in ratios if ratio is not None))


def _is_same(unit: str, other: str) -> bool:
    """Whether two units count the same: people are people by any classifier."""
    return unit == other or any({unit, other} <= group for group in _SAME)


def _unfounded(measure: Measure, members: list[Figure]) -> list[str]:
    """What caution and detail say beyond the figures' own words."""
    said = measure.caution + "\n" + measure.detail
    known = "\n".join(f"{f.exact}\n{f.as_of}\n{f.label}\n{f.wording}" for f in members)
    found = ["引号要用全角的“”‘’。"] if claims.has_straight_quotes(said) else []
    found += [
        f"{name}不在这些数据的原文里，请照抄或去掉引号。"
        for name in claims.names_not_in_text(said, known)
    ]
    return found + [
        f"数字 {number} 不在这些数据的原文里，请改正或删去。"
        for number in claims.numbers_without_quote(said, known)
    ]


def _reject_twins(tables: list[TomlTable], key: str, of: Callable[[TomlTable], str]) -> None:
    """Ids and names must be unique."""
    seen: set[str] = set()
    for table in tables:
        value = of(table)
        if value in seen:
            table.add(table.line(key), f"{key} “{value}”写了两遍，请改掉一个。")
        seen.add(value)
