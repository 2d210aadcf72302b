"""案例库: regions, articles and mechanisms as a list; where each text comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.models.library_tree import LibraryTreeModel
from desktop.pages.article_card import ArticleCard
from desktop.pages.mechanism_pane import MechanismPane
from desktop.pages.page import Page
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from desktop.session import Session


class LibraryPage(Page):
    """The tree on the left; on the right the article's card or the mechanism."""

    home = "library"

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = LibraryTreeModel(session.cases, session.marks, session.changes, self)
        self.tree = QTreeView()
        self.tree.setObjectName("libraryTree")
        self.tree.setAccessibleName(tr("案例库"))
        self.pane = MechanismPane(session)
        self.card = ArticleCard(session)
        self.add_action(tr("打开原文"), "", self.open_current)
        self.add_action(tr("收藏或取消收藏"), "B", self.toggle_bookmark)
        self.add_action(tr("写批注"), "N", self.write_note)
        self.add_action(tr("下一条做法"), "J", lambda: self.step(1))
        self.add_action(tr("上一条做法"), "K", lambda: self.step(-1))
        self.add_action(tr("上一处原文"), "[", lambda: self.pane.quotes.step(-1))
        self.add_action(tr("下一处原文"), "]", lambda: self.pane.quotes.step(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar, row = self.build_bar(tr("案例库"))
        row.addStretch(1)
        column.addWidget(bar)
        column.addWidget(self._build_body(), 1)
        self._connect()

    def _build_body(self) -> QWidget:
        tree = self.tree
        tree.setModel(self.model)
        tree.setItemDelegate(RowDelegate(self.session.appearance, tree, left=6))
        tree.setHeaderHidden(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setUniformRowHeights(False)
        tree.setMouseTracking(True)
        tree.setIndentation(self.session.appearance.px(18))
        tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.expandToDepth(0)
        self._tint()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._right = QStackedWidget()
        self._right.addWidget(self.card)
        self._right.addWidget(self.pane)
        self._split.addWidget(tree)
        self._split.addWidget(self._right)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        return self._split

    def _connect(self) -> None:
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.activated.connect(self._on_activated)
        self.pane.opened.connect(self._open_span)
        self.pane.stepped.connect(self.step)
        self.pane.notes.closed.connect(self.tree.setFocus)
        self.card.opened.connect(lambda article_id: self.opened.emit(article_id, 0, 0, ""))
        self.session.appearance.changed.connect(self._restyle)

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("↑↓", tr("移动")),
            ("←→", tr("收起 / 展开")),
            ("Enter", tr("读原文")),
            ("B", tr("收藏")),
            ("N", tr("批注")),
        ]

    def panes(self) -> list[QWidget]:
        return [self.tree, self._right.currentWidget() or self.card]

    def entered(self) -> None:
        self.tree.setFocus()
        if not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self.model.index(0, 0).siblingAtRow(0))
            self.tree.expand(self.model.index(0, 0))

    def settle(self) -> None:
        self.pane.quotes.view.finish_motion()

    def store(self) -> None:
        self.pane.notes.store()

    def select(self, node_id: str) -> None:
        """Make an article or mechanism current."""
        index = self.model.find(node_id)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def step(self, by: int) -> None:
        """To the next or the former mechanism of the tree, opening articles on the way."""
        index = self.tree.currentIndex()
        while index.isValid():
            if by > 0:
                self.tree.expand(index)
                index = self.tree.indexBelow(index)
            else:
                above = self.tree.indexAbove(index)
                if (
                    self.model.rowCount(above)
                    and above.isValid()
                    and not self.tree.isExpanded(above)
                ):
                    self.tree.expand(above)
                    continue  # what is above now is the last of what was hidden
                index = above
            node = self.model.node(index)
            if node is not None and node.kind == "mechanism":
                self.tree.setCurrentIndex(index)
                return

    def toggle_bookmark(self) -> None:
        """收藏 the current mechanism, or no longer."""
        node = self.model.node(self.tree.currentIndex())
        if node is not None and node.kind == "mechanism":
            self.pane.toggle_bookmark()

    def write_note(self) -> None:
        """Open the notes of the current mechanism."""
        node = self.model.node(self.tree.currentIndex())
        if node is not None and node.kind == "mechanism":
            self.pane.write_note()

    def open_current(self) -> None:
        """Open the article of what is chosen."""
        self._on_activated(self.tree.currentIndex())

    def _on_current(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        if node is None:
            return
        if node.kind == "mechanism":
            self.pane.show_mechanism(node.id)
            self._right.setCurrentWidget(self.pane)
            return
        article = node if node.kind == "article" else (node.children or [node])[0]
        self.card.show_article(article.id)
        self._right.setCurrentWidget(self.card)

    def _on_activated(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        if node is None:
            return
        if node.kind == "mechanism":
            self.pane.open_source()
        elif node.kind == "article":
            self.opened.emit(node.id, 0, 0, "")
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _open_span(self, article_id: str, start: int, end: int) -> None:
        self.opened.emit(article_id, start, end, self.pane.mechanism_id)

    def _tint(self) -> None:
        # The branch beside a chosen row is painted by the style, from the palette.
        palette = self.tree.palette()
        palette.setColor(palette.ColorRole.Highlight, self.session.appearance.color("accentSoft"))
        self.tree.setPalette(palette)

    def _restyle(self) -> None:
        self._tint()
        self.tree.setIndentation(self.session.appearance.px(18))
        self.tree.scheduleDelayedItemsLayout()
