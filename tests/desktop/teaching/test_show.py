"""Where a showing stands: the laws that a trainer relies on in front of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.sheet import Cell, Column, Row, Sheet, Source, Table
from desktop.teaching.show import Page, Show, View, columns_of, pages_of

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = Source(1, "article", 3, 9, "原文里的话")


@st.composite
def pages(draw: st.DrawFn) -> tuple[Page, ...]:
    """A lesson's pages: slides of one or several parts."""
    found: list[Page] = []
    for slide in range(draw(st.integers(1, 6))):
        found.extend(
            Page(f"s{slide}", part, draw(st.integers(1, 5)), draw(st.integers(0, 3)))
            for part in range(1, draw(st.integers(1, 3)) + 1)
        )
    return tuple(found)


MOVES: dict[str, Callable[[Show, int], Show]] = {
    "next": lambda show, _: show.next(),
    "back": lambda show, _: show.back(),
    "go": lambda show, number: show.go_to(number),
    "light": lambda show, number: show.light_next(1 if number % 2 else -1),
    "source": lambda show, _: show.open_source(SOURCE),
    "close": lambda show, _: show.close_source(),
    "digit": lambda show, number: show.type_digit(number % 10),
    "jump": lambda show, _: show.jump(),
    "blank": lambda show, _: show.blank(),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(-3, 30)), max_size=25)


def walked(show: Show, steps: list[tuple[str, int]]) -> Show:
    """The show after some moves."""
    for name, number in steps:
        show = MOVES[name](show, number)
    return show


@st.composite
def shows(draw: st.DrawFn) -> Show:
    """A showing in the middle of it."""
    return walked(Show(draw(pages())), draw(STEPS))


@given(shows())
def test_every_move_leads_to_a_page_and_a_step_that_there_are(show: Show) -> None:
    assert 0 <= show.here.page < len(show.pages)
    assert 0 <= show.here.step < show.page.steps
    assert show.here.spotlight is None or 0 <= show.here.spotlight < show.page.columns


@given(shows())
def test_next_and_back_again_is_where_one_was(show: Show) -> None:
    here = show.close_source()
    if not here.at_end:
        there = here.next().back().here
        assert (there.page, there.step) == (here.here.page, here.here.step)


@given(shows())
def test_back_and_next_again_is_where_one_was(show: Show) -> None:
    here = show.close_source()
    if not here.at_start:
        there = here.back().next().here
        assert (there.page, there.step) == (here.here.page, here.here.step)


@given(pages())
def test_next_shows_every_step_of_every_page_once_and_rests_at_the_end(
    all_pages: tuple[Page, ...],
) -> None:
    show, seen = Show(all_pages), [(0, 0)]
    while not show.at_end:
        show = show.next()
        seen.append((show.here.page, show.here.step))
    assert seen == [(n, step) for n, page in enumerate(all_pages) for step in range(page.steps)]
    assert show.next() == show
    assert show.coming() is None


@given(shows())
def test_what_is_coming_is_what_next_shows(show: Show) -> None:
    shown = show.close_source()
    coming = shown.coming()
    assert (coming is None) == shown.at_end
    assert coming is None or coming == shown.next().here


@given(shows(), STEPS)
def test_a_held_view_stays_whatever_the_presenter_does(
    show: Show, steps: list[tuple[str, int]]
) -> None:
    held = show if show.frozen else show.freeze()
    after = walked(held, steps)
    assert after.audience == held.audience
    assert after.freeze().audience == after.here


@given(shows())
def test_black_lies_over_the_view_and_leaves_it_as_it_was(show: Show) -> None:
    covered = show.blank()
    assert covered.dark is not show.dark
    assert covered.audience == show.audience
    assert covered.blank() == show.forget_typed()


@given(shows(), st.integers(-5, 60))
def test_going_to_a_number_that_there_is_not_moves_nothing(show: Show, number: int) -> None:
    there = show.go_to(number)
    if 1 <= number <= len(show.pages):
        assert there.here == View(number - 1)
    else:
        assert there.here == show.here
    assert there.typed == ""


@given(shows(), st.sampled_from(["close", "next", "back"]))
def test_leaving_a_source_returns_to_the_very_page_and_step(show: Show, way: str) -> None:
    page = show.close_source()
    left = MOVES[way](page.open_source(SOURCE), 0)
    assert left.here == page.here


@given(pages(), st.integers(1, 9999))
def test_a_typed_number_is_gone_to(all_pages: tuple[Page, ...], number: int) -> None:
    show = Show(all_pages)
    for digit in str(number):
        show = show.type_digit(int(digit))
    assert show.typed == str(number)
    assert show.jump() == Show(all_pages).go_to(number)


@given(shows())
def test_the_spotlight_goes_over_every_column_and_then_off(show: Show) -> None:
    bare = show.go_to(show.number)
    seen = []
    for _ in range(bare.page.columns):
        bare = bare.light_next()
        seen.append(bare.here.spotlight)
    assert seen == list(range(bare.page.columns))
    assert bare.light_next().here.spotlight is None


@given(shows())
def test_the_spotlight_goes_back_the_way_it_came(show: Show) -> None:
    assert show.close_source().light_next(1).light_next(-1).here == show.close_source().here


@given(shows(), pages())
def test_a_changed_lesson_leaves_every_view_on_its_slide(
    show: Show, others: tuple[Page, ...]
) -> None:
    held = show.freeze() if not show.frozen else show
    after = held.with_pages(others)
    slides = {page.slide_id for page in others}
    for before, view in ((held.here, after.here), (held.audience, after.audience)):
        assert 0 <= view.step < others[view.page].steps
        if held.pages[before.page].slide_id in slides:
            assert others[view.page].slide_id == held.pages[before.page].slide_id


@given(shows())
def test_a_lesson_that_did_not_change_moves_nothing(show: Show) -> None:
    assert show.with_pages(show.pages) == show


def test_a_removed_slide_leaves_the_showing_where_it_stood() -> None:
    show = Show((Page("a"), Page("b"), Page("c"))).go_to(2)
    assert show.with_pages((Page("a"), Page("c"))).page.slide_id == "c"


def test_a_lesson_without_a_page_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        Show(())


def test_only_a_table_of_several_columns_can_be_spotlighted() -> None:
    def table(count: int) -> Table:
        columns = tuple(Column(f"r{n}", "", "zz") for n in range(count))
        return Table(columns, (Row("主体", tuple(Cell("县委") for _ in columns)),))

    sheets = [Sheet("a", "comparison", "", (table(n),), steps=n) for n in (1, 2, 3)]
    assert [columns_of(sheet) for sheet in sheets] == [0, 2, 3]
    assert [page.steps for page in pages_of(sheets)] == [1, 2, 3]
