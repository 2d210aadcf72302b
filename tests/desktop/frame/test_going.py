"""A page that is not there yet is put together while the window stays awake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.pages.figures.page import FiguresPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.page import Page


def _in_sight(window: MainWindow) -> Page:
    """Without asking the window, which would have it arrive."""
    return window._stack.page


def test_the_page_before_stays_until_the_next_is_whole(window: MainWindow, qtbot: QtBot) -> None:
    window.global_actions["page figures"].trigger()
    assert _in_sight(window) is window.compare
    assert not window.ways.pages.has("figures")
    qtbot.waitUntil(lambda: isinstance(_in_sight(window), FiguresPage))
    assert window.ways.pages.has("figures")


def test_a_key_pressed_on_the_way_is_for_the_page_that_was_asked_for(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = []
    monkeypatch.setattr(FiguresPage, "keyPressEvent", lambda _page, event: got.append(event.key()))
    window.global_actions["page figures"].trigger()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F9)
    assert isinstance(_in_sight(window), FiguresPage)
    assert got == [Qt.Key.Key_F9]


def test_of_two_that_are_asked_for_the_second_is_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.global_actions["page plan"].trigger()
    window.global_actions["page figures"].trigger()
    qtbot.waitUntil(lambda: isinstance(_in_sight(window), FiguresPage))
    qtbot.wait(50)
    assert isinstance(_in_sight(window), FiguresPage)


def test_what_is_made_beforehand_meanwhile_is_made_once(window: MainWindow, qtbot: QtBot) -> None:
    beforehand = window.make_beforehand()
    while "reader" not in window.ways.pages.__dict__:
        next(beforehand)
    window.global_actions["page library"].trigger()
    while not window.ways.pages.has("library"):
        next(beforehand)
        qtbot.wait(1)
    for _ in beforehand:
        pass
    qtbot.waitUntil(lambda: _in_sight(window) is window.library)
    assert len({type(page) for page in window.pages}) == len(window.pages)
    assert window._stack.count() == len(window.pages)


def test_a_page_that_fails_is_tried_again(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_page: FiguresPage) -> Iterator[None]:
        yield
        raise RuntimeError("no figures")

    with monkeypatch.context() as broken, qtbot.captureExceptions() as errors:
        broken.setattr(FiguresPage, "build", failing)
        window.global_actions["page figures"].trigger()
        qtbot.waitUntil(lambda: bool(errors))
    assert [str(error[1]) for error in errors] == ["no figures"]
    assert _in_sight(window) is window.compare
    window.global_actions["page figures"].trigger()
    qtbot.waitUntil(lambda: isinstance(_in_sight(window), FiguresPage))
