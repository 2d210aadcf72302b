"""The menu of all actions (F10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


def test_the_menu_opens_again_and_its_actions_live_on(window: MainWindow) -> None:
    menu = window.top.menu.menu()
    menu.aboutToShow.emit()
    first = [action.text() for action in menu.actions()]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == first
    assert window.global_actions["undo"].shortcut().toString() == "Ctrl+Z"
