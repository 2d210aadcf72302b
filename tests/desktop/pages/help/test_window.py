"""The help as a user meets it: by keyboard, beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolButton

from desktop.pages.help.opening import open_help
from desktop.pages.help.picture import Pictures
from desktop.pages.help.window import HelpWindow
from desktop.paths import resources_dir
from desktop.settings import Mode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.session import Session

KEY: Final = Qt.Key
ALT: Final = Qt.KeyboardModifier.AltModifier
CONTROL: Final = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> HelpWindow:
    """The help, opened with F1 on the matrix."""
    window.compare.view.setFocus()
    QTest.keyClick(window.compare.view, KEY.Key_F1)
    found = window.findChild(HelpWindow)
    assert isinstance(found, HelpWindow)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def search(shown: HelpWindow, text: str) -> None:
    """Type into the search, and wait for what it finds."""
    shown.focus_search()
    QTest.keyClicks(shown.edit, text) if text.isascii() else shown.edit.setText(text)
    shown._search()


def test_f1_tells_of_the_page_in_sight(window: MainWindow, shown: HelpWindow) -> None:
    assert shown.topic == "matrix"
    for page, topic in (
        (window.family, "family"), (window.parallel, "parallel"), (window.reader, "reader"),
        (window.figures, "figures"), (window.library, "library"), (window.results, "search"),
        (window.notebook, "notebook"), (window.plan, "plan"), (window.classroom, "classroom"),
        (window.settings_page, "settings"),
    ):  # fmt: skip
        window.show_page(page)
        window.open_help()
        assert shown.topic == topic
        assert window.findChildren(HelpWindow) == [shown]


def test_the_topic_of_a_page_ends_with_its_keys_made_from_its_actions(
    window: MainWindow, shown: HelpWindow
) -> None:
    said = shown.view.toPlainText()
    for action in window.compare.page_actions():
        if action.shortcut().toString() in ("L", "F", "Ctrl+L"):
            assert action.text() in said
    window.open_help("keys")
    said = shown.view.toPlainText()
    assert "Ctrl+Q" in said
    assert "退出" in said


def test_the_help_does_not_stop_the_work(window: MainWindow, shown: HelpWindow) -> None:
    assert not shown.isModal()
    assert window.isEnabled()


def test_a_topic_may_be_asked_for_by_name(window: MainWindow, shown: HelpWindow) -> None:
    window.open_help("data")
    assert shown.topic == "data"
    open_help(window.session, window, "no such topic")
    assert shown.topic == "data"


def test_results_come_as_one_types_and_are_read_with_the_arrows(shown: HelpWindow) -> None:
    search(shown, "回收站")
    rows = shown.contents.rows
    assert rows.rowCount() > 1
    first = rows.row(rows.index(0))
    assert first is not None
    assert "回收站" in first.text
    QTest.keyClick(shown.edit, KEY.Key_Down)
    assert shown.topic == "notebook"
    at, count = shown.view.hits
    assert 1 <= at <= count
    shown.resize(900, 600)
    QTest.qWait(200)
    assert shown.view.hits == (at, count), "laid out anew, the current hit stays"
    QTest.keyClick(shown.edit, KEY.Key_Return)
    assert shown.view.hasFocus()
    QTest.keyClick(shown.view, KEY.Key_F3)
    assert shown.view.hits == (at % count + 1, count)


def test_escape_takes_the_search_back_then_closes(shown: HelpWindow) -> None:
    search(shown, "Word")
    QTest.keyClick(shown.edit, KEY.Key_Escape)
    assert shown.isVisible()
    assert shown.edit.text() == ""
    QTest.keyClick(shown.edit, KEY.Key_Escape)
    assert not shown.isVisible()


def test_back_and_forward_go_where_one_has_been(shown: HelpWindow) -> None:
    assert not shown.back.isEnabled()
    shown.view.anchorClicked.emit(QUrl("plan.md"))
    assert shown.topic == "plan"
    shown.view.anchorClicked.emit(QUrl("notebook.md#回收站"))
    assert shown.topic == "notebook"
    QTest.keyClick(shown.view, KEY.Key_Left, ALT)
    assert shown.topic == "plan"
    QTest.keyClick(shown.view, KEY.Key_Left, ALT)
    assert shown.topic == "matrix"
    QTest.keyClick(shown.view, KEY.Key_Right, ALT)
    assert shown.topic == "plan"


@pytest.mark.parametrize("target", ["https://example.org", "file:///etc/passwd", "no.such", "x.md"])
def test_a_link_that_is_none_of_ours_leads_nowhere(shown: HelpWindow, target: str) -> None:
    shown.view.anchorClicked.emit(QUrl(target))
    assert shown.topic == "matrix"


@pytest.mark.parametrize(
    "name", ["../icons/tashan.svg", "/etc/passwd", "https://a/b.png", "../pictures/plan.png", ""]
)
def test_only_pictures_of_the_help_are_loaded(session: Session, name: str) -> None:
    pictures = Pictures(session.appearance, resources_dir() / "help" / "pictures")
    assert pictures.card(name, 600, 1.0) is None
    assert pictures.card("plan.png", 600, 1.0) is not None


@pytest.mark.parametrize("room", [120, 300, 700])
def test_a_picture_is_never_wider_than_the_text(session: Session, room: int) -> None:
    pictures = Pictures(session.appearance, resources_dir() / "help" / "pictures")
    card = pictures.card("plan.png", room, 1.5)
    assert card is not None
    assert card.deviceIndependentSize().width() <= room


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1000, 700), (520, 600)])
def test_nothing_is_wider_than_there_is_room(
    window: MainWindow, shown: HelpWindow, scale: float, size: tuple[int, int]
) -> None:
    window.set_look(Mode.DARK, scale)
    shown.resize(*size)
    QTest.qWait(200)
    for topic in ("matrix", "keys", "plan", "export"):
        shown.show_topic(topic)
        QApplication.processEvents()
        assert (
            shown.view.horizontalScrollBar().maximum() <= shown.view.horizontalScrollBar().minimum()
        )


def test_size_and_place_are_remembered(
    window: MainWindow, shown: HelpWindow, session: Session
) -> None:
    shown.resize(777, 555)
    shown.close()
    again = HelpWindow(session, window)
    assert (again.width(), again.height()) == (777, 555)


def test_every_control_has_a_name(shown: HelpWindow) -> None:
    search(shown, "方案")
    for control in (shown.edit, shown.view, shown.contents.list):
        assert control.accessibleName()
    for button in shown.findChildren(QToolButton):
        assert button.accessibleName() or button.parent() is shown.edit


def test_the_rows_are_a_sound_model(shown: HelpWindow) -> None:
    tester = QAbstractItemModelTester(
        shown.contents.rows, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    for text in ("方", "方案", "没有这样的话", ""):
        search(shown, text)
    assert tester.model() is shown.contents.rows


def test_a_dialog_has_a_help_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    window.open_search()
    assert window.search_dialog is not None
    qtbot.waitUntil(window.search_dialog.isActiveWindow)
    QTest.keyClick(window.search_dialog.edit, KEY.Key_F1)
    own = window.search_dialog.findChild(HelpWindow)
    assert isinstance(own, HelpWindow)
    assert own.isVisible()
    assert own.topic == "search"
    own.close()
    window.search_dialog.reject()


def test_nothing_of_the_help_is_loaded_before_it_is_wanted() -> None:
    import subprocess
    import sys

    script = "import sys, desktop.main_window; print([m for m in sys.modules if 'pages.help' in m])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_f1_in_the_help_tells_the_keys(shown: HelpWindow) -> None:
    QTest.keyClick(shown.edit, KEY.Key_F1)
    assert shown.topic == "keys"
    assert "Ctrl+Q" in shown.view.toPlainText()


def test_in_a_showing_f1_lists_the_keys_of_the_showing(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    from desktop.pages.classroom.adding import make_lesson
    from desktop.pages.classroom.showing import start_showing

    lesson = make_lesson(session, "region", session.cases.regions[0].id)
    assert lesson is not None
    showing = start_showing(session, lesson.id, 0, window)
    qtbot.waitUntil(lambda: showing.state is not None)
    QTest.keyClick(showing.front(), KEY.Key_F1)
    own = showing.front().findChild(HelpWindow)
    assert isinstance(own, HelpWindow)
    assert own.topic == "keys"
    assert "荧光笔" in own.view.toPlainText()
    assert own.screen() is showing.front().screen()
    own.close()
    showing.end()


def test_in_a_narrow_window_contents_and_article_take_turns(
    shown: HelpWindow, qtbot: QtBot
) -> None:
    shown.resize(480, 600)
    qtbot.waitUntil(lambda: not shown.contents.isVisible())
    assert shown.view.isVisible()
    search(shown, "回收站")
    assert shown.contents.isVisible()
    assert not shown.view.isVisible()
    index = shown.contents.rows.index(0)
    shown.contents.list.clicked.emit(index)
    assert shown.view.isVisible()
    assert not shown.contents.isVisible()
    assert shown.topic == "notebook"
    shown.resize(1000, 600)
    qtbot.waitUntil(shown.contents.isVisible)
    assert shown.view.isVisible()
    shown._session.appearance.set(scale=2.0)
    qtbot.waitUntil(lambda: not shown.contents.isVisible())


def test_who_leaves_an_article_before_it_is_there_gets_the_one_asked_for_last(
    shown: HelpWindow,
) -> None:
    shown.view.complete()
    shown.show_topic("plan")
    for _ in range(5):
        QApplication.processEvents()
    shown.show_topic("notebook", "回收站")
    assert not shown.view.there
    assert "回收站" in shown.view.toPlainText()
    assert shown.view.verticalScrollBar().value() > 0, "from the heading on"
    QTest.qWait(20)
    assert len(shown.view.findChildren(QTextDocument)) == 1, "of the others nothing is kept"


def test_opened_at_another_topic_the_one_read_last_is_not_seen(
    window: MainWindow, shown: HelpWindow
) -> None:
    shown.view.complete()
    shown.close()
    window.open_help("plan")
    assert not shown.view.document().toPlainText()
    assert "方案" in shown.view.toPlainText()


def test_enter_reads_the_first_of_what_is_found_even_before_it_is_found(
    shown: HelpWindow,
) -> None:
    shown.edit.setText("回收站")
    QTest.keyClick(shown.edit, KEY.Key_Return)
    assert shown.topic == "notebook"
    assert shown.view.hits[1] > 0
