"""region.toml, article.toml and article.txt -> Region, Article and its Paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from db.records import Region
from db.records.article import Article, DatePrecision, Paragraph, ParagraphKind, SourceKind
from db.seeding.cleaning import CleanText, clean, read_rules
from db.seeding.mistakes import LARGEST_TEXT, Mistakes, read_text
from db.seeding.tomlfile import TomlTable, read_toml

if TYPE_CHECKING:
    from pathlib import Path

_DATE_FORMS = {
    DatePrecision.DAY: r"\d{4}-\d{2}-\d{2}",
    DatePrecision.MONTH: r"\d{4}-\d{2}",
    DatePrecision.INFERRED_MONTH: r"\d{4}-\d{2}",
    DatePrecision.YEAR: r"\d{4}",
    DatePrecision.INFERRED_YEAR: r"\d{4}",
}
_LEVELS = ("city", "county")


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article with its paragraphs, ready for quotes to be looked up in."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    places: tuple[str, ...] = ()
    """Names of places that stand in the text, as it writes them."""


def read_region(path: Path, mistakes: Mistakes) -> Region | None:
    """region.toml; its id must be the name of its folder."""
    table = read_toml(path, mistakes)
    if table is None:
        return None
    region = Region(
        id=table.string("id"),
        name=table.string("name"),
        full_name=table.string("full_name"),
        name_en=table.string("name_en"),
        province=table.string("province"),
        level=table.string("level"),
        ordinal=table.integer("ordinal"),
    )
    if region.id != path.parent.name:
        table.add(table.line("id"), f"地区的 id 应与目录名 {path.parent.name} 相同，请改成一样。")
    if region.level not in _LEVELS:
        table.add(table.line("level"), "level 只能是 city（市）或 county（县）。")
    table.reject_unknown()
    return region


def read_article(folder: Path, region_id: str, mistakes: Mistakes) -> CleanArticle | None:
    """article.toml and article.txt of one region, None when either cannot be read at all."""
    raw = read_text(folder / "article.txt", mistakes, LARGEST_TEXT)
    table = read_toml(folder / "article.toml", mistakes)
    if raw is None or table is None:
        return None
    rules_table = table.table("clean")
    cleaned = clean(raw, read_rules(rules_table))
    for key, rule, what in cleaned.misfits:
        rules_table.add(rules_table.line_of_words(key, rule), f"{key} 的“{rule}”：{what}")
    places = _places(table, cleaned.text)
    article = _article(table, region_id, cleaned.text)
    _check_titles(table, article, cleaned)
    return CleanArticle(article, cleaned.paragraphs(article.id), places)


def _places(table: TomlTable, text: str) -> tuple[str, ...]:
    """What the text calls places: each stands in it, once in the list."""
    places = table.strings("places")
    for number, place in enumerate(places):
        line = table.line_of_words("places", place)
        if not place.strip() or place not in text:
            table.add(line, f"places 的“{place}”不在文章里，请照原文写，或删去。")
        elif place in places[:number]:
            table.add(line, f"places 的“{place}”写了两遍，请删去一个。")
    return tuple(places)


def _article(table: TomlTable, region_id: str, text: str) -> Article:
    """The fields of article.toml around the clean text."""
    precision, published_on = _date(table)
    article = Article(
        id=table.string("id"),
        region_id=region_id,
        title=table.string("title"),
        subtitle=table.string("subtitle", required=False),
        publication=table.string("publication", required=False),
        authors=tuple(table.strings("authors")),
        published_on=published_on,
        date_precision=precision,
        source_kind=_source_kind(table),
        rights=table.string("rights"),
        text=text,
        inferred=_inferred(table, precision),
    )
    if not article.id.startswith(region_id):
        table.add(table.line("id"), f"文章的 id 应以地区 {region_id} 开头，如 {region_id}-2022。")
    if not text:
        table.add(table.line("clean"), "清理之后一个字也不剩，请查 [clean] 的规则。")
    table.reject_unknown()
    return article


def _date(table: TomlTable) -> tuple[DatePrecision, str | None]:
    """How exactly the date is known, and the date as long as it is known."""
    word = table.string("date_precision")
    value = table.string("published_on", required=False)
    if word not in set(DatePrecision):
        known = "、".join(DatePrecision)
        table.add(table.line("date_precision"), f"不认得的 date_precision {word}，只能是 {known}。")
        return DatePrecision.UNKNOWN, None
    precision = DatePrecision(word)
    if precision is DatePrecision.UNKNOWN:
        if value:
            table.add(table.line("published_on"), "日期不详（unknown）时不要写 published_on。")
        return precision, None
    if not re.fullmatch(_DATE_FORMS[precision], value) or not _is_date(value):
        table.add(
            table.line("published_on"),
            f"published_on “{value}”与 {precision} 不合，应写成 2022-07-25、2022-07 或 2022。",
        )
    return precision, value


def _is_date(value: str) -> bool:
    """Whether year, month and day, as far as given, exist in the calendar."""
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


def _source_kind(table: TomlTable) -> SourceKind:
    """Who speaks; press when the field is wrong, which is a mistake anyway."""
    word = table.string("source_kind")
    if word in set(SourceKind):
        return SourceKind(word)
    problem = "source_kind 只能是 press（媒体报道）或 self_report（部门自述）。"
    table.add(table.line("source_kind"), problem)
    return SourceKind.PRESS


def _inferred(table: TomlTable, precision: DatePrecision) -> dict[str, str]:
    """[inferred]: which fields the text does not state, and what they were concluded from."""
    reasons = table.table("inferred")
    known = {field.name for field in fields(Article)} - {"id", "text", "inferred"}
    inferred: dict[str, str] = {}
    for key in reasons.data:
        if key not in known:
            reasons.add(reasons.line(key), f"[inferred] 里不认得的键 {key}，只能写文章的字段名。")
        inferred[key] = reasons.string(key)
    if precision.startswith("inferred") and "published_on" not in inferred:
        problem = "日期是推断的，请在 [inferred] 里写明 published_on 的依据。"
        table.add(table.line("published_on"), problem)
    return inferred


def _check_titles(table: TomlTable, article: Article, cleaned: CleanText) -> None:
    """A title the text does not print is the editor's and must say so."""
    printed = {
        cleaned.text[start:end]
        for kind, start, end in cleaned.stretches
        if kind is ParagraphKind.TITLE
    }
    for key in ("title", "subtitle"):
        value = str(getattr(article, key))
        if value and key not in article.inferred and value not in printed:
            table.add(
                table.line(key),
                f"{key} 不是文章里的题目行；是编者拟的，就在 [inferred] 里写明。",
            )
