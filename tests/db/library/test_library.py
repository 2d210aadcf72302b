"""The records a library gives, and their order."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from db.records import FigureKind, Rank
from db.records.article import DatePrecision, ParagraphKind, SourceKind
from db.records.evidence import FacetKind

if TYPE_CHECKING:
    from db.library import Library


def test_regions_themes_and_families_come_in_their_order(library: Library) -> None:
    assert [region.name for region in library.regions()] == ["云浮", "莆田"]
    assert [(theme.id, theme.glyph) for theme in library.themes()] == [
        ("review", "考"),
        ("care", "爱"),
    ]
    assert [family.id for family in library.families()] == ["contest", "visit"]


def test_articles_come_in_the_order_of_their_regions(library: Library) -> None:
    yunfu, putian = library.articles()
    assert (yunfu.id, putian.id) == ("yunfu-1", "putian-1")
    assert yunfu.authors == ("张三", "李四")
    assert yunfu.published_on == "2022-09"
    assert yunfu.date_precision is DatePrecision.INFERRED_MONTH
    assert yunfu.inferred == {"published_on": "文末"}
    assert yunfu.source_kind is SourceKind.PRESS
    assert (putian.authors, putian.published_on) == ((), None)
    assert library.article("yunfu-1") == yunfu
    assert yunfu.text.startswith("云浮：擂台比武\n")
    assert library.article_count() == 2


def test_paragraphs_come_in_document_order(library: Library) -> None:
    assert [paragraph.kind for paragraph in library.paragraphs("yunfu-1")] == [
        ParagraphKind.TITLE,
        ParagraphKind.BODY,
        ParagraphKind.BODY,
    ]
    assert library.paragraphs("nowhere") == []


def test_mechanisms_come_region_by_region_in_document_order(library: Library) -> None:
    found = library.mechanisms()
    assert [mechanism.id for mechanism in found] == ["yunfu-contest", "yunfu-look", "putian-drill"]
    contest, look, _ = found
    assert (contest.aliases, contest.rank, contest.family_id) == (("比武",), Rank.CORE, "contest")
    assert (contest.itemised, contest.checked) == (True, True)
    assert (look.itemised, look.checked, look.family_id) == (False, False, None)
    assert library.mechanism("yunfu-look") == look


def test_an_unknown_id_is_a_key_error(library: Library) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        library.mechanism("nowhere")
    with pytest.raises(KeyError, match="nowhere"):
        library.article("nowhere")


def test_facets_come_in_the_order_in_which_they_are_shown(library: Library) -> None:
    assert [facet.kind for facet in library.facets("yunfu-contest")] == [
        FacetKind.LEAD,
        FacetKind.CADENCE,
        FacetKind.OUTCOME,
    ]


def test_evidence_comes_in_file_order_with_ten_behind_two(library: Library) -> None:
    ids = [evidence.id for evidence in library.evidence("yunfu-contest")]
    assert ids == [f"yunfu-contest/{n}" for n in (1, 2, 3, 10)]


def test_the_home_of_a_mechanism_is_the_article_of_its_first_quote(library: Library) -> None:
    homes = library.home_articles()
    assert set(homes) == {m.id for m in library.mechanisms() if library.evidence(m.id)}
    assert all(library.evidence(m)[0].article_id == home for m, home in homes.items())


def test_evidence_of_an_article_comes_by_position_the_longer_first(library: Library) -> None:
    found = library.article_evidence("yunfu-1")
    assert [(e.start, e.end) for e in found] == [(8, 40), (8, 14), (14, 17), (34, 41)]
    assert [e.facet_kind for e in found][:2] == [None, FacetKind.LEAD]
    text = library.article("yunfu-1").text
    assert all(text[e.start : e.end] == e.exact for e in found)


def test_figures_come_in_file_order_and_the_first_is_the_key_figure(library: Library) -> None:
    figures = library.figures("yunfu-contest")
    assert [figure.wording for figure in figures] == ["680余场次", "30%"]
    assert library.key_figures() == {"yunfu-contest": figures[0]}


def test_figures_of_an_article_include_those_of_the_region_at_large(library: Library) -> None:
    found = library.article_figures("yunfu-1")
    assert [figure.start for figure in found] == [36, 45, 60]
    assert found[1].mechanism_id is None
    assert (found[1].value_max, found[1].kind) == (13000.0, FigureKind.CONTEXT)


def test_related_families_come_in_the_order_of_the_families(library: Library) -> None:
    assert library.related_families() == {"yunfu-contest": ("contest", "visit")}


def test_meta_says_what_was_built(library: Library) -> None:
    assert library.meta() == {"schema_version": "3", "content_hash": "abc"}


def test_a_library_can_be_handed_to_another_thread(library: Library) -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend(library.search("比武")))
    thread.start()
    thread.join()
    assert found


def test_nothing_can_be_written_through_a_library(library: Library) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        library._connection.execute("DELETE FROM region")


def test_all_figures_come_region_by_region_those_at_large_last(library: Library) -> None:
    assert [figure.id for figure in library.all_figures()] == [
        "yunfu-contest/figure/2",
        "yunfu-contest/figure/10",
        "yunfu/figure/1",
    ]


def test_measures_come_in_their_order_with_their_figures(library: Library) -> None:
    contests, share = library.measures()
    assert (contests.id, contests.comparable) == ("contests", False)
    assert contests.figure_ids == ("yunfu-contest/figure/2", "yunfu/figure/1")
    assert (share.id, share.comparable, share.ordinal) == ("share", True, 2)
    [ratio] = library.ratios()
    assert (ratio.numerator_id, ratio.unit) == ("yunfu/figure/1", "人次/场次")
