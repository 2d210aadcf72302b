"""One comparison: what stands in a cell is what the library says of the mechanism."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.records.evidence import FacetKind
from desktop.comparing.comparison import (
    Comparison,
    Gap,
    Group,
    basket_groups,
    compare,
    family_groups,
    gap_of,
    measure,
)

if TYPE_CHECKING:
    from desktop.casebase import CaseBase


@pytest.fixture(scope="session")
def families(cases: CaseBase) -> dict[str, Comparison]:
    """Every family, each region showing its first member."""
    return {
        family_id: compare(cases, family_groups(cases, family_id), {})
        for family_id in cases.family_by_id
    }


def test_every_member_of_a_family_can_be_shown(cases: CaseBase) -> None:
    for family_id in cases.family_by_id:
        groups = family_groups(cases, family_id)
        members = [m.id for group in groups for m in group.members]
        own = [m.id for m in cases.mechanisms if m.family_id == family_id]
        assert sorted(members) == sorted(m.id for m in cases.family_members(family_id))
        assert set(own) <= set(members)
        for group in groups:
            assert {m.region_id for m in group.members} == {group.id}
            related = [m.id in group.related for m in group.members]
            assert related == sorted(related), "a related member stands before the family's own"


def test_a_cell_has_the_facet_and_its_own_quotes(
    cases: CaseBase, families: dict[str, Comparison]
) -> None:
    for comparison in families.values():
        for column in comparison.columns:
            texts = {facet.kind: facet.text for facet in cases.facets(column.mechanism.id)}
            assert column.texts == texts
            for kind in FacetKind:
                wanted = cases.citation_numbers(column.mechanism.id, kind)
                assert list(column.numbers(kind)) == wanted


def test_quotes_are_numbered_from_one_and_stand_in_the_text(
    cases: CaseBase, families: dict[str, Comparison]
) -> None:
    for comparison in families.values():
        for column in comparison.columns:
            assert [q.number for q in column.quotes] == list(range(1, len(column.quotes) + 1))
            for quote in column.quotes:
                text = cases.article(quote.article_id).text
                assert text[quote.start : quote.end] == quote.exact


def test_every_figure_stands_in_one_row_with_its_kind_and_quote(
    families: dict[str, Comparison],
) -> None:
    for comparison in families.values():
        shown = Counter[str]()
        for row in comparison.figure_rows:
            for column, figures in zip(comparison.columns, row.figures, strict=True):
                for figure in figures:
                    shown[figure.id] += 1
                    if row.about is None:
                        assert (figure.kind, measure(figure)) == (row.kind, row.measure)
                    else:
                        assert figure.id in row.about.figure_ids
                    quote = column.quotes[column.number_of(figure) - 1]
                    assert (quote.start, quote.end) == (figure.start, figure.end)
        assert shown == Counter(f.id for c in comparison.columns for f in c.figures)


def test_what_several_regions_count_stands_in_one_row_whatever_their_words_for_it(
    families: dict[str, Comparison],
) -> None:
    row = next(row for row in families["contest"].figure_rows if row.measure == "contests")
    assert {figure.unit for entry in row.figures for figure in entry} > {"场次"}
    assert row.said > 1
    for comparison in families.values():
        kept = [row.said for row in comparison.figure_rows if row.about is not None]
        assert all(said > 1 for said in kept), "a measure of one region compares nothing"


def test_only_here_is_said_of_what_no_member_elsewhere_writes(
    cases: CaseBase, families: dict[str, Comparison]
) -> None:
    found = 0
    for comparison in families.values():
        for row in comparison.facet_rows:
            if row.only is None:
                continue
            found += 1
            others = [c for place, c in enumerate(comparison.columns) if place != row.only]
            assert others, "with nothing beside it nothing is said here only"
            for member in (m for column in others for m in column.members):
                assert row.kind not in {facet.kind for facet in cases.facets(member.id)}
    assert found


def test_while_another_column_is_unchecked_nothing_is_said_to_be_here_only(
    cases: CaseBase, families: dict[str, Comparison]
) -> None:
    family_id, kind = next(
        (family_id, row.kind)
        for family_id, comparison in families.items()
        for row in comparison.facet_rows
        if row.only is not None
    )
    groups = family_groups(cases, family_id)
    unchecked = [
        Group(group.id, tuple(replace(m, checked=False) for m in group.members), group.related)
        for group in groups
    ]
    row = next(r for r in compare(cases, unchecked, {}).facet_rows if r.kind is kind)
    assert row.said == 1
    assert row.only is None


def test_three_reasons_for_a_missing_facet_are_told_apart(cases: CaseBase) -> None:
    sample = cases.mechanisms[0]
    assert gap_of(replace(sample, checked=True, itemised=True)) is Gap.SILENT
    assert gap_of(replace(sample, checked=True, itemised=False)) is Gap.NAMED_ONLY
    assert gap_of(replace(sample, checked=False, itemised=True)) is Gap.UNCHECKED
    assert gap_of(replace(sample, checked=False, itemised=False)) is Gap.UNCHECKED


def test_another_member_is_shown_on_demand(cases: CaseBase) -> None:
    groups = next(
        groups
        for groups in (family_groups(cases, family_id) for family_id in cases.family_by_id)
        if any(len(group.members) > 1 for group in groups)
    )
    group = next(group for group in groups if len(group.members) > 1)
    wanted = group.members[-1].id
    shown = {c.id: c.mechanism.id for c in compare(cases, groups, {group.id: wanted}).columns}
    assert shown[group.id] == wanted
    assert compare(cases, groups, {group.id: "gone"}).columns[0].mechanism in groups[0].members


def test_a_basket_may_hold_two_mechanisms_of_one_region(cases: CaseBase) -> None:
    region = cases.regions[0].id
    chosen = [m.id for m in cases.mechanisms if m.region_id == region][:2]
    groups = basket_groups(cases, [*chosen, "gone"])
    assert [c.mechanism.id for c in compare(cases, groups, {}).columns] == chosen
