"""A region's own card: where it is, its articles and what they are, its mechanisms and families."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import Rank
from desktop import words
from desktop.i18n import pick, province_name, tr
from desktop.models.rows import Row
from desktop.pages.card import Card
from desktop.pages.library.article_card import ArticleFacts, subtitle_of
from desktop.widgets.in_steps import InSteps
from desktop.widgets.parts import PlainLabel, TitleLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Mechanism, Region
    from db.records.article import Article
    from desktop.models.library_tree import Group
    from desktop.session import Session


class RegionCard(InSteps, Card):
    """One region."""

    def __init__(self, session: Session, *, at_once: bool = True) -> None:
        super().__init__(session)
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        self._counts = PlainLabel()
        self._counts.setWordWrap(True)
        self.column.addWidget(self._counts)
        self.lesson = self.lesson_button()
        self.column.addWidget(self.lesson, 0, Qt.AlignmentFlag.AlignLeft)
        self._articles = QVBoxLayout()
        self._articles.setSpacing(10)
        self.column.addLayout(self._articles)
        yield
        self._parts = [self._add_part()]
        yield
        self._heading = self.add_heading()
        self.mechanisms = self.add_list(tr("做法"))
        self.mechanisms.chosen.connect(self.mechanism_wanted)
        yield
        self._families_heading = self.add_heading()
        self.families = self.add_list(tr("同类做法"))
        self.families.chosen.connect(self.family_wanted)
        self.column.addStretch(1)

    def showing_region(self, group: Group) -> Iterator[None]:
        """Show a region with its mechanisms, in the order of their themes; in steps."""
        cases = self.session.cases
        region = cases.region_by_id[group.id]
        articles = [article for article in cases.articles if article.region_id == region.id]
        figures = self.count_figures(article.id for article in articles)
        families = self._family_rows(group.members)
        self.set_title(pick(region.full_name, region.name_en), _place(region))
        self.lesson_of = ("region", region.id)
        core = sum(mechanism.rank is Rank.CORE for mechanism in group.members)
        self._counts.setText(
            tr("{n} 条做法（{core} 条核心） · {m} 个数据 · {f} 类同类做法").format(
                n=len(group.members), core=core, m=figures.total(), f=len(families)
            )
        )
        yield
        self._show_articles(articles)
        yield
        self._heading.setText(tr("做法"))
        rows: list[Row] = []
        for theme in cases.themes:
            members = [m for m in group.members if m.theme_id == theme.id]
            rows += self.rows_of(members, pick(theme.name, theme.name_en), figures)
        self.mechanisms.set_rows(rows)
        yield
        self._families_heading.setText(tr("同类做法"))
        self._families_heading.setVisible(bool(families))
        self.families.setVisible(bool(families))
        self.families.set_rows(families)

    def _show_articles(self, articles: list[Article]) -> None:
        while len(self._parts) < len(articles):
            self._parts.append(self._add_part())
        for number, part in enumerate(self._parts):
            if number < len(articles):
                part.show_article(articles[number])
            part.setVisible(number < len(articles))

    def _add_part(self) -> _ArticlePart:
        """Room for one article more; kept for those of every region."""
        part = _ArticlePart(self.session)
        part.facts.opened.connect(self.opened)
        self._articles.addWidget(part)
        return part

    def _family_rows(self, members: tuple[Mechanism, ...]) -> list[Row]:
        """The families this region stands in; beside each how many regions do."""
        cases = self.session.cases
        here = {mechanism.family_id for mechanism in members}
        regions: dict[str, set[str]] = {}
        for mechanism in cases.mechanisms:
            regions.setdefault(mechanism.family_id or "", set()).add(mechanism.region_id)
        return [
            Row(
                family.id,
                pick(family.name, family.name_en),
                figure=tr("{n} 地有").format(n=len(regions[family.id])),
            )
            for family in cases.family_by_id.values()
            if family.id in here
        ]


class _ArticlePart(QWidget):
    """One of the articles of a region."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._title = TitleLabel()
        self._title.setObjectName("cardTitle")
        self._title.setWordWrap(True)
        self._subtitle = PlainLabel()
        self._subtitle.setObjectName("quietBody")
        self._subtitle.setWordWrap(True)
        self.facts = ArticleFacts(session)
        for widget in (self._title, self._subtitle, self.facts):
            column.addWidget(widget)

    def show_article(self, article: Article) -> None:
        """Show an article."""
        self._title.setText(article.title)
        subtitle = subtitle_of(article)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.facts.show_article(article)


def _place(region: Region) -> str:
    level = tr("市级") if region.level == "city" else tr("县级")
    name = pick(words.region_name(region), region.full_name)
    return " · ".join((name, province_name(region.province), level))
