"""What holds for every page of every lesson: spans, privacy, places of pages, nothing left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records.article import ParagraphKind
from db.records.lesson import Reveal, SlideKind
from db.workspace.notes import new_note
from desktop.documents.sheet import (
    Bars,
    Prose,
    Quotation,
    References,
    Shape,
    Sheet,
    Source,
    sources_of,
)
from desktop.lessons import Lessons
from desktop.teaching.deck import Deck
from desktop.teaching.references import reference_pages
from desktop.teaching.room import Room
from desktop.teaching.slides import blank_slide, quote_of
from tests.desktop.teaching.test_deck import LESSON, deck_of

if TYPE_CHECKING:
    from db.records.lesson import Slide
    from desktop.casebase import CaseBase

# The case base is the same for every example.
LAWS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PRIVATE, SHARED = "不要给别人看的话", "给学员看的话"
SPOKEN = "讲稿里的话"


@st.composite
def slides(draw: st.DrawFn, cases: CaseBase) -> list[Slide]:
    """A lesson that refers to anything there is, in any way."""
    ids = [mechanism.id for mechanism in cases.mechanisms]
    made = []
    for kind in draw(st.lists(st.sampled_from(SlideKind), min_size=1, max_size=6)):
        chosen = tuple(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True)))
        found = cases.citations(chosen[0])
        cited = draw(st.sampled_from(found)) if found else None
        families = st.sampled_from(sorted(cases.family_by_id))
        made.append(
            blank_slide(
                kind,
                notes=SPOKEN,
                body="怎么看？",
                answer=draw(st.sampled_from(["", "三档"])),
                mechanism_ids=chosen,
                family_id=draw(st.none() | families),
                measure_id=draw(st.none() | st.sampled_from([m.id for m in cases.measures])),
                figure_ids=tuple(f.id for m in chosen for f in cases.figures(m)),
                quotes=(quote_of(cases, cited.article_id, cited.start, cited.end),)
                if cited
                else (),
                reveal=draw(st.sampled_from(Reveal)),
                note_id=draw(st.sampled_from([None, "shared"])),
            )
        )
    return made


def lesson_of(cases: CaseBase, made: list[Slide], shape: Shape, zoom: float) -> tuple[Deck, Any]:
    lessons = Lessons()
    lessons.put(LESSON)
    for number, slide in enumerate(made):
        lessons.put(replace(slide, lesson_id=LESSON.id, position=float(number)))
    notes = {"private": new_note(body=PRIVATE), "shared": new_note(body=SHARED)}
    return Deck(cases, lessons, LESSON.id, notes=notes.get, shape=shape, zoom=zoom), lessons


@given(st.data(), st.sampled_from(Shape), st.sampled_from([1.0, 1.3]))
@LAWS
def test_claims_are_spans_and_the_user_s_own_stays_where_it_belongs(
    cases: CaseBase, data: st.DataObject, shape: Shape, zoom: float
) -> None:
    made = data.draw(slides(cases))
    deck, lessons = lesson_of(cases, made, shape, zoom)
    wanted = {slide.id: slide for slide in lessons.slides(LESSON.id)}
    for sheet in deck.sheets():
        for source in sources_of(sheet):
            text = cases.article(source.article_id).text
            assert text[source.start : source.end] == source.exact
        shown = str(sheet.blocks) + sheet.title + sheet.label + sheet.subject
        assert PRIVATE not in shown
        assert SPOKEN not in shown
        assert SHARED not in shown or wanted[sheet.slide_id].note_id == "shared"


@given(st.data(), st.sampled_from(Shape))
@LAWS
def test_pages_stand_in_the_order_of_their_slides_and_are_found_by_them(
    cases: CaseBase, data: st.DataObject, shape: Shape
) -> None:
    made = data.draw(slides(cases))
    deck, lessons = lesson_of(cases, made, shape, 1.0)
    order = [slide.id for slide in lessons.slides(LESSON.id)]
    sheets = deck.sheets()
    assert list(dict.fromkeys(sheet.slide_id for sheet in sheets)) == order
    for slide_id in order:
        own = [sheet for sheet in sheets if sheet.slide_id == slide_id]
        assert sheets[deck.first_of(slide_id)] == own[0]
        assert [sheet.part for sheet in own] == list(range(1, len(own) + 1))
        assert {sheet.parts for sheet in own} == {len(own)}
        assert sum(sheet.minutes for sheet in own) == own[0].minutes
        assert all(sheet.steps >= 1 for sheet in own)


def test_marks_of_a_page_are_numbered_from_one_and_one_span_has_one_number(
    cases: CaseBase,
) -> None:
    for mechanism in cases.mechanisms[::9]:
        slide = blank_slide(SlideKind.MECHANISM, mechanism_ids=(mechanism.id,))
        for sheet in deck_of(cases, slide).sheets():
            numbers: dict[int, set[tuple[str, int, int]]] = {}
            for source in sources_of(sheet):
                span = source.article_id, source.start, source.end
                numbers.setdefault(source.number, set()).add(span)
            assert sorted(numbers) == list(range(1, len(numbers) + 1))
            assert all(len(spans) == 1 for spans in numbers.values())


def test_a_quote_whose_place_has_moved_is_found_again(cases: CaseBase) -> None:
    mechanism = cases.mechanisms[0]
    cited = cases.citations(mechanism.id)[0]
    kept = quote_of(cases, cited.article_id, cited.start, cited.end)
    moved = replace(kept, start=kept.start + 40, end=kept.end + 40)
    slide = blank_slide(SlideKind.QUOTE, mechanism_ids=(mechanism.id,), quotes=(moved,))
    (block, *_) = deck_of(cases, slide).sheets()[0].blocks
    assert isinstance(block, Quotation)
    assert block.stale == ""
    assert (block.source.start, block.source.end) == (cited.start, cited.end)


def test_a_quote_says_in_which_paragraph_of_its_text_it_stands(cases: CaseBase) -> None:
    article = cases.articles[0]
    bodies = [p for p in cases.paragraphs(article.id) if p.kind is ParagraphKind.BODY]
    for number in (1, 3):
        paragraph = bodies[number - 1]
        quote = quote_of(cases, article.id, paragraph.start, paragraph.start + 10)
        (sheet,) = deck_of(cases, blank_slide(SlideKind.QUOTE, quotes=(quote,))).sheets()
        (block,) = sheet.blocks
        assert isinstance(block, Quotation)
        assert block.byline.endswith(f"第 {number} 自然段")


def test_figures_chosen_by_hand_have_no_bars_and_are_all_there(cases: CaseBase) -> None:
    ids = tuple(figure.id for figure in cases.all_figures[::20])
    sheets = deck_of(cases, blank_slide(SlideKind.FIGURES, figure_ids=ids)).sheets()
    drawn = [
        bar for s in sheets for block in s.blocks if isinstance(block, Bars) for bar in block.bars
    ]
    assert [bar.source.exact for bar in drawn] == [cases.figure_by_id[one].exact for one in ids]
    assert all(bar.share is None for bar in drawn)


def test_a_long_note_goes_on_and_every_page_says_that_it_is_one(cases: CaseBase) -> None:
    note = new_note(body="\n".join(f"- 第{n}点，先请学员说说本镇的情况。" for n in range(60)))
    lessons = Lessons()
    lessons.put(LESSON)
    lessons.put(blank_slide(SlideKind.TEXT, LESSON.id, body="开头", note_id=note.id))
    sheets = Deck(cases, lessons, LESSON.id, notes=lambda _: note).sheets()
    shown = [block for sheet in sheets for block in sheet.blocks if isinstance(block, Prose)]
    assert len(shown) > 3
    assert [block.heading for block in shown] == ["", *["批注"] * (len(shown) - 1)]


@pytest.mark.parametrize("shape", list(Shape))
def test_references_go_on_to_the_next_page_and_count_on(cases: CaseBase, shape: Shape) -> None:
    ids = [article.id for article in cases.articles] * 6
    pages = reference_pages(cases, ids, Room(shape), "2025")
    count = 0
    for (block,) in pages:
        assert isinstance(block, References)
        assert block.first == count + 1
        count += len(block.entries)
    assert len(pages) > 1
    assert count == len(ids)


def test_what_is_looked_up_is_looked_up_slide_by_slide(cases: CaseBase) -> None:
    made = [blank_slide(SlideKind.MECHANISM, mechanism_ids=(m.id,)) for m in cases.mechanisms[:5]]
    deck = deck_of(cases, *made)
    assert len(list(deck.prepare())) == len(made)
    before: list[Sheet] = deck.sheets()
    assert all(a is b for a, b in zip(before, deck.sheets(), strict=True))
    assert all(isinstance(s, Source) for sheet in before for s in sources_of(sheet))
