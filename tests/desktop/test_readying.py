"""The pages are there before they are wanted, and nobody is held up by their making."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop import readying
from desktop.main_window import MainWindow
from desktop.pages.family.page import FamilyPage
from desktop.readying import Readying
from desktop.startup import close_session, open_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

LATER = 10  # pages that are not there at the start


def test_every_page_that_the_window_opens_is_loaded_beforehand() -> None:
    script = """
import ast, sys
from pathlib import Path
import desktop.frame.pages as pages
import desktop.main_window as window
wanted = {
    node.module
    for module in (window, pages)
    for function in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8")))
    if isinstance(function, ast.FunctionDef)
    for node in ast.walk(function)
    if isinstance(node, ast.ImportFrom) and node.module.startswith("desktop.pages")
}
from desktop.readying import load_pages
load_pages().join()
print(sorted(wanted - set(sys.modules)), len(wanted))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    left, count = done.stdout.rsplit(" ", 1)
    assert left == "[]"
    assert int(count) > 5


def test_all_pages_are_made_one_step_after_another(window: MainWindow, qtbot: QtBot) -> None:
    ready = Readying(window)
    qtbot.waitUntil(lambda: ready.done, timeout=20_000)
    assert len(window.pages) == LATER + 1
    before = list(window.pages)
    for page in (window.family, window.plan, window.settings_page):
        window.show_page(page)
        assert window.page is page
    assert window.pages == before


def test_a_page_opened_in_the_midst_of_its_making_is_whole(window: MainWindow) -> None:
    steps = window.make_beforehand()
    list(islice(steps, 3))  # the reader is begun
    assert len(window.pages) == 1
    article = window.session.cases.articles[0]
    window.show_page(window.reader)
    window.reader.open(article.id)
    QApplication.processEvents()
    assert window.reader.article_id == article.id
    assert window.reader.panes()
    list(steps)
    assert len(window.pages) == len(set(window.pages)) == LATER + 1


def test_what_is_begun_is_left_alone_by_a_change_of_the_look(window: MainWindow) -> None:
    steps = window.make_beforehand()
    for number, _ in enumerate(steps):
        if number % 5 == 0:
            window.set_scale(1.5 if number % 2 else 1.0)
            window.resize(1024 + number, 700)
    window.show_page(window.plan)
    assert window.page is window.plan


def test_nothing_is_made_while_the_user_is_at_work(window: MainWindow, qtbot: QtBot) -> None:
    readying.load_pages().join()
    ready = Readying(window)
    for _ in range(8):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
        qtbot.wait(100)
    assert len(window.pages) == 1
    assert not ready.done


def test_nothing_is_made_while_a_menu_is_open(window: MainWindow, qtbot: QtBot) -> None:
    readying.load_pages().join()
    menu = QMenu(window)
    menu.addAction("…")
    menu.popup(window.mapToGlobal(window.rect().center()))
    ready = Readying(window)
    qtbot.wait(400)
    assert len(window.pages) == 1
    menu.close()
    qtbot.waitUntil(lambda: len(window.pages) > 1, timeout=10_000)
    assert not ready.done


def test_a_window_that_is_closed_meanwhile_makes_no_more(
    library_path: Path, folder: Path, qtbot: QtBot
) -> None:
    session = open_session(library_path, folder, "zh")
    window = MainWindow(session)
    window.show()
    ready = Readying(window)
    qtbot.waitUntil(lambda: len(window.pages) > 1, timeout=20_000)
    window.close()
    close_session(session)
    made = len(window.pages)
    qtbot.waitUntil(lambda: ready.done, timeout=2_000)
    qtbot.wait(50)
    assert len(window.pages) == made
    window.deleteLater()


def test_a_page_that_could_not_be_made_is_begun_anew(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fails(_page: FamilyPage) -> Iterator[None]:
        yield
        raise RuntimeError("no more")

    with monkeypatch.context() as broken:
        broken.setattr(FamilyPage, "build", fails)
        ready = Readying(window)
        qtbot.waitUntil(lambda: ready.done, timeout=20_000)
    assert not any(isinstance(page, FamilyPage) for page in window.pages)
    window.show_page(window.family)
    assert window.page is window.family
    assert window.family.board.facet_count()
