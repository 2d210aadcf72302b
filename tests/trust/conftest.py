"""A disk of its own for a test, as small as it likes, that can fill up, be locked and come back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.desktop.conftest import (  # noqa: F401
    cases,
    library_path,
    look,
    qapp,
    samples,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Stick:
    """A file system in memory, in a folder."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._filler = place / "filler"
        self._mount("-t", "tmpfs", "-o", "size=1536k", "tashan")

    def _mount(self, *options: str) -> None:
        command = ["mount", *options, str(self.place)]
        subprocess.run(command, check=True, capture_output=True, timeout=20)

    def fill(self) -> None:
        """Leave no room, not for a byte."""
        with suppress(OSError), self._filler.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(512))
        for size in (64, 1):
            with suppress(OSError), self._filler.open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(size))

    def make_room(self) -> None:
        """Somebody has tidied up."""
        self._filler.unlink()

    def lock(self) -> None:
        """Nothing can be written any more, by root neither."""
        self._mount("-o", "remount,ro,size=1536k")

    def unlock(self) -> None:
        """It can again."""
        self._mount("-o", "remount,rw,size=1536k")

    def end(self) -> None:
        """Take it away."""
        subprocess.run(["umount", "-l", str(self.place)], check=False, capture_output=True)


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Stick]:
    """A real disk that is really full: only root may put one there."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a disk of one's own takes Linux and root")
    place = tmp_path / "U 盘"
    place.mkdir()
    try:
        made = Stick(place)
    except subprocess.SubprocessError:
        pytest.skip("nothing can be mounted here")
    yield made
    made.end()
