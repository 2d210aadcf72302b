"""Putting the program together: languages, libraries, pictures, the self-test."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.errors import LibraryError, WorkspaceError
from db.paths import Why
from desktop import i18n, screenshots, self_test, startup
from desktop.models.matrix import MatrixModel
from desktop.operations.bookmarks import toggle_bookmark
from desktop.roles import Role
from desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def _tidy(qapp: QApplication) -> Iterator[None]:
    """Leaves language and look as the other tests expect them."""
    yield
    i18n.set_language("zh")
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")


def _unquoted(name: str) -> str:
    """A name without quotation marks: which kind is shown depends on the language."""
    return re.sub("[“”‘’\"']", "", name)


@pytest.mark.usefixtures("_tidy")
def test_in_english_the_matrix_shows_english_names(library_path: Path, folder: Path) -> None:
    session = startup.open_session(library_path, folder, "en")
    with closing(session.saver):
        model = MatrixModel(session.cases, session.marks, session.changes)
        shown = {
            item.id: item.name
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            for item in model.index(row, column).data(Role.ITEMS)
        }
        for mechanism in session.cases.mechanisms:
            wanted = mechanism.name_en or mechanism.name
            assert _unquoted(shown[mechanism.id]) == _unquoted(wanted)
        assert any(mechanism.name_en for mechanism in session.cases.mechanisms)
    session.cases.close()


@pytest.mark.usefixtures("_tidy")
def test_the_language_of_the_settings_holds_unless_another_is_asked_for(
    library_path: Path, folder: Path
) -> None:
    settings = Settings(folder)
    settings.language = "en"
    settings.flush()
    for asked, expected in ((None, "en"), ("zh", "zh")):
        opened = startup.open_session(library_path, folder, asked)
        startup.close_session(opened)
        assert i18n.language() == expected


def test_a_workspace_is_open_in_one_program_at_a_time(
    library_path: Path, folder: Path, session: Session
) -> None:
    with pytest.raises(WorkspaceError, match="已经开着"):
        startup.open_session(library_path, folder, "zh")
    assert session.saver.flush()


def test_a_write_protected_stick_is_told_and_no_other_place_used(
    library_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.instance.is_writable", lambda _lock: False)
    with pytest.raises(WorkspaceError, match="写保护") as said:
        startup.open_session(library_path, folder, "zh", why=Why.PORTABLE)
    assert str(folder) in str(said.value)
    assert not (folder / "workspace.db").exists()


def test_an_empty_library_is_refused_in_words(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(LibraryError, match=r"没有\.db"):
        startup.open_session(tmp_path / "没有.db", folder, "zh")
    assert not list(folder.glob("workspace*"))


@pytest.mark.usefixtures("_tidy")
def test_what_was_kept_is_there_at_the_next_start(
    library_path: Path, folder: Path, samples: Samples
) -> None:
    first = startup.open_session(library_path, folder, "zh")
    toggle_bookmark(first, samples.any().id)
    assert startup.close_session(first) is None
    second = startup.open_session(library_path, folder, "zh")
    assert second.marks.is_bookmarked(samples.any().id)
    startup.close_session(second)


@pytest.mark.usefixtures("_tidy")
@pytest.mark.usefixtures("_tidy")
def test_a_closed_session_leaves_no_step_to_the_interpreter_s_end(
    library_path: Path, folder: Path
) -> None:
    # Python's collector may free a step before the stack that still counts on it: a crash.
    session = startup.open_session(library_path, folder, "zh")
    toggle_bookmark(session, session.cases.mechanisms[0].id)
    assert session.undo.count() == 1
    startup.close_session(session)
    assert session.undo.count() == 0


def test_a_self_test_that_fails_says_so_and_returns_one(
    library_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desktop.casebase.CaseBase.search", lambda *_args: [])
    assert self_test.run(library_path) == 1
    said = capsys.readouterr().out
    assert "自检失败" in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("_tidy")
def test_pictures_of_every_page_are_drawn_in_both_modes_at_their_size(
    library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Further sizes are drawn by the same code and take as long again.
    monkeypatch.setattr(screenshots, "_SIZES", ((1280, 800),))
    monkeypatch.setattr(screenshots, "_SCALES", (1.0,))
    folder = tmp_path / "图"
    count = screenshots.render(folder, library_path, "zh")
    pictures = {path.stem: QImage(str(path)) for path in folder.glob("*.png")}
    assert len(pictures) == count
    for page in ("compare", "reader", "library", "settings", "search", "notes"):
        for mode in ("light", "dark"):
            name = f"{page}-{mode}-1280x800-100"
            drawn = pictures[name].size().toTuple()
            assert drawn == (1280, 800) or (page == "search" and drawn < (1280, 800)), name
    for picture in pictures.values():
        colors = {
            picture.pixel(x, y)
            for x in range(0, picture.width(), 40)
            for y in range(0, picture.height(), 40)
        }
        assert len(colors) > 3
    light, dark = (
        pictures[f"compare-{mode}-1280x800-100"].pixelColor(700, 30).lightness()
        for mode in ("light", "dark")
    )
    assert dark < 100 < light
