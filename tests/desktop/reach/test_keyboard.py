"""The whole job by keyboard alone: from reading to a plan in Word, and to a lesson shown.

Only keys, and what an input method sends, go in; what comes out is read from the workspace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from db.workspace import Workspace
from desktop.pages.classroom.stage_window import StageWindow
from tests.desktop.conftest import settle
from tests.desktop.reach.fields import compose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

_KEY: Final = Qt.Key
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_DUE: Final = "2027-03-31"


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE, times: int = 1) -> None:
    """Press a key in whatever the system would hand it to."""
    for _ in range(times):
        taker = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert taker is not None, f"nothing takes {key}"
        QTest.keyClick(taker, key, modifiers)
        for _ in range(3):
            QApplication.processEvents()


def _write(text: str) -> None:
    taker = QApplication.focusWidget()
    assert isinstance(taker, (QLineEdit, QPlainTextEdit)), f"{taker} is not written in"
    compose(taker, text[:1])
    compose(taker, "", text)


def _press_until(done: Callable[[], bool], keys: list[Qt.Key], most: int = 60) -> None:
    for number in range(most):
        if done():
            return
        _press(keys[number % len(keys)])
    raise AssertionError(f"{keys} lead nowhere")


def _back(window: MainWindow, qtbot: QtBot) -> None:
    """What the desktop does when a window has closed: the one behind it is active again."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle(window)
    assert QApplication.focusWidget() is not None, "the focus is nowhere"


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_the_whole_job_is_done_without_a_mouse(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = window.session
    chosen = _choose_in_the_matrix(window)
    _read_and_mark(window, chosen)
    _search_and_keep(window, qtbot)
    _borrow(window, qtbot)
    _fill_the_gaps(window)
    _export(window, qtbot, tmp_path / "plan.docx")
    _teach(window, qtbot)
    _make_larger_ask_and_leave(window, qtbot)

    assert session.saver.flush()
    with Workspace.open(session.folder) as kept:
        assert [note.body for note in kept.notes()] == ["先在两个村试行"]
        assert kept.highlights()
        assert kept.bookmarks()
        plans = kept.plans()
        assert [row.title for row in plans.plans] == ["石桥镇工作方案"] or plans
    task = next(iter(session.plans.tasks(session.plans.plans()[0].id)))
    assert task.due == _DUE
    assert task.person == "镇党委组织委员"
    assert session.lessons.lessons()
    assert session.settings.scale == 1.15
    assert (tmp_path / "plan.docx").stat().st_size > 5000


def _choose_in_the_matrix(window: MainWindow) -> str:
    cases = window.session.cases

    def good() -> bool:
        mechanism = cases.mechanism_by_id.get(window.compare.subject())
        if mechanism is None or not mechanism.family_id:
            return False
        members = cases.family_members(mechanism.family_id)
        return len({m.region_id for m in members if cases.facets(m.id)}) > 2

    _press(_KEY.Key_1, _CTRL)
    _press_until(good, [_KEY.Key_Down, _KEY.Key_Right, _KEY.Key_Down])
    return window.compare.subject()


def _read_and_mark(window: MainWindow, chosen: str) -> None:
    _press(_KEY.Key_F)
    assert window.page is window.family
    assert window.family.subject() == chosen
    _press_until(lambda: _opens(window), [_KEY.Key_Down, _KEY.Key_Right])
    view = window.reader.view
    settle(window)
    _press_until(lambda: _focus() is view, [_KEY.Key_F6], 5)
    _press(_KEY.Key_Right, _SHIFT, times=12)
    assert view.textCursor().hasSelection()
    _press(_KEY.Key_H)
    assert window.session.marks.highlights(), "underlined"
    _press(_KEY.Key_Right, _SHIFT, times=6)
    _press(_KEY.Key_N)
    _write("先在两个村试行")
    _press(_KEY.Key_Escape)
    window.page.store()
    assert [note.body for note in window.session.marks.notes()] == ["先在两个村试行"]


def _opens(window: MainWindow) -> bool:
    _press(_KEY.Key_Return, _CTRL)
    return window.page is window.reader


def _search_and_keep(window: MainWindow, qtbot: QtBot) -> None:
    _press(_KEY.Key_K, _CTRL)
    dialog = window.search_dialog
    assert dialog is not None
    _write("比武")
    qtbot.waitUntil(lambda: dialog.rows.rowCount() > 0)
    before = window.session.marks.bookmark_count
    _press(_KEY.Key_B, _CTRL)
    assert window.session.marks.bookmark_count == before + 1
    _press(_KEY.Key_Return)
    assert not dialog.isVisible()
    _back(window, qtbot)


def _borrow(window: MainWindow, qtbot: QtBot) -> None:
    """Without a plan, P asks for one first."""

    def answer() -> None:
        _write("石桥镇")
        _press(_KEY.Key_Return)

    _press(_KEY.Key_1, _CTRL)
    _press(_KEY.Key_Escape)
    QTimer.singleShot(300, answer)
    _press(_KEY.Key_P)
    _back(window, qtbot)
    plans = window.session.plans.plans()
    assert len(plans) == 1
    assert "石桥镇" in plans[0].title
    assert window.session.plans.borrowings(plans[0].id)


def _fill_the_gaps(window: MainWindow) -> None:
    _press(_KEY.Key_5, _CTRL)
    assert window.page is window.plan
    settle(window)
    seen: set[str] = set()
    for _ in range(12):
        _press(_KEY.Key_F8)
        settle(window)
        field = QApplication.focusWidget()
        name = field.accessibleName() if field is not None else ""
        if isinstance(field, QPlainTextEdit) and not field.toPlainText():
            seen.add(name)
            _write(_DUE if "时限" in name else "镇党委组织委员")
            window.page.store()
    assert seen, "F8 leads to no gap"


def _export(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    _press(_KEY.Key_E, _CTRL)
    assert QApplication.activePopupWidget() is not None
    _press(_KEY.Key_E, _CTRL)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    assert _focus() is name
    _press(_KEY.Key_A, _CTRL)
    QTest.keyClicks(name, str(path))
    # The first may choose what Qt's own list below the name proposes.
    _press_until(lambda: window.findChild(QFileDialog) is None, [_KEY.Key_Return], 4)
    qtbot.waitUntil(lambda: path.is_file() and path.stat().st_size > 5000, timeout=20_000)
    qtbot.wait(300)
    box = QApplication.activeModalWidget()
    if box is not None:  # where it was written, and the folder to open
        _press(_KEY.Key_Escape)
    _back(window, qtbot)


def _teach(window: MainWindow, qtbot: QtBot) -> None:
    _press(_KEY.Key_G, _CTRL | _SHIFT)
    assert window.page is window.family
    _press(_KEY.Key_K, _CTRL | _SHIFT)
    qtbot.waitUntil(lambda: window.page is window.classroom)
    settle(window)
    assert window.session.lessons.lessons()
    _press(_KEY.Key_F5)

    def stages() -> list[StageWindow]:
        every = QApplication.topLevelWidgets()
        return [each for each in every if isinstance(each, StageWindow) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(stages()) and stages()[0].isActiveWindow(), timeout=10_000)
    qtbot.wait(400)
    _press(_KEY.Key_Right, times=2)
    _press(_KEY.Key_Escape)
    qtbot.waitUntil(lambda: not stages())
    _back(window, qtbot)


def _make_larger_ask_and_leave(window: MainWindow, qtbot: QtBot) -> None:
    _press(_KEY.Key_Comma, _CTRL)
    assert window.page is window.settings_page

    def at(text: str) -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, QAbstractButton) and focus.text() == text

    _press_until(lambda: at("100%"), [_KEY.Key_Tab])
    _press_until(lambda: at("115%"), [_KEY.Key_Right, _KEY.Key_Down])  # of several, one holds
    if window.session.appearance.scale == 1.0:
        _press(_KEY.Key_Space)
    assert window.session.appearance.scale == 1.15
    _press(_KEY.Key_F1)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not window)
    _press(_KEY.Key_Escape)
    _back(window, qtbot)
    _press(_KEY.Key_Q, _CTRL)
    assert not window.isVisible()
