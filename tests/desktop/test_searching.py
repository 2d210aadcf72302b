"""A search runs beside the interface; the newest request wins and nothing is lost on the way."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.library import Library
from db.query import literally, parse
from db.records.own import Note
from desktop.searching import KINDS, Found, Request, Searcher, search_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.casebase import CaseBase


def a_note(body: str, exact: str = "", number: int = 1) -> Note:
    stamp = f"2024-01-{number:02}T00:00:00Z"
    return Note(
        id=f"n{number}", mechanism_id="m", article_id=None, start=None, end=None, exact=exact,
        prefix="", suffix="", body=body, created_at=stamp, modified_at=stamp, author="",
        mechanism_name="走访", region_id="yunfu",
    )  # fmt: skip


@pytest.fixture
def searcher(qapp: QApplication, library_path: Path) -> Iterator[Searcher]:  # noqa: ARG001
    """A searcher on the real case base."""
    made = Searcher(lambda: Library.open(library_path))
    yield made
    made.deleteLater()
    dispose_object(made)


def dispose_object(made: Searcher) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete.value)


def test_the_answer_comes_by_signal_and_asking_does_not_search(
    searcher: Searcher, qtbot: QtBot
) -> None:
    request = Request("比武")
    with qtbot.waitSignal(searcher.found, timeout=5000) as caught:
        searcher.ask(request)
    found = caught.args[0]
    assert isinstance(found, Found)
    assert found.request is request
    assert [group.kind for group in found.groups] == list(KINDS)
    assert found.group("mechanism").hits


def test_the_newest_request_is_answered_however_many_there_were(
    searcher: Searcher, qtbot: QtBot
) -> None:
    answered: list[str] = []
    searcher.found.connect(lambda found: answered.append(found.request.query))
    for query in ("村", "村党", "村党组", "村党组织"):
        searcher.ask(Request(query))
    qtbot.waitUntil(lambda: bool(answered) and answered[-1] == "村党组织", timeout=5000)
    assert answered == sorted(answered, key=len)


def test_a_library_that_cannot_be_read_is_told_and_the_next_search_tries_again(
    qapp: QApplication,  # noqa: ARG001
    tmp_path: Path,
    library_path: Path,
) -> None:
    path = tmp_path / "library.db"
    searcher = Searcher(lambda: Library.open(path))
    assert "找不到案例库" in searcher.now(Request("比武")).problem
    path.write_bytes(library_path.read_bytes())
    assert searcher.now(Request("比武")).total > 0
    dispose_object(searcher)


def test_a_bug_in_one_search_is_told_and_does_not_end_searching(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("desktop.searching.search_notes", lambda *_: [][0])
        assert "出错" in searcher.now(Request("比武")).problem
    assert "IndexError" in caplog.text
    assert searcher.now(Request("比武")).total > 0


def test_the_thread_ends_with_its_owner(searcher: Searcher) -> None:
    searcher.now(Request("比武"))
    before = [thread for thread in threading.enumerate() if thread.name == "search"]
    other = Searcher(lambda: Library.open(Path("nowhere")))
    other.now(Request("比武"))
    other.deleteLater()
    dispose_object(other)
    assert [t for t in threading.enumerate() if t.name == "search"] == before


def test_a_group_says_how_many_there_are_beyond_those_it_holds(
    searcher: Searcher, cases: CaseBase
) -> None:
    for query in ("村", "党 -村", "入户", "sj", "村党组织书记 书记"):
        few = searcher.now(Request(query, limit=3))
        everything = searcher.now(Request(query, limit=100_000))
        for kind in KINDS:
            assert few.group(kind).total == everything.group(kind).total, (query, kind)
            assert few.group(kind).hits == everything.group(kind).hits[:3]
    assert len(everything.group("mechanism").hits) <= len(cases.mechanisms)


def test_synonyms_and_a_region_can_be_left_out(searcher: Searcher, cases: CaseBase) -> None:
    wide = searcher.now(Request("书记家访"))
    narrow = searcher.now(Request("书记家访", synonyms=False))
    assert wide.total > narrow.total > 0
    assert narrow.asked.meanings == ()
    region = cases.regions[0].id
    found = searcher.now(Request("村", region=region))
    regions = {hit.region_id for g in found.groups for hit in g.hits if hasattr(hit, "region_id")}
    assert regions == {region}


def test_figures_that_are_found_come_with_their_records(searcher: Searcher) -> None:
    found = searcher.now(Request("余"))
    hits = found.group("figure").hits
    assert hits
    assert {hit.ref_id for hit in hits if hasattr(hit, "ref_id")} == set(found.figures)


def test_notes_are_found_by_their_text_their_quote_and_what_they_stand_on(
    searcher: Searcher,
) -> None:
    notes = (
        a_note("先试两个村", number=1),
        a_note("第二条", exact="鼋鼍之句", number=2),
        a_note("", number=3),
    )
    for query, expected in (
        ("两个村", ["n1"]),
        ("鼋鼍", ["n2"]),
        ("走访", ["n2", "n1"]),
        ("走访 -两个", ["n2"]),
        ("家访", ["n2", "n1"]),
        ("“家访”", []),
    ):
        group = searcher.now(Request(query, notes=notes, kinds=("note",))).group("note")
        assert [hit.note.id for hit in group.hits if hasattr(hit, "note")] == expected, query
    [hit] = searcher.now(Request("鼋鼍", notes=notes)).group("note").hits
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["鼋鼍"]


def test_notes_are_found_by_their_title_and_their_tags(searcher: Searcher) -> None:
    notes = (
        replace(a_note("", number=1), title="鼋鼍计划"),
        replace(a_note("先试两个村", number=2), tags=("待办", "鼋鼍")),
    )
    for query, expected in (("鼋鼍", ["n2", "n1"]), ("鼋鼍 计划", ["n1"]), ("两个村 待办", ["n2"])):
        group = searcher.now(Request(query, notes=notes, kinds=("note",))).group("note")
        assert [hit.note.id for hit in group.hits if hasattr(hit, "note")] == expected, query


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5))
def test_no_query_and_no_note_is_an_error(query: str, bodies: list[str]) -> None:
    notes = tuple(a_note(body, number=n) for n, body in enumerate(bodies, start=1))
    request = Request(query, notes=notes)
    asked = literally(parse(query))
    everything = search_notes(request, asked)
    assert everything.total == len(everything.hits) <= len(notes)
    few = search_notes(replace(request, limit=1), asked)
    assert few.hits == everything.hits[:1]
    assert few.total == everything.total
