"""Drafts of a case file -> Mechanism, Facets, Evidence and Figures, every claim checked.

Each rule of seeds/README.md is one small function here or in claims.py, figures.py, resolve.py; a
broken rule is reported at its own line and reading goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.records import Figure, Mechanism, Rank
from db.records.evidence import Evidence, Facet, FacetKind
from db.seeding import claims
from db.seeding.figures import FigureOwner, make_figures
from db.seeding.frontmatter import Field
from db.seeding.resolve import MOST_HINTS, QuoteError, resolve

if TYPE_CHECKING:
    from db.seeding.article import CleanArticle
    from db.seeding.casefile import CaseFile, Quote
    from db.seeding.mistakes import Mistakes
    from db.seeding.taxonomy import Taxonomy

_REQUIRED = ("name", "name_en", "theme", "rank", "itemised", "checked", "summary", "summary_en")
_LISTS = ("aliases", "related")
_KNOWN = (*_REQUIRED, *_LISTS, "family", "place")
_YES_NO = {"yes": True, "no": False}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Case:
    """One mechanism with all that hangs on it. `mechanism.ordinal` is 0 until all are known."""

    mechanism: Mechanism
    related: tuple[str, ...]
    facets: tuple[Facet, ...]
    evidence: tuple[Evidence, ...]
    figures: tuple[Figure, ...]

    @property
    def first_start(self) -> int:
        """Where the article first speaks of it; the region's mechanisms are ordered by this."""
        return min((evidence.start for evidence in self.evidence), default=0)


def make_case(
    draft: CaseFile, taxonomy: Taxonomy, source: CleanArticle, mistakes: Mistakes
) -> Case:
    """Look everything up. What is wrong goes to `mistakes`; the case is then only a stand-in."""
    return _Maker(draft, taxonomy, source, mistakes).make()


