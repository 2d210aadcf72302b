"""我的方案: the outline, the editor, and beside them what can be taken in and what still lacks."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.operations import plans as operations
from desktop.operations.plan_several import Wanted, borrow_several
from desktop.operations.sample_plan import make_sample
from desktop.pages.page import Page
from desktop.pages.plan.adding import add_several_to_plan, add_span_to_plan
from desktop.pages.plan.block_view import SIDES
from desktop.pages.plan.chooser import PlanChooser
from desktop.pages.plan.drawer import PlanDrawer
from desktop.pages.plan.editor import PlanEditor
from desktop.pages.plan.empty import EmptyPlan
from desktop.pages.plan.outline import PlanOutline
from desktop.pages.plan.saved_state import SavedState
from desktop.pages.plan.whole_plans import WholePlans
from desktop.planning.checks import Problem, problems
from desktop.planning.contents import contents
from desktop.widgets.berth import Berth
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.in_turns import InTurns
from desktop.widgets.laid_out import lay_out
from desktop.widgets.paced_painting import pace
from desktop.widgets.parts import IconButton, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from db.records.plan import Plan
    from desktop.pages.plan.export_menu import ExportMenu

_REST_MS: Final = 150  # after a keystroke: the checks need not be counted at each


class PlanPage(Page):
    """One plan at a time; which, every page knows (`current_plan`)."""

    home = "plan"
    topic = "plan"

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    compare_wanted = Signal()
    """Look for mechanisms in 对照."""
    said = Signal(str)
    """What the status bar should say instead of its counts; '' for nothing."""
    hints_changed = Signal()
    """Other keys matter now."""

    def build(self) -> Iterator[None]:
        session = self.session
        self._compact = False
        self._scale = session.appearance.scale
        self._shown = ""
        self._problems: list[Problem] = []
        self._at: Problem | None = None
        self._outline_wanted = self._drawer_wanted = True
        self._known: tuple[str, date] | None = None  # plan and day that the checks are of
        session.changes.plans_changed.connect(self._on_changed)  # before who asks for anything
        self._turns = InTurns(self)
        self._arriving = InTurns(self)
        self._later = QTimer(self, singleShot=True, interval=_REST_MS)
        self.outline = PlanOutline(session)
        yield
        self.editor = PlanEditor(session)
        yield
        yield  # what its parts have asked for is done on a turn of its own
        self.empty = EmptyPlan(session)
        yield
        self.drawer = PlanDrawer(session, at_once=False)
        yield from self.drawer.steps
        self.whole = WholePlans(session, self)
        self._later.timeout.connect(self._refresh_in_turns)
        self._build_actions()
        yield
        yield from self._build()
        self._connect()
        self._size_panes()
        yield
        yield from self._refreshing()
        yield
        yield from self.outline.measure()
        stack = self.parentWidget()
        if stack is not None:
            yield from lay_out(self, stack.contentsRect().size())
        self.outline.tree.doItemsLayout()
        yield

    # Building

    def _build_actions(self) -> None:
        whole = self.whole
        self.new_action = self.add_action(tr("新建方案"), "Ctrl+N", self.new_plan)
        self.insert_action = self.add_action(
            tr("插入借鉴"), "Ctrl+Return", self.drawer.insert_current
        )
        self.insert_action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.next_action = self.add_action(tr("下一处缺项"), "F8", lambda: self.step(1))
        self.add_action(tr("上一处缺项"), "Shift+F8", lambda: self.step(-1))
        self.filter_action = self.add_action(tr("筛选收藏"), "Ctrl+L", self._filter)
        self.history_action = self.add_action(tr("历史"), "Ctrl+H", whole.open_history)
        self.history_action.setToolTip(tr("存一版，看以前的版本，恢复"))
        self.preview_action = self.add_action(tr("公文预览"), "Ctrl+Shift+P", self._preview)
        self.export_action = self.add_action(tr("导出"), "Ctrl+E", self.open_export)
        self.profile_action = self.add_action(tr("改名和方案信息…"), "", whole.edit)
        self.copy_action = self.add_action(tr("复制为明年的方案"), "", whole.duplicate)
        self.template_action = self.add_action(tr("另存为模板…"), "", whole.keep_template)
        self.compare_action = self.add_action(tr("比较两个方案…"), "", whole.open_compare)
        self.remove_action = self.add_action(tr("删除方案"), "", whole.remove)
        self.sides_action = self.add_action(
            tr("原文做法在左，本镇做法在右"), "Ctrl+Shift+B", self._set_sides, checkable=True
        )
        self.sides_action.setChecked(bool(self.session.remembered.number(SIDES)))
        self.outline_action = self.add_action(
            tr("方案结构"), "Ctrl+Shift+L", self._toggle_outline, checkable=True
        )
        self.drawer_action = self.add_action(
            tr("收藏和检查"), "Ctrl+Shift+M", self._toggle_drawer, checkable=True
        )
        for action in (self.outline_action, self.drawer_action):
            action.setChecked(True)

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("我的方案"))
        look = self.session.appearance
        self.chooser = PlanChooser(
            look,
            (
                self.new_action, self.copy_action, self.template_action, self.compare_action,
                None, self.profile_action, self.remove_action,
            ),
        )  # fmt: skip
        self.saved = SavedState(self.session)
        self._none = PlainLabel(tr("还没有方案"))
        self._none.setObjectName("quiet")
        for widget in (self.chooser, self.saved, self._none):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.bar_button("history", self.history_action))
        row.addWidget(self.bar_button("eye", self.preview_action))
        self.export_button = IconButton(look, "export", role="primary", size=16, beside=True)
        self.export_button.bind(self.export_action, label=True)
        row.addWidget(self.export_button)
        for icon, action in (("contents", self.outline_action), ("panel", self.drawer_action)):
            button = IconButton(look, icon, size=18)
            button.bind(action)
            row.addWidget(button)
        return bar

    def _build(self) -> Iterator[None]:
        # From the outside in: what is put into the page last was styled with each layer before.
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._outer = _split()
        whole.addWidget(self._outer)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._outer.addWidget(left)
        bar = self._build_bar()
        column.addWidget(bar)
        for pane in (bar, self.outline, self.drawer.tabs, self.drawer.checks):
            pace(pane)
        yield
        self._inner = _split()
        self._inner.setObjectName("planSplit")
        column.addWidget(self._inner, 1)
        self._outline_berth = Berth(self, self._inner)
        self._outline_berth.take(self.outline)
        yield
        self._middle = QStackedWidget()
        self._inner.addWidget(self._middle)
        self._middle.addWidget(self.editor)
        yield
        self._middle.addWidget(self.empty)
        yield
        self._inner.setStretchFactor(0, 0)
        self._inner.setStretchFactor(1, 1)
        self._drawer_berth = Berth(self, self._outer)
        self._drawer_berth.take(self.drawer)
        yield
        self._outer.setStretchFactor(0, 1)
        self._outer.setStretchFactor(1, 0)

    def _connect(self) -> None:
        self._inner.splitterMoved.connect(
            lambda: self.keep_width("plan outline", self.outline.width())
        )
        self._outer.splitterMoved.connect(lambda: self.keep_width("plan", self.drawer.width()))
        for split in (self._inner, self._outer):
            split.handle(1).installEventFilter(self)
        self.outline.chosen.connect(self._go)
        self.outline.stale.connect(self.refresh)
        self.outline.mechanism_dropped.connect(self._drop)
        self.editor.current_changed.connect(self.outline.select)
        self.editor.borrowed.connect(lambda _row: self._refresh_in_turns())
        self.editor.opened.connect(self.opened)
        self.drawer.opened.connect(self.opened)
        self.drawer.insert_wanted.connect(self.insert)
        self.drawer.span_wanted.connect(self._insert_span)
        self.drawer.checks.wanted.connect(self._show_problem)
        self.chooser.plan_chosen.connect(self.show_plan)
        self.empty.new_wanted.connect(self.new_plan)
        self.empty.compare_wanted.connect(self.compare_wanted)
        self.empty.sample_wanted.connect(self._make_sample)
        self.session.appearance.changed.connect(self._on_look)

    # What the window asks

    def hints(self) -> list[tuple[str, str]]:
        if self.plan is None:
            return [("Ctrl+N", tr("新建方案")), ("Ctrl+1", tr("对照"))]
        return [
            ("Ctrl+Enter", tr("插入借鉴")),
            ("Tab", tr("下一空项")),
            ("F8", tr("下一处缺项")),
            ("Ctrl+E", tr("导出")),
        ]

    def panes(self) -> list[QWidget]:
        middle = self.editor if self.plan is not None else self.empty
        return [self.outline.tree, middle, self.drawer.list]

    def entered(self) -> None:
        self.refresh()
        self._say()
        if self.plan is None:
            self.empty.new.setFocus()
        elif not self._in_hand():
            first = self.outline.tree if self.outline.isVisible() else self.editor
            first.setFocus()

    def _in_hand(self) -> bool:
        """Whether the user had been at something of the plan before, and is so again."""
        focus = self.focusWidget()
        sides = (self.outline, self.editor, self.drawer)
        return focus is not None and any(side.isAncestorOf(focus) for side in sides)

    def settle(self) -> None:
        self.refresh()

    def store(self) -> None:
        self.editor.store()

    # Showing

    @property
    def plan(self) -> Plan | None:
        """The current plan, None where there is none."""
        return operations.current_plan(self.session)

    @property
    def plan_id(self) -> str:
        """The id of the current plan, '' for none."""
        return self.plan.id if self.plan is not None else ""

    def show_plan(self, plan_id: str) -> None:
        """Make a plan the current one and show it."""
        self.editor.store()
        operations.choose_plan(self.session, plan_id)
        self._refresh_in_turns(now=1)  # the editor can be asked for a row at once

    def refresh(self) -> None:
        """Show the current plan as it is now."""
        self._later.stop()
        self._turns.drop()
        for _ in self._refreshing():
            pass

    def _refresh_in_turns(self, *, now: int = 0) -> None:
        """The same over several turns, so many of its steps at once."""
        self._later.stop()
        self._turns.drop()
        steps = self._refreshing()
        for _ in range(now):
            next(steps, None)
        self._turns.begin(steps)

    def _refreshing(self) -> Iterator[None]:
        plan = self.plan
        plan_id = plan.id if plan is not None else ""
        if plan_id != self._shown:
            self._shown = plan_id
            self._at = None
            if plan_id:
                self.editor.show_plan(plan_id)
            self.hints_changed.emit()
            self._say()
            yield
        self._middle.setCurrentWidget(self.editor if plan else self.empty)
        self.chooser.show_plans(self.session.plans.plans(), plan)
        self.saved.show_plan(plan_id)
        self._none.setVisible(plan is None)
        for action in self._of_one_plan():
            action.setEnabled(plan is not None)
        yield from self._checking(plan_id)
        yield
        found, lost = self.whole.quotes(plan_id)
        self.drawer.show_plan(plan_id, self._problems, found, lost)

    def _checking(self, plan_id: str) -> Iterator[None]:
        """Count what is missing, unless it is known, and show it in the outline."""
        today, plans = date.today(), self.session.plans
        if self._known == (plan_id, today):
            return
        found = problems(plans, plan_id, today) if plan_id else []
        yield
        if plan_id:
            shown = contents(plans, plan_id, found)
            yield
            yield from self.outline.showing(plan_id, shown)
        else:
            self.outline.show_standard()
        self._problems = found
        self._known = (plan_id, today)
        yield

    def _on_changed(self, _plan_id: str) -> None:
        self._known = None
        self._turns.drop()
        self._later.start()

    def _say(self) -> None:
        drag = tr("拖动收藏到正文即可借鉴，也可按 Ctrl+Enter 插入到光标处")
        self.said.emit(drag if self._shown else "")

    def _of_one_plan(self) -> tuple[QAction, ...]:
        """What there is nothing to do for while there is no plan."""
        return (
            self.insert_action, self.next_action, self.history_action, self.preview_action,
            self.export_action, self.profile_action, self.copy_action, self.template_action,
            self.compare_action, self.remove_action,
        )  # fmt: skip

    # Doing

    def _set_sides(self) -> None:
        self.editor.set_sides(beside=self.sides_action.isChecked())

    def new_plan(self) -> None:
        """Ask for a new plan and show it."""
        self.editor.store()
        if self.whole.ask_new() is not None:
            self.refresh()

    def _make_sample(self) -> None:
        make_sample(self.session, self.drawer.finder.first_looks())
        self.refresh()

    def insert(self, mechanisms: list[str]) -> None:
        """Take mechanisms into the plan where the editor is; without a plan, into a new one."""
        if self.plan is None:
            add_several_to_plan(self.session, [Wanted(each) for each in mechanisms], self)
            self.refresh()
            return
        self._drop("\n".join(mechanisms), *self.editor.place())

    def _drop(self, mechanisms: str, section_id: str | None, place: int | None) -> None:
        """Borrow mechanisms, their ids one a line, as they are dragged."""
        at = None if place is None or place < 0 else place
        ids = mechanisms.split("\n")
        if len(ids) > 1:
            wanted = [Wanted(each) for each in ids if each in self.session.cases.mechanism_by_id]
            several = borrow_several(self.session, self.plan_id, wanted, section_id, at)
            form = tr("已插入 {n} 条，Ctrl+Z 撤销。") if several else tr("选中的都已经在方案里了。")
            say_briefly(self, form.format(n=len(several)))
            self.refresh()
            if several:
                self.editor.go_to(several[0].id, "ours")
            return
        known = {row.id for row in self.session.plans.borrowings(self.plan_id)}
        made = operations.borrow(self.session, self.plan_id, ids[0], section_id, at)
        if made.id in known:
            form = tr("{name}已经在这个方案里了。")
            say_briefly(self, form.format(name=made.mechanism_name))
        self.drawer.refresh()
        self._arriving.begin(self._arrive(made.id))

    def _arrive(self, row_id: str) -> Iterator[bool | None]:
        """The plan is changed and painted; then what was borrowed is made, and gone to."""
        yield from self.editor.approach(row_id)
        yield True
        self.editor.go_to(row_id, "ours")
        yield True
        self._refresh_in_turns()

    def _insert_span(self, article_id: str, start: int, end: int) -> None:
        add_span_to_plan(self.session, article_id, start, end, self)
        self.refresh()

    def _go(self, row_id: str) -> None:
        self._close_overlays()
        self.editor.go_to(row_id)

    def step(self, by: int) -> None:
        """To the next (1) or the former (-1) thing that is missing, as the plan is read."""
        self.editor.store()
        self.refresh()
        found = self._problems
        if not found:
            say_briefly(self, tr("没有缺项了。"))
            return
        if self._at in found:
            place = (found.index(self._at) + by) % len(found)
        else:
            place = 0 if by > 0 else len(found) - 1
        self._show_problem(found[place])

    def _show_problem(self, problem: Problem) -> None:
        self._at = problem
        self._close_overlays()
        self.outline.select(problem.row_id)
        self.editor.go_to(problem.row_id, problem.field)

    def _filter(self) -> None:
        if not self.drawer.isVisible():
            self.drawer_action.trigger()
        self.drawer.open_field()

    @cached_property
    def _exports(self) -> ExportMenu:
        """The ways out; what writes the files is loaded when it is first asked for."""
        from desktop.pages.plan.export_menu import ExportMenu

        return ExportMenu(self.session, lambda: self.plan_id, self, self.editor.store)

    def open_export(self) -> None:
        """The menu of formats, below its button."""
        self.editor.store()
        menu = self._exports
        # A turn for each: making it the first time takes its time.
        QTimer.singleShot(0, menu, lambda: menu.open_below(self.export_button))

    def _preview(self) -> None:
        """The pages as they will be printed."""
        self.editor.store()
        self._exports.preview()

    # Sizes

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        style = Qt.ToolButtonStyle
        self.export_button.setToolButtonStyle(
            style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
        )
        if compact == self._compact:
            return
        self._compact = compact
        if compact:
            self._outline_wanted = self.outline_action.isChecked()
            self._drawer_wanted = self.drawer_action.isChecked()
            self._close_overlays()
            for berth in self._berths():
                berth.undock()
            return
        self._edge_outline(over=False)
        self.outline_action.setChecked(self._outline_wanted)
        self.drawer_action.setChecked(self._drawer_wanted)
        for berth, (_, action) in zip(self._berths(), self._sides(), strict=True):
            berth.dock(shown=action.isChecked())
        self._size_panes()
        for pane, action in self._sides():
            pane.setVisible(action.isChecked())

    def _edge_outline(self, *, over: bool) -> None:
        """Where it lies over the page, the outline needs an edge of its own."""
        if bool(self.outline.property("over")) == over:
            return
        self.outline.setProperty("over", over)
        self.outline.style().unpolish(self.outline)
        self.outline.style().polish(self.outline)

    def _berths(self) -> tuple[Berth, Berth]:
        return self._outline_berth, self._drawer_berth

    def _sides(self) -> tuple[tuple[QWidget, QAction], tuple[QWidget, QAction]]:
        return ((self.outline, self.outline_action), (self.drawer, self.drawer_action))

    def _toggle_outline(self) -> None:
        self._toggle(self.outline, self.outline_action, self.outline.tree)

    def _toggle_drawer(self) -> None:
        self._toggle(self.drawer, self.drawer_action, self.drawer.list)

    def _toggle(self, pane: QWidget, action: QAction, first: QWidget) -> None:
        """Show or hide a pane; on a small window it lies over the page, one of them at a time."""
        wanted = action.isChecked()
        if wanted and self._compact:
            self._close_overlays()
            action.setChecked(True)
            self._edge_outline(over=True)
        pane.setVisible(wanted)
        if wanted and self._compact:
            self._place_overlays()
            pane.raise_()
            first.setFocus()
        elif not wanted:
            self.editor.setFocus()

    def _close_overlays(self) -> None:
        if self._compact:
            for pane, action in self._sides():
                action.setChecked(False)
                pane.hide()

    def _place_overlays(self) -> None:
        if self.drawer.isVisible():
            self.lay_over(self.drawer, self._inner, 400)
        if self.outline.isVisible():
            wide = min(self.session.appearance.px(280), self.width() * 3 // 4)
            top = self._inner.mapTo(self, self._inner.rect().topLeft()).y()
            self.outline.setGeometry(0, top, wide, self.height() - top)

    def _size_panes(self) -> None:
        look = self.session.appearance
        self.drawer.size_tabs()
        self._outline_berth.limit(look.px(160))
        self._drawer_berth.limit(look.size("plan", "drawer", "min"))
        drawer = self.pane_width("plan", "plan", "drawer", "default")
        outline = self.pane_width("plan outline", "plan", "outline")
        wide = max(self.width(), drawer * 2)
        if not self._compact:
            self._outer.setSizes([wide - drawer, drawer])
            self._inner.setSizes([outline, max(wide - drawer - outline, outline)])
        self._fit_bar()

    def _fit_bar(self) -> None:
        """The title of the plan gives way before the buttons do."""
        look = self.session.appearance
        room = self.width() if self._compact else self.width() - self._drawer_berth.width()
        self.saved.setVisible(room >= look.px(700))
        self.chooser.fit(max(min((room - look.px(520)) // look.px(14), 24), 6))

    def _on_look(self) -> None:
        """Sizes follow the letters; colours change none of them."""
        if self._scale == self.session.appearance.scale:
            return
        self._scale = self.session.appearance.scale
        self._size_panes()
        if self._compact:
            self._place_overlays()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()
        if self._compact:
            self._place_overlays()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on the edge of a pane gives it its own place again."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            for name in ("plan", "plan outline"):
                self.session.settings.set_width(name, None)
            self._size_panes()
            return True
        return super().eventFilter(watched, event)


def _split() -> QSplitter:
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setHandleWidth(1)
    split.setChildrenCollapsible(False)
    return split
