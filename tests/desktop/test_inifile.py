"""Settings from a stranger must not run code: the values are written as an attacker would."""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings

from desktop.inifile import is_streamed
from desktop.settings import Mode, Settings

if TYPE_CHECKING:
    from pathlib import Path

KEY = "appearance/mode"


class Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self.path),)


def plant(folder: Path) -> tuple[Path, Path]:
    """A settings file with a trap, and the folder that tells that it went off."""
    sprung = folder / "sprung"
    file = folder / "settings.ini"
    made = folder / "made.ini"
    store = QSettings(str(made), QSettings.Format.IniFormat)
    store.setValue(KEY, Trap(sprung))
    store.sync()
    made.rename(file)  # under a name that QSettings has not cached
    assert b"@Variant(" in file.read_bytes()
    return file, sprung


def read_again(folder: Path) -> Settings:
    """The settings as a start reads them."""
    settings = Settings(folder)
    assert settings.mode is Mode.LIGHT
    assert settings.scale == 1.0
    assert settings.document_fonts is not None
    settings.state("window")
    return settings


def test_a_pickle_in_the_settings_is_not_run(tmp_path: Path) -> None:
    _, sprung = plant(tmp_path)
    read_again(tmp_path)
    assert not sprung.exists()


def test_a_refused_file_is_kept_aside_and_new_settings_are_stored(tmp_path: Path) -> None:
    file, _ = plant(tmp_path)
    before = file.read_bytes()
    settings = read_again(tmp_path)
    settings.mode = Mode.DARK
    settings.flush()
    assert (tmp_path / "settings.refused").read_bytes() == before
    assert Settings(tmp_path).mode is Mode.DARK


@pytest.mark.parametrize(
    "disguise",
    [
        lambda value: b'"' + value + b'"',
        lambda value: b"plain, " + value,
        lambda value: value.replace(b"@", b"\\x40", 1),
        lambda value: value.replace(b"@", b"\\x000000040", 1),
        lambda value: value.replace(b"@", b"\\100", 1),
        lambda value: value.replace(b"@V", b'@"" V', 1),
        lambda value: value.replace(b"@Var", b"@\\x56\\x61r", 1),
        lambda value: value.replace(b"@Var", b"@Var\\\r\n", 1),
        lambda value: value.replace(b"@Var", b"@Var\\z", 1),
    ],
)
def test_no_spelling_of_it_is_run(tmp_path: Path, disguise: Any) -> None:
    file, sprung = plant(tmp_path)
    head, value = file.read_bytes().split(b"=", 1)
    file.write_bytes(head + b"=" + disguise(value.rstrip()) + b"\n")
    assert is_streamed(file.read_bytes())
    read_again(tmp_path)
    assert not sprung.exists()


def test_what_the_program_writes_is_read_again(tmp_path: Path) -> None:
    state = QByteArray(bytes(range(256)) + b"@V@D(\\x40\"',;=")
    settings = Settings(tmp_path)
    settings.mode = Mode.DARK
    settings.set_state("window", state)
    settings.set_document_font("body", '@仿宋, "GB2312"')
    settings.flush()
    assert not is_streamed((tmp_path / "settings.ini").read_bytes())
    again = Settings(tmp_path)
    assert again.mode is Mode.DARK
    assert again.state("window") == state


@given(st.binary(max_size=200))
def test_no_layout_is_taken_for_a_program(state: bytes) -> None:
    # Every byte that a layout may hold, as QSettings escapes it.
    escaped = b"".join(
        b"\\x%x" % byte if byte < 32 or byte > 126 else bytes([byte]) for byte in state
    )
    looks_like_it = b"Variant" in state or b"DateTime" in state
    assert looks_like_it or not is_streamed(b"window=@ByteArray(" + escaped + b")")


def test_the_files_own_pickles_are_dangerous(tmp_path: Path) -> None:
    """The trap is none that would not have gone off."""
    pickle.loads(pickle.dumps(Trap(tmp_path / "sprung")))
    assert (tmp_path / "sprung").exists()
