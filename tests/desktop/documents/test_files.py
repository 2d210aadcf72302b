"""Documents on the disk: whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.files import DocumentError, Reason, file_name, write_file


def test_a_document_takes_the_place_of_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "对照 表.docx"
    target.write_bytes(b"old")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_through_a_link_the_file_behind_it_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, Reason.FOLDER_GONE),
        (errno.EACCES, Reason.READ_ONLY),
        (errno.EROFS, Reason.READ_ONLY),
        (errno.ENOSPC, Reason.DISK_FULL),
        (errno.ENAMETOOLONG, Reason.BAD_NAME),
        (errno.EIO, Reason.OTHER),
    ],
)
def test_what_the_disk_refuses_is_named_and_the_old_file_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: Reason
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DocumentError) as caught:
        write_file(target, b"new")
    assert caught.value.reason is reason
    assert caught.value.path == target
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_another_program_holds_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def held(_path: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(DocumentError) as caught:
        write_file(target, b"new")
    assert caught.value.reason is Reason.IN_USE
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_protected_file_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(DocumentError) as caught:
        write_file(target, b"new")
    assert caught.value.reason is Reason.READ_ONLY
    assert target.read_bytes() == b"old"


def test_a_folder_that_is_gone_and_names_too_long_are_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as gone:
        write_file(tmp_path / "没有" / "a.md", b"x")
    with pytest.raises(DocumentError) as long:
        write_file(tmp_path / ("名" * 200), b"x")
    with pytest.raises(DocumentError) as folder:
        write_file(tmp_path, b"x")
    reasons = [caught.value.reason for caught in (gone, long, folder)]
    assert reasons == [Reason.FOLDER_GONE, Reason.BAD_NAME, Reason.BAD_NAME]
    assert list(tmp_path.iterdir()) == []


@given(st.one_of(st.text(), st.text(alphabet='\\/:*?"<>| .CONPRNcon名\n\u202e', max_size=120)))
def test_every_name_is_one_that_windows_and_linux_take(name: str) -> None:
    made = file_name(name)
    assert 0 < len(made) <= 80
    assert len(f"{made}.docx".encode()) <= 255
    assert not set(made) & set('\\/:*?"<>|')
    assert made.isprintable()
    assert made == made.strip(" .")
    assert not PureWindowsPath(f"{made}.docx").is_reserved()
    assert file_name(made) == made


def test_a_name_keeps_its_words() -> None:
    assert file_name("对照：云浮/汕头 “四个三”") == "对照：云浮／汕头 “四个三”"
    assert file_name("con") == "_con"
    assert file_name("...") == "Tashan"
