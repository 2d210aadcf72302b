"""The rows of the drawer: bookmarks, notes, and what may be worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import Rank
from db.text import fold, words_of
from desktop import words
from desktop.i18n import tr
from desktop.models.rows import Row
from desktop.widgets.markdown import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Mechanism
    from db.records.own import Note
    from desktop.session import Session

_KINDRED = 6


class SourceFinder:
    """What can be taken into one plan, as rows; `words` narrow all of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folded: dict[str, str] = {}

    def bookmarks(self, plan_id: str, query: str = "") -> list[Row]:
        """The bookmarked mechanisms, region by region in document order."""
        kept = set(self._session.marks.bookmarked())
        found = [m for m in self._session.cases.mechanisms if m.id in kept]
        return self._rows(found, self._used(plan_id), query)

    def notes(self, query: str = "") -> list[Row]:
        """The user's notes, the newest first; one on a mechanism can be dragged with it."""
        wanted = words_of(query)
        rows = []
        for note in reversed(self._session.marks.notes()):
            said, about = to_plain(note.body), self._about(note)
            if all(word in fold(f"{said}\n{about}\n{note.exact}") for word in wanted):
                known = note.mechanism_id in self._session.cases.mechanism_by_id
                payload = note.mechanism_id if known else None
                rows.append(Row(note.id, said, kind="note", subtitle=about, payload=payload))
        return rows

    def suggestions(self, plan_id: str, query: str = "") -> list[Row]:
        """Kindred ones of what was borrowed, or one of each region where nothing was."""
        cases = self._session.cases
        used = self._used(plan_id)
        if not used:
            head = Row("first", tr("可以先看这几条，每地一条"), kind="heading")
            found = self._rows(self.first_looks(), used, query)
            return [head, *found] if found else []
        rows: list[Row] = []
        shown = set(used)
        for mechanism_id in used:
            mechanism = cases.mechanism_by_id[mechanism_id]
            kindred = [
                other
                for family_id in cases.families_of(mechanism)
                for other in cases.family_members(family_id)
                if other.id not in shown and other.region_id != mechanism.region_id
            ]
            kindred = list(dict.fromkeys(kindred))[:_KINDRED]
            shown |= {other.id for other in kindred}
            found = self._rows(kindred, used, query)
            if found:
                name = words.mechanism_name(mechanism)
                text = tr("和{name}同类的做法").format(name=name)
                rows += [Row(f"like {mechanism_id}", text, kind="heading"), *found]
        return rows

    def first_looks(self) -> list[Mechanism]:
        """One core mechanism of each region, of different themes as far as they go.

        Those come first whose text says most in numbers.
        """
        cases = self._session.cases
        chosen: list[Mechanism] = []
        themes: set[str] = set()
        for region in cases.regions:
            own = [m for m in cases.mechanisms if m.region_id == region.id and m.itemised]
            ranked = sorted(
                own,
                key=lambda m: (
                    m.theme_id in themes,
                    m.rank is not Rank.CORE,
                    cases.key_figure(m.id) is None,
                    m.ordinal,
                ),
            )
            if ranked:
                chosen.append(ranked[0])
                themes.add(ranked[0].theme_id)
        return chosen

    def _used(self, plan_id: str) -> dict[str, None]:
        """What this library has of the plan's borrowings, in their order."""
        known = self._session.cases.mechanism_by_id
        rows = self._session.plans.borrowings(plan_id) if plan_id else []
        return dict.fromkeys(row.mechanism_id for row in rows if row.mechanism_id in known)

    def _rows(
        self, mechanisms: Iterable[Mechanism], used: dict[str, None], query: str
    ) -> list[Row]:
        wanted = words_of(query)
        regions = self._session.cases.region_by_id
        return [
            Row(
                mechanism.id,
                words.mechanism_name(mechanism),
                theme=mechanism.theme_id,
                figure=words.region_name(regions[mechanism.region_id]),
                subtitle=tr("已用") if mechanism.id in used else "",
                payload=mechanism.id,
            )
            for mechanism in mechanisms
            if all(word in self._haystack(mechanism) for word in wanted)
        ]

    def _haystack(self, mechanism: Mechanism) -> str:
        if mechanism.id not in self._folded:
            cases = self._session.cases
            region = cases.region_by_id[mechanism.region_id]
            theme = cases.theme_by_id[mechanism.theme_id]
            names = (mechanism.name, mechanism.name_en, *mechanism.aliases)
            also = (region.name, region.name_en, theme.name, theme.name_en)
            self._folded[mechanism.id] = fold("\n".join((*names, *also)))
        return self._folded[mechanism.id]

    def _about(self, note: Note) -> str:
        """What a note is on, in one line."""
        cases = self._session.cases
        mechanism = cases.mechanism_by_id.get(note.mechanism_id or "")
        if mechanism is not None:
            region = words.region_name(cases.region_by_id[mechanism.region_id])
            return f"{words.mechanism_name(mechanism)} · {region}"
        return tr("“{quote}”").format(quote=note.exact) if note.exact else note.mechanism_name
