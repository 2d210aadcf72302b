"""The two languages: what is translated, what is picked, and how dates and regions read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.records.article import DatePrecision
from desktop import i18n, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casebase import CaseBase


@pytest.fixture
def english() -> Iterator[None]:
    """The interface in English, for one test."""
    i18n.set_language("en")
    yield
    i18n.set_language("zh")


@pytest.mark.usefixtures("english")
def test_english_comes_from_the_catalogue() -> None:
    assert i18n.tr("收藏") == "Bookmark"


def test_an_unknown_language_is_chinese() -> None:
    i18n.set_language("fr")
    assert i18n.language() == "zh"
    assert i18n.tr("收藏") == "收藏"


@pytest.mark.usefixtures("english")
def test_picked_english_has_straight_quotes_and_chinese_stands_in_for_what_is_missing() -> None:
    assert i18n.pick("“书记家访”", "Secretaries’ “home visits”") == 'Secretaries\' "home visits"'
    assert i18n.pick("“书记家访”", "") == "“书记家访”"


@pytest.mark.usefixtures("english")
def test_every_province_of_the_library_has_its_english_name(cases: CaseBase) -> None:
    assert all(i18n.province_name(region.province).isascii() for region in cases.regions)


@pytest.mark.parametrize(
    ("stamp", "chinese", "english"),
    [
        ("2023", "2023年", "2023"),
        ("2023-05", "2023年5月", "May 2023"),
        ("2023-05-02", "2023年5月2日", "2 May 2023"),
    ],
)
def test_dates_read_as_each_language_writes_them(
    cases: CaseBase, stamp: str, chinese: str, english: str
) -> None:
    article = replace(cases.articles[0], published_on=stamp, date_precision=DatePrecision.DAY)
    assert words.published_on(article) == chinese
    i18n.set_language("en")
    try:
        assert words.published_on(article) == english
    finally:
        i18n.set_language("zh")
