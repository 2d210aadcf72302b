"""Every page opened, and opened again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench.acts.base import Acts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.pages.page import Page
    from tests.bench.acts.base import Act


class PageActs(Acts):
    """See the module."""

    def pages_acts(self, time_: str = "first") -> Iterator[Act]:
        """See the module."""
        w = self.window
        pages: dict[str, Callable[[], Page]] = {
            "family": lambda: w.family,
            "parallel": lambda: w.parallel,
            "library": lambda: w.library,
            "figures": lambda: w.figures,
            "notebook": lambda: w.notebook,
            "plan": lambda: w.plan,
            "settings": lambda: w.settings_page,
            "matrix": lambda: w.compare,
        }
        for name, page in pages.items():
            yield f"{name}, {time_} opening", partial(self.show, page)
        article = self.session.cases.articles[0].id
        yield f"reader, {time_} opening", partial(self.open_text, article)
        yield f"search, {time_} opening", w.open_search
        yield f"search, {time_} closing", self.close_search
        yield f"results, {time_} opening", partial(w.ways.show_results, "考核", "")
