"""The rows of each table that can be found in the pages of a damaged file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.workspace import cells, migrations
from db.workspace.cells import INTERIOR, LEAF, DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.workspace.cells import Row
    from db.workspace.filepages import Pages
    from db.workspace.shapes import Shape

_SCHEMA_PAGE: Final = 1
_SCHEMA_COLUMNS: Final = 5


class Harvest:
    """What was found under each table's name, by key, and how much was seen to be missing."""

    def __init__(self, pages: Pages, shapes: Sequence[Shape]) -> None:
        self.rows: dict[str, dict[object, Row]] = {shape.table: {} for shape in shapes}
        self.lost_rows = 0
        self.lost_pages = 0
        self._pages = pages
        self._shapes = {shape.table: shape for shape in shapes}
        self._seen: set[int] = set()
        self._lost_leaves = dict.fromkeys(self._shapes, 0)  # rows on pages that are not there
        roots = dict(self._roots(self._leaves(_SCHEMA_PAGE)))
        free = _free(pages)
        loose = self._loose(free)
        if self.lost_pages or not roots:
            roots |= dict(self._roots(loose))
        for table, root in roots.items():
            self._take_table(table, root)
        self._take_loose([number for number in loose if number not in self._seen])

    def by_shape(self) -> Iterator[tuple[Shape, list[Row]]]:
        """Each table with its rows, in the order in which they were first stored."""
        for table, found in self.rows.items():
            yield self._shapes[table], sorted(found.values(), key=lambda row: row.rowid)

    def add_missing(self, other: Harvest) -> None:
        """Take from another harvest what this one lacks."""
        for table, found in other.rows.items():
            before = len(self.rows[table])
            self.rows[table] = found | self.rows[table]
            self.lost_rows = max(self.lost_rows - len(self.rows[table]) + before, 0)

    def _leaves(self, root: int) -> list[int]:
        """The leaf pages of a table; those that cannot be reached are counted as lost."""
        leaves: list[int] = []
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self._seen:
                self.lost_pages += 1  # two lead here: one of them is not what it was
                continue
            self._seen.add(number)
            kind = cells.kind(self._pages, number)
            if kind == LEAF:
                leaves.append(number)
            elif kind == INTERIOR:
                try:
                    waiting.extend(cells.children(self._pages, number))
                except DamagedError:
                    self.lost_pages += 1
            else:
                self.lost_pages += 1
        return leaves

    def _roots(self, leaves: Sequence[int]) -> Iterator[tuple[str, int]]:
        """The first pages of our tables, as the schema's rows on some pages tell them."""
        for number in leaves:
            for row in cells.leaf_rows(self._pages, number)[0]:
                if len(row.values) != _SCHEMA_COLUMNS:
                    continue
                what, name, _, root, _ = row.values
                if what == "table" and name in self._shapes and isinstance(root, int):
                    yield str(name), root

    def _take_table(self, table: str, root: int) -> None:
        shape, found = self._shapes[table], self.rows[table]
        before = self.lost_pages
        leaves = self._leaves(root)
        missing = self.lost_pages - before
        for number in leaves:
            rows, lost = cells.leaf_rows(self._pages, number)
            fitting = [row for row in rows if shape.fits(row.values)]
            self.lost_rows += lost + len(rows) - len(fitting)
            if not fitting and (rows or lost):
                self.lost_pages += 1
            for row in fitting:
                _keep_newest(found, row, shape)
        # As many as on a page that is left; at least the one that a page is made for.
        self._lost_leaves[table] = missing * max(len(found) // max(len(leaves), 1), 1)

    def _loose(self, free: set[int]) -> list[int]:
        """The leaf pages that the schema is not on, and that are not thrown away."""
        return [
            number
            for number in range(2, self._pages.count + 1)
            if number not in self._seen
            and number not in free
            and cells.kind(self._pages, number) == LEAF
        ]

    def _take_loose(self, numbers: Sequence[int]) -> None:
        """Take the rows of pages that no table leads to: below a broken page, or before it."""
        loose: dict[str, dict[object, Row]] = {table: {} for table in self.rows}
        for number in numbers:
            rows = cells.leaf_rows(self._pages, number)[0]
            shape = self._shape_of(rows)
            for row in rows:
                if shape is not None and shape.fits(row.values):
                    _keep_newest(loose[shape.table], row, shape)
        for table, found in loose.items():
            self.rows[table] = found | self.rows[table]
            if not found:
                self.lost_rows += self._lost_leaves[table]

    def _shape_of(self, rows: Sequence[Row]) -> Shape | None:
        """The table whose rows stand on a page: the one that most of them fit."""
        fitting = [
            (sum(shape.fits(row.values) for row in rows), shape) for shape in self._shapes.values()
        ]
        count, best = max(fitting, key=lambda entry: entry[0], default=(0, None))
        return best if count else None


def steps_in(pages: Pages) -> frozenset[str]:
    """The names of our migrations that stand anywhere in a file."""
    found = set()
    free = _free(pages)
    for number in range(1, pages.count + 1):
        if number in free or cells.kind(pages, number) != LEAF:
            continue
        for row in cells.leaf_rows(pages, number)[0]:
            if len(row.values) == 4 and row.values[1] == migrations.MIGRATION_SET:
                found.add(str(row.values[2]))
    return frozenset(found)


def _keep_newest(found: dict[object, Row], row: Row, shape: Shape) -> None:
    key, place = row.values[0], shape.place("modified_at")
    if key not in found or str(found[key].values[place]) < str(row.values[place]):
        found[key] = row


def _free(pages: Pages) -> set[int]:
    """The pages that the file has thrown away: what stands on them is no longer so."""
    head = pages.header()
    free: set[int] = set()
    trunk = int.from_bytes(head[32:36]) if head else 0
    while trunk and trunk not in free:
        free.add(trunk)
        page = pages.read(trunk)
        if not page:
            break
        count = int.from_bytes(page[4:8])
        if count > pages.usable // 4 - 2:
            break
        free |= {int.from_bytes(page[at : at + 4]) for at in range(8, 8 + 4 * count, 4)}
        trunk = int.from_bytes(page[:4])
    return free
