"""A run that was cut short below Python is told at the next start; one that ended well is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import logs
from desktop.last_run import RunWatch

CUT_SHORT = """
import ctypes, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from desktop.last_run import RunWatch
watch = RunWatch(Path(sys.argv[1]))
note = "先选两个中心村试联建"
if sys.argv[3] == "crash":
    ctypes.string_at(0)
watch.ended()
"""
REPOSITORY = str(Path(__file__).resolve().parents[2])


def _run(folder: Path, how: str) -> int:
    command = [sys.executable, "-c", CUT_SHORT, str(folder), REPOSITORY, how]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode


def test_a_run_that_ended_well_leaves_nothing_to_tell(tmp_path: Path) -> None:
    assert _run(tmp_path, "well") == 0
    watch = RunWatch(tmp_path)
    assert watch.take_last() == ""
    watch.ended()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows turns this into an exception")
def test_a_crash_below_python_is_told_once_without_folders(tmp_path: Path) -> None:
    folder = tmp_path / "张三"
    assert _run(folder, "crash") < 0
    watch = RunWatch(folder)
    told = watch.take_last()
    assert "Segmentation fault" in told
    assert "ctypes" in told
    assert "先选" not in told
    assert "张三" not in told
    assert REPOSITORY not in told
    assert watch.take_last() == ""
    watch.ended()
    [kept] = (folder / logs.FOLDER).glob("native-*.txt")
    assert kept.read_text(encoding="utf-8").strip() == told


def test_where_no_file_can_be_made_nothing_is_watched(tmp_path: Path) -> None:
    (tmp_path / logs.FOLDER).write_text("in the way")
    watch = RunWatch(tmp_path)
    assert watch.take_last() == ""
    watch.ended()
