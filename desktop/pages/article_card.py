"""Where an article comes from: publication, authors, date, rights — and what is inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import pick, province_name, tr
from desktop.pages import words
from desktop.widgets.parts import (
    ActionButton,
    PlainLabel,
    TitleLabel,
    clear_layout,
)

if TYPE_CHECKING:
    from db.records import Article
    from desktop.session import Session


class ArticleCard(QScrollArea):
    """One article's particulars and the way into its text."""

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("paneBody")
        self._session = session
        self._article_id = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        body.setObjectName("paneInner")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        self._title = TitleLabel()
        self._title.setObjectName("paneTitle")
        self._title.setWordWrap(True)
        self._subtitle = PlainLabel()
        self._subtitle.setObjectName("quietBody")
        self._subtitle.setWordWrap(True)
        self._fields = QWidget()
        QGridLayout(self._fields).setContentsMargins(0, 0, 0, 0)
        self._open = ActionButton(session.appearance, "open", tr("打开原文"))
        self._open.setToolTip(tr("打开原文（Enter）"))
        self._open.clicked.connect(lambda: self.opened.emit(self._article_id))
        for widget in (self._title, self._subtitle, self._fields):
            column.addWidget(widget)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(body)

    def show_article(self, article_id: str) -> None:
        """Show an article by its id."""
        cases = self._session.cases
        if article_id not in {article.id for article in cases.articles}:
            return
        self._article_id = article_id
        article = cases.article(article_id)
        self._title.setText(article.title)
        subtitle = tr("编者拟题") if "title" in article.inferred else article.subtitle
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        clear_layout(self._fields)
        grid = self._fields.layout()
        assert isinstance(grid, QGridLayout)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for row, (name, value) in enumerate(self._rows(article)):
            label = PlainLabel(name)
            label.setObjectName("facetName")
            text = PlainLabel(value)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)

    def _rows(self, article: Article) -> list[tuple[str, str]]:
        cases = self._session.cases
        region = cases.region_by_id[article.region_id]
        mechanisms = [m for m in cases.mechanisms if m.region_id == region.id]
        place = tr("{region}（{province}）").format(
            region=pick(region.full_name, f"{region.name_en} {region.full_name}"),
            province=province_name(region.province),
        )
        rows = [
            (tr("地区"), place),
            (tr("刊载"), words.publication(article)),
            (tr("作者"), tr("、").join(article.authors) or tr("未注明")),
            (tr("日期"), words.published_on(article)),
            (tr("来源"), words.source_kind(article.source_kind)),
            (tr("全文"), tr("{n} 字").format(n=len(article.text.replace("\n", "")))),
            (
                tr("收录"),
                tr("{n} 条做法，{m} 个数据").format(
                    n=len(mechanisms), m=len(cases.article_figures(article.id))
                ),
            ),
            (tr("权利"), article.rights),
        ]
        names = {
            "title": tr("题名"),
            "published_on": tr("日期"),
            "source_kind": tr("来源"),
            "publication": tr("刊载"),
            "authors": tr("作者"),
        }
        reasons = [
            tr("{name}：{value}").format(name=names.get(key, key), value=why)
            for key, why in article.inferred.items()
        ]
        if reasons:
            rows.append((tr("推断"), "\n".join(reasons)))
        return rows
