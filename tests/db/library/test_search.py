"""Any substring is found, in the order of the library, and nothing in a query is syntax."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import open_readonly
from db.library import search as search_module
from db.library.search import match_expression, search
from db.query import parse
from db.text import fold, index_form

if TYPE_CHECKING:
    from pathlib import Path

    from db.library import Library

PIECES = st.sampled_from(
    [
        *"党建引领乡村书记一二，,。、；:“”（）() \u3000\n0123456789.%aAＡ",
        "擂台",
        "比武",
        "😀",
        "𠮷",
        "䶮",
        "㐀",
        "〇",
        "é",
        "ß",
        "́",
        "\ue000",
    ]
)
BODIES = st.lists(
    st.one_of(st.lists(PIECES, min_size=1, max_size=60).map("".join), st.text(min_size=1)),
    min_size=1,
    max_size=5,
)


def refs(library: Library, query: str, limit: int = 50) -> list[str]:
    return [hit.ref_id for hit in library.search(query, limit)]


def test_names_come_before_other_mechanisms_then_figures_then_passages(library: Library) -> None:
    assert refs(library, "擂台比武") == ["yunfu-contest", "yunfu-look", "yunfu-1#1"]
    assert refs(library, "比武")[:3] == ["yunfu-contest", "putian-drill", "yunfu-look"]
    assert refs(library, "场次") == ["yunfu-contest/figure/2", "yunfu-1#1"]


@pytest.mark.parametrize("query", ["比武", "擂台比武", "场", "680", "云浮"])
def test_a_search_of_one_kind_finds_what_the_whole_search_finds_of_it(
    library: Library, query: str
) -> None:
    everything = library.search(query, 1000)
    for kind in ("mechanism", "figure", "passage"):
        of_kind = [hit for hit in everything if hit.kind == kind]
        assert library.search(query, 1000, kind) == of_kind


def test_a_search_of_one_kind_is_not_crowded_out_by_the_kinds_before_it(library: Library) -> None:
    assert [hit.kind for hit in library.search("比武", 1, "passage")] == ["passage"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("“擂台比武”", ["yunfu-contest", "yunfu-look", "yunfu-1#1"]),
        ("书记“擂台比武”,", ["yunfu-1#1"]),
        ('擂台比武"，共', ["yunfu-1#1"]),
        ("比武 -擂台", ["putian-drill"]),
        ("比武 －擂台 —逐级", []),
        ("比武 -“考核（占比”", ["yunfu-contest", "putian-drill", "yunfu-look"]),
        ("“走在前列 😀”", ["yunfu-1#2"]),
        ("“走在前列 ＡＢＣ”", []),
        ("-比武", []),
        ("“擂台比武", ["yunfu-1#1"]),
        ("（占比30%）", ["yunfu-1#1"]),
        ("1.2万", ["yunfu-1#1"]),
        ("1,2万", []),
        ("靠后的,由", ["yunfu-1#1"]),
        ("abc党建", ["yunfu-1#2"]),
        ("䶮村、𠮷水", ["yunfu-1#2"]),
        ("😀", ["yunfu-1#2"]),
        ("𠮷", ["yunfu-1#2"]),
        ("镇", ["yunfu-1#1", "putian-1#1"]),
        ("；", ["yunfu-1#1"]),
        ("镇级训 市级晒", ["putian-1#1"]),
        ("市级晒\u3000镇级训", ["putian-1#1"]),
        ("镇级训 擂台", []),
        ("晒训", []),
    ],
)
def test_words_are_folded_substrings_and_all_of_them_must_be_there(
    library: Library, query: str, expected: list[str]
) -> None:
    assert refs(library, query) == expected


@pytest.mark.parametrize("query", ["", " ", "\u3000\n\t"])
def test_a_blank_query_finds_nothing(library: Library, query: str) -> None:
    assert library.search(query) == []


@pytest.mark.parametrize(
    "query",
    ['"', "*", "党*", "比武 NEAR 擂台", "比武 OR 无", "-比武", "NOT", "(", "body:比武", "{}",
     "^比", "'", '""', "a\0b", "\ud83d", ";DROP TABLE region", "比武" * 500, "AND " * 300,
     " ".join(map(chr, range(0x4E00, 0x5000)))],
)  # fmt: skip
def test_syntax_in_a_query_is_plain_text(library: Library, query: str) -> None:
    hits = library.search(query)
    if not parse(query).words[1:] and query not in ('"', "(", "*"):
        assert all(fold(query.strip()) in fold(hit.snippet) for hit in hits)
    assert len(library.regions()) == 2


def test_an_operator_is_looked_for_as_a_word(library: Library) -> None:
    assert refs(library, "比武 OR 擂台") == []


@pytest.mark.parametrize("limit", [-1, 0, 1, 2, 3, 50])
def test_a_limit_cuts_the_list_and_does_not_change_its_order(library: Library, limit: int) -> None:
    assert refs(library, "比武", limit) == refs(library, "比武")[: max(0, limit)]


def test_a_hit_shows_its_words_and_where_it_stands(library: Library) -> None:
    passage = library.search("考核（占比")[0]
    assert passage.kind == "passage"
    assert passage.article_id == "yunfu-1"
    assert (passage.start, passage.end) == (8, 80)
    assert [passage.snippet[start:end] for start, end in passage.marks] == ["考核（占比"]
    name = library.search("六访六看")[0]
    assert (name.kind, name.title, name.article_id, name.start) == (
        "mechanism",
        "六访六看",
        None,
        None,
    )


def test_names_are_only_preferred_among_the_first_candidates(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "NAMES_LOOKED_THROUGH", 1)
    assert refs(library, "比武", 2) == ["yunfu-look", "yunfu-contest"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(bodies=BODIES, data=st.data())
def test_any_substring_of_a_body_finds_it(bodies: list[str], data: st.DataObject) -> None:
    with closing(in_memory(bodies)) as connection:
        at = data.draw(st.integers(0, len(bodies) - 1))
        start = data.draw(st.integers(0, len(bodies[at]) - 1))
        # No operator: a quotation mark or a minus would be one.
        query = re.sub(r'["-]', "", fold(bodies[at][start : start + data.draw(st.integers(1, 10))]))
        words = parse(query).words
        found = [int(hit.ref_id) for hit in search(connection, query)]
    expected = [n for n, body in enumerate(bodies) if all(w in fold(body) for w in words)]
    assert found == (expected if words else [])
    assert not words or at in found or re.search(r'["-]', fold(bodies[at]))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(bodies=BODIES, data=st.data())
def test_a_phrase_is_found_where_it_stands_and_an_exclusion_is_its_complement(
    bodies: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(bodies) - 1))
    start = data.draw(st.integers(0, len(bodies[at]) - 1))
    phrase = fold(bodies[at][start : start + data.draw(st.integers(1, 10))]).strip()
    word = fold(data.draw(PIECES)).strip()
    if not phrase or not word or '"' in phrase + word:
        return
    with closing(in_memory(bodies)) as connection:
        found = [int(hit.ref_id) for hit in search(connection, f"“{phrase}”")]
        without = [int(hit.ref_id) for hit in search(connection, f'“{phrase}” -"{word}"')]
    expected = [n for n, body in enumerate(bodies) if phrase in fold(body)]
    assert found == expected
    assert at in found
    assert without == [n for n in expected if word not in fold(bodies[n])]


def in_memory(bodies: list[str]) -> sqlite3.Connection:
    """The two search tables only, as schema.sql declares the index."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE search_document (id INTEGER PRIMARY KEY, kind, ref_id, title, region_id,"
        " article_id, start, end, body);"
        "CREATE VIRTUAL TABLE search_index USING fts5 (body, content='',"
        " tokenize=\"unicode61 remove_diacritics 0\", detail='full')"
    )
    for number, body in enumerate(bodies):
        connection.execute(
            "INSERT INTO search_document VALUES (?, 'passage', ?, '', '', NULL, NULL, NULL, ?)",
            (number + 1, str(number), body),
        )
        connection.execute(
            "INSERT INTO search_index (rowid, body) VALUES (?, ?)", (number + 1, index_form(body))
        )
    return connection


