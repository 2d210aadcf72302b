"""对照·原文并排: two to five sources read against each other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.evidence import FacetKind
from desktop import words
from desktop.i18n import tr
from desktop.pages.page import Page
from desktop.pages.parallel.bar import SubBar
from desktop.pages.parallel.columns import FEWEST, MOST, Columns
from desktop.pages.parallel.hits import topic_around, topic_of, widest_family
from desktop.pages.parallel.notice import notice
from desktop.pages.parallel.sync import Together
from desktop.pages.parallel.tools import ParallelTools
from desktop.pages.view_switch import PARALLEL, ViewSwitch
from desktop.widgets.reading_look import SIZES, ReadingLook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QAction, QResizeEvent

    from desktop.pages.parallel.column import Column
    from desktop.pages.parallel.hits import Topic

_STATE: Final = "parallel"
_USUAL: Final = 3  # readers at the first start
_TEXT_SIZE: Final = 17


class ParallelPage(Page):
    """Readers side by side, aligned by family and facet."""

    compares = True
    topic = "parallel"
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def build(self) -> Iterator[None]:
        session = self.session
        self._topic: Topic | None = None
        self._kind: FacetKind | None = None
        self._picked = ""
        self._new: list[Column] = []  # made beforehand, still to be filled
        self._together = Together()
        state = session.remembered.table(_STATE)
        size = state.get("size")
        self._look = ReadingLook(
            session.appearance, "readerCompare", size if size in SIZES else _TEXT_SIZE
        )
        self.columns = Columns(session, self._look)
        yield
        self._build_actions(sync=state.get("sync") is not False)
        yield
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar(self._look.reading_size))
        yield
        self._sub_bar = SubBar(session, self.facet_actions)
        column.addWidget(self._sub_bar)
        column.addWidget(self.columns, 1)
        yield
        self._sub_bar.family_chosen.connect(self.show_family)
        self.columns.reordered.connect(self._remember)
        self.columns.resized.connect(self._together.forget)
        yield
        yield from self._restore()

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
        self.add_plan_action()
        self.add_lesson_action()
        self.add_action(tr("换一类做法"), "Ctrl+L", lambda: self._sub_bar.choose_family())
        self.add_action(tr("选择地区"), "Ctrl+Shift+R", lambda: self.tools.open_regions())
        for text, key, by in (
            (tr("这一篇左移"), "Ctrl+Shift+Left", -1),
            (tr("这一篇右移"), "Ctrl+Shift+Right", 1),
        ):
            self.add_action(text, key, partial(self.columns.move_current, by))
        self.add_action(tr("打开原文"), "Ctrl+Return", self._on_current(lambda c: c.open_here()))
        self.add_action(tr("复制引文带出处"), "Ctrl+C", self._on_current(lambda c: c.view.copy()))

    def _facet_action(self, kind: FacetKind, key: str) -> QAction:
        return self.add_action(
            words.facet_title(kind), key, lambda: self._toggle_facet(kind), checkable=True
        )

    def _on_current(self, act: Callable[[Column], None]) -> Callable[[], None]:
        def run() -> None:
            if self.columns.current is not None:
                act(self.columns.current)

        return run

    def _build_bar(self, size: int) -> QWidget:
        bar, row = self.build_bar(tr("对照"))
        self._title = bar.findChildren(QWidget, "pageTitle")[0]
        self.switch = ViewSwitch(PARALLEL)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.tools = ParallelTools(
            self.session, self.sync_action, self.back_action, self.next_action, size
        )
        self.tools.region_toggled.connect(self._toggle_region)
        self.tools.size_chosen.connect(self.set_text_size)
        row.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignVCenter)
        return bar

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
        self.columns.choose(mechanism.region_id)

    def _show(self, topic: Topic, wanted: str = "") -> None:
        self._topic = topic
        self.columns.filling.drop()  # all are filled anew, new ones with them
        regions = self.columns.regions or self._first_regions(topic)
        if wanted and wanted not in regions:
            room = len(regions) < min(MOST, max(self.columns.shown + 1, _USUAL))
            regions = [*(regions if room else regions[:-1]), wanted]
        self._sub_bar.show_topic(topic)
        self._make_columns(regions)
        self._refill()
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
        new = self._make_columns(regions)
        for column in new:
            if self._topic is not None:
                column.show_topic(self._topic, self._kind, self._picked)
        return new

    def _make_columns(self, regions: list[str]) -> list[Column]:
        self._together.forget()
        new = self.columns.set_regions(regions)
        for column in new:
            column.opened.connect(self.opened)
            column.picked.connect(self.pick)
            column.moved.connect(self._together.forget)
            column.view.scrolled.connect(partial(self._on_scrolled, column))
        self.tools.show_regions(regions)
        return new

    def _toggle_region(self, region_id: str) -> None:
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
        self._look.set_reading_size(size)
        self._together.forget()
        self._remember()

    def pick(self, mechanism_id: str) -> None:
        """Make a mechanism stand out, in the reader that has it; once more lets it go."""
        self._picked = "" if mechanism_id == self._picked else mechanism_id
        for column in self.columns.columns:
            column.pick(self._picked)
        self._say()

    # Facets and hits

    def _toggle_facet(self, kind: FacetKind) -> None:
        self.set_facet(kind if self.facet_actions[kind].isChecked() else None)

    def set_facet(self, kind: FacetKind | None) -> None:
        """Align the texts by a facet; None for the family as a whole."""
        self._kind = kind
        for other, action in self.facet_actions.items():
            action.setChecked(other is kind)
        if self._topic is not None:
            self._refill()
        self._remember()

    def step(self, by: int) -> None:
        """The next or the last hit: in all readers, or without 同步 in the current one."""
        self._together.forget()
        current = self.columns.current
        alone = [] if current is None else [current]
        columns = self.columns.columns if self.sync_action.isChecked() else alone
        moved = [column.step(by) for column in columns]
        if not any(moved):
            self._sub_bar.say(tr("已是最后一处") if by > 0 else tr("已是第一处"))
        else:
            self._say()

    def _say(self) -> None:
        self._sub_bar.say(
            notice(self.session.cases, self.columns.columns, self._kind, self._picked)
        )

    # Scrolling together

    def _on_sync(self) -> None:
        self._together.forget()
        self._remember()

    def _on_scrolled(self, column: Column, before: int) -> None:
        if self.sync_action.isChecked():
            self._together.scrolled(column, before, self.columns.columns)

    # What the window asks

    def subject(self) -> str:
        if self._picked:
            return self._picked
        region, topic = self.columns.current_region, self._topic
        if topic is None:
            return ""
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
        return [*(column.view for column in self.columns.columns), self._sub_bar]

    def entered(self) -> None:
        if self._new:
            self._new.clear()
            self._refill()
            self._remember()
        self.columns.take_focus()

    def _restore(self) -> Iterator[None]:
        """Make the readers of last time or of the first; they are filled when they are seen."""
        state = self.session.remembered.table(_STATE)
        kinds = [kind for kind in FacetKind if kind.value == state.get("facet")]
        self._kind = kinds[0] if kinds else None
        for kind, action in self.facet_actions.items():
            action.setChecked(kind is self._kind)
        cases = self.session.cases
        family = state.get("family")
        if not isinstance(family, str) or family not in cases.family_by_id:
            family = widest_family(cases)
        if family:
            self._topic = topic_of(cases, family)
            yield
            self._sub_bar.show_topic(self._topic)
            regions = self._first_regions(self._topic)
            yield
            for count in range(1, len(regions) + 1):
                self._new += self._make_columns(regions[:count])
                yield

    def _refill(self) -> None:
        """Show the topic in all readers and align them; who asks for them has them filled."""
        self._together.forget()
        self._new.clear()
        self.columns.filling.drop()
        self.columns.filling.begin(self._fill(self.columns.columns))

    def _fill(self, columns: list[Column]) -> Iterator[None]:
        for column in columns:
            assert self._topic is not None
            yield from column.turn_to(self._topic, self._kind, self._picked)
            yield
        for column in columns:  # together: a motion costs the others their turns
            column.align()
        self._together.forget()
        self._say()

    @property
    def sub_bar(self) -> SubBar:
        """The second bar, when it says what is in the readers."""
        self.columns.filling.complete()
        return self._sub_bar

    def _remember(self) -> None:
        self.session.remembered.put(
            _STATE,
            {
                "regions": self.columns.regions,
                "family": self._topic.family_id if self._topic is not None else "",
                "facet": self._kind.value if self._kind is not None else "",
                "sync": self.sync_action.isChecked(),
                "size": self._look.reading_size,
            },
        )

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.tools.set_compact(compact)
        self._fit_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """The title goes first where room is short: the rail says it too."""
        title = self._title
        room = self.width() - self.switch.sizeHint().width() - 62
        title.setVisible(self.tools.needed() + title.sizeHint().width() <= room)
        self.tools.fit(room)

    def settle(self) -> None:
        for column in self.columns.columns:
            column.view.finish_motion()
