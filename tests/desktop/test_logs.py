"""The log says what happened, never what was written; it stays small, and its failing is quiet."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTE = "先选两个中心村试联建"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the log is to lie; not there yet."""
    return tmp_path / "张三" / logs.FOLDER


@pytest.fixture
def logger(folder: Path) -> Iterator[Callable[..., logging.Logger]]:
    """A logger with a handler of its own on the folder."""
    made: list[logging.Handler] = []
    log = logging.getLogger("tests.logs")
    log.propagate = False

    def open_(**sizes: int) -> logging.Logger:
        handler = logs.LogFile(folder, **sizes)
        handler.setFormatter(logs.ScrubbingFormatter(folder.parent))
        log.addHandler(handler)
        made.append(handler)
        return log

    yield open_
    for handler in made:
        log.removeHandler(handler)
    log.propagate = True


def test_a_start_without_anything_to_say_makes_nothing(
    logger: Callable[..., logging.Logger], folder: Path
) -> None:
    log = logger()
    assert not folder.exists()
    log.warning("打不开")
    assert (folder / logs.FILE).read_text(encoding="utf-8").rstrip().endswith("tests.logs 打不开")


def test_neither_an_error_s_words_nor_the_user_s_folder_get_in(
    logger: Callable[..., logging.Logger], folder: Path
) -> None:
    log = logger()
    try:
        raise KeyError(NOTE)
    except KeyError as error:
        log.exception("not kept in %s: %s", folder.parent / "x.db", error)
    said = (folder / logs.FILE).read_text(encoding="utf-8")
    assert "<workspace>/x.db: KeyError" in said
    assert "test_logs.py:" in said
    assert NOTE not in said
    assert "张三" not in said


def test_a_traceback_that_another_handler_wrote_down_is_not_used(
    logger: Callable[..., logging.Logger], folder: Path
) -> None:
    log = logger()
    earlier = logging.StreamHandler()
    earlier.setFormatter(logging.Formatter())
    log.handlers.insert(0, earlier)
    try:
        raise ValueError(NOTE)
    except ValueError:
        log.exception("wrong")
    log.removeHandler(earlier)
    assert NOTE not in (folder / logs.FILE).read_text(encoding="utf-8")


def test_full_files_are_put_away_and_three_are_kept(
    logger: Callable[..., logging.Logger], folder: Path
) -> None:
    log = logger(most_bytes=2000)
    for number in range(400):
        log.warning("line %d", number)
    files = {path.name for path in folder.iterdir()}
    assert files == {logs.FILE, *(f"{logs.FILE}.{n}" for n in (1, 2, 3))}
    assert all(path.stat().st_size <= 2000 for path in folder.iterdir())
    assert "line 399" in (folder / logs.FILE).read_text(encoding="utf-8")


WRITES = """
import logging, sys
from pathlib import Path
from desktop import logs
handler = logs.LogFile(Path(sys.argv[1]), most_bytes=20_000, backups=3)
handler.setFormatter(logs.ScrubbingFormatter())
log = logging.getLogger("x")
log.addHandler(handler)
for number in range(200):
    log.warning("%s says %d", sys.argv[2], number)
"""


def test_two_programs_write_to_one_log(folder: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITES, str(folder), name],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    assert [process.communicate(timeout=60)[1] for process in started] == ["", ""]
    lines = [
        line for path in folder.iterdir() for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(lines) == 400
    assert all(" says " in line for line in lines)


def test_where_nothing_can_be_written_nobody_is_bothered(
    logger: Callable[..., logging.Logger], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.parent.mkdir()
    folder.write_text("a file is in the way")
    logger().error(NOTE)
    folder.unlink()
    folder.mkdir()
    (folder / logs.FILE).mkdir()  # a folder where the file should be
    logger().error(NOTE)
    assert capsys.readouterr() == ("", "")


def test_the_log_is_utf_8_whatever_a_name_is_made_of(
    logger: Callable[..., logging.Logger], folder: Path
) -> None:
    logger().warning("𠮷 and %s", "a\udcff.db")
    said = (folder / logs.FILE).read_bytes().decode("utf-8")
    assert "𠮷 and a\\udcff.db" in said
