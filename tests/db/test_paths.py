"""Where things lie, with and without TASHAN_HOME."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db import paths
from db.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path


def test_tashan_home_holds_library_and_workspace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TASHAN_HOME", str(tmp_path / "张三"))
    assert paths.default_library() == tmp_path / "张三" / "library.db"
    assert paths.default_workspace() == tmp_path / "张三"


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_platform_decides(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TASHAN_HOME", raising=False)
    if value is not None:
        monkeypatch.setenv("TASHAN_HOME", value)
    assert paths.default_library().name == "library.db"
    assert paths.default_library().parent.is_absolute()
    assert "Tashan" in str(paths.default_workspace())


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
