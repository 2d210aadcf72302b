"""The search of the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import fold
from desktop.pages.help.finding import Search
from desktop.pages.help.shelf import Shelf
from desktop.paths import resources_dir

if TYPE_CHECKING:
    from db.pinyin import Typed
    from desktop.casebase import CaseBase
    from desktop.pages.help.finding import Hit

SHELF: Final = Shelf(resources_dir() / "help", "zh")
TEXTS: Final = [section.text for topic in SHELF.topics for section in SHELF.sections(topic)]


def find(shelf: Shelf, query: str, typed: Typed | None = None) -> list[Hit]:
    """All that is found."""
    search = Search(shelf, query)
    for _ in search.look(typed):
        pass
    return search.hits


@given(st.data())
def test_any_substring_of_an_article_finds_it_and_is_marked(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([text for text in TEXTS if text]))
    start = data.draw(st.integers(0, len(text) - 1))
    word = text[start : start + data.draw(st.integers(1, 8))]
    if any(sign.isspace() or sign in "-\"'“”‘’" for sign in word):
        return
    hits = find(SHELF, word)
    assert hits
    for hit in hits:
        spans = [(hit.snippet, span) for span in hit.marks]
        spans += [(hit.name, span) for span in hit.name_marks]
        assert spans
        assert all(fold(told[a:b]).startswith(fold(word)[:1]) for told, (a, b) in spans)


def test_what_is_named_so_comes_first() -> None:
    assert find(SHELF, "回收站")[0].heading == "回收站"
    assert find(SHELF, "放映")[0].topic == "show"


def test_all_words_must_be_there_and_none_of_those_left_out() -> None:
    both = {(hit.topic, hit.heading) for hit in find(SHELF, "备份 七天")}
    assert both <= {(hit.topic, hit.heading) for hit in find(SHELF, "备份")}
    without = find(SHELF, "字体 -公文")
    assert without
    assert all("公文" not in hit.name for hit in without)


@pytest.mark.parametrize("typed", ["zljz", "jianpan", "fangying"])
def test_titles_answer_to_pinyin(cases: CaseBase, typed: str) -> None:
    assert find(SHELF, typed, cases.typed(typed))


@given(st.text(max_size=20))
def test_no_query_is_an_error(query: str) -> None:
    find(SHELF, query)


def test_nothing_is_found_for_what_is_not_there() -> None:
    assert find(SHELF, "泡菜坛子") == []
    assert find(SHELF, "  ") == []
