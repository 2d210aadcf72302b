"""一键成课: a first deck from every family, theme, region and basket, that holds before a class."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from db.records.lesson import Reveal, SlideKind
from desktop.documents.sheet import Missing, References, sources_of
from desktop.i18n import set_language
from desktop.teaching import starting
from desktop.widgets.markdown import to_plain
from tests.desktop.teaching.test_deck import deck_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records.lesson import Slide
    from desktop.casebase import CaseBase
    from desktop.documents.sheet import Sheet
    from desktop.teaching.starting import Draft


def every_draft(cases: CaseBase) -> Iterator[Draft]:
    yield from (starting.from_family(cases, family_id) for family_id in cases.family_by_id)
    yield from (starting.from_theme(cases, theme.id) for theme in cases.themes)
    yield from (starting.from_region(cases, region.id) for region in cases.regions)
    yield starting.from_comparison(cases, [m.id for m in cases.mechanisms[3:200:40]])


def kinds(draft: Draft) -> list[SlideKind]:
    return [slide.kind for slide in draft.slides]


def sheets(cases: CaseBase, draft: Draft) -> list[Sheet]:
    return deck_of(cases, *draft.slides).sheets()


def only(draft: Draft, kind: SlideKind) -> list[Slide]:
    return [slide for slide in draft.slides if slide.kind is kind]


def test_every_family_theme_and_region_gives_a_lesson_whose_pages_are_all_there(
    cases: CaseBase,
) -> None:
    drafts = list(every_draft(cases))
    assert len(drafts) == len(cases.family_by_id) + len(cases.themes) + len(cases.regions) + 1
    for draft in drafts:
        shown = sheets(cases, draft)
        assert len(shown) >= len(draft.slides) > 4
        missing = [block for s in shown for block in s.blocks if isinstance(block, Missing)]
        assert missing == [], draft.title


def test_every_claim_on_a_page_is_a_span_of_the_text_and_its_article_is_listed(
    cases: CaseBase,
) -> None:
    for draft in every_draft(cases):
        shown = sheets(cases, draft)
        cited = set()
        for sheet in shown:
            for source in sources_of(sheet):
                text = cases.article(source.article_id).text
                assert text[source.start : source.end] == source.exact
                cited.add(source.article_id)
        assert cited
        (listed,) = shown[-1].blocks
        assert isinstance(listed, References)
        assert len(listed.entries) == len(cited)


def test_the_minutes_of_the_slides_are_those_of_the_lesson(cases: CaseBase) -> None:
    for draft in every_draft(cases):
        assert draft.minutes == sum(slide.minutes for slide in draft.slides)
        assert all(slide.minutes > 0 for slide in draft.slides)
        assert sum(sheet.minutes for sheet in sheets(cases, draft)) == draft.minutes


def test_a_lesson_opens_with_a_question_and_ends_with_its_sources(cases: CaseBase) -> None:
    for draft in every_draft(cases):
        assert kinds(draft)[:2] == [SlideKind.TITLE, SlideKind.QUESTION]
        assert kinds(draft)[-1] is SlideKind.SOURCES
        assert to_plain(draft.slides[1].body).endswith("？")
        assert draft.slides[1].answer == ""


def test_a_family_is_shown_region_by_region_then_compared(cases: CaseBase) -> None:
    for family_id, family in cases.family_by_id.items():
        draft = starting.from_family(cases, family_id)
        assert family.name in draft.title
        shown = [slide.mechanism_ids[0] for slide in only(draft, SlideKind.MECHANISM)]
        regions = [cases.mechanism_by_id[one].region_id for one in shown]
        everywhere = {m.region_id for m in cases.family_members(family_id)}
        assert sorted(regions) == sorted(everywhere)
        (tally,) = only(draft, SlideKind.TALLY)
        own = {m.id for m in cases.family_members(family_id) if m.family_id == family_id}
        assert own | set(shown) == set(tally.mechanism_ids)
        for slide in only(draft, SlideKind.COMPARISON):
            assert (slide.family_id, slide.reveal) == (family_id, Reveal.COLUMNS)


def test_the_contests_have_all_that_a_family_s_lesson_can_have(cases: CaseBase) -> None:
    draft = starting.from_family(cases, "contest")
    merged = [kind for kind, behind in pairwise([*kinds(draft), None]) if kind is not behind]
    assert merged == [
        SlideKind.TITLE,
        SlideKind.QUESTION,
        SlideKind.MECHANISM,
        SlideKind.COMPARISON,
        SlideKind.DIFFERENCES,
        SlideKind.QUOTE,
        SlideKind.FIGURES,
        SlideKind.TALLY,
        SlideKind.SOURCES,
    ]
    assert only(draft, SlideKind.FIGURES)[0].measure_id == "contests"


def test_figures_are_compared_where_a_measure_covers_two_members(cases: CaseBase) -> None:
    for family_id in cases.family_by_id:
        members = {m.id for m in cases.family_members(family_id)}
        for slide in only(starting.from_family(cases, family_id), SlideKind.FIGURES):
            measure = next(m for m in cases.measures if m.id == slide.measure_id)
            owners = {cases.figure_by_id[one].mechanism_id for one in measure.figure_ids}
            assert len(owners & members) >= 2


def test_the_quote_in_the_light_is_its_mechanism_s_own_and_no_praise(cases: CaseBase) -> None:
    lit = 0
    for draft in every_draft(cases):
        for slide in only(draft, SlideKind.QUOTE):
            (quote,) = slide.quotes
            told = [
                entry.claim.value
                for entry in cases.evidence(slide.mechanism_ids[0])
                if (entry.start, entry.end) == (quote.start, quote.end)
            ]
            assert set(told) - {"appraisal"}
            lit += 1
    assert lit > 20


def test_a_theme_compares_at_most_four_families_of_three_regions(cases: CaseBase) -> None:
    for theme in cases.themes:
        draft = starting.from_theme(cases, theme.id)
        compared = only(draft, SlideKind.COMPARISON)
        assert 1 <= len(compared) <= 4
        for slide in compared:
            members = cases.family_members(slide.family_id or "")
            assert len({m.region_id for m in members}) >= 3
        assert only(draft, SlideKind.FIGURES)


def test_a_region_shows_its_material_and_at_most_nine_core_mechanisms_in_order(
    cases: CaseBase,
) -> None:
    for region in cases.regions:
        draft = starting.from_region(cases, region.id)
        (material,) = only(draft, SlideKind.TEXT)
        titles = [article.title for article in cases.articles if article.region_id == region.id]
        assert all(title in to_plain(material.body) for title in titles)
        shown = [
            cases.mechanism_by_id[slide.mechanism_ids[0]]
            for slide in only(draft, SlideKind.MECHANISM)
        ]
        assert 1 <= len(shown) <= 9, "as many as a tally has keys for"
        assert {m.rank.value for m in shown} == {"core"}
        assert {m.region_id for m in shown} == {region.id}
        assert shown == sorted(shown, key=lambda m: m.ordinal)


def test_a_basket_is_compared_in_its_own_order_without_a_family(cases: CaseBase) -> None:
    ids = tuple(m.id for m in cases.mechanisms[200:3:-60])
    draft = starting.from_comparison(cases, [*ids, "gone", ids[0]])
    (slide,) = only(draft, SlideKind.COMPARISON)
    assert (slide.family_id, slide.mechanism_ids) == (None, ids)
    assert only(draft, SlideKind.TALLY)[0].mechanism_ids == ids


def test_one_mechanism_alone_is_shown_and_not_compared(cases: CaseBase) -> None:
    draft = starting.from_comparison(cases, [cases.mechanisms[0].id])
    assert only(draft, SlideKind.MECHANISM)
    assert not only(draft, SlideKind.COMPARISON)
    assert not only(draft, SlideKind.QUOTE)


def test_what_the_library_does_not_have_makes_no_lesson(cases: CaseBase) -> None:
    with pytest.raises(ValueError, match="library"):
        starting.from_comparison(cases, ["gone"])
    for make in (starting.from_family, starting.from_theme, starting.from_region):
        with pytest.raises(KeyError):
            make(cases, "gone")


def test_the_trainer_s_own_words_are_prompts_that_hold_no_number_and_no_name(
    cases: CaseBase,
) -> None:
    names = [m.name for m in cases.mechanisms] + [region.name for region in cases.regions]
    for draft in every_draft(cases):
        for slide in draft.slides:
            assert not any(name in slide.notes for name in names)
            assert not any(character.isdigit() for character in slide.notes)


def test_names_that_look_like_markup_are_shown_as_they_are(cases: CaseBase) -> None:
    family_id = "contest"
    family = cases.family_by_id[family_id]
    cases.family_by_id[family_id] = replace(family, name="*擂台* [比武](x) <b>_类_</b>")
    draft = starting.from_family(cases, family_id)
    assert "*擂台* [比武](x) <b>_类_</b>" in to_plain(draft.slides[1].body)


def test_a_lesson_is_made_in_english_too(cases: CaseBase) -> None:
    set_language("en")
    try:
        draft = starting.from_family(cases, "contest")
    finally:
        set_language("zh")
    assert cases.family_by_id["contest"].name_en in draft.title
