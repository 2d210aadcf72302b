"""对照·总览矩阵: who does what; pick, read, keep."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop import words
from desktop.i18n import pick, tr
from desktop.models.matrix import MatrixModel
from desktop.operations.basket import FEWEST, basket, toggle_in_basket
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.page import Page
from desktop.pages.view_switch import FAMILY, MATRIX, ViewSwitch
from desktop.widgets.berth import Berth
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.in_steps import loading
from desktop.widgets.in_turns import InTurns
from desktop.widgets.matrix_view import MatrixView
from desktop.widgets.parts import (
    ActionButton,
    CheckMenu,
    PlainLabel,
    below,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction, QResizeEvent

    from desktop.pages.matrix.peek_bar import PeekBar
    from desktop.pages.mechanism_pane import MechanismPane
    from desktop.session import Session

_MAX_PINNED = 3
_REST_MS = 60  # longer than between two keys that a held arrow sends


class ComparePage(Page):
    """The matrix with the reading pane beside it, or over it on a small window."""

    compares = True
    topic = "matrix"
    left = Signal()
    """Back to the page from which a mechanism was looked up here."""
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session, *, at_once: bool = True) -> None:
        super().__init__(session, at_once=at_once)
        self._compact = False
        self._painted = False
        self._wide_pane_hidden = False
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(self._make_some)
        self._steps = self.make_pane()
        self._at_rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._at_rest.timeout.connect(self._catch_up)
        self._showing = InTurns(self)
        self.model = MatrixModel(session.cases, session.marks, session.changes, self)
        self.model.set_pinned(session.settings.pinned_regions())
        self.view = MatrixView(session.appearance)
        self.view.setAccessibleName(tr("总览矩阵"))
        self._build_actions()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        column.addWidget(self._build_body(), 1)
        self._connect()
        self.view.setModel(self.model)
        # After the view's own answer to a reset, which forgets the current cell.
        self.model.modelReset.connect(self._on_reset)
        self._on_reset()

    # The reading pane waits until the matrix has been painted. Out of sight, as on a small window,
    # it is made when nobody is at work, and shows nothing: its text alone would have the system's
    # font for it read into memory.

    @property
    def pane(self) -> MechanismPane:
        """The reading pane: whoever asks for it finds what is selected in it."""
        self._at_rest.stop()
        self._showing.complete()
        if self._pane.mechanism_id != self.view.selected:
            self._fill_pane()
            self._showing.complete()
        return self._pane

    @property
    def has_pane(self) -> bool:
        """Whether the reading pane is there: nothing of the page is left to be made."""
        return "_pane" in self.__dict__

    @property
    def ready(self) -> bool:
        """Whether nothing of what is in sight is left to be made."""
        return self.has_pane or self._side.isHidden()

    def make_pane(self) -> Iterator[bool | None]:
        """Make the reading pane unless it is there; a yield after each step."""
        if not self.has_pane:
            yield from loading("desktop.pages.mechanism_pane")
        while not self.has_pane and next(self._begun.steps, self) is not self:
            yield None
        _ = self._pane

    def _make_some(self) -> None:
        """One step of the reading pane on each turn of the event loop."""
        if next(self._steps, self) is self:
            self._later.stop()

    @cached_property
    def _pane(self) -> MechanismPane:
        """The reading pane, whole."""
        pane = self._begun
        pane.complete()
        pane.opened.connect(self._open_span)
        pane.stepped.connect(self.view.step_item)
        pane.basket_wanted.connect(self.toggle_basket)
        pane.family_wanted.connect(lambda: self.switch.wanted.emit(FAMILY))
        pane.notes.closed.connect(self.view.setFocus)
        if self.view.selected and not pane.isHidden():
            pane.show_mechanism(self.view.selected)
        return pane

    @cached_property
    def _begun(self) -> MechanismPane:
        """The reading pane, empty at first, in the place that was kept for it."""
        from desktop.pages.mechanism_pane import MechanismPane

        pane = MechanismPane(self.session, at_once=False)
        self._berth.take(pane)
        self._limit_pane()
        return pane

    @property
    def _side(self) -> QWidget:
        """The reading pane, or what keeps its place."""
        return self._begun if "_begun" in self.__dict__ else self._berth

    @cached_property
    def peek(self) -> PeekBar:
        """The current mechanism in one line: only a small window has it."""
        from desktop.pages.matrix.peek_bar import PeekBar

        peek = PeekBar(self.session)
        peek.expanded.connect(self.toggle_pane)
        peek.note_wanted.connect(self.write_note)
        peek.plan_wanted.connect(self.add_to_plan)
        peek.show_mechanism(self.view.selected)
        peek.hide()
        self._column.addWidget(peek)
        before: QWidget = self.view
        for button in peek.findChildren(ActionButton):  # in the order in which they stand
            QWidget.setTabOrder(before, button)
            before = button
        return peek

    def _show_in_peek(self, mechanism_id: str) -> None:
        if "peek" in self.__dict__:
            self.peek.show_mechanism(mechanism_id)

    # Building

    def _build_actions(self) -> None:
        self._filter_menu = CheckMenu(self)
        self._theme_actions: list[QAction] = []
        for theme in self.session.cases.themes:
            action = self._filter_menu.addAction(pick(theme.name, theme.name_en))
            action.setCheckable(True)
            action.setChecked(True)
            action.setData(theme.id)
            action.toggled.connect(self._apply_filter)
            self._theme_actions.append(action)
        self._filter_menu.addSeparator()
        self._filter_menu.addAction(tr("全部主题")).triggered.connect(self.clear_filter)
        self.filter_action = self.add_action(tr("筛选"), "Ctrl+L", self._show_filter)
        self.only_bookmarked = self.add_action(
            tr("只看收藏"), "Ctrl+B", self._apply_filter, checkable=True
        )
        self.pin_action = self.add_action(tr("固定"), "", self._show_pins)
        self._pin_menu = CheckMenu(self)
        self._pin_actions: list[QAction] = []
        for number, region in enumerate(self.session.cases.regions[:9], start=1):
            text = tr("固定 {region}").format(region=words.region_name(region))
            action = self.add_action(
                text, f"Alt+{number}", partial(self.toggle_pin, region.id), checkable=True
            )
            action.setData(region.id)
            self._pin_actions.append(action)
            self._pin_menu.addAction(action)
        self.add_action(tr("按这个地区的做法多少排列"), "Ctrl+Shift+S", self._sort_by_current)
        self.add_action(tr("收藏或取消收藏"), "B", self.toggle_bookmark)
        self.add_action(tr("写批注"), "N", self.write_note)
        self.add_plan_action()
        self.add_lesson_action()
        self.add_action(tr("按这个地区成课"), "", partial(self._make_lesson, "region"))
        self.add_action(tr("按这个主题成课"), "", partial(self._make_lesson, "theme"))
        self.add_action(tr("按自选对比成课"), "", partial(self._make_lesson, "basket"))
        self.add_action(tr("加入或移出自选对比"), "C", self.toggle_basket)
        self.add_action(tr("回到刚才的页面"), "Alt+Left", self.left.emit)
        self.add_action(tr("看同类做法"), "F", lambda: self.switch.wanted.emit(FAMILY))
        self.add_action(tr("下一条做法"), "J", lambda: self.view.step_item(1))
        self.add_action(tr("上一条做法"), "K", lambda: self.view.step_item(-1))
        self.add_action(tr("上一处原文"), "[", lambda: self.pane.quotes.step(-1))
        self.add_action(tr("下一处原文"), "]", lambda: self.pane.quotes.step(1))

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("对照"))
        self.switch = ViewSwitch(MATRIX)
        row.addWidget(self.switch)
        row.addStretch(1)
        self._filter_button = self.bar_button("filter", self.filter_action)
        row.addWidget(self._filter_button)
        self._only_button = self.bar_button(
            "bookmark", self.only_bookmarked, icon_on="bookmark-filled"
        )
        row.addWidget(self._only_button)
        self._pin_button = self.bar_button("pin", self.pin_action)
        row.addWidget(self._pin_button)
        return bar

    def _build_body(self) -> QWidget:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        table = QWidget()
        self._stack = QStackedLayout(table)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._build_empty())
        self._split.addWidget(table)
        self._berth = Berth(self, self._split, "pane")
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._size_pane()
        self._split.splitterMoved.connect(lambda: self.keep_width("compare", self._side.width()))
        self._split.handle(1).installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        return self._split

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        sentence = PlainLabel(tr("没有符合的做法"))
        hint = self._empty_hint = PlainLabel(tr("还没有收藏：在一条做法上按 B"))
        hint.setObjectName("quiet")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setObjectName("quietBody")
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(tr("清除筛选"))
        button.clicked.connect(self.clear_filter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        row.addStretch(1)
        column.addStretch(1)
        column.addWidget(sentence)
        column.addWidget(hint)
        column.addLayout(row)
        column.addStretch(2)
        return empty

    def _connect(self) -> None:
        view = self.view
        view.item_selected.connect(self._show_soon)
        view.item_clicked.connect(self._show)
        view.item_activated.connect(self._open_mechanism)
        view.bookmark_clicked.connect(partial(toggle_bookmark, self.session))
        view.pin_clicked.connect(self.toggle_pin)
        view.name_clicked.connect(self._sort)
        view.pane_wanted.connect(self.toggle_pane)
        view.theme_clicked.connect(self.only_theme)
        view.region_menu_wanted.connect(partial(self._open_lesson_menu, "region"))
        view.theme_menu_wanted.connect(partial(self._open_lesson_menu, "theme"))
        view.drag_wanted.connect(self._drag_away)
        self.session.appearance.changed.connect(self._on_look)

    # What the window asks

    def subject(self) -> str:
        return self.view.selected

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("↑↓←→", tr("移动")),
            ("Enter", tr("读原文")),
            ("B", tr("收藏")),
            ("N", tr("批注")),
            ("P", tr("加入方案")),
            (tr("空格"), tr("详情")),
        ]

    def panes(self) -> list[QWidget]:
        return [self.view, self.pane]

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        if compact == self._compact:
            return
        side = self._side
        focus = QApplication.focusWidget()
        in_use = focus is not None and side.isAncestorOf(focus)
        self._compact = compact
        self.view.set_compact(compact)
        if compact:
            self._wide_pane_hidden = side.isHidden()
            self._berth.undock()
            self.peek.show()
            self.peek.set_expanded(in_use)
            side.setVisible(in_use)
            if in_use:
                self._place_overlay()
                side.raise_()
        else:
            self.peek.hide()
            shown = in_use or not self._wide_pane_hidden
            self._berth.dock(shown=shown)
            self._size_pane()
            side.setVisible(shown)
            if self._painted:
                self._later.start()
                self._catch_up()

    @property
    def compact(self) -> bool:
        """Whether the pane lies over the table instead of beside it."""
        return self._compact

    def settle(self) -> None:
        self.view.lay_out()
        self._show_in_peek(self.pane.mechanism_id)
        self.pane.quotes.view.finish_motion()

    def store(self) -> None:
        if self.has_pane:
            self._pane.notes.store()

    def entered(self) -> None:
        self.view.setFocus()

    # Doing

    def select(self, mechanism_id: str) -> None:
        """Make a mechanism current in the matrix and the pane."""
        index, _ = self.model.index_of(mechanism_id)
        if not index.isValid():
            self.clear_filter()
            index, _ = self.model.index_of(mechanism_id)
        self.view.lay_out()
        self.view.select(mechanism_id, index)
        self._show(mechanism_id)

    def toggle_bookmark(self) -> None:
        """收藏 the current mechanism, or no longer."""
        if self.view.selected:
            toggle_bookmark(self.session, self.view.selected)

    def _drag_away(self, mechanism_id: str) -> None:
        """A row is dragged: 方案 in the rail takes it."""
        from desktop.pages.plan.drag import drag_mechanism

        mechanism = self.session.cases.mechanism_by_id[mechanism_id]
        drag_mechanism(self.view, mechanism_id, pick(mechanism.name, mechanism.name_en))

    def toggle_basket(self) -> None:
        """Put the current mechanism into 自选对比, or take it out."""
        say_briefly(self.view, toggle_in_basket(self.session, self.view.selected))

    def _make_lesson(self, source: str) -> None:
        """成课 from the region or the theme of the current mechanism, or from what was chosen."""
        mechanism = self.session.cases.mechanism_by_id.get(self.view.selected)
        if source == "basket":
            if len(basket(self.session)) < FEWEST:
                say_briefly(self.view, tr("先在做法上按 C 选至少两条来比。"))
                return
            self.make_lesson(source)
        elif mechanism is not None:
            region = source == "region"
            self.make_lesson(source, mechanism.region_id if region else mechanism.theme_id)

    def _open_lesson_menu(self, source: str, ref: str, at: QPoint) -> None:
        """What can be made of a region or a theme, at its header."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        cases = self.session.cases
        region, theme = cases.region_by_id.get(ref), cases.theme_by_id.get(ref)
        found = region if source == "region" else theme
        if found is None:
            return
        name = pick(found.name, found.name_en)
        action = menu.addAction(tr("把{name}做成课件").format(name=name))
        action.triggered.connect(lambda: self.make_lesson(source, ref))
        menu.popup(at)

    def write_note(self) -> None:
        """Open the notes of the current mechanism."""
        if not self.pane.isVisible():
            self.toggle_pane()
        self.pane.write_note()

    def toggle_pin(self, region_id: str) -> None:
        """Pin a region's column, or let it go; at most three."""
        pinned = self.model.pinned
        if region_id in pinned:
            pinned.remove(region_id)
        else:
            pinned = [*pinned, region_id][-_MAX_PINNED:]
        self.model.set_pinned(pinned)
        self.session.settings.set_pinned_regions(pinned)

    def only_theme(self, theme_id: str) -> None:
        """Show one theme alone; once more shows all of them again."""
        others = {theme.id for theme in self.session.cases.themes} - {theme_id}
        if self.model.hidden_themes == others:
            self.clear_filter()
            return
        for action in self._theme_actions:
            with QSignalBlocker(action):
                action.setChecked(action.data() == theme_id)
        self._apply_filter()

    def clear_filter(self) -> None:
        """Show everything."""
        for action in (self.only_bookmarked, *self._theme_actions):
            with QSignalBlocker(action):
                action.setChecked(action is not self.only_bookmarked)
        self._only_button.setChecked(False)  # its action was silent
        self._apply_filter()

    def toggle_pane(self) -> None:
        """Show or hide the reading pane; on a small window it lies over the table."""
        self._showing.complete()
        if self._pane.isVisible():
            self._pane.hide()
            if self._compact:
                self.peek.set_expanded(False)
            self.view.setFocus()
        else:
            self._showing.begin(self._come_into_sight())

    def _come_into_sight(self) -> Iterator[None]:
        """Show the reading pane, when it shows what is selected."""
        yield from self._pane.showing(self.view.selected)
        self._pane.show()
        if self._compact:
            self.peek.set_expanded(True)
            self._place_overlay()
            self._pane.raise_()

    def _apply_filter(self) -> None:
        hidden = frozenset(
            str(action.data()) for action in self._theme_actions if not action.isChecked()
        )
        self.model.set_filter(hidden, self.only_bookmarked.isChecked())

    def _show_filter(self) -> None:
        self._filter_menu.popup(below(self._filter_button))

    def _show_pins(self) -> None:
        self._pin_menu.popup(below(self._pin_button))

    def _sort_by_current(self) -> None:
        mechanism = self.session.cases.mechanism_by_id.get(self.view.selected)
        if mechanism is not None:
            self._sort(mechanism.region_id)

    def _sort(self, region_id: str) -> None:
        again = self.model.sorted_by == region_id
        self.model.sort_by_region(None if again else region_id)

    def _show(self, mechanism_id: str) -> None:
        if self.has_pane or self._painted:
            self._catch_up()
        self._show_in_peek(mechanism_id)

    def _show_soon(self, mechanism_id: str) -> None:
        """A held arrow passes by many: the pane, slower than a frame, shows where it stops."""
        if self.has_pane or self._painted:
            self._at_rest.start()
        self._show_in_peek(mechanism_id)

    def _catch_up(self) -> None:
        """Have the pane show what is selected; out of sight it waits until it is wanted."""
        self._at_rest.stop()
        if not self._side.isHidden():
            self._fill_pane()
        else:
            self.store()

    def _fill_pane(self) -> None:
        self._pane.notes.store()  # what is typed there belongs to the former one
        self._showing.begin(self._pane.showing(self.view.selected))

    def _open_mechanism(self, mechanism_id: str) -> None:
        self._show(mechanism_id)
        self.pane.open_source()

    def _open_span(self, article_id: str, start: int, end: int) -> None:
        # What was pressed in the pane is about what it shows.
        self.opened.emit(article_id, start, end, self._pane.mechanism_id)

    def _on_reset(self) -> None:
        model, cases = self.model, self.session.cases
        self._stack.setCurrentIndex(0 if model.shown_count() else 1)
        none_kept = model.only_bookmarked and not self.session.marks.bookmark_count
        self._empty_hint.setVisible(none_kept)
        self.view.set_corner(tr("主题 {n}").format(n=model.rowCount()))
        if hidden := len(model.hidden_themes):
            shown = len(cases.themes) - hidden
            self._filter_button.say(tr("筛选：{n} 个主题").format(n=shown), str(shown))
        else:
            self._filter_button.say(tr("筛选"))
        if pinned := len(model.pinned):
            name = tr("固定 {n} / {all} 地").format(n=pinned, all=len(cases.regions))
            self._pin_button.say(name, str(pinned))
        else:
            self._pin_button.say(tr("固定"))
        for action in self._pin_actions:
            action.setChecked(str(action.data()) in model.pinned)
        index, _ = model.index_of(self.view.selected)
        if index.isValid():
            self.view.setCurrentIndex(index)
        if self.view.isVisible():
            self.view.lay_out()  # or it would be painted once as it is no longer

    # Sizes

    def _size_pane(self) -> None:
        self._limit_pane()
        width = self.pane_width("compare", "matrix", "pane", "default")
        total = max(self._split.width(), width * 2)
        self._split.setSizes([total - width, width])

    def _limit_pane(self) -> None:
        sizes = ("min", "max")
        self._berth.limit(*(self.session.appearance.size("matrix", "pane", s) for s in sizes))

    def _on_look(self) -> None:
        self._size_pane()
        if self._compact and self._side.isVisible():
            self._place_overlay()

    def _place_overlay(self) -> None:
        self.lay_over(self._side, self._split, 460)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._compact and self._side.isVisible():
            self._place_overlay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view.viewport():
            if event.type() == QEvent.Type.Paint and self.view.rowHeight(0) > 0:
                watched.removeEventFilter(self)
                self._painted = True
                if not self.ready:
                    self._later.start()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.session.settings.set_width("compare", None)
            self._size_pane()
            return True
        return False