class _Maker:
    """The state the rules share: the draft, what it is checked against, where mistakes go."""

    def __init__(
        self, draft: CaseFile, taxonomy: Taxonomy, source: CleanArticle, mistakes: Mistakes
    ) -> None:
        self._draft = draft
        self._taxonomy = taxonomy
        self._article = source.article
        self._source = source
        self._mistakes = mistakes
        self._id = draft.path.stem

    def make(self) -> Case:
        """Run every rule."""
        draft = self._draft
        self._check_fields()
        mechanism = self._mechanism()
        evidence = self._evidence()
        owner = FigureOwner(self._id, self._article.region_id)
        figures = make_figures(draft.path, draft.figures, owner, self._source, self._mistakes)
        facets = tuple(Facet(self._id, facet.kind, facet.text) for facet in draft.facets)
        self._check_shape()
        self._check_words()
        return Case(mechanism, self._related(), facets, tuple(evidence), tuple(figures))

    def _add(self, line: int, message: str) -> None:
        self._mistakes.add(self._draft.path, line, message)

    def _field(self, key: str) -> Field:
        return (self._draft.fields or {}).get(key, Field((), 1))

    def _check_fields(self) -> None:
        """Every field known, none missing, lists only where lists belong, the id well formed."""
        fields = self._draft.fields
        for key, field in (fields or {}).items():
            if key not in _KNOWN:
                self._add(field.line, f"不认得的字段 {key}，请查拼写或删去。")
            elif field.is_list and key not in _LISTS:
                self._add(field.line, f"字段 {key} 只能是一行文字，不能是一列。")
        for key in _REQUIRED:
            if fields is not None and not self._field(key).text:
                self._add(self._field(key).line, f"缺字段 {key}，请补上。")
        region = self._article.region_id
        if not _ID.fullmatch(self._id) or not self._id.startswith(f"{region}-"):
            self._add(1, f"文件名应以“{region}-”开头，只用小写字母、数字和连字符，请改名。")

    def _mechanism(self) -> Mechanism:
        """The fields, each checked against its vocabulary or the article."""
        theme = self._taxonomy.theme(self._field("theme").text)
        if theme is None and self._field("theme").text:
            names = "、".join(theme.name for theme in self._taxonomy.themes)
            self._unknown("theme", f"只能是 {names}")
        for alias in self._field("aliases").values:
            self._must_stand("aliases", alias)
        if self._field("place").text:
            self._must_stand("place", self._field("place").text)
        return Mechanism(
            id=self._id,
            region_id=self._article.region_id,
            theme_id=theme.id if theme else "",
            family_id=self._family(),
            name=self._field("name").text,
            name_en=self._field("name_en").text,
            aliases=self._field("aliases").values,
            summary=self._field("summary").text,
            summary_en=self._field("summary_en").text,
            rank=self._rank(),
            itemised=self._yes_no("itemised"),
            checked=self._yes_no("checked"),
            place=self._field("place").text,
            ordinal=0,
        )

    def _unknown(self, key: str, instead: str) -> None:
        """A word outside the vocabulary."""
        field = self._field(key)
        self._add(field.line, f"不认得的 {key} “{'、'.join(field.values)}”，{instead}。")

    def _must_stand(self, key: str, words: str) -> None:
        """Words that are the article's own must stand there, character for character."""
        if words not in self._article.text:
            self._add(self._field(key).line, f"{key} 的“{words}”不见于原文，请照抄原文的叫法。")

    def _family(self) -> str | None:
        """The family's id, None where none is named."""
        name = self._field("family").text
        family = self._taxonomy.family(name)
        if name and family is None:
            self._unknown("family", "请从 taxonomy.toml 里选，没有同类就不写")
        return family.id if family else None

    def _related(self) -> tuple[str, ...]:
        """The ids of the other families, sorted; the family itself is none of them."""
        field = self._field("related")
        own = self._taxonomy.family(self._field("family").text)
        found = {own.id} if own else set[str]()
        related: list[str] = []
        for name in field.values:
            family = self._taxonomy.family(name)
            if family is None:
                self._add(field.line, f"不认得的 related “{name}”，请从 taxonomy.toml 里选。")
            elif family.id in found:
                self._add(field.line, f"related 的“{name}”重复了，请删去。")
            else:
                found.add(family.id)
                related.append(family.id)
        return tuple(sorted(related))

    def _rank(self) -> Rank:
        """core or supporting; supporting when the field is wrong, which is a mistake anyway."""
        word = self._field("rank").text
        if word in set(Rank):
            return Rank(word)
        if word:
            self._unknown("rank", "只能是 core（主干）或 supporting（辅助）")
        return Rank.SUPPORTING

    def _yes_no(self, key: str) -> bool:
        """yes or no."""
        word = self._field(key).text
        if word and word not in _YES_NO:
            self._unknown(key, "只能是 yes 或 no")
        return _YES_NO.get(word, False)

    def _evidence(self) -> list[Evidence]:
        """All quotes in file order, ids counted over all of them, misplaced ones too."""
        drafts: list[tuple[FacetKind | None, Quote]] = [(None, q) for q in self._draft.quotes]
        drafts += [(facet.kind, quote) for facet in self._draft.facets for quote in facet.quotes]
        drafts.sort(key=lambda pair: pair[1].line)
        evidence = []
        misplaced = 0
        for ordinal, (kind, quote) in enumerate(drafts, start=1):
            try:
                near = misplaced < MOST_HINTS
                span = resolve(quote.text, self._article.text, quote.occurrence, near=near)
            except QuoteError as error:
                misplaced += 1
                self._add(quote.line, str(error))
                continue
            evidence.append(
                Evidence(
                    id=f"{self._id}#e{ordinal}",
                    mechanism_id=self._id,
                    facet_kind=kind,
                    article_id=self._article.id,
                    start=span.start,
                    end=span.end,
                    exact=quote.text,
                    claim=quote.claim,
                )
            )
        return evidence

    def _check_shape(self) -> None:
        """A mechanism needs a quote of its own; a facet needs words and a quote."""
        if not self._draft.quotes:
            self._add(1, "第一个 ## 之前至少要有一条引文，支撑整条做法。")
        for facet in self._draft.facets:
            if not facet.text:
                self._add(facet.line, "这个要点没有概括，请在标题下写一段。")
            if not facet.quotes:
                self._add(facet.line, "这个要点没有引文，请在概括下面至少引一条原文。")

    def _check_words(self) -> None:
        """Names and numbers in the file's own words must be the article's."""
        quotes = [quote.text for quote in self._draft.quotes]
        quotes += [quote.text for facet in self._draft.facets for quote in facet.quotes]
        quotes += [figure.quote for figure in self._draft.figures]
        backing = "\n".join(quotes)
        own_words = [(self._field(key).line, self._field(key).text) for key in ("name", "summary")]
        own_words += [(facet.text_line, facet.text) for facet in self._draft.facets]
        for line, words in own_words:
            if claims.has_straight_quotes(words):
                self._add(line, "引号要用全角的“”‘’，请把半角引号换掉。")
            for name in claims.names_not_in_text(words, self._article.text):
                self._add(line, f"{name}不见于原文，请照抄原文的叫法，或去掉引号。")
            for number in claims.numbers_without_quote(words, backing):
                self._add(line, f"数字 {number} 不在本卡片引用的原文里，请补引原文或删去。")
            for number, lost in claims.lost_qualifiers(words, backing):
                self._add(line, f"数字 {number} 在原文里带“{lost}”，概括里丢了，请补上。")


def order_cases(cases: list[Case]) -> list[Case]:
    """Number the mechanisms of one region by where the article first speaks of them, from 1."""
    ordered = sorted(cases, key=lambda case: (case.first_start, case.mechanism.id))
    return [
        replace(case, mechanism=replace(case.mechanism, ordinal=ordinal))
        for ordinal, case in enumerate(ordered, start=1)
    ]
