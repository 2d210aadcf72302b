"""Which day a deadline means: only what names one day has one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.planning.dates import due_date, in_document, plan_year
from tests.desktop.planning.conftest import Draft

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
SPELLINGS: list[Callable[[date], str]] = [
    date.isoformat,
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: f"{day.year}.{day.month}.{day.day}前",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日前完成。",
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}号之前",
]


@given(DAYS, st.sampled_from(SPELLINGS))
def test_a_day_is_read_however_it_is_written(day: date, spelling: Callable[[date], str]) -> None:
    assert due_date(spelling(day), 1900) == day


@given(DAYS, st.sampled_from(["底", "底前", "末", "", "下旬", "底之前完成"]), st.booleans())
def test_the_end_of_a_month_is_its_last_day(day: date, end: str, own_year: bool) -> None:
    text = f"{day.year if own_year else ''}{'年' if own_year else ''}{day.month}月{end}"
    found = due_date(text, day.year)
    assert found is not None
    assert (found.year, found.month) == (day.year, day.month)
    assert (found + timedelta(days=1)).month != day.month


@given(st.text("0123456789年月日号底前末内上中下旬半一十二三四季度每至-/. 第", max_size=14))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    found = due_date(text, 2026)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年12月31日", date(2026, 12, 31)),
        ("２０２６年１２月３１日", date(2026, 12, 31)),
        ("12月底前", date(2027, 12, 31)),
        ("十二月底前", date(2027, 12, 31)),
        ("十月底", date(2027, 10, 31)),
        ("2028年2月底", date(2028, 2, 29)),
        ("6月上旬", date(2027, 6, 10)),
        ("6月中旬前", date(2027, 6, 20)),
        ("3月15日前", date(2027, 3, 15)),
        ("年底前", date(2027, 12, 31)),
        ("2026年底", date(2026, 12, 31)),
        ("2026年年底前", date(2026, 12, 31)),
        ("年内", date(2027, 12, 31)),
        ("上半年", date(2027, 6, 30)),
        ("2026年下半年", date(2026, 12, 31)),
        ("第一季度末", date(2027, 3, 31)),
        ("三季度", date(2027, 9, 30)),
    ],
)
def test_deadlines_as_plans_write_them(text: str, day: date) -> None:
    assert due_date(text, 2027) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "每季度末月 25 日前",
        "每年12月底前",
        "3 月底前承诺，12 月底前评议",
        "2026年1月至12月",
        "长期坚持",
        "12月前",
        "底",
        "底前",
        "内",
        "2026",
        "12",
        "2026年2月30日",
        "13月底",
        "0000-01-01",
        "2026-12/31",
        "26年12月底",
        "本月底",
        "春耕前",
    ],
)
def test_what_names_no_single_day_has_none(text: str) -> None:
    assert due_date(text, 2026) is None


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"issued_on": "2026年11月22日", "title": "2027年方案"}, 2026),
        ({"issued_on": "", "title": "示例镇2027年工作方案"}, 2027),
        ({"issued_on": "待定", "title": "工作方案（1.0 版，编号 120263）"}, 2031),
    ],
)
def test_the_year_meant_is_that_of_issue_of_the_title_or_this_one(
    fields: dict[str, str], year: int
) -> None:
    assert plan_year(Draft(**fields).plan, date(2031, 5, 1)) == year


@given(DAYS, st.sampled_from(SPELLINGS))
def test_in_a_document_a_date_means_the_day_that_was_typed(
    day: date, spelling: Callable[[date], str]
) -> None:
    written = in_document(spelling(day))
    assert due_date(written, 1900) == day
    assert "-" not in written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2027-03-05", "2027年3月5日"),
        ("2027.3.5前", "2027年3月5日前"),
        ("每季度末月 25 日前", "每季度末月 25 日前"),
        ("2027-02-30", "2027-02-30"),
        ("  ", ""),
    ],
)
def test_in_a_document_only_plain_dates_are_written_out(typed: str, written: str) -> None:
    assert in_document(typed) == written
