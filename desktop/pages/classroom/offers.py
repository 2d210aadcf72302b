"""What can be put on a slide, as rows to choose from: mechanisms, families, quotes, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.text import fold, words_of
from desktop import words
from desktop.i18n import pick, tr
from desktop.models.rows import Row
from desktop.widgets.markdown import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records import Figure, Mechanism
    from db.records.own import Note
    from desktop.session import Session

_MOST: Final = 500  # rows: a list longer than this is for searching, not for looking through


def mechanism_rows(
    session: Session, found: Sequence[str] | None = None, first: Sequence[str] = ()
) -> list[Row]:
    """Mechanisms: those that a search found, or all, with those that are `first` on top."""
    cases = session.cases
    if found is not None:
        known = [cases.mechanism_by_id[ref] for ref in found if ref in cases.mechanism_by_id]
        return [_mechanism(session, mechanism) for mechanism in known]
    rows: list[Row] = []
    for title, ids in (
        (tr("这份课件里的"), first),
        (tr("收藏"), [i for i in session.marks.bookmarked() if i not in first]),
    ):
        known = [cases.mechanism_by_id[i] for i in ids if i in cases.mechanism_by_id]
        if known:
            rows += [_heading(title), *(_mechanism(session, m) for m in known)]
    shown = {row.id for row in rows}
    for region in cases.regions:
        own = [m for m in cases.mechanisms if m.region_id == region.id and m.id not in shown]
        if own and len(rows) < _MOST:
            rows += [_heading(words.region_name(region)), *(_mechanism(session, m) for m in own)]
    return rows


def family_rows(session: Session, query: str, found: Sequence[str] | None = None) -> list[Row]:
    """Families with how many regions have each; below, those of the mechanisms that were found."""
    cases = session.cases
    wanted = words_of(query)
    near = {
        family_id
        for ref in found or ()
        if ref in cases.mechanism_by_id
        for family_id in cases.families_of(cases.mechanism_by_id[ref])
    }
    rows, beside = [], []
    for family in cases.family_by_id.values():
        members = cases.family_members(family.id)
        regions = {m.region_id for m in members}
        count = tr("{n} 地").format(n=len(regions))
        theme = members[0].theme_id if members else ""
        row = Row(family.id, pick(family.name, family.name_en), theme=theme, figure=count)
        if members and _says(f"{family.name}\n{family.name_en}\n{family.description}", wanted):
            rows.append(row)
        elif family.id in near:
            beside.append(row)
    if rows and beside:
        return [*rows, _heading(tr("做法符合的类")), *beside]
    return rows or beside


def theme_rows(session: Session, query: str) -> list[Row]:
    """The themes."""
    wanted = words_of(query)
    return [
        Row(theme.id, pick(theme.name, theme.name_en), theme=theme.id)
        for theme in session.cases.themes
        if _says(f"{theme.name}\n{theme.name_en}", wanted)
    ]


def region_rows(session: Session, query: str) -> list[Row]:
    """The regions."""
    wanted = words_of(query)
    return [
        Row(region.id, words.region_name(region), figure=region.full_name)
        for region in session.cases.regions
        if _says(f"{region.full_name}\n{region.name_en}", wanted)
    ]


def quote_rows(session: Session, mechanism_id: str, query: str) -> list[Row]:
    """The quotes of one mechanism, by their numbers; the id of a row is its span."""
    wanted = words_of(query)
    return [
        Row(
            span_id(quote.article_id, quote.start, quote.end),
            " ".join(quote.exact.split()),
            figure=words.circled(quote.number),
        )
        for quote in session.cases.citations(mechanism_id)
        if _says(quote.exact, wanted)
    ]


def span_id(article_id: str, start: int, end: int) -> str:
    """A span as the id of a row."""
    return f"{start} {end} {article_id}"


def span_of(row_id: str) -> tuple[str, int, int]:
    """The span that `span_id` made an id of."""
    start, end, article_id = row_id.split(" ", 2)
    return article_id, int(start), int(end)


def measure_rows(session: Session, query: str) -> list[Row]:
    """What several regions give a number for, theme by theme."""
    cases, wanted, rows = session.cases, words_of(query), []
    for theme in cases.themes:
        own = [
            Row(
                measure.id,
                pick(measure.name, measure.name_en),
                theme=theme.id,
                figure=_measured(session, measure.figure_ids, measure.caution != ""),
            )
            for measure in cases.measures
            if measure.theme_id == theme.id
            and _says(f"{measure.name}\n{measure.name_en}\n{theme.name}", wanted)
        ]
        rows += own
    return rows


def _measured(session: Session, figure_ids: Iterable[str], caution: bool) -> str:
    regions = {session.cases.figure_by_id[one].region_id for one in figure_ids}
    count = tr("{n} 地").format(n=len(regions))
    return tr("{count} · 慎比").format(count=count) if caution else count


def figure_rows(
    session: Session, found: Sequence[str] | None = None, mechanisms: Iterable[str] = ()
) -> list[Row]:
    """Figures: those that a search found, or those of the mechanisms given before all others."""
    cases = session.cases
    if found is not None:
        known = [cases.figure_by_id[ref] for ref in found if ref in cases.figure_by_id]
        return [_figure(session, figure) for figure in known]
    first = [figure for ref in mechanisms for figure in cases.figures(ref)]
    rows = [_heading(tr("这份课件里的")), *(_figure(session, f) for f in first)] if first else []
    shown = {row.id for row in rows}
    for region in cases.regions:
        own = [f for f in cases.all_figures if f.region_id == region.id and f.id not in shown]
        if own and len(rows) < _MOST:
            rows += [_heading(words.region_name(region)), *(_figure(session, f) for f in own)]
    return rows


def note_rows(session: Session, query: str) -> list[Row]:
    """The user's notes, the newest first."""
    wanted = words_of(query)
    rows = []
    for note in reversed(session.marks.notes()):
        said, about = " ".join(to_plain(note.body).split()), note_subject(session, note)
        if said and _says(f"{said}\n{about}\n{note.title}", wanted):
            rows.append(Row(note.id, said, figure=about))
    return rows


def note_subject(session: Session, note: Note) -> str:
    """What a note is on, in a few words."""
    cases = session.cases
    mechanism = cases.mechanism_by_id.get(note.mechanism_id or "")
    if mechanism is not None:
        return words.mechanism_name(mechanism)
    family = cases.family_by_id.get(note.family_id or "")
    if family is not None:
        return pick(family.name, family.name_en)
    return note.title or note.mechanism_name


def _says(text: str, wanted: Sequence[str]) -> bool:
    """Whether every word stands in a text; without one the text is not folded."""
    if not wanted:
        return True
    folded = fold(text)
    return all(word in folded for word in wanted)


def _heading(text: str) -> Row:
    return Row(f"heading {text}", text, kind="heading")


def _mechanism(session: Session, mechanism: Mechanism) -> Row:
    region = session.cases.region_by_id[mechanism.region_id]
    return Row(
        mechanism.id,
        words.mechanism_name(mechanism),
        theme=mechanism.theme_id,
        figure=words.region_name(region),
        bookmarked=session.marks.is_bookmarked(mechanism.id),
    )


def _figure(session: Session, figure: Figure) -> Row:
    region = session.cases.region_by_id[figure.region_id]
    text = f"{figure.label} {figure.wording}"
    return Row(figure.id, text, figure=words.region_name(region))


def of_lesson(session: Session, lesson_id: str) -> list[str]:
    """The mechanisms that a lesson's slides are about, in their order."""
    return list(
        dict.fromkeys(ref for s in session.lessons.slides(lesson_id) for ref in s.mechanism_ids)
    )
