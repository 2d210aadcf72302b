"""An open workspace in a folder named like its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the workspace is; not created yet."""
    return tmp_path / "张三 的工作区"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """A new workspace, open."""
    with Workspace.open(folder) as opened:
        yield opened
