"""Notes and numbers are listed, filtered, sorted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.notebook.filters import LOST, REMOVED, Wanted
from tests.bench.acts.base import Acts
from tests.bench.acts.hands import close_popup, page_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.acts.base import Act


class ListingActs(Acts):
    """See the module."""

    def notes_acts(self) -> Iterator[Act]:
        """See the module."""
        w = self.window
        yield "notes: open", partial(w.show_page, w.notebook)
        for _ in range(4):
            yield "notes: arrow", partial(w.notebook.list.step, 1)
        for text in ("1", "12", "12 "):
            yield "notes: type in the field", partial(w.notebook.list.edit.setText, text)
        yield "notes: clear the field", w.notebook.list.edit.clear
        yield "notes: write", w.notebook.edit
        yield "notes: export menu", w.notebook.open_export
        yield "notes: export menu closed", close_popup
        for wanted in (Wanted(kind="bookmark"), Wanted(kind="note"), Wanted(date="today")):
            yield "notes: filter", partial(w.notebook.filter_by, wanted)
        yield "notes: lost places", partial(w.notebook.filter_by, Wanted(kind=LOST))
        yield "notes: recycle list", partial(w.notebook.filter_by, Wanted(kind=REMOVED))
        yield "notes: filters cleared", w.notebook.clear_filters
        yield "notes: all chosen", w.notebook.list.view.selectAll
        yield "notes: tags of many", w.notebook.tag

    def figures_acts(self) -> Iterator[Act]:
        """See the module."""
        figures = self.window.figures
        self.window.show_page(figures)
        filters = figures.filters
        for key, actions in filters._actions.items():
            value = frozenset({str(actions[0].data())})
            yield f"figures: filter by {key}", partial(filters.choose, key, value)
            yield "figures: filter cleared", figures.clear_filter
        yield "figures: unit", figures.toggle_unit
        bar = figures.views.measures.verticalScrollBar()
        yield "figures: measures scrolled", partial(page_down, bar)
        ratio = next(iter(self.session.cases.ratios)).numerator_id
        yield "figures: ratios", partial(figures.show_figure, ratio)
        figures.show_view("list")
        for _ in range(3):
            yield "figures: sort", figures.views.sort_by_current
        yield (
            "figures: list scrolled",
            partial(page_down, figures.views.list.verticalScrollBar()),
        )
        yield "figures: export menu", figures.open_export
        yield "figures: export menu closed", close_popup
