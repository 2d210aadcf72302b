"""Records -> rows of library.db. Pure: the columns of schema.sql, and nothing that opens a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db.records.article import Article, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.records import Mechanism, Region
    from db.records.comparison import Measure
    from db.seeding.seeds import RegionSeeds, Seeds

Row = dict[str, Any]


def content_rows(seeds: Seeds) -> Iterator[tuple[str, list[Row]]]:
    """(table, rows) of everything but the search, in an order that foreign keys allow."""
    regions = seeds.regions
    cases = [case for found in regions for case in found.cases]
    figures = [figure for found in regions for case in found.cases for figure in case.figures]
    figures += [figure for found in regions for figure in found.figures]
    yield "region", [_row(found.region) for found in regions]
    yield "article", [_article(found.source.article) for found in regions]
    yield "paragraph", [_row(p) for found in regions for p in found.source.paragraphs]
    yield (
        "place",
        [
            {"article_id": found.source.article.id, "ordinal": number, "name": name}
            for found in regions
            for number, name in enumerate(found.source.places, start=1)
        ],
    )
    yield "theme", [_row(theme) for theme in seeds.taxonomy.themes]
    yield "family", [_row(family) for family in seeds.taxonomy.families]
    yield "mechanism", [_mechanism(case.mechanism) for case in cases]
    yield (
        "related_family",
        [
            {"mechanism_id": case.mechanism.id, "family_id": family}
            for case in cases
            for family in case.related
        ],
    )
    yield "facet", [_row(facet) for case in cases for facet in case.facets]
    yield "evidence", [_row(evidence) for case in cases for evidence in case.evidence]
    yield "figure", [_row(figure) for figure in figures]
    yield "measure", [_measure(measure) for measure in seeds.measures.measures]
    yield (
        "measure_figure",
        [
            {"measure_id": measure.id, "figure_id": figure_id, "ordinal": ordinal}
            for measure in seeds.measures.measures
            for ordinal, figure_id in enumerate(measure.figure_ids, start=1)
        ],
    )
    yield "ratio", [_row(ratio) for ratio in seeds.measures.ratios]
    yield (
        "synonym",
        [
            {"group_no": number, "ordinal": place, "word": word}
            for number, group in enumerate(seeds.taxonomy.synonyms, start=1)
            for place, word in enumerate(group, start=1)
        ],
    )


def names(seeds: Seeds) -> list[str]:
    """Everything that can be looked for in pinyin: names, aliases, places, regions."""
    found: list[str] = []
    for region in seeds.regions:
        found += (region.region.name, region.region.full_name, region.region.province)
        found += region.source.places
        for case in region.cases:
            found += (case.mechanism.name, *case.mechanism.aliases, case.mechanism.place)
    return found


def search_rows(seeds: Seeds) -> list[Row]:
    """What can be found: all mechanisms, then all figures, then all passages, numbered from 1."""
    rows: list[Row] = []
    for documents in (_mechanism_documents, _figure_documents, _passage_documents):
        for found in seeds.regions:
            rows += documents(found)
    return [{"id": number, **row} for number, row in enumerate(rows, start=1)]


def _row(record: Any) -> Row:
    """The fields of a record. Not asdict, which copies every value: felt with 100,000 of them."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _article(article: Article) -> Row:
    row = _row(article)
    row["authors"] = _json(article.authors)
    row["inferred"] = _json(article.inferred)
    return row


def _mechanism(mechanism: Mechanism) -> Row:
    row = _row(mechanism)
    row["aliases"] = _json(mechanism.aliases)
    row["itemised"], row["checked"] = int(mechanism.itemised), int(mechanism.checked)
    return row


def _measure(measure: Measure) -> Row:
    row = _row(measure)
    del row["figure_ids"]
    return row


def _json(value: object) -> str:
    """JSON that reads as Chinese and is the same on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _document(kind: str, ref_id: str, title: str, region_id: str, body: Iterable[str]) -> Row:
    """A search document without a place in an article."""
    return {
        "kind": kind,
        "ref_id": ref_id,
        "title": title,
        "region_id": region_id,
        "article_id": None,
        "start": None,
        "end": None,
        "body": "\n".join(part for part in body if part),
    }


def _where(region: Region) -> tuple[str, ...]:
    """What a region is called: a text seldom names the region it is about in every sentence."""
    names = (region.full_name, region.name_en, region.province)
    return names if region.name in region.full_name else (region.name, *names)


def _mechanism_documents(found: RegionSeeds) -> list[Row]:
    """One document a mechanism: every word of it that a user may remember, and whose it is."""
    where = _where(found.region)
    return [
        _document(
            "mechanism", m.id, m.name, m.region_id,
            (
                m.name, *m.aliases, m.name_en, m.place, m.summary,
                *(facet.text for facet in case.facets), *where,
            ),
        )
        for case in found.cases
        for m in (case.mechanism,)
    ]  # fmt: skip


def _figure_documents(found: RegionSeeds) -> list[Row]:
    """One document a figure, with its span."""
    figures = [figure for case in found.cases for figure in case.figures] + list(found.figures)
    where = _where(found.region)
    return [
        _document("figure", f.id, f.label, f.region_id, (f.label, f.wording, f.exact, *where))
        | {"article_id": f.article_id, "start": f.start, "end": f.end}
        for f in figures
    ]


def _passage_documents(found: RegionSeeds) -> list[Row]:
    """One document a paragraph; its title is the article's, or the last heading above it."""
    article, heading = found.source.article, ""
    rows: list[Row] = []
    for paragraph in found.source.paragraphs:
        words = article.text[paragraph.start : paragraph.end]
        if paragraph.kind is ParagraphKind.HEADING:
            heading = words
        title = heading if paragraph.kind is ParagraphKind.BODY and heading else article.title
        ref_id = f"{article.id}#{paragraph.ordinal}"
        place = {"article_id": article.id, "start": paragraph.start, "end": paragraph.end}
        rows.append(_document("passage", ref_id, title, article.region_id, (words,)) | place)
    return rows
