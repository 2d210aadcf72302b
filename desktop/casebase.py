"""The case base as the interface holds it: read once, looked up by id. Knows no Qt and no SQL."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from db.library import Library
    from db.library.stamp import Stamp
    from db.pinyin import Typed
    from db.records import Figure, Mechanism, Region, Theme
    from db.records.article import Article, Paragraph
    from db.records.comparison import Family, Measure, Ratio
    from db.records.evidence import Evidence, Facet, FacetKind
    from db.records.search import SearchHit
    from desktop.quotes import Citation


class CaseBase:
    """Everything of one library.db that pages ask for; small lists are held, texts are not."""

    def __init__(self, library: Library, path: Path) -> None:
        self._library = library
        self.path = path
        self.stamp: Stamp | None = library.stamp
        """The file that holds what this one shows: as it was opened, or another copy since."""
        self.regions: list[Region] = library.regions()
        self.themes: list[Theme] = library.themes()
        self.mechanisms: list[Mechanism] = library.mechanisms()
        self._key_figures: dict[str, Figure] = library.key_figures()
        self._articles: dict[str, Article] = {}
        self._evidence: dict[str, list[Evidence]] = {}
        self._facets: dict[str, list[Facet]] = {}
        self._article_evidence: dict[str, list[Evidence]] = {}

    @cached_property
    def content_hash(self) -> str:
        """What tells this library from every other."""
        return self.made.get("content_hash", "")

    @cached_property
    def made(self) -> dict[str, str]:
        """What the build wrote about itself: schema_version, content_hash, built_with …"""
        return self._library.meta()

    def reopen(self) -> Library:
        """Another connection to the same file, for another thread.

        Raises LibraryError, also where another file has taken its place meanwhile.
        """
        return type(self._library).open(self.path, same=self.stamp)

    def close(self) -> None:
        """Let go of the database."""
        self._library.close()

    @cached_property
    def region_by_id(self) -> dict[str, Region]:
        """Regions by id."""
        return {region.id: region for region in self.regions}

    @cached_property
    def theme_by_id(self) -> dict[str, Theme]:
        """Themes by id."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def family_by_id(self) -> dict[str, Family]:
        """Families by id."""
        return {family.id: family for family in self._library.families()}

    @cached_property
    def mechanism_by_id(self) -> dict[str, Mechanism]:
        """Mechanisms by id."""
        return {mechanism.id: mechanism for mechanism in self.mechanisms}

    @cached_property
    def cells(self) -> dict[tuple[str, str], tuple[Mechanism, ...]]:
        """(theme, region) -> its mechanisms, core ones first, each in document order."""
        found: defaultdict[tuple[str, str], list[Mechanism]] = defaultdict(list)
        for mechanism in self.mechanisms:
            found[mechanism.theme_id, mechanism.region_id].append(mechanism)
        return {
            cell: tuple(sorted(members, key=lambda m: (m.rank.value, m.ordinal)))
            for cell, members in found.items()
        }

    @cached_property
    def unchecked_regions(self) -> frozenset[str]:
        """Regions whose text nobody has gone through yet: what is missing there says nothing."""
        return frozenset(m.region_id for m in self.mechanisms if not m.checked)

    @cached_property
    def _related_families(self) -> dict[str, tuple[str, ...]]:
        return self._library.related_families()

    def families_of(self, mechanism: Mechanism) -> tuple[str, ...]:
        """The ids of a mechanism's own family, if it has one, and of those it touches."""
        own = (mechanism.family_id,) if mechanism.family_id else ()
        return own + self._related_families.get(mechanism.id, ())

    @cached_property
    def _family_members(self) -> dict[str, tuple[Mechanism, ...]]:
        found: defaultdict[str, list[Mechanism]] = defaultdict(list)
        for mechanism in self.mechanisms:
            for family_id in self.families_of(mechanism):
                found[family_id].append(mechanism)
        return {family_id: tuple(members) for family_id, members in found.items()}

    def family_members(self, family_id: str) -> tuple[Mechanism, ...]:
        """All that belong to a family or touch it, region by region in document order."""
        return self._family_members.get(family_id, ())

    def key_figure(self, mechanism_id: str) -> Figure | None:
        """The figure shown beside a mechanism's name, if its text gives one."""
        return self._key_figures.get(mechanism_id)

    @cached_property
    def article_count(self) -> int:
        """How many articles there are: known without their texts."""
        return self._library.article_count()

    @cached_property
    def articles(self) -> list[Article]:
        """All articles, in the order of their regions."""
        return self._library.articles()

    def article(self, article_id: str) -> Article:
        """An article with its text."""
        if article_id not in self._articles:
            self._articles[article_id] = self._library.article(article_id)
        return self._articles[article_id]

    def article_of(self, mechanism_id: str) -> str:
        """The id of the article that a mechanism is first quoted from."""
        return self._homes[mechanism_id]

    @cached_property
    def _homes(self) -> dict[str, str]:
        return self._library.home_articles()

    def paragraphs(self, article_id: str) -> list[Paragraph]:
        """The paragraphs of an article in order."""
        return self._library.paragraphs(article_id)

    def facets(self, mechanism_id: str) -> list[Facet]:
        """The facets that a mechanism's text answers, in the order of `FacetKind`."""
        # Comparing a family asks for those of all its members once for every facet.
        if mechanism_id not in self._facets:
            self._facets[mechanism_id] = self._library.facets(mechanism_id)
        return self._facets[mechanism_id]

    def evidence(self, mechanism_id: str) -> list[Evidence]:
        """All quotes behind a mechanism."""
        # Asked for once a facet, and again for every mark: read once, it never changes.
        if mechanism_id not in self._evidence:
            self._evidence[mechanism_id] = self._library.evidence(mechanism_id)
        return self._evidence[mechanism_id]

    def article_evidence(self, article_id: str) -> list[Evidence]:
        """All quotes from an article, in document order."""
        if article_id not in self._article_evidence:
            self._article_evidence[article_id] = self._library.article_evidence(article_id)
        return self._article_evidence[article_id]

    def figures(self, mechanism_id: str) -> list[Figure]:
        """The figures of a mechanism, the most telling first."""
        return self._library.figures(mechanism_id)

    def article_figures(self, article_id: str) -> list[Figure]:
        """All figures of an article, in document order."""
        return self._library.article_figures(article_id)

    @cached_property
    def all_figures(self) -> list[Figure]:
        """Every figure, region by region, mechanism by mechanism."""
        return self._library.all_figures()

    @cached_property
    def figure_by_id(self) -> dict[str, Figure]:
        """Figures by id."""
        return {figure.id: figure for figure in self.all_figures}

    @cached_property
    def measures(self) -> list[Measure]:
        """What several regions give a number for, in a fixed order."""
        return self._library.measures()

    @cached_property
    def ratios(self) -> list[Ratio]:
        """Ratios of two numbers that one text states."""
        return self._library.ratios()

    def citations(self, mechanism_id: str) -> list[Citation]:
        """The distinct quotes of a mechanism, numbered from 1 as they are first met on the screen.

        Those of the mechanism as a whole come first, then those of each facet in the order of
        `FacetKind`; within one, document order.
        """
        from db.records.evidence import FacetKind
        from desktop.quotes import Citation

        order = {kind: place for place, kind in enumerate(FacetKind, start=1)}
        first: dict[tuple[str, int, int], tuple[int, str]] = {}
        for entry in self.evidence(mechanism_id):
            span = (entry.article_id, entry.start, entry.end)
            place = 0 if entry.facet_kind is None else order[entry.facet_kind]
            first[span] = min(first.get(span, (place, entry.exact)), (place, entry.exact))
        spans = sorted(first, key=lambda span: (first[span][0], span))
        return [
            Citation(number, article_id, start, end, first[article_id, start, end][1])
            for number, (article_id, start, end) in enumerate(spans, start=1)
        ]

    def citation_numbers(self, mechanism_id: str, kind: FacetKind | None) -> list[int]:
        """The numbers of the quotes that back a facet, or with None the mechanism as a whole."""
        spans = {
            (entry.article_id, entry.start, entry.end)
            for entry in self.evidence(mechanism_id)
            if entry.facet_kind is kind
        }
        return [
            citation.number
            for citation in self.citations(mechanism_id)
            if (citation.article_id, citation.start, citation.end) in spans
        ]

    def typed(self, text: str) -> Typed | None:
        """What is typed in pinyin, to be matched against words of the user's own."""
        return self._library.typed(text)

    def search(self, query: str, limit: int, kind: str | None = None) -> list[SearchHit]:
        """What the library finds for a query, of one kind (mechanism, figure, passage) or all."""
        return self._library.search(query, limit, kind)
