"""What is handed on unpacks to the very folder that was built."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from resources.packaging import archive

unix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of Unix")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder like the built one: something that runs, Chinese names, an empty folder, a link."""
    folder = tmp_path / "dist" / "Tashan"
    (folder / "_internal" / "案例 一").mkdir(parents=True)
    (folder / "空").mkdir()
    (folder / "Tashan").write_bytes(b"\x7fELF" + bytes(range(256)) * 40)
    (folder / "Tashan").chmod(0o700)
    (folder / "_internal" / "案例 一" / "𠮷.txt").write_text("他山之石", encoding="utf-8")
    (folder / "_internal" / "案例 一" / "𠮷.txt").chmod(0o600)
    (folder / "_internal" / "link").symlink_to("案例 一/𠮷.txt")
    return folder


def _state(folder: Path) -> dict[str, tuple[str, int]]:
    """Every name below with what it holds and whether it can be run."""
    found = {}
    for path in folder.rglob("*"):
        runs = path.lstat().st_mode & 0o100
        if path.is_symlink():
            content = "-> " + str(path.readlink())
        else:
            content = "folder" if path.is_dir() else path.read_bytes().hex()
        found[path.relative_to(folder).as_posix()] = (content, runs)
    return found


@unix
def test_the_tar_unpacks_to_the_same_folder(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.tar.gz"
    archive.write_tar(built, target)
    with tarfile.open(target) as opened:
        opened.extractall(tmp_path / "there", filter="data")
    assert _state(tmp_path / "there" / "Tashan") == _state(built)


@unix
def test_the_zip_unpacks_to_the_same_folder(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    archive.write_zip(built, target)
    there = tmp_path / "there"
    with zipfile.ZipFile(target) as opened:
        assert opened.testzip() is None
        for info in opened.infolist():
            path, mode = there / info.filename, info.external_attr >> 16
            if info.is_dir():
                path.mkdir(parents=True)
            elif mode & 0o170000 == 0o120000:
                path.symlink_to(opened.read(info).decode())
                continue
            else:
                path.write_bytes(opened.read(info))
            path.chmod(mode & 0o777)
    assert _state(there / "Tashan") == _state(built)


@unix
@pytest.mark.parametrize("write", [archive.write_zip, archive.write_tar])
def test_the_same_folder_gives_the_same_bytes_whoever_builds_it(
    write: object, built: Path, tmp_path: Path
) -> None:
    assert callable(write)
    write(built, tmp_path / "first")
    for path in built.rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000), follow_symlinks=False)
    (built / "Tashan").chmod(0o755)  # another umask
    write(built, tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


@unix
def test_the_time_of_the_files_is_the_one_asked_for(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    archive.write_tar(built, tmp_path / "out.tar.gz")
    with tarfile.open(tmp_path / "out.tar.gz") as opened:
        assert {info.mtime for info in opened} == {1_700_000_000}
        assert {(info.uid, info.gid, info.uname) for info in opened} == {(0, 0, "")}


def test_the_checksums_are_those_of_the_archives(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "发布"
    *archives, sums = archive.pack(built, out, "1.2.3")
    told = dict(line.split("  ")[::-1] for line in sums.read_text(encoding="utf-8").splitlines())
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in archives}
    assert {path.name.removeprefix(archive.file_stem("1.2.3")) for path in archives} == {
        ".zip",
        ".tar.gz",
    }


def test_a_folder_with_somebodys_notes_is_not_handed_on(built: Path, tmp_path: Path) -> None:
    (built / "data").mkdir()
    with pytest.raises(archive.ArchiveError, match="notes"):
        archive.pack(built, tmp_path / "out", "1.2.3")


def test_it_runs_as_the_readme_says_from_anywhere(built: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, archive.__file__, str(built), "--zip"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert [Path(line).exists() for line in done.stdout.splitlines()] == [True, True]
    assert (built.parent / archive.SUMS).is_file()
