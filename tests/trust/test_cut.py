"""Damaged workspaces are opened a few hundred times; tests/trust/cut.py does it thousands of times.

The laws: a WAL that is cut or altered leaves a state that was committed once, or damage that is
told; the shared memory does not matter; nobody gets anything but a sentence; what is refused is
not changed; what is salvaged is what was written.
"""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import WorkspaceError
from db.workspace import FILE_NAME, Workspace
from tests.trust.cut import KINDS, outcome
from tests.trust.damage import WAL
from tests.trust.worksheets import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trust.worksheets import Sheet


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for one case after another."""
    return tmp_path_factory.mktemp("cut")


@pytest.fixture(scope="module")
def made(room: Path) -> list[Sheet]:
    """Files and their WALs, in every way in which they can stand to each other."""
    return sheets(room / "sheets", seed=11)


@settings(max_examples=150)
@given(
    which=st.integers(0, 4),
    kind=st.sampled_from(KINDS),
    seed=st.integers(0, 2**32 - 1),
)
def test_whatever_is_damaged_is_opened_whole_or_told_and_salvaged(
    made: list[Sheet], room: Path, which: int, kind: tuple[str, str], seed: int
) -> None:
    folder = room / "case"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    found = outcome(made[which], *kind, random.Random(seed), folder)
    assert found.problems == []


def test_every_cut_of_a_wal_between_two_frames_is_a_committed_state(
    made: list[Sheet], tmp_path: Path
) -> None:
    sheet = next(each for each in made if each.name == "all in the WAL")
    wal, seen = sheet.files[WAL], set()
    for number, end in enumerate(range(32, len(wal) + 1, 24 + 4096)):
        folder = tmp_path / str(number)
        folder.mkdir()
        sheet.lay(folder)
        (folder / WAL).write_bytes(wal[:end])
        with Workspace.open(folder) as workspace:
            rows = len(workspace.notes()), len(workspace.highlights()), len(workspace.bookmarks())
        seen.add(rows)
    assert len(seen) > 3


def test_what_is_damaged_is_not_written_to_though_it_opens(
    made: list[Sheet], tmp_path: Path
) -> None:
    sheet = next(each for each in made if each.name == "WAL begun anew")
    path = sheet.lay(tmp_path)
    damaged = sheet.files[FILE_NAME][: 4096 * 2]
    path.write_bytes(damaged)
    with pytest.raises(WorkspaceError, match=r"损坏|没有写过"), Workspace.open(tmp_path) as opened:
        _read(opened)
    assert path.read_bytes() == damaged
    assert (tmp_path / WAL).read_bytes() == sheet.files[WAL]


def _read(workspace: Workspace) -> None:
    workspace.notes()
    workspace.plans()
