"""Every page by its name, made when it is first wanted, and what it may ask of the others."""

from __future__ import annotations

import importlib
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from desktop.pages.matrix.page import ComparePage
from desktop.widgets.in_steps import loading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.frame.stack import PageStack
    from desktop.frame.ways import Ways
    from desktop.pages.classroom.page import ClassroomPage
    from desktop.pages.family.page import FamilyPage
    from desktop.pages.figures.page import FiguresPage
    from desktop.pages.library.page import LibraryPage
    from desktop.pages.notebook.page import NotebookPage
    from desktop.pages.parallel.page import ParallelPage
    from desktop.pages.plan.page import PlanPage
    from desktop.pages.reader.page import ReaderPage
    from desktop.pages.search.results import ResultsPage
    from desktop.pages.settings.page import SettingsPage

_LATER: Final = {
    "reader": ("desktop.pages.reader.page", "ReaderPage"),
    "family": ("desktop.pages.family.page", "FamilyPage"),
    "library": ("desktop.pages.library.page", "LibraryPage"),
    "parallel": ("desktop.pages.parallel.page", "ParallelPage"),
    "figures": ("desktop.pages.figures.page", "FiguresPage"),
    "results": ("desktop.pages.search.results", "ResultsPage"),
    "notebook": ("desktop.pages.notebook.page", "NotebookPage"),
    "plan": ("desktop.pages.plan.page", "PlanPage"),
    "classroom": ("desktop.pages.classroom.page", "ClassroomPage"),
    "settings": ("desktop.pages.settings.page", "SettingsPage"),
}
"""The pages that are not there at the start, by name; soonest wanted first."""


class Pages:
    """The pages; all but the matrix wait: the first paint does not pay for them."""

    def __init__(self, stack: PageStack, ways: Ways) -> None:
        self._stack = stack
        self._ways = ways

    @cached_property
    def compare(self) -> ComparePage:
        """对照·总览矩阵."""
        page = self._stack.whole(ComparePage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.switch.wanted.connect(partial(self._ways.switch_view, page))
        page.left.connect(self._ways.leave_matrix)
        return page

    @cached_property
    def family(self) -> FamilyPage:
        """对照·同类做法."""
        from desktop.pages.family.page import FamilyPage

        page = self._stack.whole(FamilyPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.switch.wanted.connect(partial(self._ways.switch_view, page))
        page.note_wanted.connect(self._ways.write_on_family)
        page.projection_wanted.connect(self._project_comparison)
        return page

    @cached_property
    def parallel(self) -> ParallelPage:
        """对照·原文并排."""
        from desktop.pages.parallel.page import ParallelPage

        page = self._stack.whole(ParallelPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.switch.wanted.connect(partial(self._ways.switch_view, page))
        return page

    @cached_property
    def figures(self) -> FiguresPage:
        """数据."""
        from desktop.pages.figures.page import FiguresPage

        page = self._stack.whole(FiguresPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.mechanism_chosen.connect(self._ways.show_mechanism)
        return page

    @cached_property
    def plan(self) -> PlanPage:
        """我的方案."""
        from desktop.pages.plan.page import PlanPage

        page = self._stack.whole(PlanPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.compare_wanted.connect(partial(self._ways.show_named, "compare"))
        page.hints_changed.connect(partial(self._ways.hints_changed.emit, page))
        page.said.connect(self._ways.said)
        return page

    @cached_property
    def results(self) -> ResultsPage:
        """检索: the results page."""
        from desktop.pages.search.results import ResultsPage

        page = self._stack.whole(ResultsPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.mechanism_chosen.connect(self._ways.show_mechanism)
        page.note_chosen.connect(self._ways.show_note)
        page.left.connect(self._ways.leave_results)
        return page

    @cached_property
    def library(self) -> LibraryPage:
        """案例库."""
        from desktop.pages.library.page import LibraryPage

        page = self._stack.whole(LibraryPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.family_wanted.connect(self._ways.compare_family)
        return page

    @cached_property
    def reader(self) -> ReaderPage:
        """原文阅读."""
        from desktop.pages.reader.page import ReaderPage

        page = self._stack.whole(ReaderPage)
        page.left.connect(self._ways.leave_reader)
        page.said.connect(self._ways.said)
        page.parallel_wanted.connect(self._ways.compare_sources)
        return page

    @cached_property
    def notebook(self) -> NotebookPage:
        """笔记."""
        from desktop.pages.notebook.page import NotebookPage

        page = self._stack.whole(NotebookPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.family_wanted.connect(self._ways.compare_family)
        page.plan_wanted.connect(self._ways.show_in_plan)
        page.said.connect(self._ways.said)
        return page

    @cached_property
    def classroom(self) -> ClassroomPage:
        """课堂."""
        from desktop.pages.classroom.page import ClassroomPage

        page = self._stack.whole(ClassroomPage)
        page.opened.connect(partial(self._ways.open_article, page))
        page.hints_changed.connect(partial(self._ways.hints_changed.emit, page))
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """设置."""
        from desktop.pages.settings.page import SettingsPage

        page = self._stack.whole(SettingsPage)
        page.scale_chosen.connect(self._ways.scale_chosen)
        page.mode_chosen.connect(self._ways.mode_chosen)
        page.single_keys_chosen.connect(self._ways.single_keys_chosen)
        return page

    def _project_comparison(self) -> None:
        self._ways.go("classroom", lambda: self.classroom.start_at("comparison"))

    def has(self, name: str) -> bool:
        """Whether a page is whole, by the name it has here."""
        return name in self.__dict__

    def making(self, name: str) -> Iterator[bool | None]:
        """Make a page that is not whole, a yield after each step; others may make it meanwhile."""
        module, kind = _LATER[name]
        yield from loading(module)
        if not self.has(name):
            yield from self._stack.begin(getattr(importlib.import_module(module), kind))
            getattr(self, name)
            yield None

    def make_beforehand(self) -> Iterator[bool | None]:
        """Make what is not there yet, a yield after each step.

        All may be asked for meanwhile: what was begun is put together at once then.
        """
        yield from self.compare.make_pane()
        for name in _LATER:
            yield from self.making(name)
        yield from self.notebook.views.make_beforehand()
