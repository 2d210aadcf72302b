"""References after GB/T 7714."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.article import Article, DatePrecision, SourceKind
from desktop.documents.citations import EDITIONS, cite, document_type

if TYPE_CHECKING:
    from desktop.casebase import CaseBase

ARTICLE = Article(
    id="a",
    region_id="r",
    title="题名",
    subtitle="",
    publication="韶关日报",
    authors=("张三",),
    published_on="2022-07-25",
    date_precision=DatePrecision.DAY,
    source_kind=SourceKind.PRESS,
    rights="",
    text="",
)
NAMES = st.text(alphabet="赵钱孙李周吴郑王", min_size=2, max_size=4)


def test_the_editions_differ_in_the_width_of_their_marks_only() -> None:
    article = replace(ARTICLE, authors=("张三", "李四"), subtitle="副题")
    assert cite(article) == "张三，李四. 题名：副题[N]. 韶关日报，2022-07-25."
    assert cite(article, edition="2015") == "张三, 李四. 题名: 副题[N]. 韶关日报, 2022-07-25."


def test_what_is_unknown_is_left_out_and_nothing_put_in_its_place() -> None:
    bare = replace(
        ARTICLE,
        authors=(),
        publication="",
        published_on=None,
        date_precision=DatePrecision.UNKNOWN,
    )
    assert cite(bare) == "题名[Z]."
    assert cite(replace(bare, authors=("莆田市委组织部",))) == "莆田市委组织部. 题名[Z]."


def test_what_the_editors_concluded_stands_in_square_brackets() -> None:
    article = replace(
        ARTICLE,
        published_on="2023",
        date_precision=DatePrecision.INFERRED_YEAR,
        inferred={"publication": "署名", "title": "编者拟题"},
    )
    assert cite(article) == "张三. [题名][N]. [韶关日报]，[2023]."


def test_a_website_gives_its_date_in_parentheses_and_no_address_is_invented() -> None:
    article = replace(ARTICLE, publication="六盘水党建网")
    assert cite(article) == "张三. 题名[EB/OL]. 六盘水党建网（2022-07-25）."
    assert cite(article, edition="2015") == "张三. 题名[EB/OL]. 六盘水党建网(2022-07-25)."


@pytest.mark.parametrize(
    ("publication", "kind"),
    [("新快报", "N"), ("读特客户端", "EB/OL"), ("清华大学学报", "Z"), ("工作简报", "Z"), ("", "Z")],
)
def test_the_type_is_no_more_than_the_name_of_the_publication_tells(
    publication: str, kind: str
) -> None:
    assert document_type(replace(ARTICLE, publication=publication)) == kind


@given(st.lists(NAMES, max_size=6), st.sampled_from(EDITIONS))
def test_three_authors_are_named_and_of_more_the_first_three(
    authors: list[str], edition: str
) -> None:
    reference = cite(replace(ARTICLE, authors=tuple(authors)), edition=edition)
    named = re.split("，|, ", reference.split(". 题名")[0]) if authors else []
    assert named == ([*authors[:3], "等"] if len(authors) > 3 else authors)


@given(
    st.text(min_size=1),
    st.text(),
    st.sampled_from(["", "新快报", "某网"]),
    st.sampled_from(EDITIONS),
)
def test_every_reference_keeps_the_words_and_ends_in_one_point(
    title: str, subtitle: str, publication: str, edition: str
) -> None:
    article = replace(ARTICLE, title=title, subtitle=subtitle, publication=publication)
    reference = cite(article, edition=edition)
    assert title in reference
    assert subtitle in reference
    assert publication in reference
    assert reference.endswith("2022-07-25." if publication != "某网" else (").", "）."))


def test_an_unknown_edition_is_the_newest() -> None:
    assert cite(ARTICLE, edition="1987") == cite(ARTICLE, edition="2025")


def test_no_reference_of_the_case_base_says_what_the_article_does_not(cases: CaseBase) -> None:
    for article in cases.articles:
        reference = cite(article)
        known = (*article.authors, article.title, article.subtitle, article.publication)
        rest = reference
        for part in sorted((*known, article.published_on or ""), key=len, reverse=True):
            rest = rest.replace(part, "", 1)
        assert re.fullmatch(r"[\[\]，：. NZ（）]*|.*EB/OL.*", rest), rest
        assert ("[20" in reference) == ("published_on" in article.inferred)
