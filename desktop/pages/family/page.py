"""对照·同类做法: one family, facet by facet, region by region; or a basket chosen by hand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.comparing.comparison import basket_groups, family_groups
from desktop.i18n import tr
from desktop.operations.basket import FEWEST, MOST, basket, clear_basket, toggle_in_basket
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.family.board import ComparisonBoard
from desktop.pages.family.column_menu import column_menu, columns_menu
from desktop.pages.family.list import BASKET_ROW, FamilyList
from desktop.pages.family.prompt import FamilyPrompt
from desktop.pages.page import Page
from desktop.pages.view_switch import FAMILY, MATRIX, ViewSwitch
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.in_turns import InTurns
from desktop.widgets.parts import CheckMenu, PlainLabel, below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from desktop.documents.table import Table
    from desktop.pages.exporting import Exporter

_VIEW = "family view"
_NARROW = 600  # width at 100% that the icons of the bar need


class FamilyPage(Page):
    """The families, and the comparison of one of them or of a basket of mechanisms."""

    compares = True
    topic = "family"
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    projection_wanted = Signal()
    """Show the lesson that was just made, from its comparison on."""
    note_wanted = Signal(str)
    """Write about a family."""

    def build(self) -> Iterator[None]:
        session = self.session
        self._compact = False
        self._opening = InTurns(self)
        self._build_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        yield
        column.addWidget(self._build_bar())
        yield
        body = self._build_body()
        column.addWidget(body, 1)
        yield
        yield from self._fill_body()
        self.board.opened.connect(self.opened)
        self.board.arranged.connect(self._on_arranged)
        self.board.menu_wanted.connect(self._show_column_menu)
        self.list.chosen.connect(self.show_family)
        self.list.settled.connect(self._put_list_away)
        session.changes.basket_changed.connect(self._on_basket)
        session.appearance.changed.connect(self._size_panes)
        self._apply_options()
        self._size_panes()
        yield

    # Building

    def _build_actions(self) -> None:
        state = self.session.remembered.table(_VIEW)
        add = self.add_action
        self.list_action = add(tr("同类列表"), "Ctrl+L", self.toggle_list)
        self.differ_action = add(tr("突出差异"), "D", self._keep_options, checkable=True)
        self.differ_action.setToolTip(
            tr("突出差异：粗体是别处没有的字眼（每格最长的两处，还有数字），红边是仅此一地提及")
        )
        self.differ_action.setChecked(state.get("differences") is not False)
        self.written_action = add(tr("隐藏未提及"), "H", self._keep_options, checkable=True)
        self.written_action.setToolTip(tr("隐藏未提及：没有一列写到的要点不显示"))
        self.written_action.setChecked(state.get("only_written") is True)
        self.columns_action = add(tr("列"), "Ctrl+Shift+L", self._show_columns_menu)
        self.more_action = add(tr("更多"), "", self._show_more)
        self._actions.remove(self.more_action)  # the menu has all it offers
        self.lesson_action = add(tr("成课"), "Ctrl+Shift+K", self._make_lesson)
        self.lesson_action.setToolTip(tr("把这个对比做成课件"))
        add(tr("放映这个对比"), "F5", self._project)
        self.export_action = add(tr("导出"), "Ctrl+E", self._show_export)
        self.copy_action = add(tr("复制表格"), "Ctrl+Shift+C", self._copy_table)
        self._quote_actions = {
            "former": add(tr("上一处"), "[", lambda: self.board.step_quote(-1)),
            "next": add(tr("下一处"), "]", lambda: self.board.step_quote(1)),
            "copy": add(tr("复制引文"), "Ctrl+C", lambda: self.board.dock.view.copy()),
            "open": add(tr("在原文中打开"), "Ctrl+Return", lambda: self.board.open_source()),
        }
        add(tr("下一格"), "J", lambda: self.board.view.step(1, 0))
        add(tr("上一格"), "K", lambda: self.board.view.step(-1, 0))
        self._column_actions = [
            add(tr("左移这一列"), "Ctrl+Shift+Left", lambda: self._with_column("move", -1)),
            add(tr("右移这一列"), "Ctrl+Shift+Right", lambda: self._with_column("move", 1)),
            add(tr("加入或移出自选对比"), "C", self.toggle_basket),
            add(tr("收藏或取消收藏"), "B", self.toggle_bookmark),
        ]
        self._plan_action = self.add_plan_action()
        self.add_lesson_action()
        add(tr("固定或不再固定这一列"), "Ctrl+Shift+F", lambda: self._with_column("pin"))
        add(tr("隐藏这一列"), "Ctrl+Shift+H", lambda: self._with_column("hide"))
        add(tr("这个地区的下一条做法"), "Alt+Down", lambda: self.board.step_member(1))
        add(tr("这个地区的上一条做法"), "Alt+Up", lambda: self.board.step_member(-1))
        add(tr("写这一类的批注"), "N", self._write_note)
        add(tr("清空自选对比"), "", lambda: clear_basket(self.session))

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("对照"))
        self._title = bar.findChildren(PlainLabel)[0]
        self.switch = ViewSwitch(FAMILY)
        row.addWidget(self.switch)
        self._list_button = self.bar_button("contents", self.list_action)
        self._list_button.hide()
        row.addWidget(self._list_button)
        row.addStretch(1)
        self._columns_button = self.bar_button("columns", self.columns_action)
        self._foldable = [
            self.bar_button("differ", self.differ_action),
            self.bar_button("eye", self.written_action),
            self._columns_button,
            self.bar_button("classroom", self.lesson_action),
        ]
        self._more_button = self.bar_button("more", self.more_action)
        self._more_button.hide()
        for button in (*self._foldable, self._more_button):
            row.addWidget(button)
        self._export_button = self.bar_button("export", self.export_action)
        row.addWidget(self._export_button)
        return bar

    def _build_body(self) -> QWidget:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        return self._split

    def _fill_body(self) -> Iterator[None]:
        self.list = FamilyList(self.session)
        yield
        self._split.addWidget(self.list)
        yield
        self._stack = QStackedWidget()
        self._split.addWidget(self._stack)
        actions = {**self._quote_actions, "plan": self._plan_action}
        self._board = ComparisonBoard(self.session, actions, at_once=False)
        self._stack.addWidget(self._board)
        yield
        yield from self._board.steps
        self.prompt = FamilyPrompt(self.session)
        self.prompt.matrix_wanted.connect(lambda: self.switch.wanted.emit(MATRIX))
        self._stack.addWidget(self.prompt)
        yield
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._split.splitterMoved.connect(lambda: self.keep_width("family", self.list.width()))
        self._split.handle(1).installEventFilter(self)
        self.board.splitterMoved.connect(
            lambda: self.keep_width("family dock", self.board.dock.height())
        )

    @property
    def board(self) -> ComparisonBoard:
        """The comparison: whoever asks finds that of the chosen family."""
        self._opening.complete()
        return self._board

    # What the window asks

    def subject(self) -> str:
        if self._stack.currentWidget() is not self.board:
            return self.prompt.alone
        return self.board.column.mechanism.id if self.board.column is not None else ""

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("Enter", tr("看引文")),
            ("Ctrl+Enter", tr("打开原文")),
            ("D", tr("突出差异")),
            ("C", tr("加入对比")),
            ("Alt+↑↓", tr("换一条")),
            ("F5", tr("放映")),
        ]

    def panes(self) -> list[QWidget]:
        return [self.list.view, self._board.view, self._board.dock.view, self.prompt.button]

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._board.dock.set_compact(compact)
        if compact != self._compact:
            self._compact = compact
            self._list_button.setVisible(compact)
            self.list.setVisible(not compact)
            self._size_panes()
            self._on_arranged()

    def entered(self) -> None:
        if not self.list.current and not self.prompt.alone:
            last = str(self.session.remembered.table(_VIEW).get("last", ""))
            known = last == BASKET_ROW or self.session.cases.family_members(last)
            chosen = last if known else self.list.first_family()
            if chosen:
                self._choose(chosen)
                # On turns of its own: the page itself has just been shown.
                self._opening.begin(self._open(chosen, ""))
        self._focus()

    def _open(self, row_id: str, mechanism_id: str) -> Iterator[bool]:
        """The first time the page is entered: compare what is chosen."""
        groups = family_groups(self.session.cases, row_id)
        yield from self._board.prepare(groups, f"family {row_id}", mechanism_id)
        yield True
        in_use = self.isAncestorOf(QApplication.focusWidget() or self)
        self.show_family(row_id, mechanism_id)
        if in_use:
            self._focus()
        yield False

    def settle(self) -> None:
        self.board.view.lay_out()

    # What is compared

    def show_family(self, family_id: str, mechanism_id: str = "") -> None:
        """Compare the members of a family, a mechanism's column the current one."""
        if family_id == BASKET_ROW:
            self.show_basket()
            return
        groups = family_groups(self.session.cases, family_id)
        if not groups:
            return
        just_entered = self._opening.active
        self._opening.drop()
        self._choose(family_id)
        if just_entered:
            self._opening.begin(self._open(family_id, mechanism_id))
            return
        self._stack.setCurrentWidget(self.board)
        self.board.show_groups(
            groups, f"family {family_id}", by_mechanism=False, mechanism_id=mechanism_id
        )

    def show_basket(self, mechanism_id: str = "") -> None:
        """Compare what was chosen by hand; with fewer than two say how to choose."""
        self._choose(BASKET_ROW)
        chosen = basket(self.session)
        if len(chosen) < FEWEST:
            self.prompt.say_basket(len(chosen))
            self._show_prompt()
            return
        self._opening.drop()
        self._stack.setCurrentWidget(self.board)
        groups = basket_groups(self.session.cases, chosen[:MOST])
        self.board.show_groups(
            groups, "basket columns", by_mechanism=True, mechanism_id=mechanism_id
        )

    def show_mechanism(self, mechanism_id: str) -> None:
        """Compare the family that a mechanism stands in, with the mechanism's column in sight."""
        mechanism = self.session.cases.mechanism_by_id.get(mechanism_id)
        if mechanism is None:
            return
        families = self.session.cases.families_of(mechanism)
        if self.list.current == BASKET_ROW and mechanism_id in basket(self.session):
            self.show_basket(mechanism_id)
        elif families:
            here = self.list.current
            self.show_family(here if here in families else families[0], mechanism_id)
        else:
            self.list.select("")
            self.prompt.say_alone(mechanism_id)
            self._show_prompt()

    def _choose(self, row_id: str) -> None:
        self.prompt.alone = ""
        self.list.select(row_id)
        state = self.session.remembered.table(_VIEW)
        self.session.remembered.put(_VIEW, {**state, "last": row_id})
        self._enable(True)

    def _show_prompt(self) -> None:
        self._opening.drop()
        self._stack.setCurrentWidget(self.prompt)
        self._enable(False)

    def _enable(self, wanted: bool) -> None:
        """With nothing compared there is nothing to arrange, to quote or to export."""
        table = (self.columns_action, self.export_action, self.copy_action, self.lesson_action)
        for action in (*table, *self._quote_actions.values()):
            action.setEnabled(wanted)

    def _on_basket(self) -> None:
        if self.list.current == BASKET_ROW:
            self.show_basket(self.subject())
        elif self.prompt.alone:
            self.prompt.say_alone(self.prompt.alone)

    def _on_arranged(self) -> None:
        hidden = len(self.board.hidden_columns())
        self._columns_button.setText(tr("列：隐藏 {n}").format(n=hidden) if hidden else tr("列"))
        facets = tr("要素 {n}").format(n=self.board.facet_count())
        # With the list put away its family is named where the headers meet.
        name = str(self.list.view.currentIndex().data() or "") if self._compact else ""
        self.board.view.set_corner(f"{name}\n{facets}" if name else facets)

    # Doing

    def toggle_basket(self) -> None:
        """Put the current mechanism into 自选对比, or take it out."""
        if self.subject():
            say_briefly(self.list, toggle_in_basket(self.session, self.subject()))

    def _make_lesson(self) -> bool:
        """成课 from the family shown, or from what was chosen by hand; whether there is one."""
        if self.list.current == BASKET_ROW:
            return self.make_lesson("basket")
        return bool(self.list.current) and self.make_lesson("family", self.list.current)

    def _project(self) -> None:
        """A lesson of the comparison, shown from the table on."""
        if self._make_lesson():
            self.projection_wanted.emit()

    def _write_note(self) -> None:
        if self.list.current and self.list.current != BASKET_ROW:
            self.note_wanted.emit(self.list.current)

    def toggle_bookmark(self) -> None:
        """收藏 the current mechanism, or no longer."""
        if self.subject():
            toggle_bookmark(self.session, self.subject())

    def toggle_list(self) -> None:
        """Show the families, or give their room to the table."""
        self.list.setVisible(not self.list.isVisible())
        self._size_panes()
        if self.list.isVisible():
            self.list.view.setFocus()
        else:
            self._focus()

    def _put_list_away(self) -> None:
        """On a small window the list gives its room back once a family is chosen."""
        if self._compact and self.list.isVisible():
            self.toggle_list()

    def _focus(self) -> None:
        on_board = self._stack.currentWidget() is self._board
        (self._board.place if on_board else self.prompt.button).setFocus()

    def _with_column(self, what: str, by: int = 0) -> None:
        column = self.board.column
        if column is None or self._stack.currentWidget() is not self.board:
            return
        if what == "move":
            self.board.move_column(column.id, by)
        elif what == "pin":
            self.board.toggle_pin(column.id)
        else:
            self.board.set_hidden(column.id, hidden=True)

    def _keep_options(self) -> None:
        self._apply_options()
        state = self.session.remembered.table(_VIEW)
        options = {
            "differences": self.differ_action.isChecked(),
            "only_written": self.written_action.isChecked(),
        }
        self.session.remembered.put(_VIEW, {**state, **options})

    def _apply_options(self) -> None:
        self.board.refresh_options(
            differences=self.differ_action.isChecked(),
            only_written=self.written_action.isChecked(),
        )

    # Menus and export

    def _show_columns_menu(self) -> None:
        menu = columns_menu(self.session, self.board, self)
        seen = self._columns_button if self._columns_button.isVisible() else self._more_button
        menu.popup(below(seen))

    def _show_column_menu(self, column_id: str, at: QPoint) -> None:
        menu = column_menu(self.board, column_id, self._column_actions, self)
        menu.popup(at)

    def _show_export(self) -> None:
        self._exporter.menu().popup(below(self._export_button))

    def _copy_table(self) -> None:
        self._exporter.copy()

    @cached_property
    def _exporter(self) -> Exporter:
        """The ways out; what writes the files is loaded when it is first asked for."""
        from desktop.pages.exporting import Exporter

        return Exporter(self.session, self.table, self.export_name, self)

    def export_name(self) -> str:
        """What the exported file is called unless the user says otherwise."""
        return tr("对照 {name}").format(name=str(self.list.view.currentIndex().data() or ""))

    def table(self) -> Table:
        """The table as it is shown, with its quotes."""
        from desktop.pages.family.table import make_table

        title = str(self.list.view.currentIndex().data() or "")
        return make_table(self.session, self.board, title)

    def _show_more(self) -> None:
        menu = CheckMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions(
            [self.differ_action, self.written_action, self.columns_action, self.lesson_action]
        )
        menu.popup(below(self._more_button))

    # Sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_bar()

    def _fold_bar(self) -> None:
        """Where even the icons of the bar do not fit, three of them go into a menu."""
        narrow = self.width() / self.session.appearance.scale < _NARROW
        self._title.setVisible(not narrow)
        self._more_button.setVisible(narrow)
        for button in self._foldable:
            button.setVisible(not narrow)

    def _size_panes(self) -> None:
        self._fold_bar()
        width = self.pane_width("family", "family", "list", "default")
        total = max(self._split.width(), width * 2)
        self._split.setSizes([width, total - width])
        self.list.setMinimumWidth(self.session.appearance.px(170))
        self._board.size_dock(self.pane_width("family dock", "family", "dock", "default"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.session.settings.set_width("family", None)
            self._size_panes()
            return True
        return super().eventFilter(watched, event)
