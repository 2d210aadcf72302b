"""Where things lie: which of several places holds, and what is said where none can."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from db import paths
from db.errors import LibraryError, WorkspaceError
from db.paths import Why, find_workspace, pointer_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A platform whose folders are in the test's own."""
    monkeypatch.delenv("TASHAN_HOME", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_a, **_k: str(tmp_path / "Tashan"))


def _freeze(monkeypatch: pytest.MonkeyPatch, executable: Path) -> Path:
    """Pretend to be the built program `executable`; returns the folder it stands in."""
    executable.parent.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(executable))
    return executable.parent


def _point(root: Path, folder: Path) -> None:
    pointer_of(root).write_text(json.dumps({"folder": str(folder)}), encoding="utf-8")


def _hold_data(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "workspace.db").touch()
    return folder


def test_tashan_home_holds_library_and_workspace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TASHAN_HOME", str(tmp_path / "张三"))
    assert paths.default_library() == tmp_path / "张三" / "library.db"
    assert find_workspace() == (tmp_path / "张三", Why.HOME)


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_platform_decides(
    value: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if value is not None:
        monkeypatch.setenv("TASHAN_HOME", value)
    assert paths.default_library().name == "library.db"
    assert paths.default_library().parent.is_absolute()
    assert find_workspace() == (tmp_path / "Tashan", Why.DEFAULT)


@pytest.mark.parametrize(
    ("program", "beside"),
    [("他山 U盘/Tashan", "他山 U盘"), ("我的 程序/Tashan.app/Contents/MacOS/Tashan", "我的 程序")],
    ids=["folder", "bundle"],
)
def test_data_beside_the_frozen_program_makes_it_portable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, beside: str
) -> None:
    _freeze(monkeypatch, tmp_path / program)
    assert find_workspace() == (tmp_path / "Tashan", Why.DEFAULT)
    data = tmp_path / beside / "data"
    data.mkdir()
    assert find_workspace() == (data, Why.PORTABLE)
    assert paths.default_library() == data / "library.db"


def test_data_beside_the_interpreter_means_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / "data").mkdir()
    assert find_workspace() == (tmp_path / "Tashan", Why.DEFAULT)


def test_of_several_places_the_nearest_to_the_user_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    moved = _hold_data(tmp_path / "移到这里")
    _point(tmp_path / "Tashan", moved)
    assert find_workspace() == (moved, Why.MOVED)
    data = _freeze(monkeypatch, tmp_path / "U盘" / "Tashan") / "data"
    data.mkdir()
    assert find_workspace() == (data, Why.PORTABLE)
    monkeypatch.setenv("TASHAN_HOME", str(tmp_path / "家"))
    assert find_workspace() == (tmp_path / "家", Why.HOME)
    assert find_workspace(tmp_path / "指定") == (tmp_path / "指定", Why.ASKED)


def test_data_that_was_moved_off_the_stick_is_where_it_was_moved_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = _freeze(monkeypatch, tmp_path / "U盘" / "Tashan") / "data"
    data.mkdir()
    _point(data, _hold_data(tmp_path / "Tashan"))
    assert find_workspace() == (tmp_path / "Tashan", Why.DEFAULT)


@pytest.mark.parametrize("emptied", [False, True], ids=["no folder", "an empty mount point"])
def test_moved_data_that_is_not_there_is_told_and_nothing_begun_anew(
    tmp_path: Path, *, emptied: bool
) -> None:
    drive = tmp_path / "没接上的盘"
    if emptied:
        drive.mkdir()
    _point(tmp_path / "Tashan", drive)
    with pytest.raises(WorkspaceError, match="没接上的盘"):
        find_workspace()
    assert find_workspace(tmp_path / "别处").why is Why.ASKED  # still a way out


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"folder": 1}', '{"folder": "相对"}', "\ud800", "[" * 100_000]
)
def test_a_pointer_that_says_nothing_is_told(tmp_path: Path, text: str) -> None:
    pointer_of(tmp_path / "Tashan").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(WorkspaceError, match="移到了"):
        find_workspace()


def _tilde(*_args: object, **_options: object) -> str:
    return "~/.local/share/Tashan"


def _refuse(*_args: object, **_options: object) -> str:
    raise RuntimeError("could not determine the home directory")


@pytest.mark.parametrize("answer", [_tilde, _refuse], ids=["earlier", "later"])
def test_a_user_without_a_folder_is_told_what_to_do(
    answer: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What versions of platformdirs do where HOME is unset and the system does not know the user.
    monkeypatch.setattr("platformdirs.user_data_dir", answer)
    monkeypatch.setattr("platformdirs.user_cache_dir", answer)
    with pytest.raises(WorkspaceError, match="--workspace"):
        find_workspace()
    with pytest.raises(LibraryError, match="TASHAN_HOME"):
        paths.default_library()


def test_seeds_inside_the_package_win_over_those_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "db"
    monkeypatch.setattr(paths, "_PACKAGE", package)
    with pytest.raises(LibraryError, match="找不到案例种子目录"):
        paths.seeds_dir()
    (tmp_path / "seeds").mkdir()
    assert paths.seeds_dir() == tmp_path / "seeds"
    (package / "_seeds").mkdir(parents=True)
    assert paths.seeds_dir() == package / "_seeds"


def test_the_repositorys_seeds_are_found(real_seeds: Path) -> None:
    assert paths.seeds_dir().resolve() == real_seeds.resolve()
