"""The window: its rail, its actions, its keys, and what it remembers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from db.workspace.notes import new_note
from desktop.pages.note_panel import NoteEditor
from desktop.pages.view_switch import ViewSwitch
from desktop.pages.welcome.overlay import Welcome
from desktop.settings import SCALES, Mode, Settings
from desktop.widgets.in_turns import InTurns
from desktop.widgets.parts import PlainLabel, RailButton
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.page import Page
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PAGES = ("matrix", "family", "parallel", "figures", "library", "reader", "settings")


def _go(window: MainWindow, name: str) -> Page:
    """Show a page with something on it, as a user would find it."""
    if name == "reader":
        window.show_page(window.reader)
        window.reader.open(window.session.cases.articles[0].id)
    else:
        window.global_actions[f"page {name}"].trigger()
        if name == "library":
            window.library.select(window.session.cases.mechanisms[0].id)
    settle(window)
    return window.page


def _visible(root: QWidget) -> Iterator[QWidget]:
    """Everything in sight that is no part of Qt's own inner workings."""
    for widget in root.findChildren(QWidget):
        # A table's corner button is Qt's own, as is what it names itself.
        inner = widget.objectName().startswith("qt_") or type(widget) is QAbstractButton
        if widget.isVisible() and not inner:
            yield widget


def _tab_stops(root: QWidget) -> Iterator[QWidget]:
    """What the Tab key must reach: of several choices that exclude each other, the one chosen."""
    for widget in _visible(root):
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        chosen = group is None or not group.exclusive() or group.checkedButton() is widget
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isEnabled() and widget.focusProxy() is None and chosen:
            yield widget


def _menu(window: MainWindow) -> QMenu:
    """全部操作, filled as for the user."""
    menu = window.top.menu.menu()
    menu.aboutToShow.emit()
    return menu


