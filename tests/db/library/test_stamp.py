"""A library that is another than the one that was opened."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from db.errors import LibraryChangedError
from db.library import Library
from db.library.stamp import stamp

if TYPE_CHECKING:
    from pathlib import Path

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="there an open file stays where it is")


def test_written_into_it_is_not_read_any_more(path: Path) -> None:
    with Library.open(path) as library:
        before = library.regions()
        assert before
        content = path.read_bytes()
        path.write_bytes(content + b"\0" * 4096)
        with pytest.raises(LibraryChangedError, match="重新启动"):
            library.regions()


@UNIX
def test_replaced_or_deleted_the_old_one_is_read_on(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        before = library.regions()
        beside = tmp_path / "新.db"
        shutil.copyfile(path, beside)
        os.utime(beside, ns=(1, 1))
        beside.replace(path)
        assert library.regions() == before
        path.unlink()
        assert library.regions() == before


@UNIX
def test_a_second_connection_is_only_to_the_same_file(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        Library.open(path, same=library.stamp).close()
        shutil.copyfile(path, tmp_path / "新.db")
        (tmp_path / "新.db").replace(path)
        with pytest.raises(LibraryChangedError):
            Library.open(path, same=library.stamp)
        path.unlink()
        with pytest.raises(LibraryChangedError):
            Library.open(path, same=library.stamp)


def test_what_is_not_there_has_no_stamp(tmp_path: Path) -> None:
    assert stamp(str(tmp_path / "没有")) is None
    assert stamp(str(tmp_path)) == stamp(str(tmp_path))
