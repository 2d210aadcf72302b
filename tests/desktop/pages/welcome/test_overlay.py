"""The welcome: three steps by keyboard alone, nothing below reached, the matrix at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from desktop import attending
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.welcome.overlay import Welcome
from desktop.pages.welcome.small_matrix import SmallMatrix
from desktop.settings import Mode
from desktop.widgets.segments import Segments
from desktop.widgets.source_view import SourceView
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.main_window import MainWindow
    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def welcome(window: MainWindow) -> Welcome:
    """The welcome over the window, at its first step."""
    window.session.settings.welcomed = False
    window.open_welcome()
    QApplication.processEvents()
    found = window.findChild(Welcome)
    assert found is not None
    assert found.isVisible()
    return found


def _over(window: MainWindow) -> bool:
    return not any(w.isVisible() for w in window.findChildren(Welcome))


def test_enter_three_times_ends_on_the_matrix(
    welcome: Welcome, window: MainWindow, press: Callable[..., None]
) -> None:
    window.show_page(window.library)
    for place in range(3):
        assert welcome.at == place
        assert welcome.foot.next.hasFocus()
        press(Qt.Key.Key_Return)
    assert _over(window)
    assert window.page is window.compare
    assert window.compare.view.hasFocus()
    assert window.session.settings.welcomed


def test_escape_skips_and_it_is_remembered(
    welcome: Welcome, window: MainWindow, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_Escape)
    assert _over(window)
    assert window.session.settings.welcomed
    assert window.compare.view.hasFocus()
    assert welcome is not None


def test_the_arrows_go_to_and_fro(welcome: Welcome, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_Left)
    assert welcome.at == 0
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert welcome.at == 2
    assert welcome.foot.next.accessibleName() == "开始"
    press(Qt.Key.Key_Left)
    assert welcome.at == 1


def test_the_focus_stays_within(welcome: Welcome, press: Callable[..., None]) -> None:
    met = set()
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        key = Qt.Key.Key_Backtab if modifiers else Qt.Key.Key_Tab
        for _ in range(12):
            press(key, modifiers)
            focus = QApplication.focusWidget()
            assert focus is not None
            assert welcome.isAncestorOf(focus)
            met.add(focus)
    assert {welcome.foot.next, welcome.foot.skip} <= met
    assert any(focus.property("role") == "segment" for focus in met)


def test_the_window_s_own_keys_do_not_reach_it(
    welcome: Welcome, window: MainWindow, press: Callable[..., None]
) -> None:
    page = window.page
    press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_F1)
    assert window.page is page
    assert window.search_dialog is None or not window.search_dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    assert welcome.isVisible()


def test_size_and_look_take_effect_at_once_and_are_remembered(
    welcome: Welcome, session: Session
) -> None:
    size, mode = welcome.steps[0].findChildren(Segments)
    _press(size, "150%")
    _press(mode, "深色")
    assert (session.appearance.scale, session.appearance.mode) == (1.5, Mode.DARK)
    assert (session.settings.scale, session.settings.mode) == (1.5, Mode.DARK)
    assert size.current == "1.5"
    session.appearance.set(Mode.LIGHT, 1.0)
    assert (size.current, mode.current) == ("1.0", Mode.LIGHT.value)


def _press(segments: Segments, text: str) -> None:
    next(b for b in segments.findChildren(QAbstractButton) if b.text() == text).click()


def test_the_quote_shown_is_in_the_case_base_word_for_word(
    welcome: Welcome, session: Session
) -> None:
    view = welcome.steps[0].findChild(SourceView)
    assert view is not None
    shown = view.source_map.text
    assert shown in {session.cases.article(a.id).text for a in session.cases.articles}
    assert view.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off_in_the_smallest_window(
    welcome: Welcome, window: MainWindow, scale: float
) -> None:
    window.resize(1024, 700)
    window.session.appearance.set(scale=scale)
    for place in range(3):
        welcome.go(place)
        QApplication.processEvents()
        QApplication.processEvents()
        assert window.rect().contains(welcome.card.geometry())
        step = welcome.steps[place]
        _fits(step)
        for button in (welcome.foot.next, welcome.foot.back, welcome.foot.skip):
            assert button.width() >= button.sizeHint().width()
            assert welcome.card.rect().contains(
                button.mapTo(welcome.card, button.rect().bottomRight())
            )
    window.session.appearance.set(scale=1.0)


def _fits(step: QScrollArea) -> None:
    inner = step.widget()
    assert inner is not None
    assert inner.width() <= step.viewport().width()
    for label in inner.findChildren(QLabel):
        if label.isVisibleTo(inner) and label.text() and label.pixmap().isNull():
            assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap()
            metrics = QFontMetrics(label.font())
            assert label.height() >= metrics.height()
            right = label.mapTo(inner, label.rect().topRight()).x()
            assert right <= inner.width()


def test_every_control_has_a_name(welcome: Welcome) -> None:
    for place in range(3):
        welcome.go(place)
        assert str(place + 1) in welcome.accessibleName()
        for button in welcome.findChildren(QAbstractButton):
            assert button.accessibleName() or button.text()
        assert welcome.steps[place].said[:4] in welcome.foot.next.accessibleDescription()


def test_it_follows_the_window_s_size(welcome: Welcome, window: MainWindow) -> None:
    window.resize(1300, 820)
    QApplication.processEvents()
    assert welcome.geometry() == window.rect()


def test_it_can_be_seen_again_and_only_once_at_a_time(window: MainWindow) -> None:
    window.global_actions["welcome"].trigger()
    window.global_actions["welcome"].trigger()
    assert sum(w.isVisible() for w in window.findChildren(Welcome)) == 1


def test_only_an_unused_workspace_is_new(session: Session, samples: Samples) -> None:
    assert not attending.is_new(session)  # welcomed already
    session.settings.welcomed = False
    assert attending.is_new(session)
    toggle_bookmark(session, samples.any().id)
    assert not attending.is_new(session)


def test_a_click_beside_the_card_leads_nowhere(welcome: Welcome, window: MainWindow) -> None:
    before: QWidget = window.page
    QTest.mouseClick(welcome, Qt.MouseButton.LeftButton)
    assert window.page is before
    assert welcome.isVisible()


def test_the_look_may_change_after_it_has_gone(
    welcome: Welcome, window: MainWindow, press: Callable[..., None]
) -> None:
    """A slot that outlives it would raise an error, which fails this test as it tells a user."""
    press(Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(welcome)
    window.set_look(mode=Mode.DARK, scale=1.25)
    assert window.session.appearance.mode is Mode.DARK


class _Painted(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_what_changes_beside_the_card_is_seen_through_the_veil(
    welcome: Welcome, window: MainWindow
) -> None:
    assert welcome.steps
    settle(window)
    painted = _Painted(window.top)
    window.top.update()
    settle(window)
    assert painted.times > 0
    welcome.advance()
    settle(window)
    whole = window.grab().toImage()
    window.update()
    settle(window)
    assert window.grab().toImage() == whole


def test_the_small_matrix_painted_beforehand_is_the_one_painted_at_once(
    session: Session, window: MainWindow
) -> None:
    shown = SmallMatrix(session)
    shown.setParent(window)
    shown.resize(452, 370)
    inside = QRect(12, 12, 428, 346)  # the round corners are blended with what is below
    at_once = shown.grab(inside).toImage()
    for _ in shown.paint_beforehand():
        assert shown.grab(inside).toImage() == at_once
    assert shown.grab(inside).toImage() == at_once
    window.change_look(mode=Mode.DARK)
    window.settle()
    assert shown.grab(inside).toImage() != at_once  # it is not the picture of another look