def test_the_index_alone_decides_so_that_few_rows_are_read_in_vain(tiny_path: Path) -> None:
    with closing(open_readonly(tiny_path)) as connection:
        for query in ("1,2万", "1.3", "”,共", "靠后的。"):
            ids = connection.execute(
                "SELECT rowid FROM search_index WHERE search_index MATCH ?",
                (match_expression([(word,) for word in parse(query).words]),),
            ).fetchall()
            assert len(ids) == len(search(connection, query, 50))


def test_synonyms_come_after_the_words_themselves_and_say_so(library: Library) -> None:
    hits = library.search("擂台比武", synonyms=True)
    assert [hit.ref_id for hit in hits] == [*refs(library, "擂台比武"), "putian-drill"]
    assert [[meaning.word for meaning in hit.by] for hit in hits] == [[], [], [], ["练兵比武"]]
    assert library.count("擂台比武", synonyms=True) == len(hits)
    assert [each.word for each in library.asked("擂台比武").meanings] == ["练兵比武"]


def test_a_phrase_and_an_excluded_word_have_no_synonyms(library: Library) -> None:
    assert library.search("“擂台比武”", synonyms=True) == library.search("“擂台比武”")
    assert library.asked("比武 -擂台比武").meanings == ()
    assert [hit.ref_id for hit in library.search("提醒谈话 -党建", synonyms=True)] == []
    assert [hit.ref_id for hit in library.search("提醒谈话", synonyms=True)] == ["yunfu-1#2"]


@pytest.mark.parametrize("typed", ["leitaibiwu", "ltbw", "leitai biw", "LTBW", "lei'tai", "擂台bw"])
def test_a_name_is_found_in_pinyin_wherever_it_stands(library: Library, typed: str) -> None:
    hits = library.search(typed, pinyin=True)
    assert [hit.ref_id for hit in hits] == ["yunfu-contest", "yunfu-look", "yunfu-1#1"]
    assert all(meaning.kind == "pinyin" for hit in hits for meaning in hit.by)
    assert library.search(typed) == []


def test_pinyin_and_words_go_together_and_exclusions_hold(library: Library) -> None:
    found = [hit.ref_id for hit in library.search("yunfu 季度", pinyin=True)]
    assert found == ["yunfu-1#1"]
    assert [hit.ref_id for hit in library.search("bw -擂台", pinyin=True)] == ["putian-drill"]


@pytest.mark.parametrize("typed", ["yancun", "yc", "yan cun", "YAN"])
def test_a_place_that_a_text_only_mentions_is_found_in_pinyin(library: Library, typed: str) -> None:
    assert [hit.ref_id for hit in library.search(typed, pinyin=True)] == ["yunfu-1#2"]


def test_a_region_bounds_what_is_looked_at(library: Library) -> None:
    found = {hit.ref_id for hit in library.search("比武", region="putian")}
    assert found == {"putian-drill"}
    assert library.count("比武", region="putian") == 1
    assert library.count("比武") == len(library.search("比武"))
    assert library.count("比武", "passage") == len(library.search("比武", kind="passage"))
