"""一键成课: a first deck from what the case base holds, for the trainer to change.

It says nothing of its own: its slides refer to mechanisms, families, measures and quotes that are
looked up when they are shown, its titles are their names, and its questions are neutral. 讲稿
holds prompts to the trainer only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.records import Rank
from db.records.lesson import Reveal, SlideKind
from desktop.comparing.comparison import basket_groups, compare, family_groups
from desktop.documents.markdown import escaped
from desktop.i18n import pick, tr
from desktop.reanchoring import anchored
from desktop.teaching.distinctive import most_distinctive
from desktop.teaching.slides import blank_slide
from desktop.teaching.tables import differences_table
from desktop.words import citation, mechanism_name, region_name, source_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records import Mechanism
    from db.records.article import Article
    from db.records.comparison import Family
    from db.records.lesson import Slide
    from desktop.casebase import CaseBase
    from desktop.comparing.comparison import Column, Comparison
    from desktop.comparing.comparison import Quote as ColumnQuote

_MOST_FAMILIES: Final = 4
_FEWEST_REGIONS: Final = 3  # of a family that a theme's lesson compares
_MOST_MECHANISMS: Final = 9  # of a region: as many as one tally page has keys for
_MOST_MEASURES: Final = 3
_MOST_NAMES: Final = 3  # in a title
_MOST_KEY_FIGURES: Final = 5  # as many as stand on one page


@dataclass(frozen=True, slots=True)
class Draft:
    """A lesson that stands nowhere yet. `minutes` is what its slides are planned to take."""

    title: str
    slides: tuple[Slide, ...]
    minutes: float


def from_family(cases: CaseBase, family_id: str) -> Draft:
    """How the regions do one thing. Raises KeyError where there is no such family."""
    family = cases.family_by_id[family_id]
    name = pick(family.name, family.name_en)
    found = compare(cases, family_groups(cases, family_id), {})
    members = cases.family_members(family_id)
    shown = [column.mechanism for column in found.columns]
    own = [m for m in members if m.family_id == family_id and m not in shown]
    return _draft(
        tr("{name}：各地怎么做").format(name=name),
        [
            _question(
                tr("{name}：各地怎么做？我们镇有没有类似做法？").format(name=name),
                tr("先请学员说说本镇的情况，再看各地的原文。"),
            ),
            *_one_by_one(shown),
            *_compared(cases, found, family_id),
            *_measured(cases, [m.id for m in members]),
            *_chosen([m.id for m in (*shown, *own)]),
        ],
    )


def from_comparison(cases: CaseBase, mechanism_ids: Iterable[str]) -> Draft:
    """Mechanisms chosen by hand, as they are compared. Raises ValueError where none is known."""
    found = compare(cases, basket_groups(cases, dict.fromkeys(mechanism_ids)), {})
    shown = [column.mechanism for column in found.columns]
    if not shown:
        raise ValueError("none of these mechanisms is in the library")
    ids = [mechanism.id for mechanism in shown]
    names = tr("、").join(_headed(cases, mechanism) for mechanism in shown[:_MOST_NAMES])
    if len(shown) > _MOST_NAMES:
        names = tr("{names}等 {n} 项做法").format(names=names, n=len(shown))
    return _draft(
        names,
        [
            _question(
                tr("这几项做法有哪些相同，有哪些不同？我们镇有没有类似做法？"),
                tr("先请学员说说本镇的情况，再看各地的原文。"),
            ),
            *_one_by_one(shown),
            *_compared(cases, found, None),
            *_measured(cases, ids),
            *_chosen(ids),
        ],
    )


def from_theme(cases: CaseBase, theme_id: str) -> Draft:
    """The families of a theme that many regions have. Raises KeyError where it is unknown."""
    theme = cases.theme_by_id[theme_id]
    name = pick(theme.name, theme.name_en)
    slides = [
        _question(
            tr("{name}：各地怎么做？我们镇有没有类似做法？").format(name=name),
            tr("先请学员说说本镇的情况，再看各地的原文。"),
        )
    ]
    shown: list[str] = []
    for family in _families_of(cases, theme_id):
        found = compare(cases, family_groups(cases, family.id), {})
        slides.append(_comparison(family.id, ()))
        shown += [column.mechanism.id for column in found.columns]
    if not shown:  # nothing that three regions do: each region's first
        firsts = [
            cases.cells[theme_id, region.id][0]
            for region in cases.regions
            if (theme_id, region.id) in cases.cells
        ]
        slides += _one_by_one(firsts)
        shown = [mechanism.id for mechanism in firsts]
    figures = _of_theme(cases, theme_id)
    slides += [*figures, *_chosen(list(dict.fromkeys(shown)))]
    return _draft(tr("{name}：各地怎么做").format(name=name), slides)


def from_region(cases: CaseBase, region_id: str) -> Draft:
    """What one region does, after its own text. Raises KeyError where it is unknown."""
    region = cases.region_by_id[region_id]
    name = region_name(region)
    core = [m for m in cases.mechanisms if m.region_id == region_id and m.rank is Rank.CORE]
    # Those of which the text says most are shown, in the order of the text.
    fullest = sorted(core, key=lambda m: (not m.itemised, -len(cases.facets(m.id)), m.ordinal))
    shown = sorted(fullest[:_MOST_MECHANISMS], key=lambda m: m.ordinal)
    ids = [mechanism.id for mechanism in shown]
    return _draft(
        tr("{name}怎么做").format(name=name),
        [
            _question(
                tr("{name}是怎么做的？我们镇有没有类似做法？").format(name=escaped(name)),
                tr("先请学员说说本镇的情况，再看这里的原文。"),
            ),
            *_material(cases, region_id),
            *_one_by_one(shown),
            *_key_figures(cases, ids),
            *_chosen(ids),
        ],
    )


def _draft(title: str, slides: Sequence[Slide]) -> Draft:
    every = (
        blank_slide(SlideKind.TITLE, minutes=1.0),
        *slides,
        blank_slide(SlideKind.SOURCES, minutes=1.0),
    )
    return Draft(title, every, sum(slide.minutes for slide in every))


def _headed(cases: CaseBase, mechanism: Mechanism) -> str:
    region = region_name(cases.region_by_id[mechanism.region_id])
    return f"{region}{pick(' ', ': ')}{mechanism_name(mechanism)}"


# Slides


def _question(body: str, prompt: str) -> Slide:
    return blank_slide(SlideKind.QUESTION, body=escaped(body), notes=prompt, minutes=3.0)


def _one_by_one(mechanisms: Iterable[Mechanism]) -> list[Slide]:
    return [
        blank_slide(SlideKind.MECHANISM, mechanism_ids=(mechanism.id,), minutes=2.0)
        for mechanism in mechanisms
    ]


def _comparison(family_id: str | None, ids: tuple[str, ...]) -> Slide:
    return blank_slide(
        SlideKind.COMPARISON,
        family_id=family_id,
        mechanism_ids=ids,
        reveal=Reveal.COLUMNS,
        notes=tr("先请学员猜一猜这一格，再往下放。"),
        minutes=5.0,
    )


def _compared(cases: CaseBase, found: Comparison, family_id: str | None) -> list[Slide]:
    """The table, where the regions differ, and the words that differ most."""
    if len(found.columns) < 2 or not any(row.said for row in found.facet_rows):
        return []
    ids = () if family_id else tuple(column.mechanism.id for column in found.columns)
    slides = [_comparison(family_id, ids)]
    apart = blank_slide(
        SlideKind.DIFFERENCES,
        family_id=family_id,
        mechanism_ids=ids,
        notes=tr("请学员说说：不同在哪里？我们镇更接近哪一种？"),
        minutes=3.0,
    )
    if differences_table(cases, apart, found).rows:
        slides.append(apart)
    spotlighted = most_distinctive(cases, found)
    if spotlighted is not None:
        slides.append(_spotlight(cases, *spotlighted))
    return slides


def _spotlight(cases: CaseBase, column: Column, quote: ColumnQuote) -> Slide:
    text = cases.article(quote.article_id).text
    return blank_slide(
        SlideKind.QUOTE,
        mechanism_ids=(column.mechanism.id,),
        quotes=(anchored(quote.article_id, text, quote.start, quote.end),),
        notes=tr("请学员读一遍原文，再讨论。"),
        minutes=2.0,
    )


def _measured(cases: CaseBase, ids: Iterable[str]) -> list[Slide]:
    """The measures that at least two of some mechanisms give a number for."""
    members = set(ids)
    found = []
    for measure in cases.measures:
        owners = {cases.figure_by_id[one].mechanism_id for one in measure.figure_ids}
        if len(owners & members) >= 2:
            found.append(measure.id)
    return [_measure(measure_id) for measure_id in found[:_MOST_MEASURES]]


def _measure(measure_id: str) -> Slide:
    return blank_slide(SlideKind.FIGURES, measure_id=measure_id, minutes=2.0)


def _of_theme(cases: CaseBase, theme_id: str) -> list[Slide]:
    """A theme's measures; where it has none, the key figure of one mechanism a region."""
    found = [measure.id for measure in cases.measures if measure.theme_id == theme_id]
    if found:
        return [_measure(measure_id) for measure_id in found[:_MOST_MEASURES]]
    firsts = []
    for region in cases.regions:
        cell = cases.cells.get((theme_id, region.id), ())
        firsts += [m.id for m in cell if cases.key_figure(m.id) is not None][:1]
    return _key_figures(cases, firsts)


