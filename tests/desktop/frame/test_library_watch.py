"""library.db that changes under the running program: noticed, told once, nothing wrong shown."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from db.errors import LibraryChangedError, LibraryError
from db.library import Library
from desktop import restarting, startup
from desktop.frame.library_watch import LibraryWatch
from desktop.frame.notices import LibraryNotice
from desktop.main_window import MainWindow
from desktop.operations.bookmarks import toggle_bookmark
from desktop.searching import Found, Request, Searcher
from tests.desktop.conftest import Samples, dispose, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


OPEN = pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced")


@pytest.fixture
def library(library_path: Path, tmp_path: Path) -> Path:
    """A library of the test's own."""
    path = tmp_path / "案例 库" / "library.db"
    path.parent.mkdir()
    shutil.copyfile(library_path, path)
    return path


@pytest.fixture
def opened(library: Path, folder: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on it, watching."""
    session = startup.open_session(library, folder, "zh")
    session.settings.welcomed = True
    window = MainWindow(session)
    window.show()
    qtbot.waitActive(window).__enter__()
    settle(window)
    watch = LibraryWatch(session, window, window.put_notice)
    yield window
    watch.stop()
    window.close()
    dispose(window)
    startup.close_session(session)


@pytest.fixture
def told(opened: MainWindow, qtbot: QtBot) -> Callable[[], str]:
    """Waits for the notice, and gives what it says."""

    def wait() -> str:
        qtbot.waitUntil(lambda: notice_of(opened) is not None, timeout=5000)
        notice = notice_of(opened)
        assert notice is not None
        assert notice.isVisible()
        return notice._text.text()

    return wait


def notice_of(window: MainWindow) -> LibraryNotice | None:
    found = window.findChildren(LibraryNotice)
    assert len(found) <= 1, "told more than once"
    return found[0] if found else None


def _overwrite(path: Path, content: bytes) -> None:
    with path.open("r+b") as file:
        file.truncate(0)
        file.write(content)


def _another(library_path: Path) -> bytes:
    """A library that says something else, of the same size."""
    content = library_path.read_bytes()
    with Library.open(library_path) as library:
        said = library.meta()["content_hash"].encode()
    assert content.count(said) == 1
    changed = content.replace(said, said[::-1]).replace("党建".encode(), "建党".encode())
    assert len(changed) == len(content)
    return changed


def test_deleted_it_is_told_and_goes_on_to_be_read(
    opened: MainWindow, library: Path, told: Callable[[], str]
) -> None:
    article = opened.session.cases.articles[0].id
    library.unlink()
    assert "不见了" in told()
    assert str(library) in told()
    assert opened.session.cases.paragraphs(article)


@OPEN
def test_replaced_by_another_it_is_told_and_the_old_goes_on_to_be_read(
    opened: MainWindow, library: Path, library_path: Path, tmp_path: Path, told: Callable[[], str]
) -> None:
    cases = opened.session.cases
    article = next(a for a in cases.articles if "党建" in a.text)
    before = cases.paragraphs(article.id)
    beside = tmp_path / "新.db"
    beside.write_bytes(_another(library_path))
    beside.replace(library)
    assert "变了" in told()
    assert cases.paragraphs(article.id) == before
    # A search on a connection of its own would find what is in the other.
    with pytest.raises(LibraryChangedError):
        cases.reopen()


@OPEN
def test_built_again_from_the_same_seeds_nothing_is_told(
    opened: MainWindow, library: Path, library_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    beside = tmp_path / "新.db"
    shutil.copyfile(library_path, beside)
    beside.replace(library)
    qtbot.wait(900)
    assert notice_of(opened) is None
    assert opened.session.cases.reopen().articles()


@pytest.mark.parametrize("how", ["another", "half", "empty", "garbage"])
def test_written_into_nothing_of_it_is_shown(
    how: str, opened: MainWindow, library: Path, library_path: Path,
    told: Callable[[], str], samples: Samples,
) -> None:  # fmt: skip
    cases = opened.session.cases
    articles = [article.id for article in cases.articles]
    content = {
        "another": _another(library_path),
        "half": library_path.read_bytes()[: library_path.stat().st_size // 2],
        "empty": b"",
        "garbage": os.urandom(library_path.stat().st_size),
    }[how]
    _overwrite(library, content)
    for article in articles:
        with pytest.raises(LibraryChangedError):
            cases.paragraphs(article)
    # What a page runs into does not end the program, and is no error of its own either.
    sys.excepthook(LibraryChangedError, LibraryChangedError("x"), None)
    assert "变了" in told()
    # The user's own goes on to be saved.
    toggle_bookmark(opened.session, samples.any().id)
    assert opened.session.saver.flush()


def test_a_search_under_way_says_it_too(
    opened: MainWindow, library: Path, library_path: Path
) -> None:
    searcher = Searcher(opened.session.cases.reopen, opened)
    assert searcher.now(Request("党建")).total
    _overwrite(library, _another(library_path))
    found: Found = searcher.now(Request("党建"))
    assert "变了" in found.problem
    assert found.total == 0


def test_what_the_disk_refuses_is_told_and_other_errors_go_their_way(
    opened: MainWindow, told: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = opened.findChildren(LibraryWatch)[0]
    others: list[type[BaseException]] = []
    monkeypatch.setattr(watch, "_before", lambda kind, _error, _trace: others.append(kind))
    sys.excepthook(ValueError, ValueError(), None)
    assert others == [ValueError]
    for _ in range(3):
        sys.excepthook(LibraryError, LibraryError("读写磁盘时出错 {0}"), None)
    assert "读写磁盘时出错 {0}" in told()
    assert others == [ValueError]


def test_damage_from_before_is_found_by_looking_through_it(
    library: Path, folder: Path, library_path: Path, qtbot: QtBot
) -> None:
    # One character of a text: every page is sound, only the text is not what was built.
    content = library_path.read_bytes()
    library.write_bytes(content.replace("党建".encode(), "建党".encode()))
    session = startup.open_session(library, folder, "zh")
    window = MainWindow(session)
    window.show()
    watch = LibraryWatch(session, window, window.put_notice)
    watch.check()
    qtbot.waitUntil(lambda: notice_of(window) is not None, timeout=10_000)
    notice = notice_of(window)
    assert notice is not None
    assert "可能不对" in notice._text.text()
    watch.stop()
    window.close()
    dispose(window)
    startup.close_session(session)


def test_a_whole_library_is_not_complained_of(opened: MainWindow, qtbot: QtBot) -> None:
    opened.findChildren(LibraryWatch)[0].check()
    qtbot.wait(900)
    assert notice_of(opened) is None


def test_the_button_starts_the_program_again(
    opened: MainWindow, library: Path, told: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.unlink()
    told()
    started: list[object] = []
    monkeypatch.setattr(restarting, "restart", lambda arguments: started.append(arguments) or True)  # type: ignore[func-returns-value]
    notice = notice_of(opened)
    assert notice is not None
    next(b for b in notice.findChildren(QPushButton) if b.text() == "重新启动").click()
    assert not opened.isVisible()
    restarting.after_closing.start()
    assert len(started) == 1


def test_errors_go_where_they_went_once_the_window_is_gone(opened: MainWindow) -> None:
    watch = opened.findChildren(LibraryWatch)[0]
    watch.stop()
    assert sys.excepthook == watch._before
