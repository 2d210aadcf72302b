"""总览矩阵, 同类做法, 原文并排: one chosen, the others a click or a key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from desktop.pages.view_switch import FAMILY, MATRIX, PARALLEL, ViewSwitch, view_names

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.page import Page

NAMES = dict(view_names())


def _button(switch: ViewSwitch, name: str) -> QToolButton:
    return next(b for b in switch.findChildren(QToolButton) if b.text() == NAMES[name])


def test_another_view_is_asked_for_and_the_page_stays_what_it_is(qtbot: QtBot) -> None:
    switch = ViewSwitch(FAMILY)
    qtbot.addWidget(switch)
    with qtbot.waitSignal(switch.wanted) as asked:
        _button(switch, PARALLEL).click()
    assert asked.args == [PARALLEL]
    assert _button(switch, FAMILY).isChecked()
    assert not _button(switch, PARALLEL).isChecked()


def test_the_chosen_view_asks_for_nothing(qtbot: QtBot) -> None:
    switch = ViewSwitch(MATRIX)
    qtbot.addWidget(switch)
    with qtbot.assertNotEmitted(switch.wanted):
        _button(switch, MATRIX).click()
    assert _button(switch, MATRIX).isChecked()


def test_where_there_is_no_room_the_views_are_in_a_menu(qtbot: QtBot) -> None:
    switch = ViewSwitch(MATRIX)
    qtbot.addWidget(switch)
    switch.show()
    switch.resize(switch.minimumSizeHint())
    shown = [b for b in switch.findChildren(QToolButton) if b.isVisible()]
    assert [button.text() for button in shown] == [f"{NAMES[MATRIX]} ▾"]
    menu = shown[0].menu()
    with qtbot.waitSignal(switch.wanted) as asked:
        next(action for action in menu.actions() if action.text() == NAMES[FAMILY]).trigger()
    assert asked.args == [FAMILY]
    switch.resize(switch.sizeHint())
    assert len([b for b in switch.findChildren(QToolButton) if b.isVisible()]) == len(NAMES)


def test_the_rail_goes_back_to_the_view_that_was_last_in_sight(window: MainWindow) -> None:
    window.global_actions["page family"].trigger()
    window.global_actions["page library"].trigger()
    window.global_actions["page compare"].trigger()
    back: Page = window.page
    assert back is window.family
    window.global_actions["page matrix"].trigger()
    assert window.page is window.compare


def test_folded_with_room_to_spare_there_is_no_empty_frame(qtbot: QtBot) -> None:
    switch = ViewSwitch(FAMILY)
    qtbot.addWidget(switch)
    switch.show()
    switch.resize(switch.sizeHint().width() - 1, switch.sizeHint().height())
    (shown,) = [b for b in switch.findChildren(QToolButton) if b.isVisible()]
    assert shown.width() >= switch.width() - 2
