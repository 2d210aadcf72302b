"""Every page opened, and opened again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench.acts.base import Acts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.acts.base import Act


class PageActs(Acts):
    """See the module."""

    def pages_acts(self, time_: str = "first") -> Iterator[Act]:
        """See the module."""
        w = self.window
        for name in (
            "family", "parallel", "library", "figures", "notebook", "plan", "classroom",
            "settings", "matrix",
        ):  # fmt: skip
            yield f"{name}, {time_} opening", w.global_actions[f"page {name}"].trigger
        article = self.session.cases.articles[0].id
        yield f"reader, {time_} opening", partial(w.ways.show_span, article, 0, 1, "")
        yield f"search, {time_} opening", w.open_search
        yield f"search, {time_} closing", self.close_search
        yield f"results, {time_} opening", partial(w.ways.show_results, "考核", "")
