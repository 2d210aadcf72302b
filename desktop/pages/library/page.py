"""案例库: the mechanisms by region, article, theme or family; each of these with its own card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.models.library_tree import Grouping
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.card import Card
from desktop.pages.classroom.adding import add_to_lesson
from desktop.pages.library.article_card import ArticleCard
from desktop.pages.library.group_card import GroupCard
from desktop.pages.library.grouping_switch import GroupingSwitch, grouping_names
from desktop.pages.library.list import LibraryList
from desktop.pages.library.region_card import RegionCard
from desktop.pages.mechanism_pane import MechanismPane
from desktop.pages.page import Page
from desktop.pages.plan.adding import add_to_plan
from desktop.widgets.in_turns import InTurns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from desktop.models.library_tree import Group, LibraryTreeModel, Node

_REMEMBERED: Final = "library"
_ROOM_FOR_COUNTS: Final = 560  # width at 100% of a page bar that holds the segments with counts
_LEFT: Final = 400  # at 100%, until the user drags the edge


class LibraryPage(Page):
    """The tree on the left; on the right the card of a group, or the mechanism."""

    home = "library"
    topic = "library"

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    family_wanted = Signal(str)
    """Compare the members of a family."""

    def build(self) -> Iterator[None]:
        session = self.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.list = LibraryList(session)
        self.tree = self.list.tree
        yield
        self.switch = GroupingSwitch(self.model.group_count)
        self._add_actions()
        bar, row = self.build_bar(tr("案例库"))
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column.addWidget(bar)
        yield
        column.addWidget(self._build_body(), 1)
        yield
        yield  # what its parts have asked for is done on a turn of its own
        yield from self._fill_right()
        self._connect()
        self._restore()
        yield

    @property
    def model(self) -> LibraryTreeModel:
        """The tree's model."""
        return self.list.model

    def _add_actions(self) -> None:
        for number, (grouping, name) in enumerate(grouping_names().items(), start=1):
            self.add_action(name, f"Alt+{number}", partial(self.set_grouping, grouping))
        self.add_action(tr("筛选"), "Ctrl+L", self._focus_filter)
        self.add_action(tr("打开原文"), "", self.open_current)
        self.add_action(tr("收藏或取消收藏"), "B", self.toggle_bookmark)
        self.add_action(tr("写批注"), "N", self.write_note)
        self.add_plan_action()
        self.add_lesson_action()
        self.add_action(tr("下一条做法"), "J", lambda: self.step(1))
        self.add_action(tr("上一条做法"), "K", lambda: self.step(-1))
        self.add_action(tr("回到上一级"), "Alt+Up", self._go_up)
        self.add_action(tr("上一处原文"), "[", lambda: self.pane.quotes.step(-1))
        self.add_action(tr("下一处原文"), "]", lambda: self.pane.quotes.step(1))

    def _build_body(self) -> QWidget:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._right = QStackedWidget()
        self._split.addWidget(self.list)
        self._split.addWidget(self._right)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._split.splitterMoved.connect(lambda: self.keep_width("library", self.list.width()))
        self._split.handle(1).installEventFilter(self)
        return self._split

    def _fill_right(self) -> Iterator[None]:
        self._showing, self._half_shown = InTurns(self), False
        self._to_show: QWidget | None = None
        """The first that is shown: it waits until the page itself has been."""
        self._blank = QWidget()
        self._blank.setObjectName("paneInner")
        self._right.addWidget(self._blank)
        self._region = RegionCard(self.session, at_once=False)
        self._right.addWidget(self._region)
        yield
        yield from self._region.steps
        self._card = ArticleCard(self.session)
        yield
        self._right.addWidget(self._card)
        yield
        self._group = GroupCard(self.session)
        self._right.addWidget(self._group)
        yield
        self._pane = MechanismPane(self.session, at_once=False)
        self._right.addWidget(self._pane)
        yield from self._pane.steps

    # On the right: whoever asks finds there what is chosen in the tree

    @property
    def region(self) -> RegionCard:
        """The card of a region."""
        self._complete()
        return self._region

    @property
    def card(self) -> ArticleCard:
        """The card of an article."""
        self._complete()
        return self._card

    @property
    def group(self) -> GroupCard:
        """The card of a theme or a family."""
        self._complete()
        return self._group

    @property
    def pane(self) -> MechanismPane:
        """The mechanism."""
        self._complete()
        return self._pane

    def _connect(self) -> None:
        self.switch.chosen.connect(self.set_grouping)
        self.list.current_changed.connect(self._show_current)
        self.list.activated.connect(self._on_activated)
        self._pane.opened.connect(self._open_span)
        self._pane.stepped.connect(self.step)
        self._pane.notes.closed.connect(self.tree.setFocus)
        for card in (self._region, self._card, self._group):
            card.opened.connect(lambda article_id: self.opened.emit(article_id, 0, 0, ""))
            card.mechanism_wanted.connect(self._go_to_mechanism)
            card.family_wanted.connect(self.show_family)
            card.lesson_wanted.connect(self.make_lesson)
        self._group.compare_wanted.connect(self.family_wanted)
        self.session.appearance.changed.connect(self._size_list)

    # What the window asks

    def subject(self) -> str:
        kind, node_id = self.list.current()
        return node_id if kind == "mechanism" else ""

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("↑↓", tr("移动")),
            ("←→", tr("收起 / 展开")),
            ("Enter", tr("读原文")),
            ("Ctrl+L", tr("筛选")),
            ("B", tr("收藏")),
            ("N", tr("批注")),
            ("P", tr("加入方案")),
        ]

    def panes(self) -> list[QWidget]:
        self._complete()
        return [self.tree, self._right.currentWidget() or self._region]

    def entered(self) -> None:
        self.tree.setFocus()
        if not self.tree.currentIndex().isValid():
            self.list.choose_first()
        if self._to_show is not None:
            self._showing.begin(self._show_first(self._to_show))

    def settle(self) -> None:
        self.pane.quotes.view.finish_motion()

    def store(self) -> None:
        self._pane.notes.store()
        kind, node_id = self.list.current()
        state = {
            "grouping": self.model.grouping.value,
            "filter": self.list.edit.text(),
            "kind": kind,
            "id": node_id,
        }
        self.session.remembered.put(_REMEMBERED, state)

    def _restore(self) -> None:
        state = self.session.remembered.table(_REMEMBERED)
        kept = {name: value for name, value in state.items() if isinstance(value, str)}
        grouping = kept.get("grouping", "")
        self.set_grouping(Grouping(grouping) if grouping in set(Grouping) else Grouping.REGION)
        self.list.edit.setText(kept.get("filter", ""))
        self.list.choose(kept.get("kind", ""), kept.get("id", ""))

    # Doing

    def set_grouping(self, grouping: Grouping) -> None:
        """Show the mechanisms by region, article, theme or family."""
        self.switch.choose(grouping)
        self.list.set_grouping(grouping)

    def select(self, node_id: str) -> None:
        """Make a mechanism or an article current, whatever is shown now."""
        if node_id in self.session.cases.mechanism_by_id:
            self._reach("mechanism", node_id, self.model.grouping)
        else:
            self._reach("article", node_id, Grouping.ARTICLE)

    def show_family(self, family_id: str) -> None:
        """The card of a family."""
        self._reach("family", family_id, Grouping.FAMILY)

    def show_region(self, region_id: str) -> None:
        """The card of a region."""
        self._reach("region", region_id, Grouping.REGION)

    def _reach(self, kind: str, node_id: str, grouping: Grouping) -> None:
        if self.list.choose(kind, node_id):
            return
        self.switch.choose(grouping)
        self.list.reach(grouping, kind, node_id)

    def step(self, by: int) -> None:
        """To the next or the former mechanism of the tree, unfolding groups on the way."""
        self.list.step(by)

    def toggle_bookmark(self) -> None:
        """收藏 the current mechanism, or no longer."""
        mechanism_id = self._mechanism()
        if mechanism_id:
            toggle_bookmark(self.session, mechanism_id)

    def write_note(self) -> None:
        """Open the notes of the current mechanism."""
        mechanism_id = self._mechanism()
        if mechanism_id:
            self.select(mechanism_id)
            self.pane.write_note()

    def add_to_plan(self) -> None:
        mechanism_id = self._mechanism()
        if mechanism_id:
            add_to_plan(self.session, mechanism_id, self)

    def add_to_lesson(self) -> None:
        mechanism_id = self._mechanism()
        if mechanism_id:
            add_to_lesson(self.session, mechanism_id, self)

    def open_current(self) -> None:
        """Open the article of what is chosen."""
        self._on_activated(self.tree.currentIndex())

    def _mechanism(self) -> str:
        """The mechanism under the keyboard: on a card, or in the tree."""
        self._complete()
        card = self._right.currentWidget()
        return (card.current_mechanism() if isinstance(card, Card) else "") or self.subject()

    def _go_to_mechanism(self, mechanism_id: str) -> None:
        self.select(mechanism_id)
        self.tree.setFocus()

    def _go_up(self) -> None:
        self.list.choose_above()
        self.tree.setFocus()

    def _focus_filter(self) -> None:
        self.list.edit.setFocus()
        self.list.edit.selectAll()

    def _show_current(self) -> None:
        """Show what is chosen, the tree first: each on turns of its own."""
        if not self._half_shown:  # what is half shown is shown to the end first
            self._showing.drop()
        node = self.model.node(self.tree.currentIndex())
        if node is not None:
            self._pane.notes.store()  # what is typed there belongs to the former one
            self._showing.begin(self._show(node))

    def _show(self, node: Node) -> Iterator[bool | None]:
        self._half_shown = True
        if node.kind == "mechanism":
            yield from self._pane.showing(node.id)
            yield False
            yield from self._turn_to(self._pane)
        elif group := self.model.group(node):
            card = self._card_of(node)
            card.setUpdatesEnabled(False)  # all in it is changed before it is painted
            yield from self._filling(node, group)
            yield True
            card.setUpdatesEnabled(True)
            yield from self._turn_to(card)
        self._half_shown = False
        yield False

    def _turn_to(self, widget: QWidget) -> Iterator[None]:
        first = self._right.currentWidget() is self._blank
        if first and not self.isVisible():
            self._to_show = widget
            return
        self._to_show = None
        widget.setUpdatesEnabled(False)  # all in it finds its place before it is painted
        self._right.setCurrentWidget(widget)
        yield
        widget.setUpdatesEnabled(True)

    def _show_first(self, widget: QWidget) -> Iterator[None]:
        self._half_shown = True
        yield from self._turn_to(widget)
        self._half_shown = False

    def _complete(self) -> None:
        """Have shown what is chosen."""
        self._showing.complete()
        if self._to_show is not None:
            self._right.setCurrentWidget(self._to_show)
            self._to_show = None

    def _card_of(self, node: Node) -> Card:
        if node.kind == Grouping.ARTICLE:
            return self._card
        return self._region if node.kind == Grouping.REGION else self._group

    def _filling(self, node: Node, group: Group) -> Iterator[bool]:
        """Have its card show a group; what follows a step has a turn of its own."""
        if node.kind == Grouping.ARTICLE:
            self._card.show_article(node.id)
        elif node.kind == Grouping.REGION:
            for _ in self._region.showing_region(group):
                yield True
        elif node.kind == Grouping.THEME:
            self._group.show_theme(group)
        else:
            self._group.show_family(group)

    def _on_activated(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        if node is None:
            return
        if node.kind == "mechanism":
            self.pane.open_source()
        elif node.kind == Grouping.ARTICLE:
            self.opened.emit(node.id, 0, 0, "")
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _open_span(self, article_id: str, start: int, end: int) -> None:
        self.opened.emit(article_id, start, end, self.pane.mechanism_id)

    # Sizes

    def _size_list(self) -> None:
        look = self.session.appearance
        self.switch.show_counts(self.width() >= look.px(_ROOM_FOR_COUNTS))
        width = look.px(self.session.settings.width("library") or _LEFT)
        total = self._split.width()
        width = min(width, total * 9 // 20)
        self._split.setSizes([width, total - width])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on the edge between list and card gives it its own place again."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.session.settings.set_width("library", None)
            self._size_list()
            return True
        return super().eventFilter(watched, event)
