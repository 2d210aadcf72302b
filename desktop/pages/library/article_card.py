"""Where an article comes from: publication, authors, date, rights — and what is inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import words
from desktop.i18n import pick, province_name, tr
from desktop.pages.card import Card
from desktop.pages.citing import reference_of
from desktop.widgets.parts import ActionButton, PlainLabel

if TYPE_CHECKING:
    from db.records.article import Article
    from desktop.session import Session

_COPIED_MS: Final = 2000
_USUAL: Final = 9  # particulars of an article


class ArticleFacts(QWidget):
    """The particulars of one article, its reference to copy, and the way into its text."""

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._article_id = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._kind = PlainLabel()
        self._kind.setObjectName("chip")
        self._fields = QWidget()
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self._grid = grid
        self._labels: list[tuple[PlainLabel, PlainLabel]] = []
        for _ in range(_USUAL):
            self._add_labels()
        column.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fields)
        column.addLayout(self._build_buttons())
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied.timeout.connect(self._offer_copy)

    def _build_buttons(self) -> QHBoxLayout:
        look = self._session.appearance
        self._open = ActionButton(look, "open", tr("打开原文"))
        self._open.setToolTip(tr("打开原文（Enter）"))
        self._open.clicked.connect(lambda: self.opened.emit(self._article_id))
        self._copy = ActionButton(look, "copy", tr("复制引文"))
        self._copy.setToolTip(tr("复制上面的参考文献条目"))
        self._copy.clicked.connect(self.copy_citation)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._open)
        row.addWidget(self._copy)
        row.addStretch(1)
        return row

    def show_article(self, article: Article) -> None:
        """Show an article."""
        self._article_id = article.id
        inferred = "source_kind" in article.inferred
        kind = words.source_kind(article.source_kind)
        self._kind.setText(tr("{kind}（推断）").format(kind=kind) if inferred else kind)
        rows = self._rows(article)
        while len(self._labels) < len(rows):
            self._add_labels()
        for (label, text), (name, value) in zip(self._labels, rows, strict=False):
            label.setText(name)
            text.setText(value)
        for row, labels in enumerate(self._labels):
            for one in labels:
                one.setVisible(row < len(rows))
        self._offer_copy()

    def _add_labels(self) -> None:
        """A name and a value; kept for whatever article is shown."""
        label, text = PlainLabel(), PlainLabel()
        label.setObjectName("facetName")
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._labels)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1)
        self._labels.append((label, text))

    def citation(self) -> str:
        """The reference to the article, in the edition that the user has chosen."""
        return reference_of(self._session, self._session.cases.article(self._article_id))

    def copy_citation(self) -> None:
        """The reference onto the clipboard; the button says so for a moment."""
        QGuiApplication.clipboard().setText(self.citation())
        self._copy.set_icons("check")
        self._copy.setText(tr("已复制"))
        self._copied.start()

    def _offer_copy(self) -> None:
        self._copied.stop()
        self._copy.set_icons("copy")
        self._copy.setText(tr("复制引文"))

    def _rows(self, article: Article) -> list[tuple[str, str]]:
        cases = self._session.cases
        region = cases.region_by_id[article.region_id]
        mechanisms = [m for m in cases.mechanisms if cases.article_of(m.id) == article.id]
        place = tr("{region}（{province}）").format(
            region=pick(region.full_name, f"{region.name_en} {region.full_name}"),
            province=province_name(region.province),
        )
        rows = [
            (tr("地区"), place),
            (tr("刊载"), words.publication(article)),
            (tr("作者"), tr("、").join(article.authors) or tr("未注明")),
            (tr("日期"), words.published_on(article)),
            (tr("全文"), tr("{n} 字").format(n=len(article.text.replace("\n", "")))),
            (
                tr("收录"),
                tr("{n} 条做法，{m} 个数据").format(
                    n=len(mechanisms), m=len(cases.article_figures(article.id))
                ),
            ),
            (tr("权利"), article.rights),
        ]
        reasons = _reasons(article)
        if reasons:
            rows.append((tr("推断"), "\n".join(reasons)))
        rows.append((tr("引文"), self.citation()))
        return rows


def _reasons(article: Article) -> list[str]:
    """What the editors concluded, and from what."""
    names = {
        "region_id": tr("地区"),
        "title": tr("题名"),
        "published_on": tr("日期"),
        "source_kind": tr("来源"),
        "publication": tr("刊载"),
        "authors": tr("作者"),
    }
    return [
        tr("{name}：{value}").format(name=names.get(key, key), value=why)
        for key, why in article.inferred.items()
    ]


def subtitle_of(article: Article) -> str:
    """Below an article's title: its subtitle, or that the editors gave it the title."""
    return tr("编者拟题") if "title" in article.inferred else article.subtitle


class ArticleCard(Card):
    """One article."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.facts = ArticleFacts(session)
        self.facts.opened.connect(self.opened)
        self.column.addWidget(self.facts)
        self.column.addStretch(1)

    def show_article(self, article_id: str) -> None:
        """Show an article by its id."""
        cases = self.session.cases
        if article_id not in {article.id for article in cases.articles}:
            return
        article = cases.article(article_id)
        self.set_title(article.title, subtitle_of(article))
        self.facts.show_article(article)
