"""The help: contents on the left, the article on the right, a search above both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import language, tr
from desktop.pages.help.contents import ContentsList
from desktop.pages.help.finding import Search, wanted
from desktop.pages.help.foot import HelpFoot
from desktop.pages.help.key_rows import key_table
from desktop.pages.help.picture import Pictures
from desktop.pages.help.shelf import PICTURES, Shelf
from desktop.pages.help.trail import Place, Trail
from desktop.pages.help.view import ArticleView
from desktop.paths import resources_dir
from desktop.widgets.in_turns import InTurns
from desktop.widgets.opening import open_soon
from desktop.widgets.paced_painting import PacedWindow, pace_all
from desktop.widgets.parts import IconButton, Panel, hline
from desktop.widgets.within_reach import bring_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtGui import QAction, QHideEvent, QResizeEvent

    from desktop.session import Session

_FIRST: Final = "start"
_KEYS: Final = "keys"
_STATE: Final = "help"
_WAIT_MS: Final = 60
_NARROW: Final = 640
"""Below this width at 100% contents and article take turns."""
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class HelpWindow(PacedWindow, QDialog):
    """Stays beside the work: not modal, keeps its size and its place, Esc closes it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._look = session.appearance
        folder = resources_dir() / "help"
        self._shelf = Shelf(folder, language())
        self._topic = ""
        self._trail = Trail()
        self.setWindowTitle(tr("帮助"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setObjectName("help")
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._begin_search)
        self._finding = InTurns(self)
        self._build(folder)
        self._add_keys()
        self._look.changed.connect(self._refit)
        self._restore()

    # Building

    def _build(self, folder: Path) -> None:
        """From the outside in: what is put somewhere is styled again with all that is in it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_top())
        column.addWidget(hline())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        column.addWidget(self._split, 1)
        self.contents = ContentsList(self._look, self._split)
        self.contents.chosen.connect(self._choose)
        self.contents.entered.connect(self._enter_article)
        self.contents.clicked.connect(self._show_clicked)
        pictures = Pictures(self._look, folder / PICTURES)
        self.view = ArticleView(self._look, pictures, self._split)
        self.view.topic_wanted.connect(self._follow)
        self.view.hits_changed.connect(self._tell_hits)
        self._split.setStretchFactor(1, 1)
        column.addWidget(hline())
        self._foot = HelpFoot(self._look)
        self._foot.stepped.connect(self.view.step)
        self._foot.about_wanted.connect(self._open_about)
        self._foot.closed.connect(self.close)
        column.addWidget(self._foot)
        pace_all(self)

    def _build_top(self) -> QWidget:
        top = Panel("helpTop")
        row = QHBoxLayout(top)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(4)
        self._toggle = self._button("contents", tr("目录"), self._turn_over)
        self.back = self._button("left", tr("后退（Alt+←）"), lambda: self._travel(-1))
        self.forward = self._button("right", tr("前进（Alt+→）"), lambda: self._travel(1))
        for button in (self._toggle, self.back, self.forward):
            row.addWidget(button)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("在帮助里搜索，一个字起就能搜"))
        self.edit.setAccessibleName(tr("搜索帮助"))
        self.edit.setClearButtonEnabled(True)
        self.edit.textChanged.connect(self._soon.start)
        self.edit.returnPressed.connect(self._enter_article)
        self.edit.installEventFilter(self)
        row.addSpacing(6)
        row.addWidget(self.edit, 1)
        return top

    def _button(self, icon: str, text: str, slot: object) -> IconButton:
        button = IconButton(self._look, icon, text)
        button.setAccessibleName(text)
        button.clicked.connect(slot)
        return button

    def lead_to(self, actions: Sequence[QAction]) -> None:
        """Buttons in the foot for what the window shows over itself; the help makes way for it."""
        self._foot.lead_to(actions)

    def _add_keys(self) -> None:
        for key, slot in (
            ("Ctrl+F", self.focus_search),
            ("Ctrl+K", self.focus_search),
            ("Alt+Left", lambda: self._travel(-1)),
            ("Alt+Right", lambda: self._travel(1)),
            ("F3", lambda: self.view.step(1)),
            ("Shift+F3", lambda: self.view.step(-1)),
            ("F1", lambda: self.show_topic(_KEYS)),
            ("F6", self._next_pane),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    # Asked from outside

    def prepare(self) -> Iterator[None]:
        """Read what it will want when it is opened and typed into, a yield after each step."""
        self.contents.show_topics(self._shelf)
        yield
        for topic in self._shelf.topics:
            self._shelf.sections(topic)
            yield
        self._session.cases.typed("a")  # has the library read how characters are spelt
        yield

    def open_at(self, topic: str) -> None:
        """Show the window, at a topic; '' is where it was, or the beginning."""
        if self.edit.text() or self._searching:
            self.edit.clear()
            self._search()
        elif not self.contents.rows.rowCount():
            self.contents.show_topics(self._shelf)
        wanted_now = topic if topic in self._shelf.topics else self._topic or _FIRST
        if wanted_now != self._topic and not self.isVisible():
            self.view.clear_article()  # or what was read last would be seen for a moment
        self.show_topic(wanted_now)
        self.show()
        self.raise_()
        self.activateWindow()
        self.edit.setFocus()

    def show_keys(
        self, topic: str, page: Sequence[tuple[str, str]], program: Sequence[tuple[str, str]]
    ) -> None:
        """Tell the keys of the page in sight, whose topic this is, and of the whole program."""
        before = self._shelf.source(self._topic) if self._topic else ""
        here = key_table(tr("这一页的按键"), page)
        everywhere = key_table(tr("整个程序的按键"), program)
        self._shelf.more = {topic: here} if here and topic != _KEYS else {}
        self._shelf.more[_KEYS] = f"{here}\n\n{everywhere}"
        now = self._shelf.source(self._topic) if self._topic else ""
        if now != before:
            self.view.show_article(now, wanted(self.edit.text()))

    def show_topic(self, topic: str, heading: str = "") -> None:
        """Show a topic, from a heading on, and remember where one comes from."""
        self._leave()
        self._trail.go(Place(topic, heading))
        self._show(topic, heading)

    def stay_with(self, window: QWidget) -> None:
        """Stand on the screen of a window: the other one is the class's."""
        if self.screen() is not window.screen():
            room = window.screen().availableGeometry()
            self.resize(self.size().boundedTo(room.size()))
            corner = self.rect()
            corner.moveCenter(room.center())
            self.move(corner.topLeft())

    @property
    def topic(self) -> str:
        """The topic that is shown."""
        return self._topic

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.edit.setFocus()
        self.edit.selectAll()

    # Inside

    def _show(self, topic: str, heading: str = "", scroll: int = -1) -> None:
        if topic != self._topic:
            self._topic = topic
            self.view.show_article(self._shelf.source(topic), wanted(self.edit.text()))
            self.setWindowTitle(tr("帮助：{topic}").format(topic=self._shelf.title(topic)))
        self.view.when_there(partial(self._arrive, heading, scroll))
        self.contents.follow(topic, heading)
        self._tell_ways()

    def _arrive(self, heading: str, scroll: int) -> None:
        if heading:
            self.view.go_to(heading)
        else:
            self.view.verticalScrollBar().setValue(max(scroll, 0))
        if scroll < 0 and wanted(self.edit.text()):
            self.view.step_into(heading)

    def _follow(self, topic: str, name: str) -> None:
        there = topic or self._topic
        if there in self._shelf.topics:
            self.show_topic(there, self._shelf.heading(there, name))

    def _choose(self, topic: str, heading: str) -> None:
        if (topic, heading) != self._trail.here[:2]:
            self.show_topic(topic, heading)

    def _travel(self, by: int) -> None:
        self._leave()
        place = self._trail.step(by)
        if place is not None:
            self._show(place.topic, place.heading if place.scroll < 0 else "", place.scroll)

    def _leave(self) -> None:
        if self.view.there:  # else it is another article that is scrolled so far
            self._trail.note(self.view.verticalScrollBar().value())

    def _search(self) -> None:
        """Have found what is asked for now."""
        self._begin_search()
        self._finding.complete()

    def _begin_search(self) -> None:
        self._soon.stop()
        self._finding.drop()
        query = self.edit.text()
        words = wanted(query)
        if words:
            self._finding.begin(self._found(query, words))
            return
        self.contents.show_topics(self._shelf)
        self.contents.follow(self._topic, "")
        self.view.mark(words)

    def _found(self, query: str, words: Sequence[str]) -> Iterator[None]:
        typed = self._session.cases.typed(query)
        yield
        search = Search(self._shelf, query)
        yield from search.look(typed)
        hits = search.hits
        self.contents.show_hits(hits)
        self._foot.say(tr("找到 {n} 节").format(n=len(hits)) if hits else tr("没有找到"))
        yield
        self.view.mark(words)
        if self._narrow:
            self._show_side(contents=True)

    @property
    def _searching(self) -> bool:
        """Whether what is found is not yet what is asked for."""
        return self._soon.isActive() or self._finding.active

    def _enter_article(self) -> None:
        if self._searching:
            self._search()
        self.contents.choose_current()
        if not self.view.hits[0]:
            self.view.step_into(self._trail.here.heading)
        if self._narrow:
            self._show_side(contents=False)
        self.view.setFocus()

    def _show_clicked(self) -> None:
        if self._narrow:
            self._enter_article()

    def _next_pane(self) -> None:
        panes = [self.edit, self.contents.list, self.view]
        shown = [pane for pane in panes if pane.isVisible()]
        at = next((n for n, pane in enumerate(shown) if pane.hasFocus()), -1)
        shown[(at + 1) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _open_about(self) -> None:
        from desktop.pages.about.dialog import AboutDialog

        open_soon(AboutDialog(self._session, self), laid_out=True)

    def _tell_ways(self) -> None:
        self.back.setEnabled(self._trail.can_step(-1))
        self.forward.setEnabled(self._trail.can_step(1))

    def _tell_hits(self) -> None:
        self._foot.tell_hits(*self.view.hits)
        if not self.view.hits[1] and not wanted(self.edit.text()):
            self._foot.say(tr("↑↓ 选择，Enter 读，Alt+← 后退，Esc 关闭"))

    # Room

    @property
    def _narrow(self) -> bool:
        return self.width() < self._look.px(_NARROW)

    def _turn_over(self) -> None:
        self._show_side(contents=not self.contents.isVisible())

    def _show_side(self, *, contents: bool) -> None:
        self.contents.setVisible(contents)
        self.view.setVisible(not contents or not self._narrow)

    def _refit(self) -> None:
        """The window or the type has another size: nothing is laid out anew for the same."""
        if self._toggle.isHidden() is self._narrow:
            self._fit()

    def _fit(self) -> None:
        self._toggle.setVisible(self._narrow)
        if self._narrow:
            self._show_side(contents=False)
        else:
            self.contents.show()
            self.view.show()

    def _restore(self) -> None:
        look = self._look
        room = self.screen().availableSize()
        self.resize(min(look.px(980), room.width() - 40), min(look.px(700), room.height() - 80))
        geometry = self._session.settings.state(_STATE)
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
            bring_back(self)
        wide = self._session.settings.width(_STATE) or 264
        self._split.setSizes([look.px(wide), max(self.width() - look.px(wide), 1)])
        self._fit()

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move through the list while one types."""
        if watched is self.edit and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if event.type() == QEvent.Type.KeyPress and step is not None:
                self.contents.move_by(step)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc first takes the search back, then closes."""
        if event.key() == Qt.Key.Key_Escape and self.edit.text():
            self.edit.clear()
            self.focus_search()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._leave()
        settings = self._session.settings
        settings.set_state(_STATE, self.saveGeometry())
        if not self._narrow:
            settings.set_width(_STATE, round(self._split.sizes()[0] / self._look.scale))
        super().hideEvent(event)
