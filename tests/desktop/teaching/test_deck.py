"""Pages of a lesson: claims have their spans, cutting loses nothing, nothing private shows."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.evidence import FacetKind
from db.records.lesson import Lesson, Reveal, SlideKind
from db.records.plan import Quote
from db.workspace.notes import new_note
from desktop.comparing.comparison import Comparison
from desktop.documents.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Bars,
    Cell,
    Column,
    Gap,
    Missing,
    Prose,
    Question,
    Quotation,
    Row,
    Shape,
    Sheet,
    Source,
    Table,
    sources_of,
)
from desktop.lessons import Lessons
from desktop.teaching.deck import Deck
from desktop.teaching.room import Room
from desktop.teaching.slides import blank_slide
from desktop.teaching.tables import pages_of

if TYPE_CHECKING:
    from db.records.lesson import Slide
    from desktop.casebase import CaseBase
    from desktop.comparing.comparison import FacetRow

LESSON = Lesson(
    id="lesson",
    title="擂台比武专题",
    occasion="镇村干部培训班",
    minutes=45.0,
    position=1.0,
    created_at="",
    modified_at="",
    author="",
)


def deck_of(cases: CaseBase, *slides: Slide, shape: Shape = Shape.WIDE) -> Deck:
    lessons = Lessons()
    lessons.put(LESSON)
    for number, slide in enumerate(slides):
        lessons.put(replace(slide, lesson_id=LESSON.id, position=float(number)))
    return Deck(cases, lessons, LESSON.id, shape=shape)


def tables(sheets: list[Sheet]) -> list[Table]:
    return [block for sheet in sheets for block in sheet.blocks if isinstance(block, Table)]


def families(cases: CaseBase) -> list[str]:
    return sorted(cases.family_by_id)


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("kind", [SlideKind.COMPARISON, SlideKind.DIFFERENCES])
def test_every_family_makes_pages_whose_every_citation_is_its_text(
    cases: CaseBase, kind: SlideKind, shape: Shape
) -> None:
    for family_id in families(cases):
        sheets = deck_of(cases, blank_slide(kind, family_id=family_id), shape=shape).sheets()
        assert sheets
        for table in tables(sheets):
            assert 1 <= len(table.rows) <= MOST_ROWS
            assert len(table.columns) <= MOST_COLUMNS - (shape is Shape.NARROW)
        for sheet in sheets:
            for source in sources_of(sheet):
                text = cases.article(source.article_id).text
                assert text[source.start : source.end] == source.exact


def test_a_family_s_pages_say_all_that_its_comparison_says(cases: CaseBase) -> None:
    for family_id in families(cases):
        sheets = deck_of(cases, blank_slide(SlideKind.COMPARISON, family_id=family_id)).sheets()
        said: dict[str, str] = {}
        for table in tables(sheets):
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    if cell.gap is None:
                        said[column.mechanism_id] = said.get(column.mechanism_id, "") + cell.text
        for mechanism_id, text in said.items():
            facets = {facet.kind: facet.text for facet in cases.facets(mechanism_id)}
            whole = "".join(facets[kind] for kind in FacetKind if kind in facets)
            assert text == whole


def test_every_mechanism_makes_a_page_with_its_summary_or_says_why_not(cases: CaseBase) -> None:
    for mechanism in cases.mechanisms[::7]:
        slide = blank_slide(SlideKind.MECHANISM, mechanism_ids=(mechanism.id,))
        found = tables(deck_of(cases, slide).sheets())
        text = "".join(cell.text for table in found for row in table.rows for cell in row.cells)
        assert mechanism.summary in text
        if not mechanism.itemised and not cases.facets(mechanism.id):
            gaps = [cell.gap for table in found for row in table.rows for cell in row.cells]
            assert Gap.NAMED_ONLY in gaps or Gap.UNCHECKED in gaps


def test_columns_and_cells_are_uncovered_one_a_step(cases: CaseBase) -> None:
    slide = blank_slide(SlideKind.COMPARISON, family_id=families(cases)[0])
    for sheet in deck_of(cases, slide).sheets():
        assert sheet.steps == 1
    for sheet in deck_of(cases, replace(slide, reveal=Reveal.COLUMNS)).sheets():
        (table,) = tables([sheet])
        assert sheet.steps == len(table.columns)
    for sheet in deck_of(cases, replace(slide, reveal=Reveal.CELLS)).sheets():
        (table,) = tables([sheet])
        assert sheet.steps == len(table.columns) * len(table.rows)


def test_mechanisms_chosen_beside_a_family_stand_for_their_regions(cases: CaseBase) -> None:
    family_id = next(
        f for f in families(cases) if len({m.region_id for m in cases.family_members(f)}) > 2
    )
    first = {m.region_id: m.id for m in cases.family_members(family_id)}
    chosen = tuple(list(first.values())[:2][::-1])
    slide = blank_slide(SlideKind.COMPARISON, family_id=family_id, mechanism_ids=chosen)
    shown = {
        c.mechanism_id for table in tables(deck_of(cases, slide).sheets()) for c in table.columns
    }
    assert shown == set(chosen)


def test_a_long_quote_goes_on_over_pages_and_loses_no_word(cases: CaseBase) -> None:
    article = cases.articles[0]
    text = cases.article(article.id).text
    quote = Quote(article.id, 0, 700, text[:700], "", text[700:760])
    sheets = deck_of(cases, blank_slide(SlideKind.QUOTE, quotes=(quote,))).sheets()
    parts = [block for sheet in sheets for block in sheet.blocks if isinstance(block, Quotation)]
    assert len(parts) > 2
    assert "".join(part.text for part in parts) == text[:700]
    assert {part.source.exact for part in parts} == {text[:700]}


def test_a_quote_whose_text_is_gone_is_shown_as_it_was_and_says_so(cases: CaseBase) -> None:
    quote = Quote(cases.articles[0].id, 5, 9, "没有这一句话的", "前文", "后文")
    (sheet,) = deck_of(cases, blank_slide(SlideKind.QUOTE, quotes=(quote,))).sheets()
    (block,) = sheet.blocks
    assert isinstance(block, Quotation)
    assert block.text == "没有这一句话的"
    assert block.stale


def test_bars_are_drawn_only_where_the_measure_may_be_compared(cases: CaseBase) -> None:
    for measure in cases.measures:
        sheets = deck_of(cases, blank_slide(SlideKind.FIGURES, measure_id=measure.id)).sheets()
        bars = [block for sheet in sheets for block in sheet.blocks if isinstance(block, Bars)]
        drawn = [bar for block in bars for bar in block.bars]
        assert len(drawn) == len(measure.figure_ids)
        assert all((bar.share is not None) == measure.comparable for bar in drawn)
        assert all(bool(block.caution) != measure.comparable for block in bars)
        wordings = {cases.figure_by_id[one].wording for one in measure.figure_ids}
        assert {bar.wording for bar in drawn} == wordings


def test_a_question_hides_its_answer_and_a_choice_knows_the_right_one(cases: CaseBase) -> None:
    asked = blank_slide(SlideKind.QUESTION, body="分几档？", answer="三档")
    choice = blank_slide(
        SlideKind.QUIZ, body="几场？", options=("20次", "680余次"), answer="680余次"
    )
    open_ = blank_slide(SlideKind.QUESTION, body="怎么看？")
    sheets = deck_of(cases, asked, choice, open_).sheets()
    assert [sheet.steps for sheet in sheets] == [2, 2, 1]
    block = sheets[1].blocks[0]
    assert isinstance(block, Question)
    assert (block.right, block.answer) == (1, "")


def test_only_the_note_switched_on_for_a_slide_reaches_it(cases: CaseBase) -> None:
    private, shared = new_note(body="不要给别人看"), new_note(body="给学员看的")
    notes = {note.id: note for note in (private, shared)}
    slide = blank_slide(
        SlideKind.MECHANISM,
        mechanism_ids=(cases.mechanisms[0].id,),
        note_id=shared.id,
        notes="讲稿",
    )
    lessons = Lessons()
    lessons.put(LESSON)
    lessons.put(replace(slide, lesson_id=LESSON.id))
    sheets = Deck(cases, lessons, LESSON.id, notes=notes.get).sheets()
    prose = [
        block.markdown for sheet in sheets for block in sheet.blocks if isinstance(block, Prose)
    ]
    assert prose == ["给学员看的"]
    assert not any("讲稿" in str(sheet.blocks) for sheet in sheets)
    assert {sheet.notes for sheet in sheets} == {"讲稿"}


def test_sources_list_each_article_that_the_other_slides_quote_once(cases: CaseBase) -> None:
    slides = [
        blank_slide(SlideKind.SOURCES),
        *(blank_slide(SlideKind.COMPARISON, family_id=f) for f in families(cases)[:3]),
    ]
    deck = deck_of(cases, *slides)
    cited = {s.article_id for sheet in deck.sheets() for s in sources_of(sheet)}
    listed = deck.sheets()[0].blocks[0]
    assert len(getattr(listed, "entries", ())) == len(cited)


@pytest.mark.parametrize("kind", list(SlideKind))
def test_a_slide_that_refers_to_nothing_there_says_so_and_does_not_fail(
    cases: CaseBase, kind: SlideKind
) -> None:
    slide = blank_slide(
        kind,
        family_id="gone",
        measure_id="gone",
        mechanism_ids=("gone",),
        figure_ids=("gone",),
        quotes=(Quote("gone", 0, 2, "旧文", "", ""),),
    )
    sheets = deck_of(cases, slide).sheets()
    assert len(sheets) == 1
    if kind in (SlideKind.MECHANISM, SlideKind.COMPARISON, SlideKind.FIGURES, SlideKind.TALLY):
        assert isinstance(sheets[0].blocks[0], Missing)


def test_what_did_not_change_is_not_looked_up_again(cases: CaseBase) -> None:
    slide = blank_slide(SlideKind.MECHANISM, mechanism_ids=(cases.mechanisms[0].id,))
    deck = deck_of(cases, slide)
    first = deck.sheets()
    assert deck.sheets()[0] is first[0]
    deck.reshape(Shape.NARROW, 1.0)
    assert deck.sheets()[0] is not first[0]


def test_looking_up_ahead_takes_one_slide_at_a_time_wherever_the_sources_stand(
    cases: CaseBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    slides = [
        blank_slide(SlideKind.SOURCES),
        *(blank_slide(SlideKind.COMPARISON, family_id=f) for f in families(cases)[:5]),
    ]
    deck = deck_of(cases, *slides)
    looked_up: list[str] = []
    pages = deck._lookup.pages

    def noted(slide: Slide, lesson: Lesson | None) -> object:
        looked_up.append(slide.id)
        return pages(slide, lesson)

    monkeypatch.setattr(deck._lookup, "pages", noted)
    counts = [len(looked_up) for _ in deck.prepare()]
    assert [count for count, _ in groupby(counts)] == [0, 1, 2, 3, 4, 5]
    assert len(deck.sheets()[0].blocks) == 1
    assert len(looked_up) == 5


def test_looking_up_a_comparison_ahead_takes_one_question_at_a_time(
    cases: CaseBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    slide = blank_slide(SlideKind.COMPARISON, family_id=families(cases)[0])
    expected = deck_of(cases, slide).sheets()
    deck = deck_of(cases, slide)
    asked: list[FacetKind] = []
    answer = Comparison._facet_row

    def noted(comparison: Comparison, kind: FacetKind) -> FacetRow:
        asked.append(kind)
        return answer(comparison, kind)

    monkeypatch.setattr(Comparison, "_facet_row", noted)
    counts = [0, *(len(asked) for _ in deck.prepare()), len(asked)]
    assert max(after - before for before, after in pairwise(counts)) == 1
    found = deck.sheets()
    assert asked == list(FacetKind)
    assert [sheet.blocks for sheet in found] == [sheet.blocks for sheet in expected]


CELLS = st.builds(
    Cell,
    # Long ones are made of a pattern: what counts is where they are cut, not what they say.
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20),
        st.integers(1, 900).map(lambda length: ("逐级推荐，定期开展。AB " * 80)[:length]),
    ),
    st.just((Source(1, "a", 0, 1, "甲"),)),
)


@given(
    st.integers(1, 6).flatmap(
        lambda count: st.lists(
            st.lists(CELLS, min_size=count, max_size=count).map(tuple), min_size=1, max_size=9
        )
    ),
    st.sampled_from(Shape),
    st.sampled_from([1.0, 1.3]),
)
def test_cutting_a_table_loses_no_character_no_mark_and_no_order(
    grid: list[tuple[Cell, ...]], shape: Shape, zoom: float
) -> None:
    columns = tuple(Column("地", str(n), "t", str(n)) for n in range(len(grid[0])))
    rows = tuple(Row(str(n), cells) for n, cells in enumerate(grid))
    pages = pages_of(Table(columns, rows), Room(shape, zoom))
    said = dict.fromkeys(range(len(columns)), "")
    marks = 0
    for page in pages:
        assert len(page.rows) <= MOST_ROWS
        for row in page.rows:
            for column, cell in zip(page.columns, row.cells, strict=True):
                said[int(column.mechanism_id)] += cell.text
                marks += len(cell.sources)
    for place in range(len(columns)):
        assert said[place] == "".join(cells[place].text for cells in grid)
    assert marks == len(grid) * len(columns)
