"""What the user kept, as one list: what hangs on what, and nothing missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.anchors import make_anchor
from db.workspace.highlights import new_highlight
from db.workspace.notes import new_note
from desktop.marks import Marks
from desktop.notebook.items import Collector, Kind
from desktop.reanchoring import Places

if TYPE_CHECKING:
    from db.records.evidence import Evidence
    from db.records.own import Note
    from desktop.casebase import CaseBase


def _some_evidence(cases: CaseBase) -> Evidence:
    """The shortest quote of an article that no other quote touches."""
    for article in cases.articles:
        quotes = cases.article_evidence(article.id)
        for entry in quotes:
            others = [e for e in quotes if e.mechanism_id != entry.mechanism_id]
            if all(e.end <= entry.start or entry.end <= e.start for e in others):
                return entry
    raise AssertionError("every quote shares its text with another mechanism's")


def _span_note(cases: CaseBase, evidence: Evidence, body: str) -> Note:
    start, end = evidence.start, evidence.start + 2
    anchor = make_anchor(cases.article(evidence.article_id).text, start, end)
    return new_note(
        body=body,
        article_id=evidence.article_id,
        start=start,
        end=end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
    )


def _collector(cases: CaseBase, marks: Marks) -> Collector:
    return Collector(cases, marks, Places(cases).place_of)


def test_every_kind_of_thing_is_listed_once(cases: CaseBase) -> None:
    evidence = _some_evidence(cases)
    highlight = new_highlight(
        article_id=evidence.article_id,
        start=evidence.start,
        end=evidence.end,
        exact=evidence.exact,
        prefix="",
        suffix="",
    )
    notes = [
        new_note(body="做法", mechanism_id=evidence.mechanism_id),
        new_note(body="同类", family_id=next(iter(cases.family_by_id))),
        _span_note(cases, evidence, "一处"),
        new_note(body="空白"),
    ]
    marks = Marks([], notes, [highlight])
    marks.set_bookmarked(evidence.mechanism_id, True)
    items = _collector(cases, marks).items()
    assert sorted(item.kind for item in items) == [
        Kind.BOOKMARK,
        Kind.HIGHLIGHT,
        *[Kind.NOTE] * 4,
    ]
    assert len({item.id for item in items}) == 6


def test_a_mark_on_a_span_belongs_to_the_mechanism_that_is_quoted_there(cases: CaseBase) -> None:
    evidence = _some_evidence(cases)
    mechanism = cases.mechanism_by_id[evidence.mechanism_id]
    [item] = Collector(
        cases, Marks([], [_span_note(cases, evidence, "字")]), Places(cases).place_of
    ).items()
    assert (item.mechanism_id, item.theme_id) == (mechanism.id, mechanism.theme_id)
    assert item.title == mechanism.name


def test_what_hangs_on_a_former_library_is_listed_under_its_own_name(cases: CaseBase) -> None:
    note = new_note(body="字", mechanism_id="gone", mechanism_name="旧做法", region_id="nowhere")
    elsewhere = new_note(body="字", article_id="gone", start=3, end=5, exact="原话")
    marks = Marks([], [note, elsewhere])
    marks.set_bookmarked("gone", True, "旧做法")
    titles = {item.title for item in _collector(cases, marks).items()}
    assert titles == {"旧做法", "原话"}


def test_a_title_of_the_users_own_comes_before_what_a_note_hangs_on(cases: CaseBase) -> None:
    mechanism = cases.mechanisms[0]
    own = new_note(body="字", mechanism_id=mechanism.id, title="下周要问的事")
    blank = new_note(body="## 第一行\n第二行")
    titles = {
        item.ref_id: item.title for item in _collector(cases, Marks([], [own, blank])).items()
    }
    assert titles == {own.id: "下周要问的事", blank.id: "第一行"}


def test_an_item_is_made_again_only_where_it_changed(cases: CaseBase) -> None:
    first, second = new_note(body="一"), new_note(body="二")
    marks = Marks([], [first, second])
    collector = _collector(cases, marks)
    before = {item.ref_id: item for item in collector.items()}
    marks.put_note(new_note(body="三"))
    after = {item.ref_id: item for item in collector.items()}
    assert all(after[key] is before[key] for key in before)
    assert len(after) == 3


def test_a_bookmark_shows_on_the_notes_of_its_mechanism(cases: CaseBase) -> None:
    note = new_note(body="字", mechanism_id=cases.mechanisms[0].id)
    marks = Marks([], [note])
    collector = _collector(cases, marks)
    assert [item.bookmarked for item in collector.items()] == [False]
    marks.set_bookmarked(cases.mechanisms[0].id, True)
    assert all(item.bookmarked for item in collector.items())
