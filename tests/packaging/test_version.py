"""Windows and macOS are told the program's own version."""

from __future__ import annotations

import plistlib
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop import __version__
from resources.packaging import version

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_windows_resource_can_be_read_and_tells_the_version() -> None:
    told = _read(version.windows_version(__version__))
    fixed = dict(told["ffi"])
    assert fixed["filevers"] == fixed["prodvers"] == version.numbers(__version__)
    strings = dict(told["kids"][0][0][0][1])
    assert strings["FileVersion"] == strings["ProductVersion"] == __version__
    assert strings["ProductName"] == "他山 Tashan"
    # The block of strings is named after its language and code page, as the translation says.
    language, page = told["kids"][1][0][1]
    assert told["kids"][0][0][0] == (f"{language:04X}{page:04X}", list(strings.items()))


def _read(text: str) -> dict[str, Any]:
    """The resource as PyInstaller reads it: an expression of its classes, here plain values."""
    plain: dict[str, Callable[..., Any]] = {
        "VSVersionInfo": dict,
        "FixedFileInfo": dict,
        **{
            name: lambda *values: values if len(values) > 1 else values[0]
            for name in ("StringTable", "StringStruct", "VarStruct")
        },
        "StringFileInfo": lambda tables: [(table,) for table in tables],
        "VarFileInfo": lambda structs: structs,
    }
    found: dict[str, Any] = eval(text, {"__builtins__": {}}, plain)
    return found


@pytest.mark.skipif(sys.platform != "win32", reason="PyInstaller's reader runs on Windows only")
def test_pyinstaller_itself_reads_the_windows_resource() -> None:
    versioninfo = pytest.importorskip("PyInstaller.utils.win32.versioninfo")
    read = eval(version.windows_version("1.2.3"), vars(versioninfo))
    assert read.toRaw()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("1.2.0rc1", (1, 2, 0, 0)),
        ("3", (3, 0, 0, 0)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
    ],
)
def test_a_version_has_four_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version.numbers(text) == numbers


def test_what_is_no_version_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="no version"):
        version.numbers("latest")


def test_the_property_list_can_be_written_and_speaks_chinese_first() -> None:
    told = plistlib.loads(plistlib.dumps(version.info_plist(__version__)))
    assert told["CFBundleDisplayName"] == "他山"
    assert told["CFBundleLocalizations"][0] == "zh_CN"
    assert __version__.startswith(told["CFBundleVersion"])
