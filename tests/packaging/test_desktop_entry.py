"""The entry of the menu starts the program wherever its folder lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resources.packaging.layout import lay_beside

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="menus of Linux")

_FOLDERS = ("Tashan", "用户 张三/他山", 'a "b" $HOME `c` 100%f', "back\\slash 'and' more")


@pytest.fixture(params=_FOLDERS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A built folder, as far as the entry goes, with a program that says it was started."""
    built = tmp_path / "stick" / str(request.param)
    for name, source in lay_beside(tmp_path, tmp_path, linux=True):
        if source.is_file():
            (built / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, built / name)
    (built / "Tashan").write_text('#!/bin/sh\necho started "$0"\n', encoding="utf-8")
    (built / "Tashan").chmod(0o755)
    return built


def _run(folder: Path, home: Path, *arguments: str) -> None:
    subprocess.run(
        ["/bin/sh", str(folder / "install-desktop-entry.sh"), *arguments],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        cwd="/",
    )


def _value(entry: Path, key: str) -> str:
    lines = entry.read_text(encoding="utf-8").splitlines()
    return next(line.removeprefix(key + "=") for line in lines if line.startswith(key + "="))


def _string(value: str) -> str:
    """A value of type string, as the specification unescapes it."""
    return _unescaped(iter(value), {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"})


def _unescaped(characters: Iterator[str], known: dict[str, str]) -> str:
    found = ""
    for character in characters:
        found += known[next(characters)] if character == "\\" else character
    return found


def _argument(value: str) -> str:
    """The one quoted argument of Exec: quotes off, escapes off, then field codes."""
    assert value[0] == value[-1] == '"'
    inside = _unescaped(iter(value[1:-1]), {name: name for name in '"`$\\'})
    assert inside.replace("%%", "").count("%") == 0
    return inside.replace("%%", "%")


def test_the_entry_names_the_program_where_it_lies(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "家"
    _run(folder, home)
    entry = home / ".local/share/applications/tashan.desktop"
    assert _argument(_string(_value(entry, "Exec"))) == str(folder / "Tashan")
    assert _string(_value(entry, "TryExec")) == str(folder / "Tashan")


def test_the_entry_starts_the_program(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    _run(folder, home)
    command = _argument(_string(_value(home / ".local/share/applications/tashan.desktop", "Exec")))
    done = subprocess.run([command], check=True, capture_output=True, text=True)
    assert done.stdout == f"started {folder / 'Tashan'}\n"


def test_every_icon_of_the_folder_is_put_in_place_and_all_is_taken_away(
    folder: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    _run(folder, home)
    found = {path.relative_to(home / ".local/share") for path in home.rglob("tashan.*")}
    assert Path("icons/hicolor/scalable/apps/tashan.svg") in found
    assert Path("icons/hicolor/48x48/apps/tashan.png") in found
    _run(folder, home, "--remove")
    left = [path for path in home.rglob("*") if path.is_file()]
    assert [path for path in left if path.suffix != ".cache"] == []  # the desktop's own


def test_the_folder_itself_is_not_written_to(folder: Path, tmp_path: Path) -> None:
    before = sorted(folder.rglob("*"))
    _run(folder, tmp_path / "home")
    assert sorted(folder.rglob("*")) == before


def test_what_cannot_be_run_is_not_put_into_the_menu(folder: Path, tmp_path: Path) -> None:
    (folder / "Tashan").chmod(0o644)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        _run(folder, tmp_path / "home")
    assert "复制到主文件夹" in failed.value.stderr.decode()
    assert not (tmp_path / "home").exists()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="no validator here")
def test_the_entry_keeps_the_specification(folder: Path, tmp_path: Path) -> None:
    _run(folder, tmp_path / "home")
    entry = tmp_path / "home/.local/share/applications/tashan.desktop"
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
