"""对照·原文并排: two to five sources read against each other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from db.records import FacetKind
from desktop.i18n import tr
from desktop.pages import words
from desktop.pages.page import Page
from desktop.pages.parallel_bar import SubBar, facet_title
from desktop.pages.parallel_columns import FEWEST, MOST, Columns
from desktop.pages.parallel_hits import topic_around, topic_of, widest_family
from desktop.pages.parallel_notice import notice
from desktop.pages.view_switch import PARALLEL, ViewSwitch
from desktop.widgets.hit_sync import follow
from desktop.widgets.parts import CheckMenu, Panel
from desktop.widgets.reading_look import SIZES, ReadingLook

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop.pages.parallel_column import Column
    from desktop.pages.parallel_hits import Topic
    from desktop.session import Session

_STATE: Final = "parallel"
_USUAL: Final = 3  # readers at the first start
_TEXT_SIZE: Final = 17


class ParallelPage(Page):
    """Readers side by side, aligned by family and facet."""

    compares = True
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._topic: Topic | None = None
        self._kind: FacetKind | None = None
        self._picked = ""
        self._leader: Column | None = None
        self._drift: dict[Column, float] = {}
        state = session.remembered.table(_STATE)
        size = state.get("size")
        self._look = ReadingLook(
            session.appearance, "readerCompare", size if size in SIZES else _TEXT_SIZE
        )
        self.columns = Columns(session, self._look)
        self._build_actions(sync=state.get("sync") is not False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        self.sub_bar = SubBar(session, self.facet_actions)
        column.addWidget(self.sub_bar)
        column.addWidget(self.columns, 1)
        self.sub_bar.family_chosen.connect(self.show_family)
        self.columns.reordered.connect(self._remember)
        self.columns.resized.connect(self._forget_leader)

    # Building

    def _build_actions(self, *, sync: bool) -> None:
        self.next_action = self.add_action(tr("下一处"), "F3", partial(self.step, 1))
        self.back_action = self.add_action(tr("上一处"), "Shift+F3", partial(self.step, -1))
        self.sync_action = self.add_action(tr("同步滚动"), "S", self._on_sync, checkable=True)
        self.sync_action.setChecked(sync)
        self.facet_actions = {
            kind: self._facet_action(kind, f"Alt+{number}")
            for number, kind in enumerate(FacetKind, start=1)
        }
        self.add_action(tr("换一类做法"), "Ctrl+L", lambda: self.sub_bar.choose_family())
        self.add_action(tr("选择地区"), "Ctrl+Shift+R", lambda: self._regions.showMenu())
        for text, key, by in (
            (tr("这一篇左移"), "Ctrl+Shift+Left", -1),
            (tr("这一篇右移"), "Ctrl+Shift+Right", 1),
        ):
            self.add_action(text, key, partial(self.columns.move_current, by))
        self.add_action(tr("打开原文"), "Ctrl+Return", self._on_current(lambda c: c.open_here()))
        self.add_action(tr("复制引文带出处"), "Ctrl+C", self._on_current(lambda c: c.view.copy()))

    def _facet_action(self, kind: FacetKind, key: str) -> QAction:
        return self.add_action(
            facet_title(kind), key, lambda: self._toggle_facet(kind), checkable=True
        )

    def _on_current(self, act: Callable[[Column], None]) -> Callable[[], None]:
        def run() -> None:
            if self.columns.current is not None:
                act(self.columns.current)

        return run

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("对照"))
        self.switch = ViewSwitch(PARALLEL)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self.switch, 0, middle)
        row.addStretch(1)
        self._regions = self._menu_button(self._build_regions())
        self._regions.setToolTip(tr("选择地区（Ctrl+Shift+R）"))
        self._sizes = self._menu_button(self._build_sizes())
        self._sizes.setToolTip(tr("原文字号"))
        row.addWidget(self._regions)
        row.addWidget(self._sizes)
        row.addWidget(self.bar_button("sync", self.sync_action))
        steps = Panel("stepper")
        inner = QHBoxLayout(steps)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.bar_button("up", self.back_action))
        inner.addWidget(self.bar_button("down", self.next_action))
        row.addWidget(steps, 0, middle)
        self._compact = False
        self._name_buttons()
        return bar

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "bar")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _build_regions(self) -> QMenu:
        menu = CheckMenu(self)
        self.region_actions: dict[str, QAction] = {}
        for region in self.session.cases.regions:
            action = menu.addAction(words.region_name(region))
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose_region, region.id))
            self.region_actions[region.id] = action
        menu.addSeparator()
        self.limit_action = menu.addAction("")
        self.limit_action.setEnabled(False)
        return menu

    def _build_sizes(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for size in SIZES:
            action = menu.addAction(str(size))
            action.setCheckable(True)
            action.setChecked(size == self._look.text_size)
            action.triggered.connect(partial(self.set_text_size, size))
            group.addAction(action)
        return menu

    def _name_buttons(self) -> None:
        count = tr("{n} / {most}").format(n=len(self.columns.columns), most=MOST)
        long = tr("选择地区 {count}").format(count=count)
        self._regions.setText(count if self._compact else long)
        self._regions.setAccessibleName(long)
        size = tr("字 {n}").format(n=self._look.text_size)
        self._sizes.setText(size)
        self._sizes.setAccessibleName(tr("原文字号 {n}").format(n=self._look.text_size))

    # What is shown

    def show_family(self, family_id: str) -> None:
        """Highlight the evidence of a family in every reader."""
        if family_id in self.session.cases.family_by_id:
            self._picked = ""
            self._show(topic_of(self.session.cases, family_id))

    def show_mechanism(self, mechanism_id: str) -> None:
        """Start from the family of a mechanism, its region among the readers."""
        mechanism = self.session.cases.mechanism_by_id.get(mechanism_id)
        if mechanism is None:
            return
        self._picked = mechanism_id
        topic = topic_around(self.session.cases, mechanism_id)
        self._show(topic, wanted=mechanism.region_id)
        column = self.columns.column_of(mechanism.region_id)
        if column is not None:
            self.columns.set_current(column)

    def _show(self, topic: Topic, wanted: str = "") -> None:
        self._topic = topic
        regions = self.columns.regions or self._first_regions(topic)
        if wanted and wanted not in regions:
            room = len(regions) < min(MOST, max(self.columns.shown + 1, _USUAL))
            regions = [*(regions if room else regions[:-1]), wanted]
        self.sub_bar.show_topic(topic)
        new = self._set_regions(regions)
        for column in self.columns.columns:
            if column not in new:
                column.show_topic(topic, self._kind, self._picked)
        self._align()
        self._remember()

    def _first_regions(self, topic: Topic) -> list[str]:
        """The remembered ones, or else those that have most to say of the topic."""
        ids = list(self.session.cases.region_by_id)
        kept = self.session.remembered.table(_STATE).get("regions")
        if isinstance(kept, list):
            known = list(dict.fromkeys(id_ for id_ in kept if id_ in ids))[:MOST]
            if len(known) >= FEWEST:
                return known
        by_id = self.session.cases.mechanism_by_id
        having = {by_id[id_].region_id for id_ in topic.members}
        first = sorted(ids, key=lambda id_: id_ not in having)[:_USUAL]
        return sorted(first, key=ids.index)

    def _set_regions(self, regions: list[str]) -> list[Column]:
        """Show these regions; returns the readers that are new."""
        self._forget_leader()
        new = self.columns.set_regions(regions)
        for column in new:
            column.opened.connect(self.opened)
            column.picked.connect(self.pick)
            column.moved.connect(self._forget_leader)
            column.view.scrolled.connect(partial(self._on_scrolled, column))
            if self._topic is not None:
                column.show_topic(self._topic, self._kind, self._picked)
        count = len(regions)
        for id_, action in self.region_actions.items():
            action.setChecked(id_ in regions)
            full = count >= MOST if id_ not in regions else count <= FEWEST
            action.setEnabled(not full)
        self.limit_action.setText(_limits(count))
        self._name_buttons()
        return new

    def _choose_region(self, region_id: str) -> None:
        regions = self.columns.regions
        if region_id in regions:
            regions.remove(region_id)
        else:
            regions.append(region_id)
        self._set_regions(regions)
        added = self.columns.column_of(region_id)
        if added is not None:
            added.align()
        self._say()
        self._remember()

    def set_text_size(self, size: int) -> None:
        """Show the source texts larger or smaller."""
        self._look.set_text_size(size)
        self._forget_leader()
        self._name_buttons()
        self._remember()

    def pick(self, mechanism_id: str) -> None:
        """Make a mechanism stand out, in the reader that has it."""
        self._picked = mechanism_id
        for column in self.columns.columns:
            column.pick(mechanism_id)
        self._say()

    # Facets and hits

    def _toggle_facet(self, kind: FacetKind) -> None:
        self.set_facet(kind if self.facet_actions[kind].isChecked() else None)

    def set_facet(self, kind: FacetKind | None) -> None:
        """Align the texts by a facet; None for the family as a whole."""
        self._kind = kind
        for other, action in self.facet_actions.items():
            action.setChecked(other is kind)
        for column in self.columns.columns:
            if self._topic is not None:
                column.show_topic(self._topic, kind, self._picked)
        self._align()
        self._remember()

    def _align(self) -> None:
        self._forget_leader()
        for column in self.columns.columns:
            column.align()
        self._say()

    def step(self, by: int) -> None:
        """The next or the last hit: in all readers, or without 同步 in the current one."""
        self._forget_leader()
        current = self.columns.current
        alone = [] if current is None else [current]
        columns = self.columns.columns if self.sync_action.isChecked() else alone
        moved = [column.step(by) for column in columns]
        if not any(moved):
            self.sub_bar.say(tr("已是最后一处") if by > 0 else tr("已是第一处"))
        else:
            self._say()

    def _say(self) -> None:
        self.sub_bar.say(notice(self.session.cases, self.columns.columns, self._kind, self._picked))

    # Scrolling together

    def _on_sync(self) -> None:
        self._forget_leader()
        self._remember()

    def _forget_leader(self) -> None:
        """The texts have moved otherwise: the next to be scrolled leads from where they stand."""
        self._leader = None

    def _on_scrolled(self, column: Column, before: int) -> None:
        if not self.sync_action.isChecked():
            return
        led_by = column.track()
        others = [other for other in self.columns.columns if other is not column]
        tracks = {other: other.track() for other in others}
        if self._leader is not column:
            self._leader = column
            # Where one was moved by itself it stays that far from the others: nothing jumps.
            self._drift = {
                other: other.view.verticalScrollBar().value()
                - follow(before, led_by, tracks[other])
                for other in others
            }
        now = column.view.verticalScrollBar().value()
        for other, track in tracks.items():
            drift = self._drift[other]
            other.view.move_to(follow(now, led_by, track) + (drift if abs(drift) > 1 else 0))
            other.follow_scroll()

    # What the window asks

    def subject(self) -> str:
        if self._picked:
            return self._picked
        column, topic = self.columns.current, self._topic
        if topic is None:
            return ""
        region = column.region_id if column is not None else ""
        by_id = self.session.cases.mechanism_by_id
        members = [m for m in by_id.values() if m.id in topic.members]
        return min(members, key=lambda m: m.region_id != region).id if members else ""

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("F3", tr("下一处")),
            ("Shift+F3", tr("上一处")),
            ("Alt+1…8", tr("换要素")),
            ("S", tr("同步")),
            ("Ctrl+C", tr("复制带出处")),
        ]

    def panes(self) -> list[QWidget]:
        return [*(column.view for column in self.columns.columns), self.sub_bar]

    def entered(self) -> None:
        if self._topic is None:
            self._restore()
        if self.columns.current is not None:
            self.columns.current.view.setFocus()

    def _restore(self) -> None:
        state = self.session.remembered.table(_STATE)
        kinds = [kind for kind in FacetKind if kind.value == state.get("facet")]
        self._kind = kinds[0] if kinds else None
        for kind, action in self.facet_actions.items():
            action.setChecked(kind is self._kind)
        cases = self.session.cases
        family = state.get("family")
        if family not in cases.family_by_id:
            family = widest_family(cases)
        if family:
            self.show_family(family)

    def _remember(self) -> None:
        self.session.remembered.put(
            _STATE,
            {
                "regions": self.columns.regions,
                "family": self._topic.family_id if self._topic is not None else "",
                "facet": self._kind.value if self._kind is not None else "",
                "sync": self.sync_action.isChecked(),
                "size": self._look.text_size,
            },
        )

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._compact = compact
        self._name_buttons()

    def settle(self) -> None:
        for column in self.columns.columns:
            column.view.finish_motion()


def _limits(count: int) -> str:
    if count <= FEWEST:
        return tr("至少要并排 {n} 个地区").format(n=FEWEST)
    if count >= MOST:
        return tr("最多并排 {n} 个地区").format(n=MOST)
    return tr("可以并排 {a} 到 {b} 个地区").format(a=FEWEST, b=MOST)
