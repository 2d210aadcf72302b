"""Numbers of sections as 公文 writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.plan import Decision
from desktop.planning.numbering import chinese, heading_number
from desktop.planning.outline import STANDARD, is_opening, numbers, prompt, task_section

if TYPE_CHECKING:
    from tests.desktop.planning.conftest import Draft

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numbers_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese(number) == written


@given(st.integers(1, 99))
def test_what_is_written_says_the_number(number: int) -> None:
    tens, found, ones = chinese(number).rpartition("十")
    assert number == (_DIGITS.get(tens, 1) * 10 if found else 0) + _DIGITS.get(ones, 0)


@pytest.mark.parametrize("number", [0, -1, 100])
def test_a_number_that_no_section_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no section"):
        chinese(number)


def test_levels_are_written_differently() -> None:
    assert (heading_number(1, 3), heading_number(2, 12)) == ("三、", "（十二）")


def test_the_opening_has_no_number_and_rejected_borrowings_have_none(draft: Draft) -> None:
    opening = draft.section("引言")
    first = draft.section("总体要求")
    work = draft.section("重点任务")
    below = draft.section("其他", parent=work)
    one = draft.borrowing(work, "甲")
    left = draft.borrowing(work, "乙", decision=Decision.REJECT)
    two = draft.borrowing(work, "丙")
    free = draft.task(work)
    deep = draft.borrowing(below, "丁")
    found = numbers(draft.plans, draft.id)
    assert found == {
        first.id: "一、",
        work.id: "二、",
        one.id: "（一）",
        two.id: "（二）",
        free.id: "（三）",
        below.id: "（四）",
    }
    assert not {opening.id, left.id, deep.id} & found.keys()
    assert is_opening(draft.plans, opening)


def test_an_opening_that_does_not_stand_first_is_a_section_like_any_other(draft: Draft) -> None:
    first, second = draft.section("总体要求"), draft.section("引言")
    assert numbers(draft.plans, draft.id) == {first.id: "一、", second.id: "二、"}
    assert not is_opening(draft.plans, second)


def test_a_hundred_sections_are_numbered_all_the_same(draft: Draft) -> None:
    rows = [draft.section(str(number)) for number in range(101)]
    found = numbers(draft.plans, draft.id)
    assert (found[rows[98].id], found[rows[100].id]) == ("九十九、", "101、")


def test_every_section_of_the_standard_outline_says_what_it_is_for() -> None:
    titles = [title for first, below in STANDARD for title in (first, *below)]
    assert all(prompt(title) for title in titles)
    assert len({prompt(title) for title in titles}) == len(titles)
    assert prompt("别的") == ""


def test_borrowings_go_to_the_section_of_tasks_under_any_of_its_names(draft: Draft) -> None:
    assert task_section(draft.plans, draft.id) is None
    last = draft.section("附则")
    assert task_section(draft.plans, draft.id) == last
    named = draft.section("主要举措")
    draft.section("保障措施")
    assert task_section(draft.plans, draft.id) == named
    standard = draft.section("重点任务")
    assert task_section(draft.plans, draft.id) == standard
