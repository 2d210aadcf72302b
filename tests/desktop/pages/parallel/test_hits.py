"""Which places of the texts belong to a family, and what is said of what they do not say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from db.records.evidence import FacetKind
from desktop.pages.parallel.hits import (
    Said,
    article_for,
    hits_in,
    neighbours,
    said,
    spans_in,
    topic_around,
    topic_of,
    widest_family,
)
from desktop.widgets.lanes import Level

if TYPE_CHECKING:
    from desktop.casebase import CaseBase
    from desktop.pages.parallel.hits import Hit, Topic

KINDS = [None, *FacetKind]


def _topics(cases: CaseBase) -> list[Topic]:
    return [topic_of(cases, family_id) for family_id in cases.family_by_id]


def _hits(cases: CaseBase, region_id: str, topic: Topic) -> list[Hit]:
    article = article_for(cases, region_id, topic)
    assert article is not None
    evidence = cases.article_evidence(article.id)
    return hits_in(cases.article(article.id).text, evidence, topic.all)


def test_every_quote_of_a_family_is_in_exactly_one_hit(cases: CaseBase) -> None:
    for topic in _topics(cases):
        for region in cases.regions:
            hits = _hits(cases, region.id, topic)
            inside = [quote.id for hit in hits for quote in hit.quotes]
            article = article_for(cases, region.id, topic)
            assert article is not None
            assert sorted(inside) == sorted(
                entry.id
                for entry in cases.article_evidence(article.id)
                if entry.mechanism_id in topic.all
            )


def test_hits_rise_and_never_overlap(cases: CaseBase) -> None:
    for topic in _topics(cases):
        for region in cases.regions:
            hits = _hits(cases, region.id, topic)
            for before, after in pairwise(hits):
                assert before.start < before.end <= after.start
            for hit in hits:
                assert hit.start == min(quote.start for quote in hit.quotes)
                assert hit.end == max(quote.end for quote in hit.quotes)


@pytest.mark.parametrize("kind", KINDS)
def test_spans_show_every_quote_and_not_one_character_more(
    cases: CaseBase, kind: FacetKind | None
) -> None:
    topic = topic_of(cases, widest_family(cases))
    for region in cases.regions:
        article = article_for(cases, region.id, topic)
        assert article is not None
        evidence = cases.article_evidence(article.id)
        spans = spans_in(cases, evidence, topic.all, kind)
        for id_ in {entry.mechanism_id for entry in evidence}:
            mine = [span for span in spans if span.group == id_]
            painted = [at for span in mine for at in range(span.start, span.end)]
            quotes = [entry for entry in evidence if entry.mechanism_id == id_]
            assert len(painted) == len(set(painted)), "painted twice"
            assert set(painted) == {at for q in quotes for at in range(q.start, q.end)}
            strong = {at for s in mine if s.level == Level.STRONG for at in range(s.start, s.end)}
            chosen = [q for q in quotes if kind is not None and q.facet_kind is kind]
            wanted = {at for q in chosen for at in range(q.start, q.end)}
            assert strong == (wanted if id_ in topic.all else set())
            assert (id_ in topic.all) == all(span.level != Level.QUIET for span in mine)


def test_nothing_is_said_that_the_case_base_does_not_bear_out(cases: CaseBase) -> None:
    for topic in _topics(cases):
        for region in cases.regions:
            hits = _hits(cases, region.id, topic)
            members = [
                m for m in cases.mechanisms if m.id in topic.members and m.region_id == region.id
            ]
            for kind in KINDS:
                found = said(cases, region.id, topic, hits, kind)
                has_facet = kind is not None and any(hit.of_facet(kind) for hit in hits)
                if found is Said.FULLY:
                    assert has_facet or (kind is None and any(m.itemised for m in members))
                elif found is Said.NAMED:
                    assert members
                    assert not any(m.itemised for m in members)
                elif found is Said.RELATED:
                    assert hits
                    assert not members
                elif found is Said.NOT:
                    assert not hits or (kind is not None and not has_facet)
                    assert all(m.checked for m in members)
                else:
                    assert not all(m.checked for m in members)


def test_a_mechanism_without_a_family_is_a_topic_of_its_own(cases: CaseBase) -> None:
    alone = next((m for m in cases.mechanisms if not m.family_id), None)
    if alone is None:
        pytest.skip("every mechanism has a family by now")
    topic = topic_around(cases, alone.id)
    assert topic.all == {alone.id}
    assert _hits(cases, alone.region_id, topic)


def test_kindred_families_are_kindred_both_ways(cases: CaseBase) -> None:
    kin = {topic.family_id: set(neighbours(cases, topic)) for topic in _topics(cases)}
    assert any(kin.values())
    for family_id, others in kin.items():
        assert family_id not in others
        assert all(family_id in kin[other] for other in others)


def test_what_nobody_has_checked_is_never_called_missing(
    cases: CaseBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [(topic, region.id) for topic in _topics(cases) for region in cases.regions]
    hits = {place: _hits(cases, place[1], place[0]) for place in places}
    alike = [place for place in places if said(cases, place[1], place[0], hits[place], None)
             is Said.RELATED]  # fmt: skip
    assert alike
    unchecked = [replace(mechanism, checked=False) for mechanism in cases.mechanisms]
    monkeypatch.setattr(cases, "mechanisms", unchecked)
    for place in alike:
        for kind in FacetKind:
            found = said(cases, place[1], place[0], hits[place], kind)
            assert found in (Said.FULLY, Said.UNCHECKED)