def _name(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_nothing_is_in_the_rail_but_what_works(window: MainWindow) -> None:
    assert [button.text() for button in window.findChildren(RailButton)] == [
        "对照",
        "案例库",
        "数据",
        "笔记",
        "方案",
        "课堂",
        "设置",
    ]


def test_each_button_of_the_rail_shows_its_page_and_only_it_is_chosen(window: MainWindow) -> None:
    titles = []
    for button in window.findChildren(RailButton):
        button.click()
        assert [b.text() for b in window.findChildren(RailButton) if b.isChecked()] == [
            button.text()
        ]
        titles.append(
            next(
                label.text()
                for label in window.page.findChildren(QLabel)
                if label.objectName() == "pageTitle"
            )
        )
    assert titles == ["对照", "案例库", "数据", "笔记", "我的方案", "课堂", "设置"]


def test_on_the_page_of_what_was_found_none_of_the_rail_is_chosen(window: MainWindow) -> None:
    buttons = window.findChildren(RailButton)
    window.show_page(window.results)
    assert not any(button.isChecked() for button in buttons)
    buttons[0].click()
    assert window.page is window.compare
    assert [button for button in buttons if button.isChecked()] == [buttons[0]]


def test_every_action_has_words_and_a_place_in_the_menu(window: MainWindow) -> None:
    for name in PAGES:
        page = _go(window, name)
        in_menu = [action for action in _menu(window).actions() if not action.isSeparator()]
        for action in [*page.page_actions(), *window.global_actions.values()]:
            assert action.text()
            assert action in in_menu or not action.shortcut().isEmpty()
        for action in page.findChildren(QAction):
            qt_own = action.objectName().startswith("_q_")  # the cross that clears a line
            assert qt_own or action.isSeparator() or action.text() or action.menu() is not None


def test_no_key_means_two_things(window: MainWindow) -> None:
    for name in PAGES:
        page = _go(window, name)
        keys = Counter(
            key.toString()
            for action in [*page.page_actions(), *window.global_actions.values()]
            for key in action.shortcuts()
        )
        assert [key for key, count in keys.items() if count > 1] == []


def test_every_button_says_what_it_does(window: MainWindow) -> None:
    for name in PAGES:
        _go(window, name)
        for widget in _visible(window):
            if isinstance(widget, QToolButton):
                assert widget.toolTip(), widget
            if isinstance(widget, QAbstractButton):
                assert _name(widget), widget


def test_whatever_takes_the_focus_has_a_name(window: MainWindow) -> None:
    nameless = {
        (name, type(widget).__name__, widget.objectName())
        for name in PAGES
        if _go(window, name)
        for widget in _tab_stops(window)
        if not _name(widget)
    }
    assert nameless == set()


def test_everything_is_reached_with_the_tab_key(window: MainWindow) -> None:
    for name in PAGES:
        _go(window, name).entered()
        wanted = set(_tab_stops(window))
        reached: set[QWidget] = set()
        # In the text Tab stops at every highlight before it goes on.
        inside = len(window.reader.view.spans) if name == "reader" else 0
        for _ in range(2 * (len(wanted) + inside)):
            focus = QApplication.focusWidget()
            assert focus is not None
            reached.add(focus)
            QTest.keyClick(focus, KEY.Key_Tab)
        missed = [(type(w).__name__, w.objectName()) for w in wanted - reached]
        assert missed == [], name


def test_of_several_choices_the_arrows_reach_the_others(
    window: MainWindow, session: Session, press: Callable[..., None]
) -> None:
    page = _go(window, "settings")
    next(b for b in page.findChildren(QPushButton) if b.text() == "100%").setFocus()
    press(KEY.Key_Right)
    assert session.appearance.scale == SCALES[1]


def test_f6_goes_round_the_panes_and_lands_where_the_focus_is_seen(
    window: MainWindow, press: Callable[..., None]
) -> None:
    for name in ("compare", "library", "reader"):
        page = _go(window, name)
        panes = [pane for pane in page.panes() if pane.isVisible()]
        assert len(panes) > 1
        panes[0].setFocus()
        for pane in [*panes[1:], panes[0]]:
            press(KEY.Key_F6)
            focus = QApplication.focusWidget()
            assert focus is not None
            assert pane is focus or pane.isAncestorOf(focus)
            assert focus.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_ctrl_plus_and_minus_step_the_font_size_and_it_is_remembered(
    window: MainWindow, session: Session, press: Callable[..., None]
) -> None:
    window.compare.view.setFocus()
    window.set_scale(SCALES[-2])
    for _ in range(2):
        press(KEY.Key_Plus, CONTROL)
        assert session.appearance.scale == SCALES[-1]
    window.set_scale(SCALES[1])
    for _ in range(2):
        press(KEY.Key_Minus, CONTROL)
        assert session.appearance.scale == SCALES[0]
    press(KEY.Key_Equal, CONTROL)
    session.settings.flush()
    assert Settings(session.folder).scale == SCALES[1]
    press(KEY.Key_0, CONTROL)
    assert session.appearance.scale == 1.0


def test_ctrl_d_switches_light_and_dark_and_it_is_remembered(
    window: MainWindow, session: Session, press: Callable[..., None]
) -> None:
    window.compare.view.setFocus()
    for expected in (Mode.DARK, Mode.LIGHT):
        press(KEY.Key_D, CONTROL)
        session.settings.flush()
        assert session.appearance.mode is Settings(session.folder).mode is expected


def _settled_picture(shown: MainWindow, name: str, qtbot: QtBot) -> QImage:
    shown.show_page(getattr(shown, name))
    qtbot.waitUntil(lambda: not any(turns.active for turns in shown.findChildren(InTurns)))
    for _ in range(3):  # what is asked for while all is settled
        shown.settle()
        qtbot.wait(100)
    whole = shown.centralWidget()
    assert whole is not None
    return whole.grab().toImage()


@pytest.mark.parametrize("name", ["compare", "family", "figures"])
def test_a_look_that_is_changed_is_the_look_that_one_begins_with(
    window: MainWindow, another_window: Callable[[], MainWindow], qtbot: QtBot, name: str
) -> None:
    small = _settled_picture(window, name, qtbot)
    window.change_look(mode=Mode.DARK, scale=1.25)
    changed = _settled_picture(window, name, qtbot)
    window.hide()
    assert changed != small
    assert changed == _settled_picture(another_window(), name, qtbot)


def test_a_look_that_is_taken_back_while_it_comes_leaves_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = _settled_picture(window, "compare", qtbot)
    (bar,) = (found for found in window.page.findChildren(ViewSwitch) if found.isVisible())
    window.change_look(scale=1.25)
    qtbot.waitUntil(lambda: bar.sizeHint().height() > bar.height())  # it has its new style
    window.change_look(scale=1.0)
    assert _settled_picture(window, "compare", qtbot) == before


@pytest.mark.parametrize("turns", range(10, 200, 20))
def test_a_window_that_is_resized_while_its_look_changes_is_laid_out_for_its_size(
    window: MainWindow, qtbot: QtBot, turns: int
) -> None:
    window.change_look(scale=1.5)
    for _ in range(turns):
        QApplication.processEvents()
    window.resize(1024, 700)
    _settled_picture(window, "compare", qtbot)
    whole = window.centralWidget()
    assert whole is not None
    for shown in whole.findChildren(RailButton):
        place = shown.mapTo(whole, shown.rect().bottomRight())
        assert whole.rect().contains(place), shown.text()


def test_large_type_and_a_small_window_need_the_small_layout(window: MainWindow) -> None:
    seen = [window.compare.compact]
    for scale, width in ((2.0, 1440), (1.0, 1440), (1.0, 1100)):
        window.set_scale(scale)
        window.resize(width, 800)
        QApplication.processEvents()
        seen.append(window.compare.compact)
    assert seen == [False, True, False, True]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_at_the_smallest_size_nothing_is_pushed_out_of_the_window(
    window: MainWindow, scale: float
) -> None:
    window.resize(1024, 700)
    window.set_scale(scale)
    for name in PAGES:
        page = _go(window, name)
        assert (window.width(), window.height()) == (1024, 700)
        corner = page.mapTo(window, page.rect().bottomRight())
        assert corner.x() <= 1024
        assert corner.y() <= 700
        for bar in (window.top, window.findChild(QWidget, "statusBar"), page):
            assert bar is not None
            assert bar.minimumSizeHint().width() <= bar.width(), (name, bar.objectName())


def test_single_letters_are_text_where_one_types(
    window: MainWindow, session: Session, samples: Samples
) -> None:
    window.compare.select(samples.any().id)
    window.compare.write_note()
    QApplication.processEvents()
    editor = QApplication.focusWidget()
    assert isinstance(editor, NoteEditor)
    QTest.keyClicks(editor, "bnjk[]")
    assert editor.toPlainText() == "bnjk[]"
    assert session.marks.bookmark_count == 0
    assert window.compare.pane.mechanism_id == samples.any().id


def test_single_letters_do_nothing_once_they_are_switched_off(
    window: MainWindow, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    window.settings_page.single_keys_chosen.emit(False)
    window.compare.select(samples.any().id)
    window.compare.view.setFocus()
    press(KEY.Key_B)
    press(KEY.Key_J)
    assert session.marks.bookmark_count == 0
    assert window.compare.view.selected == samples.any().id
    _go(window, "library")
    press(KEY.Key_B)
    assert session.marks.bookmark_count == 0
    window.settings_page.single_keys_chosen.emit(True)
    press(KEY.Key_B)
    assert session.marks.bookmark_count == 1


def test_a_page_made_after_single_letters_were_switched_off_has_none(
    window: MainWindow, session: Session
) -> None:
    session.settings.single_keys = False
    keys = [action.shortcut().toString() for action in window.reader.page_actions()]
    assert all(len(key) != 1 for key in keys)


def test_every_key_of_the_status_bar_does_something(window: MainWindow) -> None:
    built_in = {"↑↓←→", "↑↓", "←→", "Enter", "空格", "Ctrl+C", "Esc"}
    for name in PAGES:
        page = _go(window, name)
        keys = {
            key.toString().replace("Return", "Enter")
            for action in [*page.page_actions(), *window.global_actions.values()]
            for key in action.shortcuts()
        }
        for hint, text in page.hints():
            assert text
            spelt = hint.replace("↑↓", "Up / Alt+Down").replace("1…8", "1 / Alt+8")
            named = set(spelt.split(" / "))
            assert hint in built_in or named <= keys, hint


def test_the_menu_still_works_the_second_time(window: MainWindow, session: Session) -> None:
    window.compare.view.setFocus()
    for expected in (Mode.DARK, Mode.LIGHT, Mode.DARK):
        action = next(a for a in _menu(window).actions() if a.text() == "深色或浅色")
        action.trigger()
        assert session.appearance.mode is expected


def test_the_menu_names_what_undo_would_take_back(window: MainWindow, samples: Samples) -> None:
    undo = window.global_actions["undo"]
    assert not undo.isEnabled()
    window.compare.select(samples.any().id)
    window.compare.toggle_bookmark()
    assert undo.isEnabled()
    assert samples.any().name in undo.text()


def test_f1_lists_the_keys_of_the_page_and_of_the_program(window: MainWindow, qtbot: QtBot) -> None:
    window.compare.view.setFocus()
    QTest.keyClick(window.compare.view, KEY.Key_F1)
    [dialog] = [d for d in window.findChildren(QDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.focusWidget())
    QTest.keyClick(dialog.focusWidget(), KEY.Key_F1)
    said = "\n".join(view.toPlainText() for view in dialog.findChildren(QTextBrowser))
    for part in ("Ctrl+K", "F6", "Ctrl+Z", "批注", "收藏"):
        assert part in said
    QTest.keyClick(dialog, KEY.Key_Escape)
    QApplication.processEvents()
    assert not [d for d in window.findChildren(QDialog) if d.isVisible()]


def test_the_counts_follow_what_the_user_does(window: MainWindow, samples: Samples) -> None:
    def said() -> str:
        bar = window.findChild(QWidget, "statusBar")
        assert bar is not None
        return "".join(label.text() for label in bar.findChildren(QLabel))

    assert "已收藏 0，批注 0" in said()
    window.compare.select(samples.any().id)
    window.compare.toggle_bookmark()
    assert "已收藏 1，批注 0" in said()


def test_what_could_not_be_saved_is_said_until_it_is(window: MainWindow, session: Session) -> None:
    banner = window.findChild(QWidget, "banner")
    assert banner is not None
    assert not banner.isVisible()
    session.changes.save_failed.emit("磁盘空间不足。")
    assert banner.isVisible()
    assert any("磁盘空间不足" in label.text() for label in banner.findChildren(QLabel))
    assert [button.text() for button in banner.findChildren(QPushButton)] == ["重试"]
    session.changes.save_recovered.emit()
    assert not banner.isVisible()


def test_a_window_by_itself_welcomes_nobody(
    session: Session, another_window: Callable[[], MainWindow]
) -> None:
    session.settings.welcomed = False
    assert another_window().findChild(Welcome) is None  # a start does, once it has painted


def test_the_window_opens_at_the_size_it_was_left(another_window: Callable[[], MainWindow]) -> None:
    first = another_window()
    usual = first.height()
    first.resize(1280, 760)
    first.close()
    # The offscreen screen is narrower than any window of ours: only the height tells.
    assert another_window().height() == 760 != usual


def test_the_keys_of_the_pages_are_the_ones_of_the_rail(window: MainWindow) -> None:
    assert [
        window.global_actions[f"page {name}"].shortcut()
        for name in ("compare", "library", "settings")
    ] == [QKeySequence("Ctrl+1"), QKeySequence("Ctrl+2"), QKeySequence("Ctrl+,")]


@pytest.mark.parametrize("name", PAGES)
def test_no_label_guesses_whether_its_text_is_markup(window: MainWindow, name: str) -> None:
    page = _go(window, name)
    labels = [*window.findChildren(QLabel), *page.findChildren(QLabel)]
    assert len(labels) > 10
    guessing = [label.text() for label in labels if label.textFormat() is Qt.TextFormat.AutoText]
    # A label that shows an icon has no text to guess about.
    assert [text for text in guessing if text] == []


def test_a_query_that_looks_like_markup_is_shown_as_typed(window: MainWindow) -> None:
    window.open_search()
    dialog = window.search_dialog
    assert dialog is not None
    dialog.edit.setText('<img src="file:///etc/passwd">')
    dialog.search()
    assert '<img src="file:///etc/passwd">' in dialog.state.text()
    assert dialog.state.textFormat() is Qt.TextFormat.PlainText
    dialog.reject()


def test_a_width_that_was_dragged_is_there_at_the_next_start(
    another_window: Callable[[], MainWindow],
) -> None:
    first = another_window()
    first.compare.keep_width("compare", 444)
    first.close()
    second = another_window()
    second.resize(1440, 900)
    QApplication.processEvents()
    assert second.session.settings.width("compare") == 444


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ({"mechanism_id": "gone"}, "这条做法"),
        ({"article_id": "gone", "start": 0, "end": 2}, "原文"),
    ],
)
def test_a_note_on_what_the_library_lacks_is_read_as_it_was_written(
    window: MainWindow, session: Session, on: dict[str, Any], says: str
) -> None:
    note = new_note(**on, exact="<b>比武</b>", body="<img src='x.png'>先试两个村")
    session.marks.put_note(note)
    window.ways.show_note(note.mechanism_id or "", note.id)
    QApplication.processEvents()
    assert window.page is window.notebook
    preview = window.notebook.preview
    assert preview.body.view.toPlainText().strip() == note.body
    assert preview.subject.quote.toPlainText() == note.exact
    labels = [label for label in preview.findChildren(PlainLabel) if label.isVisible()]
    assert any(says in label.text() for label in labels)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_an_article_that_the_library_lacks_is_not_opened_and_that_is_said(
    window: MainWindow,
) -> None:
    page = window.page
    window.library.opened.emit("gone-2020", 0, 0, "")
    assert window.page is page
    said = [label.text() for label in window.findChildren(PlainLabel) if label.isVisible()]
    assert "这篇文章不在现在的案例库里，打不开原文。" in said
