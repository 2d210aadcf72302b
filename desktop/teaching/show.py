"""Where a showing stands, and what the audience sees of it. Pure: a step makes another state.

The presenter's view and the audience's are the same until the audience's is held (冻结). Black
(黑屏) lies over what the audience sees and changes nothing below it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop.teaching.citing import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.documents.sheet import Sheet, Source

_DIGITS: Final = 4  # no lesson has more pages than these can name


@dataclass(frozen=True, slots=True)
class Page:
    """What the state must know of a sheet: in how many steps it is uncovered, its columns."""

    slide_id: str
    part: int = 1
    steps: int = 1
    columns: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What one screen shows: pages and steps count from 0; `source` lies over the page."""

    page: int = 0
    step: int = 0
    spotlight: int | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """A state of the showing. `held` is the audience's view while it is held."""

    pages: tuple[Page, ...]
    here: View = View()
    held: View | None = None
    dark: bool = False
    typed: str = ""
    """Digits of a page number that has not been confirmed yet."""

    def __post_init__(self) -> None:
        if not self.pages:
            raise ValueError("a showing needs at least one page")

    # What is asked of it

    @property
    def page(self) -> Page:
        """The page that the presenter is on."""
        return self.pages[self.here.page]

    @property
    def number(self) -> int:
        """The number of that page, from 1."""
        return self.here.page + 1

    @property
    def audience(self) -> View:
        """What the audience sees, unless its screen is black."""
        return self.here if self.held is None else self.held

    @property
    def frozen(self) -> bool:
        """Whether the audience's view is held."""
        return self.held is not None

    @property
    def at_end(self) -> bool:
        """Whether nothing comes any more."""
        return self.here.page == len(self.pages) - 1 and self.here.step == self.page.steps - 1

    @property
    def at_start(self) -> bool:
        """Whether nothing came before."""
        return self.here.page == 0 and self.here.step == 0

    def coming(self) -> View | None:
        """What the next step will show, None at the end."""
        return None if self.at_end else self.close_source().next().here

    # Moving

    def next(self) -> Show:
        """One step on. A source that is open is left first: nobody loses the page behind it."""
        if self.here.source is not None:
            return self.close_source()
        here = self.here
        if here.step + 1 < self.page.steps:
            return self._at(replace(here, step=here.step + 1))
        if here.page + 1 < len(self.pages):
            return self._at(View(here.page + 1))
        return self._at(here)

    def back(self) -> Show:
        """One step back: to the page before as it was left, all of it uncovered."""
        if self.here.source is not None:
            return self.close_source()
        here = self.here
        if here.step > 0:
            return self._at(replace(here, step=here.step - 1))
        if here.page > 0:
            return self._at(View(here.page - 1, self.pages[here.page - 1].steps - 1))
        return self._at(here)

    def go_to(self, number: int) -> Show:
        """To the beginning of a page by its number, from 1; nowhere where there is no such page."""
        there = 1 <= number <= len(self.pages)
        return self._at(View(number - 1) if there else self.here)

    def _at(self, view: View) -> Show:
        return replace(self, here=view, typed="")

    # Typing a number

    def type_digit(self, digit: int) -> Show:
        """One digit more of the number of a page."""
        typed = f"{self.typed}{digit}".lstrip("0")
        return replace(self, typed=typed[-_DIGITS:])

    def forget_typed(self) -> Show:
        """Let go of the digits."""
        return replace(self, typed="")

    def jump(self) -> Show:
        """To the page whose number was typed."""
        return self.go_to(int(self.typed)) if self.typed else self

    # What lies over the page

    def light_next(self, by: int = 1) -> Show:
        """聚光 on the next column, behind the last one on none; `by` -1 goes the other way."""
        count = self.page.columns
        if not count or self.here.source is not None:
            return self.forget_typed()
        place = -1 if self.here.spotlight is None else self.here.spotlight
        place = (place + 1 + by) % (count + 1) - 1
        return self._at(replace(self.here, spotlight=None if place < 0 else place))

    def open_source(self, source: Source) -> Show:
        """Show where a claim stands, over the page."""
        return self._at(replace(self.here, source=source))

    def close_source(self) -> Show:
        """Back to the very page and step that the source was opened from."""
        return self._at(replace(self.here, source=None))

    # The audience's screen

    def blank(self) -> Show:
        """Black, or no longer."""
        return replace(self, dark=not self.dark, typed="")

    def freeze(self) -> Show:
        """Hold what the audience sees, or let it follow again."""
        return replace(self, held=self.here if self.held is None else None, typed="")

    # The lesson has changed meanwhile

    def with_pages(self, pages: tuple[Page, ...]) -> Show:
        """The same with other pages: each view stays on its slide, or on what took its place."""
        held = None if self.held is None else self._moved(self.held, pages)
        return replace(self, pages=pages, here=self._moved(self.here, pages), held=held)

    def _moved(self, view: View, pages: tuple[Page, ...]) -> View:
        old = self.pages[view.page]
        places = [number for number, page in enumerate(pages) if page.slide_id == old.slide_id]
        if not places:
            return View(min(self._before(view.page, pages), len(pages) - 1))
        place = next((n for n in places if pages[n].part == old.part), places[-1])
        page = pages[place]
        lit = view.spotlight if (view.spotlight or 0) < page.columns else None
        return View(place, min(view.step, page.steps - 1), lit, view.source)

    def _before(self, number: int, pages: tuple[Page, ...]) -> int:
        """The place behind the nearest page before this one that is still there."""
        places = {page.slide_id: place for place, page in enumerate(pages)}
        left = (places[p.slide_id] for p in self.pages[number::-1] if p.slide_id in places)
        return next(left, -1) + 1


def pages_of(sheets: Iterable[Sheet]) -> tuple[Page, ...]:
    """What the state must know of the sheets of a lesson."""
    return tuple(
        Page(sheet.slide_id, sheet.part, max(sheet.steps, 1), columns_of(sheet)) for sheet in sheets
    )


def columns_of(sheet: Sheet) -> int:
    """How many columns 聚光 can choose among: none where there is but one."""
    table = table_of(sheet)
    return len(table.columns) if table is not None and len(table.columns) > 1 else 0
