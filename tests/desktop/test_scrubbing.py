"""What is told of an error holds nothing that the user wrote, nor a name of theirs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import WorkspaceError
from desktop.scrubbing import Scrubber, place

NOTE = "先选两个中心村试联建"
HOME = Path("/srv/an office/张三")


@pytest.fixture
def scrubber(monkeypatch: pytest.MonkeyPatch) -> Scrubber:
    """As it is for somebody whose home bears a name."""
    monkeypatch.setenv("HOME", str(HOME))
    monkeypatch.setenv("USERPROFILE", str(HOME))
    return Scrubber(Path("/mnt/盘/李四/data"))


def _caught(fail: object, *values: object) -> BaseException:
    """The exception of a function called with values, with its traceback."""
    note = NOTE  # a local variable of the frame, as a note is in the program
    assert note
    try:
        fail(*values)  # type: ignore[operator]
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def _raise(error: BaseException) -> None:
    raise error


def _from(error: BaseException, cause: BaseException) -> None:
    raise error from cause


ERRORS = [
    KeyError(NOTE),
    ValueError(f"no such place: {NOTE}"),
    OSError(28, f"No space left: {NOTE}", f"{HOME}/{NOTE}.docx"),
    UnicodeEncodeError("ascii", NOTE, 0, 1, NOTE),
    ImportError(NOTE, name=NOTE, path=f"{HOME}/x.py"),
    AttributeError(NOTE, name=NOTE, obj=NOTE),
    sqlite3.OperationalError(f'fts5: syntax error near "{NOTE}"'),
    ExceptionGroup(NOTE, [ValueError(NOTE), KeyError(NOTE)]),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_no_word_of_a_note_and_no_folder_is_told(scrubber: Scrubber, error: Exception) -> None:
    told = "\n".join(scrubber.trace(_caught(_from, error, RuntimeError(f"{HOME}: {NOTE}"))))
    assert type(error).__name__ in told
    assert "RuntimeError" in told
    for piece in (NOTE, NOTE[:3], "张三", str(HOME)):
        assert piece not in told


def test_where_it_happened_is_told_by_file_line_and_function(scrubber: Scrubber) -> None:
    lines = scrubber.trace(_caught(_raise, ValueError("x")))
    assert lines[0] == "ValueError"
    assert any(line.strip().startswith("tests/desktop/test_scrubbing.py:") for line in lines)
    assert any(line.endswith(" _raise") for line in lines)


def test_our_own_sentences_are_kept_with_their_folders_shortened(scrubber: Scrubber) -> None:
    error = WorkspaceError(f"磁盘空间不足：{HOME}/a/workspace.db。")
    assert scrubber.describe(error).endswith("WorkspaceError: 磁盘空间不足：~/a/workspace.db。")
    error = WorkspaceError("磁盘空间不足：/mnt/盘/李四/data/workspace.db。")
    assert "<workspace>/workspace.db" in scrubber.describe(error)
    assert "李四" not in scrubber.describe(error)


def test_the_system_s_code_stands_for_what_the_system_says(scrubber: Scrubber) -> None:
    assert scrubber.describe(OSError(28, "x", "y")).endswith("OSError: ENOSPC")
    wrong = _caught(sqlite3.connect(":memory:").execute, f"SELECT {NOTE}")
    assert scrubber.describe(wrong) == "sqlite3.OperationalError: SQLITE_ERROR"
    missing = AttributeError("x", name="show_plan")
    assert scrubber.describe(missing) == "AttributeError: show_plan"


@pytest.mark.parametrize(
    "folder", ["/home/王五", "/Users/王五", "C:\\Users\\王五", "/media/王五", "/run/media/王五"]
)
def test_other_people_s_homes_are_shortened_too(scrubber: Scrubber, folder: str) -> None:
    assert "王五" not in scrubber.shorten(f"{folder}/x.db 打不开")


def test_an_error_that_comes_from_itself_ends(scrubber: Scrubber) -> None:
    error = _caught(_raise, ValueError("x"))
    error.__cause__ = error
    assert sum(line == "ValueError" for line in scrubber.trace(error)) == 1


def test_endless_recursion_is_told_in_few_lines(scrubber: Scrubber) -> None:
    def again() -> None:
        again()

    assert len(scrubber.trace(_caught(again))) < 60


@given(st.text(min_size=1))
def test_no_word_of_an_error_is_kept_unless_it_is_ours(word: str) -> None:
    assert Scrubber().describe(ValueError(word)) == "ValueError"


@given(st.text(alphabet=st.characters(min_codepoint=0x3000, max_codepoint=0x9FFF), min_size=1))
def test_a_message_of_qt_s_loses_what_is_quoted_and_what_is_not_ascii(word: str) -> None:
    told = Scrubber().foreign(f'QFile: cannot open "my own words" {word}')
    assert told.startswith("QFile: cannot open")
    assert word not in told
    assert "own words" not in told


def test_code_is_told_from_the_program_s_own_folder() -> None:
    assert place(__file__) == "tests/desktop/test_scrubbing.py"
    assert place("/srv/张三/lib/python3.11/site-packages/docx/api.py") == "docx/api.py"
    assert place("C:\\Users\\张三\\x\\tool.py") == "tool.py"
    assert place("/srv/张三/先选两个村.py") == "…"
