"""The matrix, families, readers side by side, the library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.records.evidence import FacetKind
from desktop.models.library_tree import Grouping
from tests.bench.acts.base import Acts
from tests.bench.acts.hands import wheel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.acts.base import Act


class ComparingActs(Acts):
    """See the module."""

    def compare_acts(self) -> Iterator[Act]:
        """See the module."""
        w, cases = self.window, self.session.cases
        yield "matrix, again opening", partial(w.show_page, w.compare)
        for number in (1, 20, 60, 120, 200):
            chosen = cases.mechanisms[number].id
            yield "matrix: select a mechanism", partial(w.compare.select, chosen)
        yield "family, again opening", partial(w.show_page, w.family)
        for family_id in list(cases.family_by_id)[:6]:
            yield "family: show another", partial(w.family.show_family, family_id)
        yield "family: differences", w.family.differ_action.trigger
        yield "parallel, again opening", partial(w.show_page, w.parallel)
        for family_id in list(cases.family_by_id)[:6]:
            yield "parallel: show another family", partial(w.parallel.show_family, family_id)
        for _ in range(5):
            yield "parallel: F3", partial(w.parallel.step, 1)
        text = w.parallel.columns.columns[0].view
        for _ in range(5):
            yield "parallel: wheel", partial(wheel, text)
        yield "parallel: page down", partial(QTest.keyClick, text, Qt.Key.Key_PageDown)
        yield "parallel: choose a facet", partial(w.parallel.set_facet, FacetKind.STEPS)
        yield "figures, again opening", partial(w.show_page, w.figures)
        for _ in range(3):
            yield "figures: step", partial(w.figures.step, 1)
        yield "figures: other view", w.figures.toggle_view
        yield "figures: other view", w.figures.toggle_view
        yield "library, again opening", partial(w.show_page, w.library)
        for mechanism in cases.mechanisms[10:200:40]:
            yield "library: select", partial(w.library.select, mechanism.id)

    def matrix_acts(self) -> Iterator[Act]:
        """See the module."""
        page, cases = self.window.compare, self.session.cases
        yield "matrix, again opening", partial(self.window.show_page, page)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            yield "matrix: key", partial(QTest.keyClick, page.view, key)
        for _ in range(6):
            yield "matrix: wheel", partial(wheel, page.view, -120)
        yield "matrix: wheel", partial(wheel, page.view, 600)
        for _ in range(2):
            yield "matrix: only one theme", partial(page.only_theme, cases.themes[3].id)
        for _ in range(2):
            yield "matrix: only bookmarks", page.only_bookmarked.trigger
        for _ in range(2):
            yield "matrix: pin a region", partial(page.toggle_pin, cases.regions[2].id)
        for _ in range(2):
            yield "matrix: sort by a region", partial(page._sort, cases.regions[1].id)
        for _ in range(2):
            yield "matrix: next quote", partial(page.pane.quotes.step, 1)
        yield "matrix: write a note", page.write_note
        yield "matrix: notes closed", page.pane.notes.close_panel
        yield "matrix: bookmark", page.toggle_bookmark
        yield "matrix: bookmark", page.toggle_bookmark
        for mechanism in cases.mechanisms[5:200:40]:
            page.view.select(mechanism.id, page.model.index_of(mechanism.id)[0])
            yield "matrix: into the basket", page.toggle_basket

    def family_acts(self) -> Iterator[Act]:
        """See the module."""
        page, board = self.window.family, self.window.family.board
        yield "family, again opening", partial(self.window.show_page, page)
        yield "family: basket of 5", page.show_basket
        for number in range(4):
            yield f"family: basket of {4 - number}", page.toggle_basket
        families = list(self.session.cases.family_by_id)
        largest = max(families, key=lambda one: len(self.session.cases.family_members(one)))
        yield "family: the largest", partial(page.show_family, largest)
        view = board.view
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End):
            yield "family: another cell", partial(QTest.keyClick, view, key)
        yield "family: next quote", partial(board.step_quote, 1)
        yield "family: read the quote", partial(QTest.keyClick, view, Qt.Key.Key_Return)
        yield "family: back to the table", board.dock.left.emit
        for _ in range(3):
            yield "family: wheel", partial(wheel, view, -120)
        for _ in range(2):
            yield "family: pin a column", partial(page._with_column, "pin")
        yield "family: move a column", partial(page._with_column, "move", -1)
        yield "family: move a column", partial(page._with_column, "move", 1)
        yield "family: hide a column", partial(page._with_column, "hide")
        yield "family: all columns", board.reset_columns
        for _ in range(2):
            yield "family: another of the region", partial(board.step_member, 1)
        for _ in range(2):
            yield "family: hide what is not written", page.written_action.trigger
        yield "family: list put away", page.toggle_list
        yield "family: list", page.toggle_list

    def library_acts(self) -> Iterator[Act]:
        """See the module."""
        page, cases = self.window.library, self.session.cases
        yield "library, again opening", partial(self.window.show_page, page)
        for _ in range(2):
            for grouping in Grouping:
                yield "library: grouping", partial(page.set_grouping, grouping)
        for region in cases.regions:
            yield "library: a region", partial(page.show_region, region.id)
        for article in cases.articles:
            yield "library: an article", partial(page.select, article.id)
        for family_id in list(cases.family_by_id)[:6]:
            yield "library: a family", partial(page.show_family, family_id)
        for _ in range(6):
            yield "library: next mechanism", partial(page.step, 1)
        for key in (Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
            yield "library: key", partial(QTest.keyClick, page.tree, key)
        for delta in (-120, -120, -600, 1200):
            yield "library: wheel", partial(wheel, page.tree, delta)
        for text in ("党", "党员", "党员积分", ""):
            yield "library: filter", partial(page.list.edit.setText, text)
