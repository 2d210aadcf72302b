"""What was found, as rows of a list and as sentences; shared by the palette and the results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.query import parse
from db.records.search import Meaning, MeaningKind, SearchHit
from db.text import ELLIPSIS, find_all, fold, snippet
from desktop import words
from desktop.i18n import language, pick, tr
from desktop.models.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Region
    from db.records.own import Note
    from desktop.searching import Found, Group, NoteHit
    from desktop.session import Session

_SUMMARY_WIDTH: Final = {"zh": 44, "en": 92}
_WORDS_NAMED: Final = 8
_LONGEST_TOLD: Final = 40


@dataclass(frozen=True, slots=True)
class Target:
    """What a row opens: a hit of the library, or a note; and the mechanism it belongs to."""

    mechanism_id: str
    hit: SearchHit | None = None
    note_id: str = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    """A row that leads to all results of a kind, '' for all kinds."""

    kind: str


def group_name(kind: str) -> str:
    """The name of a group."""
    return {
        "mechanism": tr("做法"),
        "figure": tr("数字"),
        "passage": tr("原文"),
        "note": tr("笔记"),
    }[kind]


def group_rows(session: Session, found: Found, group: Group, shown: int) -> list[Row]:
    """A heading with the count, the first hits, and the way to the others; [] for none."""
    if not group.hits:
        return []
    heading = Row("", f"{group_name(group.kind)} {group.total}", kind="heading")
    rows = [heading, *hit_rows(session, found, group, shown)]
    if group.total > shown:
        text = tr("查看全部 {n} 条{group}").format(n=group.total, group=group_name(group.kind))
        rows.append(Row(f"all {group.kind}", text, payload=AllOf(group.kind)))
    return rows


def hit_rows(session: Session, found: Found, group: Group, most: int | None = None) -> list[Row]:
    """One row a hit, of all of them or of the first."""
    return [
        _library_row(session, found, hit)
        if isinstance(hit, SearchHit)
        else _note_row(session, found, hit)
        for hit in group.hits[:most]
    ]


def _library_row(session: Session, found: Found, hit: SearchHit) -> Row:
    cases = session.cases
    mechanism = cases.mechanism_by_id.get(hit.ref_id)
    name, text, marks = hit.title, hit.snippet, hit.marks
    figure = found.figures.get(hit.ref_id) if hit.kind == "figure" else None
    if figure is not None:
        mechanism = cases.mechanism_by_id.get(figure.mechanism_id or "")
        name = f"{figure.label}  {figure.wording}"
        # Some quotes are longer than any row: the hit is to be seen.
        text, marks = snippet(figure.exact, found.asked.words)
    elif mechanism is not None:
        name = words.mechanism_name(mechanism)
        # A hit in the name, or in the region's beside it, needs no proof: the summary tells more.
        summary = pick(mechanism.summary, mechanism.summary_en)
        shown, found_there = snippet(summary, found.asked.words, _SUMMARY_WIDTH[language()])
        region = cases.region_by_id[hit.region_id]
        named = _marked(mechanism.name, found) or _is_region(region, hit, found)
        if found_there or named:
            text, marks = shown, found_there
    return Row(
        hit.ref_id,
        name,
        kind="hit",
        theme=mechanism.theme_id if mechanism else "",
        figure=_beside(hit.by, words.region_name(cases.region_by_id[hit.region_id])),
        subtitle=text.replace("\n", " "),
        marks=tuple(marks),
        # The title of a passage only says where it stands: it was not searched.
        name_marks=() if hit.kind == "passage" else _marked(name, found),
        bookmarked=hit.kind == "mechanism" and session.marks.is_bookmarked(hit.ref_id),
        payload=Target(mechanism.id if mechanism else "", hit),
    )


def _note_row(session: Session, found: Found, hit: NoteHit) -> Row:
    note = hit.note
    mechanism = session.cases.mechanism_by_id.get(note.mechanism_id or "")
    region = session.cases.region_by_id.get(note.region_id or "")
    name = tr("批注 {name}").format(name=_noted(session, note)).rstrip()
    return Row(
        note.id,
        name,
        kind="hit",
        theme=mechanism.theme_id if mechanism else "",
        figure=_beside(hit.by, words.region_name(region) if region else ""),
        subtitle=hit.snippet.replace("\n", " "),
        marks=hit.marks,
        name_marks=_marked(name, found),
        payload=Target(note.mechanism_id or "", note_id=note.id),
    )


def _noted(session: Session, note: Note) -> str:
    """The note's own title, or what it hangs on; '' for neither."""
    if note.title:
        return note.title
    mechanism = session.cases.mechanism_by_id.get(note.mechanism_id or "")
    if mechanism is not None:
        return words.mechanism_name(mechanism)
    family = session.cases.family_by_id.get(note.family_id or "")
    return pick(family.name, family.name_en) if family is not None else note.mechanism_name


