"""The interface's words for what the data names in English: facets, kinds, dates, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import FigureKind
from db.text import circled as circled
from desktop.i18n import pick, tr

if TYPE_CHECKING:
    from db.records import Mechanism, Region
    from db.records.article import Article, SourceKind
    from db.records.evidence import FacetKind

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def facet_name(kind: FacetKind) -> str:
    """The short name of a facet."""
    from db.records.evidence import FacetKind

    return {
        FacetKind.LEAD: tr("主体"),
        FacetKind.TARGET: tr("对象"),
        FacetKind.STEPS: tr("步骤"),
        FacetKind.CADENCE: tr("频次"),
        FacetKind.CRITERIA: tr("评价"),
        FacetKind.CONSEQUENCE: tr("运用"),
        FacetKind.SUPPORT: tr("保障"),
        FacetKind.OUTCOME: tr("成效"),
    }[kind]


def facet_title(kind: FacetKind) -> str:
    """The name of a facet where there is room to say what is asked."""
    from db.records.evidence import FacetKind

    return {
        FacetKind.STEPS: tr("做法步骤"),
        FacetKind.CRITERIA: tr("评价标准"),
        FacetKind.CONSEQUENCE: tr("结果运用"),
    }.get(kind, facet_name(kind))


def gap_text(gap: str) -> str:
    """Nobody looked, the scheme is only named, or the text is silent: never one for another."""
    return {
        "unchecked": tr("尚未核对"),
        "named_only": tr("原文只提名称"),
        "silent": tr("原文未提及"),
    }[gap]


def figure_kind(kind: FigureKind) -> str:
    """What a number stands for."""
    return {
        FigureKind.RESULT: tr("成效"),
        FigureKind.INPUT: tr("投入"),
        FigureKind.TARGET: tr("目标"),
        FigureKind.STANDARD: tr("标准"),
        FigureKind.CONTEXT: tr("背景"),
    }[kind]


def source_kind(kind: SourceKind) -> str:
    """Who speaks in an article."""
    from db.records.article import SourceKind

    return tr("部门自述") if kind is SourceKind.SELF_REPORT else tr("媒体报道")


def publication(article: Article) -> str:
    """The publication, or that the text does not name it."""
    return article.publication or tr("刊载未注明")


def published_on(article: Article) -> str:
    """The date as far as it is known; what was concluded from the text says so."""
    from db.records.article import DatePrecision

    if article.published_on is None:
        return tr("日期未注明")
    shown = _date(article.published_on)
    inferred = article.date_precision in (
        DatePrecision.INFERRED_MONTH,
        DatePrecision.INFERRED_YEAR,
    )
    return tr("约 {date}（据文内推断）").format(date=shown) if inferred else shown


def _date(stamp: str) -> str:
    """2023, 2023-05 or 2023-05-12 in words: 2023年5月12日, 12 May 2023."""
    parts = [int(part) for part in stamp.split("-")]
    chinese = "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    year, months, days = str(parts[0]), parts[1:2], parts[2:3]
    english = " ".join([*map(str, days), *(_MONTHS[month - 1] for month in months), year])
    return pick(chinese, english)


def byline(article: Article) -> str:
    """Publication, authors, date: one line under a title."""
    authors = tr("、").join(article.authors)
    return tr("，").join(
        part for part in (publication(article), authors, published_on(article)) if part
    )


def citation(article: Article) -> str:
    """Where a copied passage is from."""
    form = (
        tr("——《{title}（编者拟题）》，{byline}")
        if "title" in article.inferred
        else tr("——《{title}》，{byline}")
    )
    return form.format(title=article.title, byline=byline(article))


def mechanism_name(mechanism: Mechanism) -> str:
    """The name in the language of the interface."""
    return pick(mechanism.name, mechanism.name_en)


def region_name(region: Region) -> str:
    """The short name in the language of the interface."""
    return pick(region.name, region.name_en)
