"""A window on the real case base, offscreen, with a workspace of its own for every test.

What stands in the seeds may change at any time: tests choose mechanisms by what they need (figures,
several quotes, an overlap), never by id or count.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.library import Library
from db.seeding.build import build_library
from db.workspace import Workspace
from desktop import i18n, startup
from desktop.casebase import CaseBase
from desktop.main_window import MainWindow
from desktop.theme import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from db.records import Mechanism
    from db.records.own import Bookmark, Note
    from desktop.session import Session

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it, not as pytest-qt would."""
    return startup.application()


@pytest.fixture(scope="session")
def library_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """library.db, built once from the seeds of the repository."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    build_library(REPOSITORY / "seeds", path)
    return path


@pytest.fixture(scope="session")
def cases(library_path: Path) -> Iterator[CaseBase]:
    """The case base, for tests that need no window."""
    found = CaseBase(Library.open(library_path), library_path)
    with closing(found):
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a workspace, named like its owner."""
    path = tmp_path / "用户 张三"
    path.mkdir()
    return path


@pytest.fixture
def look(qapp: QApplication) -> Appearance:  # noqa: ARG001
    """An appearance that nothing else follows; not applied to the application."""
    return Appearance()


@pytest.fixture
def session(qapp: QApplication, library_path: Path, folder: Path) -> Iterator[Session]:
    """One run of the program on a new workspace, in Chinese, past its first start."""
    opened = startup.open_session(library_path, folder, "zh")
    opened.settings.welcomed = True
    yield opened
    startup.close_session(opened)
    qapp.setStyleSheet("")
    i18n.set_language("zh")


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window at its usual size, shown and active."""
    opened = MainWindow(session)
    opened.show()
    qtbot.waitActive(opened).__enter__()
    settle(opened)
    yield opened
    opened.close()
    dispose(opened)


@pytest.fixture
def another_window(session: Session) -> Iterator[Callable[[], MainWindow]]:
    """Opens windows on the session, for tests that close one and open the next."""
    made: list[MainWindow] = []

    def show() -> MainWindow:
        made.append(MainWindow(session))
        made[-1].show()
        QApplication.processEvents()
        return made[-1]

    yield show
    for opened in made:
        opened.close()
        dispose(opened)


@pytest.fixture
def stored(session: Session) -> Callable[[], Stored]:
    """Reads back from workspace.db what has been saved, through a connection of its own."""

    def read() -> Stored:
        assert session.saver.flush(), "the workspace did not take what was saved"
        with Workspace.open(session.folder) as workspace:
            return Stored(workspace.bookmarks(), workspace.notes())

    return read


@pytest.fixture
def samples(cases: CaseBase) -> Samples:
    """Mechanisms by what a test needs of them."""
    return Samples(cases)


@dataclass(frozen=True, slots=True)
class Stored:
    """What workspace.db holds."""

    bookmarks: list[Bookmark]
    notes: list[Note]

    @property
    def kept(self) -> set[str]:
        """Ids of the bookmarked mechanisms."""
        return {bookmark.mechanism_id for bookmark in self.bookmarks}

    @property
    def bodies(self) -> dict[str, str]:
        """Note id -> text."""
        return {note.id: note.body for note in self.notes}


class Samples:
    """Chooses mechanisms by property."""

    def __init__(self, cases: CaseBase) -> None:
        self._cases = cases

    def several(self, count: int) -> list[Mechanism]:
        """Any mechanisms, each of another cell while there are that many."""
        cells = list(self._cases.cells.values())
        chosen = [members[0] for members in cells][:count]
        assert len(chosen) == count
        return chosen

    def any(self) -> Mechanism:
        """Any mechanism."""
        return self.several(1)[0]

    def rich(self) -> Mechanism:
        """The first with figures and at least two quotes, one of which backs a facet."""
        return next(
            mechanism
            for mechanism in self._cases.mechanisms
            if self._cases.figures(mechanism.id)
            and len(self._cases.citations(mechanism.id)) >= 2
            and self._cases.facets(mechanism.id)
        )

    def full_cell(self) -> tuple[Mechanism, ...]:
        """The members of the fullest cell of the matrix."""
        return max(self._cases.cells.values(), key=len)

    def empty_cell(self) -> tuple[str, str]:
        """(theme, region) of a cell without a mechanism."""
        for theme in self._cases.themes:
            for region in self._cases.regions:
                if not self._cases.cells.get((theme.id, region.id)):
                    return theme.id, region.id
        pytest.skip("every cell of the matrix has a mechanism by now")

    def of_other_region(self, mechanism: Mechanism) -> Mechanism:
        """Any mechanism of another region."""
        return next(m for m in self._cases.mechanisms if m.region_id != mechanism.region_id)


def settle(window: MainWindow) -> None:
    """Let delayed layouts happen and finish every motion."""
    QApplication.processEvents()
    QApplication.processEvents()
    window.settle()


def dispose(widget: QWidget) -> None:
    """Delete a widget now, so that nothing of a test lives on in the next."""
    with suppress(RuntimeError):
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


@pytest.fixture
def press() -> Callable[..., None]:
    """Presses a key in whatever has the focus, as a user does."""

    def push(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        # Through its window, which has keys of its own to see.
        QTest.keyClick(target.window().windowHandle(), key, modifiers)
        QApplication.processEvents()

    return push
