"""The smaller files that lie beside a workspace, and what is JSON within it: a default, never more.

The first byte says which: settings, recovery, where the data was moved to, a version of a plan, a
lock. A start reads them all, before anybody could ask.
"""

from __future__ import annotations

import atexit
import itertools
import logging
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLockFile

from db.errors import WorkspaceError
from db.paths import moved_to, pointer_of
from db.workspace import FILE_NAME, Workspace
from db.workspace.moved import MARKER, origin
from db.workspace.plans import dump, load
from desktop import recovery
from desktop.remembered import Remembered
from desktop.settings import Settings
from tests.fuzz.guard import must_say, nothing_outside, shared_memory
from tests.fuzz.limits import in_time
from tests.fuzz.targets.workspace import GOOD

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-files-", dir=shared_memory()))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_NUMBERS = itertools.count()  # QSettings keeps what it has read under a name
logging.getLogger("desktop.recovery").setLevel(logging.CRITICAL)
logging.getLogger("desktop.inifile").setLevel(logging.CRITICAL)


def one(data: bytes) -> None:
    """Put the input into a file of its kind, and read it as a start does."""
    if not data:
        return
    read = (_settings, _recovery, _moved, _version, _lock)[data[0] % 5]
    folder = _FOLDER / str(next(_NUMBERS))
    folder.mkdir()
    try:
        with nothing_outside(_FOLDER), in_time(len(data)):
            read(folder, data[1:])
    finally:
        shutil.rmtree(folder)


def _settings(folder: Path, content: bytes) -> None:
    (folder / "settings.ini").write_bytes(content)
    settings = Settings(folder)
    for name, value in vars(type(settings)).items():
        if isinstance(value, property):
            getattr(settings, name)
    settings.pinned_regions()
    width = settings.width("pane")
    assert width is None or 0 <= width < 4000
    settings.state("window")
    assert 1.0 <= settings.scale <= 2.0
    settings.single_keys = not settings.single_keys
    settings.flush()


def _recovery(folder: Path, content: bytes) -> None:
    (folder / FILE_NAME).write_bytes(GOOD)
    (folder / "recovery-20261122-080000.json").write_bytes(content)
    with Workspace.open(folder) as workspace:
        before = len(workspace.notes())
        back = recovery.take_back(workspace, folder)
        # What was taken back must be such that the next start can read it.
        assert len(workspace.notes()) <= before + back
        workspace.bookmarks()
        workspace.highlights()
        workspace.plans()
        workspace.lessons()
        remembered = Remembered(workspace.states(), None)  # type: ignore[arg-type]
        for name in workspace.states():
            assert remembered.number(name) >= 0
            assert all(isinstance(text, str) for text in remembered.texts(name))
            assert isinstance(remembered.table(name), dict)


def _moved(folder: Path, content: bytes) -> None:
    root = folder / "data"
    root.mkdir()
    pointer_of(root).write_bytes(content)
    (root / MARKER).write_bytes(content)
    try:
        moved_to(root)
    except WorkspaceError as error:
        must_say(error)
    origin(root)


def _version(_folder: Path, content: bytes) -> None:
    try:
        rows = load(content.decode("utf-8", "replace"))
    except ValueError:
        return
    assert load(dump(rows)) == rows


def _lock(folder: Path, content: bytes) -> None:
    path = folder / "workspace.lock"
    path.write_bytes(content)
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    lock.getLockInfo()
    if lock.tryLock(0):
        lock.unlock()