def _key_figures(cases: CaseBase, ids: Iterable[str]) -> list[Slide]:
    """The most telling figure of each of some mechanisms, a page at a time."""
    found = [figure.id for figure in map(cases.key_figure, ids) if figure is not None]
    return [
        blank_slide(
            SlideKind.FIGURES,
            figure_ids=tuple(found[at : at + _MOST_KEY_FIGURES]),
            minutes=2.0,
        )
        for at in range(0, len(found), _MOST_KEY_FIGURES)
    ]


def _chosen(ids: Sequence[str]) -> list[Slide]:
    """What the class finds worth borrowing."""
    if not ids:
        return []
    prompt = tr("请学员举手，按数字键记票。")
    return [blank_slide(SlideKind.TALLY, mechanism_ids=tuple(ids), notes=prompt, minutes=3.0)]


def _material(cases: CaseBase, region_id: str) -> list[Slide]:
    """Which texts a region is known from, and who wrote them."""
    lines = [
        f"- {_described(article)}" for article in cases.articles if article.region_id == region_id
    ]
    if not lines:
        return []
    prompt = tr("请学员留意：这是谁写的，什么时候写的。")
    body = "\n".join(lines)
    title = tr("材料从哪里来")
    return [blank_slide(SlideKind.TEXT, title=title, body=body, notes=prompt, minutes=1.0)]


def _described(article: Article) -> str:
    kind = source_kind(article.source_kind)
    told = citation(article).lstrip("—- ")
    return escaped(told + pick(f"（{kind}）", f" ({kind})"))


def _families_of(cases: CaseBase, theme_id: str) -> list[Family]:
    """Families whose own members are mostly of a theme; those of the most regions first."""
    found = []
    for family in cases.family_by_id.values():
        own = [m for m in cases.family_members(family.id) if m.family_id == family.id]
        within = sum(m.theme_id == theme_id for m in own)
        regions = len({m.region_id for m in cases.family_members(family.id)})
        if 2 * within > len(own) and regions >= _FEWEST_REGIONS:
            found.append((-regions, -within, family.ordinal, family))
    found.sort(key=lambda entry: entry[:3])
    return [family for *_, family in found[:_MOST_FAMILIES]]
