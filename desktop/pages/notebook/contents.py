"""What 笔记 holds at the moment: everything in its order, and what of it is asked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCollator, QLocale

from desktop.notebook.filters import LOST, Facet, Sieve, Sort, Wanted, holding, in_order
from desktop.notebook.items import Collector, Item, Kind
from desktop.operations.reanchoring import orphan_count

if TYPE_CHECKING:
    from db.records.own import Note
    from desktop.session import Session

_STATE: Final = "notebook"
_SLICE: Final = 4  # items whose texts are folded for searching in one go
_SLICE_S: Final = 0.003  # for so long on a turn, on which there is something to be painted too


class Contents:
    """Follows nothing by itself: the page says when to read again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._collector = Collector(session.cases, session.marks, session.places.place_of)
        self._regions = {region.id: n for n, region in enumerate(session.cases.regions)}
        self._collator = QCollator(QLocale("zh_CN"))
        self.items: list[Item] = []
        """Everything, in its order."""
        self.wanted = Wanted()
        self.counts: dict[tuple[Facet, str], int] = {}
        names = {sort.value: sort for sort in Sort}
        remembered = str(session.remembered.table(_STATE).get("sort", ""))
        self.sort = names.get(remembered, Sort.RECENT)

    def read(self) -> None:
        """Take everything from the workspace as it is now."""
        self.items = self._ordered(self._collector.items())

    def use_sort(self, sort: Sort) -> None:
        """Put everything into another order, and remember it."""
        self.sort = sort
        self.items = self._ordered(self.items)
        state = self._session.remembered.table(_STATE)
        self._session.remembered.put(_STATE, {**state, "sort": sort.value})

    def found(self, query: str) -> list[Item]:
        """What is asked for and holds every word of a query."""
        passed = Sieve(self._used()).passed(self.items, self.wanted)
        return holding(passed, query, self._collector.texts)

    def count(self, asked: Wanted) -> None:
        """Work out how many there are of each value."""
        self.counts = dict(Sieve(self._used()).counts(self.items, asked))
        self.counts[Facet.KIND, LOST] = orphan_count(self._session)

    def notes(self) -> tuple[int, int]:
        """How many notes there are, and how many of them hang on nothing that a plan uses."""
        used = set().union(*self._used().values()) - {""}
        notes = [item for item in self.items if item.kind is Kind.NOTE]
        return len(notes), sum(note.mechanism_id not in used for note in notes)

    def of_note(self, note: Note) -> Item:
        """The item of a note, stored or not."""
        return self._collector.of_note(note)

    def prepare_some(self) -> bool:
        """Prepare for searching, for a part of a frame; False where all is ready."""
        until = time.perf_counter() + _SLICE_S
        while self._collector.fold_some(_SLICE):
            if time.perf_counter() >= until:
                return True
        return False

    def _ordered(self, items: list[Item]) -> list[Item]:
        return in_order(items, self.sort, self._regions, self._collator.sortKey)

    def _used(self) -> dict[str, set[str]]:
        """The mechanisms that each plan borrows."""
        plans = self._session.plans
        return {p.id: {b.mechanism_id for b in plans.borrowings(p.id)} for p in plans.plans()}
