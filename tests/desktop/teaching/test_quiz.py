"""课堂测验: right answers are the source's own words, wrong ones are other regions' numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records import FigureKind
from db.records.lesson import SlideKind
from desktop.comparing.comparison import measure
from desktop.documents.sheet import Question, sources_of
from desktop.i18n import set_language
from desktop.teaching.quiz import BLANK, questions
from desktop.widgets.markdown import to_plain
from tests.desktop.teaching.test_deck import deck_of

if TYPE_CHECKING:
    from db.records import Figure
    from db.records.lesson import Slide
    from desktop.casebase import CaseBase


def every_id(cases: CaseBase) -> list[str]:
    return [mechanism.id for mechanism in cases.mechanisms]


@pytest.fixture
def quiz(cases: CaseBase) -> list[Slide]:
    """A quiz on the whole library."""
    return questions(cases, every_id(cases))


def figures_worded(cases: CaseBase, wording: str, other_than: str) -> list[Figure]:
    return [f for f in cases.all_figures if f.wording == wording and f.region_id != other_than]


def asked_figure(cases: CaseBase, slide: Slide) -> Figure:
    (quote,) = slide.quotes
    (mechanism_id,) = slide.mechanism_ids
    return next(
        figure
        for figure in cases.figures(mechanism_id)
        if (figure.start, figure.end, figure.wording) == (quote.start, quote.end, slide.answer)
    )


def test_there_are_questions_to_choose_in_and_to_fill_in(quiz: list[Slide]) -> None:
    choices = [slide for slide in quiz if slide.options]
    assert len(choices) > 40
    assert len(quiz) - len(choices) > 40
    assert {slide.kind for slide in quiz} == {SlideKind.QUIZ}


def test_the_right_answer_stands_once_in_a_quote_that_is_the_text(
    cases: CaseBase, quiz: list[Slide]
) -> None:
    for slide in quiz:
        (quote,) = slide.quotes
        text = cases.article(quote.article_id).text
        assert text[quote.start : quote.end] == quote.exact
        assert quote.exact.count(slide.answer) == 1


def test_the_question_is_the_quote_with_its_answer_blank_and_shows_it_nowhere(
    quiz: list[Slide],
) -> None:
    for slide in quiz:
        shown = to_plain(slide.body)
        masked = slide.quotes[0].exact.replace(slide.answer, BLANK)
        assert masked in shown
        assert shown.count(BLANK) == 1
        assert slide.answer not in shown


def test_wrong_answers_are_figures_of_the_same_kind_and_unit_from_other_regions(
    cases: CaseBase, quiz: list[Slide]
) -> None:
    for slide in quiz:
        if not slide.options:
            continue
        right = asked_figure(cases, slide)
        assert slide.options.count(right.wording) == 1
        assert len(set(slide.options)) == len(slide.options) >= 3
        alike = []
        for wording in set(slide.options) - {right.wording}:
            found = [
                figure
                for figure in figures_worded(cases, wording, right.region_id)
                if (figure.kind, measure(figure)) == (right.kind, measure(right))
            ]
            assert found
            alike.append(found[0])
        values = [figure.value for figure in (right, *alike)]
        assert len(set(values)) == len(values)


def test_a_wrong_answer_is_not_to_be_read_in_the_question(quiz: list[Slide]) -> None:
    for slide in quiz:
        wrong = set(slide.options) - {slide.answer}
        assert not any(option in slide.quotes[0].exact for option in wrong)


def test_no_question_shows_the_answer_of_another_about_the_same_text(quiz: list[Slide]) -> None:
    for one in quiz:
        for other in quiz:
            if one is not other and one.quotes[0].article_id == other.quotes[0].article_id:
                shown = other.quotes[0].exact.replace(other.answer, BLANK)
                assert one.answer not in shown


def test_the_same_seed_gives_the_same_quiz_and_another_asks_the_same(cases: CaseBase) -> None:
    def told(seed: int) -> list[tuple[str, str, tuple[str, ...]]]:
        found = questions(cases, every_id(cases), seed=seed)
        return [(slide.body, slide.answer, slide.options) for slide in found]

    first, again, other = told(1), told(1), told(2)
    assert first == again
    assert [entry[:2] for entry in first] == [entry[:2] for entry in other]
    assert [bool(entry[2]) for entry in first] == [bool(entry[2]) for entry in other]
    assert first != other


def test_the_right_answer_is_not_always_in_the_same_place(quiz: list[Slide]) -> None:
    places = {slide.options.index(slide.answer) for slide in quiz if slide.options}
    assert places >= {0, 1, 2}


def test_mechanisms_that_are_gone_or_asked_for_twice_add_nothing(cases: CaseBase) -> None:
    ids = every_id(cases)[:20]
    once = [slide.body for slide in questions(cases, ids)]
    assert [slide.body for slide in questions(cases, [*ids, "gone", *ids])] == once
    assert questions(cases, ["gone"]) == []


def test_where_other_regions_have_too_few_numbers_the_blank_is_filled_in(cases: CaseBase) -> None:
    tons = next(figure for figure in cases.all_figures if figure.unit == "吨")
    assert tons.mechanism_id
    found = questions(cases, [tons.mechanism_id])
    slide = next(slide for slide in found if slide.answer == tons.wording)
    assert slide.options == ()


def test_every_question_makes_a_page_that_hides_its_answer_and_has_its_source(
    cases: CaseBase, quiz: list[Slide]
) -> None:
    slides = quiz[:60]
    sheets = deck_of(cases, *slides).sheets()
    assert len(sheets) == len(slides)
    for slide, sheet in zip(slides, sheets, strict=True):
        (block,) = sheet.blocks
        assert isinstance(block, Question)
        assert sheet.steps == 2
        (source,) = sources_of(sheet)
        assert source.exact == slide.quotes[0].exact
        right = block.answer if block.right is None else block.options[block.right]
        assert right == slide.answer


def test_in_english_the_quote_stays_as_the_text_has_it(cases: CaseBase) -> None:
    chinese = questions(cases, every_id(cases)[:30])
    set_language("en")
    try:
        english = questions(cases, every_id(cases)[:30])
    finally:
        set_language("zh")
    assert [slide.answer for slide in english] == [slide.answer for slide in chinese]
    assert [slide.quotes for slide in english] == [slide.quotes for slide in chinese]
    assert "Yunfu" in to_plain(english[0].body)


# Laws, on quotes that no library has


class Altered:
    """The library, one mechanism of which has one figure and no other quote."""

    def __init__(self, cases: CaseBase, figure: Figure, text: str) -> None:
        self._cases, self._figure = cases, figure
        self._article = replace(cases.articles[0], text=text)
        self.all_figures = [figure, *(f for f in cases.all_figures if f.mechanism_id)]

    def __getattr__(self, name: str) -> object:
        return getattr(self._cases, name)

    def figures(self, mechanism_id: str) -> list[Figure]:
        return [self._figure] if mechanism_id == self._figure.mechanism_id else []

    def evidence(self, _: str) -> list[object]:
        return []

    def article(self, _: str) -> object:
        return self._article


def altered(cases: CaseBase, before: str, wording: str, behind: str, value: float) -> Altered:
    exact = f"{before}{wording}{behind}"
    pattern = next(f for f in cases.all_figures if f.region_id == cases.regions[0].id)
    figure = replace(
        pattern,
        id="made#f1",
        mechanism_id=cases.mechanisms[0].id,
        article_id=cases.articles[0].id,
        exact=exact,
        wording=wording,
        value=value,
        value_max=None,
        unit="个",
        kind=FigureKind.RESULT,
        start=3,
        end=3 + len(exact),
    )
    return Altered(cases, figure, f"开头。{exact}。结尾")


AROUND = st.text("全市建立网格党组织的村和社区,、“”*_[]<>`#&|1-9五", max_size=16)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(AROUND, AROUND, st.integers(1, 3000), st.integers(0, 99))
def test_whatever_stands_around_a_number_no_question_shows_or_repeats_it(
    cases: CaseBase, before: str, behind: str, value: int, seed: int
) -> None:
    wording = f"{value}个"
    made = altered(cases, before, wording, behind, value)
    for slide in questions(made, [cases.mechanisms[0].id], seed=seed):  # type: ignore[arg-type]
        shown = to_plain(slide.body)
        assert f"{before}{BLANK}{behind}".strip() in shown
        assert wording not in shown
        assert slide.answer == wording
        # No part of a longer number was cut out, and none was left beside the blank.
        assert not before[-1:].isdigit()
        assert len(set(slide.options)) == len(slide.options)
        assert slide.options == () or slide.options.count(wording) == 1


@pytest.mark.parametrize(
    ("before", "behind", "asked"),
    [
        ("全市建立网格党组织", "", True),
        ("全市建立网格党组织1", "", False),  # 121个: part of a longer number
        ("全市建立网格党组织第", "", False),  # its place in a row, no count
        ("全市建立网格党组织21个,其中社区", "", False),  # said twice
        ("全市建立21名网格员,网格党组织", "", False),  # the same number of something else
        ("建成", "", False),  # too few words to know what is asked
    ],
)
def test_a_number_that_leaves_its_quote_ambiguous_is_not_asked_for(
    cases: CaseBase, before: str, behind: str, asked: bool
) -> None:
    made = altered(cases, before, "21个", behind, 21)
    found = questions(made, [cases.mechanisms[0].id])  # type: ignore[arg-type]
    assert bool(found) is asked


def test_a_sentence_that_the_text_has_twice_with_different_numbers_is_not_asked_for(
    cases: CaseBase,
) -> None:
    made = altered(cases, "全市建立网格党组织", "21个", "并配备人员", 21)
    made._article = replace(
        made._article, text=made._article.text + "全市建立网格党组织35个并配备人员"
    )
    assert questions(made, [cases.mechanisms[0].id]) == []  # type: ignore[arg-type]


def test_drawing_wrong_answers_leaves_the_program_s_own_chance_alone(cases: CaseBase) -> None:
    random.seed(5)
    expected = random.random()
    random.seed(5)
    questions(cases, every_id(cases)[:40])
    assert random.random() == expected
