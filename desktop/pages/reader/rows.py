"""What the lists beside an article show: its mechanisms, the user's own, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop import words
from desktop.i18n import tr
from desktop.models.rows import Row
from desktop.widgets.markdown import to_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Figure, Mechanism
    from db.records.article import Article
    from db.records.own import Note
    from desktop.pages.reader.marks import OwnEntry
    from desktop.session import Session


@dataclass(frozen=True, slots=True)
class Target:
    """Where a row leads: a mechanism, a span of the text, a mark of the user's."""

    mechanism_id: str = ""
    span: tuple[int, int] | None = None
    note_id: str = ""
    highlight_id: str = ""


class ReaderRows:
    """Makes the rows of one article; `by_theme` groups them, else the text gives the order."""

    def __init__(self, session: Session, article: Article) -> None:
        self._session = session
        self._article = article
        cases = session.cases
        first: dict[str, int] = {}
        for entry in cases.article_evidence(article.id):
            first.setdefault(entry.mechanism_id, entry.start)
        self._first = first
        self.mechanisms: list[Mechanism] = [cases.mechanism_by_id[key] for key in first]
        self._theme_order = {theme.id: number for number, theme in enumerate(cases.themes)}

    def count_own(self, entries: Sequence[OwnEntry]) -> int:
        """How many notes and highlights the user has in this article."""
        return len(self._notes()) + len(entries)

    def of_mechanisms(self, *, by_theme: bool) -> list[Row]:
        """The mechanisms, each followed by the notes on it."""
        ordered = self.mechanisms
        if by_theme:
            ordered = sorted(ordered, key=lambda m: self._theme_order[m.theme_id])
        rows: list[Row] = []
        for mechanism in ordered:
            figure = self._session.cases.key_figure(mechanism.id)
            rows.append(
                Row(
                    mechanism.id,
                    words.mechanism_name(mechanism),
                    theme=mechanism.theme_id,
                    figure=figure.wording if figure else "",
                    bookmarked=self._session.marks.is_bookmarked(mechanism.id),
                    payload=Target(mechanism.id),
                )
            )
            rows.extend(self._note_row(n) for n in self._session.marks.notes_of(mechanism.id))
        return rows

    def of_own(self, entries: Sequence[OwnEntry], *, by_theme: bool) -> list[Row]:
        """The user's notes and highlights; without any, a sentence says how to make one."""
        end = len(self._article.text)
        placed = [(entry.span or (end, end), _own_row(entry)) for entry in entries]
        for note in self._notes():
            start = self._first.get(note.mechanism_id or "", end)
            placed.append(((start, start), self._note_row(note)))
        if by_theme:
            placed.sort(key=lambda pair: (self._theme_of(pair[1]), pair[0]))
        else:
            placed.sort(key=lambda pair: pair[0])
        rows = [row for _, row in placed]
        empty = Row("", tr("这篇文章还没有批注和划线"), kind="heading")
        return rows or [empty]

    @cached_property
    def _figures(self) -> list[Figure]:
        return self._session.cases.article_figures(self._article.id)

    @property
    def figure_count(self) -> int:
        """How many figures the article has."""
        return len(self._figures)

    def of_figures(self, *, by_theme: bool) -> list[Row]:
        """The figures of the article."""
        rows = []
        for figure in self._figures:
            owner = self._session.cases.mechanism_by_id.get(figure.mechanism_id or "")
            rows.append(
                Row(
                    figure.id,
                    figure.label,
                    theme=owner.theme_id if owner else "",
                    figure=figure.wording,
                    payload=Target(figure.mechanism_id or "", (figure.start, figure.end)),
                )
            )
        last = len(self._theme_order)
        if by_theme:
            rows.sort(key=lambda row: self._theme_order.get(row.theme, last))
        return rows

    def _notes(self) -> list[Note]:
        return [n for m in self.mechanisms for n in self._session.marks.notes_of(m.id)]

    def _theme_of(self, row: Row) -> int:
        mechanism_id = row.payload.mechanism_id if isinstance(row.payload, Target) else ""
        mechanism = self._session.cases.mechanism_by_id.get(mechanism_id)
        last = len(self._theme_order)
        return self._theme_order.get(mechanism.theme_id, last) if mechanism else last

    def _note_row(self, note: Note) -> Row:
        mechanism = self._session.cases.mechanism_by_id.get(note.mechanism_id or "")
        name = words.mechanism_name(mechanism) if mechanism else ""
        return Row(
            note.id,
            to_plain(note.body),
            kind="note",
            subtitle=tr("批注 {name}").format(name=name),
            payload=Target(note.mechanism_id or "", note_id=note.id),
        )


def _own_row(entry: OwnEntry) -> Row:
    quote = " ".join(entry.mark.exact.split())
    lost = entry.span is None
    if entry.noted:
        form = tr("批注，原文已改，找不到“{quote}”") if lost else tr("批注 “{quote}”")
        target = Target(span=entry.span, note_id=entry.mark.id)
        return Row(
            entry.mark.id,
            to_plain(entry.body),
            kind="note",
            subtitle=form.format(quote=quote),
            payload=target,
        )
    return Row(
        entry.mark.id,
        quote,
        kind="note",
        subtitle=tr("划线，原文已改，找不到这处") if lost else tr("划线"),
        payload=Target(span=entry.span, highlight_id=entry.mark.id),
    )
