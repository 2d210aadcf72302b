"""Every text is a query, and a query says itself so that it can be read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.query import Query, Term, parse

TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(['"', "“", "”", "-", "－", "—", " ", "\u3000", "党", "a", "「"])).map(
        "".join
    ),
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("书记 家访", [Term("书记"), Term("家访")]),
        ("“书记 家访”", [Term("书记 家访", quoted=True)]),
        ('"a b"c', [Term("a b", quoted=True), Term("c")]),
        ("书记 -家访", [Term("书记"), Term("家访", excluded=True)]),
        ("书记 －家访", [Term("书记"), Term("家访", excluded=True)]),
        ("书记 −家访", [Term("书记"), Term("家访", excluded=True)]),
        ("书记 -“入户 家访”", [Term("书记"), Term("入户 家访", quoted=True, excluded=True)]),
        ("书记-家访", [Term("书记-家访")]),
        ("村民“积分制”管理", [Term('村民"积分制"管理')]),
        ("“书记", [Term('"书记')]),
        ("- -- -", [Term("-"), Term("--"), Term("-")]),
        ("“”", [Term('""')]),
        ("  \u3000", []),
    ],
)
def test_what_is_typed_is_read_as_it_is_meant(text: str, terms: list[Term]) -> None:
    assert list(parse(text).terms) == terms


@given(TEXTS)
def test_a_query_says_itself(text: str) -> None:
    query = parse(text)
    assert parse(query.source()) == query
    assert bool(query.terms) == bool(text.strip())


@given(TEXTS)
def test_nothing_that_is_looked_for_is_blank_or_twice(text: str) -> None:
    query = parse(text)
    for words in (query.words, query.excluded):
        assert all(word == word.strip() != "" for word in words)
        assert len(set(words)) == len(words)


@given(st.lists(st.text("党建引领ab1", min_size=1), min_size=1))
def test_plain_words_are_words(words: list[str]) -> None:
    assert parse(" ".join(words)) == Query(tuple(map(Term, words)))