def _marked(name: str, found: Found) -> tuple[tuple[int, int], ...]:
    return snippet(name, found.asked.words, len(name))[1]


def _is_region(region: Region, hit: SearchHit, found: Found) -> bool:
    """Whether all that was asked for is what the region of a hit is called, or that in pinyin."""
    names = fold(" ".join((region.name, region.full_name, region.name_en, region.province)))
    typed = parse(found.request.query).words
    return all(word in names for word in (tuple(fold(m.word) for m in hit.by) or typed))


def _beside(by: Iterable[Meaning], region: str) -> str:
    """The region, and why the hit stands here where its words were not typed."""
    kinds = {meaning.kind for meaning in by}
    why = [tr("拼音")] if MeaningKind.PINYIN in kinds else []
    why += [tr("同义词")] if MeaningKind.SYNONYM in kinds else []
    return " · ".join([*why, region] if region else why)


def span_of(session: Session, hit: SearchHit, found: Found) -> tuple[int, int]:
    """Where to open the source: the first word inside the passage, a figure's own span."""
    start, end = hit.start or 0, hit.end or 0
    if hit.kind == "figure":
        return start, end
    text = session.cases.article(hit.article_id or "").text[start:end]
    typed = parse(found.request.query).words
    for word in (*typed, *found.asked.words):
        spans = find_all(text, word)
        if spans:
            return start + spans[0][0], start + spans[0][1]
    return start, end


def also_searched(found: Found) -> str:
    """也搜了：… — the synonyms and the names spelt in pinyin that were looked for; '' for none."""
    parts = []
    for kind, sentence in (
        (MeaningKind.SYNONYM, tr("也搜了：{words}。")),
        (MeaningKind.PINYIN, tr("按拼音也搜了：{words}。")),
    ):
        others = [m.word for m in found.asked.meanings if m.kind is kind]
        if others:
            parts.append(sentence.format(words=_listed(others)))
    return pick("", " ").join(parts)


def told(text: str) -> str:
    """What was typed, as sentences name it: of a whole pasted paragraph only the beginning."""
    return text if len(text) <= _LONGEST_TOLD else text[:_LONGEST_TOLD] + ELLIPSIS


def _listed(texts: list[str]) -> str:
    more = tr("等") if len(texts) > _WORDS_NAMED else ""
    return tr("、").join(dict.fromkeys(map(told, texts[:_WORDS_NAMED]))) + more


def nothing_found(found: Found) -> str:
    """What was searched, and what to try."""
    query = parse(found.request.query)
    gap = pick("", " ")
    if not query.words:
        return tr("只写了不要的词，没有写要找的词；在前面加上要找的词。")
    sentences = [tr("没有找到“{query}”。").format(query=told(found.request.query))]
    if len(query.words) > 1:
        sentences.append(tr("要同时含有：{words}。").format(words=_listed(list(query.words))))
    if query.excluded:
        sentences.append(tr("不要含有：{words}。").format(words=_listed(list(query.excluded))))
    also = also_searched(found)
    if also:
        sentences.append(also)
    if found.request.region:
        sentences.append(tr("只找了一个地区。"))
    sentences.append(tr("查过做法、数字、原文和批注。"))
    sentences.append(tr("可以试试：{ways}。").format(ways=tr("；").join(_ways(found))))
    return gap.join(sentences)


def _ways(found: Found) -> list[str]:
    """What may help with this very query."""
    query = parse(found.request.query)
    ways = []
    if any(term.quoted for term in query.terms):
        ways.append(tr("去掉引号"))
    if len(query.words) > 1:
        ways.append(tr("去掉一个词"))
    if query.excluded:
        ways.append(tr("不排除任何词"))
    if any(len(word) > 2 for word in query.words):
        ways.append(tr("用更短的词"))
    if not found.request.synonyms:
        ways.append(tr("打开同义词"))
    if found.request.region:
        ways.append(tr("查全部地区"))
    ways.append(tr("名称和地名可以打拼音或首字母，如 sjjf"))
    return ways
