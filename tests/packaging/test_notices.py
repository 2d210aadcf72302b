"""Nothing is handed on without its licence."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from pathlib import Path

import pytest

from resources.packaging import notices, owners
from resources.packaging.inside import INSIDE, LICENCES, texts_of

_ROOT = Path(__file__).parents[2]


def _file(module: str) -> Path:
    found = importlib.util.find_spec(module)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin)


@pytest.fixture(scope="module")
def made() -> str:
    """Notices of a folder with some of what the real one holds."""
    sources = [
        _file(module) for module in ("docx", "lxml.etree", "PySide6.QtCore", "shiboken6", "re")
    ]
    text, warning = notices.make_notices(sources, [_ROOT], "1.2.3", always=["pytest"])
    assert warning == ""
    return text


def _listed(text: str) -> list[str]:
    return [line.strip().split(" ")[0] for line in text.splitlines() if line.startswith("  ")]


def test_what_was_collected_is_listed_and_nothing_else(made: str) -> None:
    head = made.partition(notices._RULE)[0]
    assert _listed(head) == [
        "Python",
        "lxml",
        "PySide6_Essentials",
        "pytest",
        "python-docx",
        "shiboken6",
    ]


def test_each_part_stands_with_its_version_and_its_own_text(made: str) -> None:
    for name in ("python-docx", "lxml"):
        distribution = importlib.metadata.distribution(name)
        assert f"{name} {distribution.version}\nLicence: " in made
        for _, text in owners.distribution_texts(distribution):
            assert " ".join(text.split()) in " ".join(made.split())


def test_qt_comes_with_the_lgpl_how_to_replace_it_and_where_its_source_is(made: str) -> None:
    version = importlib.metadata.version("PySide6-Essentials")
    assert "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3" in made
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in made
    assert f"https://download.qt.io/archive/qt/{version.rpartition('.')[0]}/{version}/" in made
    assert "put your libraries in place of those of the same name" in made


def test_the_same_text_stands_once(made: str) -> None:
    assert made.count("This version of the GNU Lesser General Public License incorporates") == 1
    assert "LGPL-3.0.txt: the same text as of" in made


def test_pyinstallers_bootloader_may_be_inside_any_program() -> None:
    pytest.importorskip("PyInstaller")
    text, _ = notices.make_notices([], [_ROOT], "1.2.3", always=["pyinstaller"])
    assert "pyinstaller" in _listed(text)
    assert "Bootloader Exception" in text


def test_a_part_without_a_licence_text_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "distribution_texts", lambda _: [])
    with pytest.raises(notices.NoticesError, match=r"click .*: no licence text"):
        notices.make_notices([_file("click")], [_ROOT], "1.2.3")


def test_a_library_under_the_gpl_stops_the_build(tmp_path: Path) -> None:
    library = tmp_path / "libreadline.so.8"
    library.touch()
    with pytest.raises(notices.NoticesError, match=r"libreadline\.so\.8: GPL"):
        notices.make_notices([library], [_ROOT], "1.2.3")


def test_a_library_that_nobody_claims_is_named_and_warned_of(tmp_path: Path) -> None:
    library = tmp_path / "libmystery.so.1"
    library.touch()
    text, warning = notices.make_notices([library], [_ROOT], "1.2.3")
    assert "libmystery.so.1" in warning
    assert "UNKNOWN" in text
    assert "libmystery.so.1" in text


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-only", "GNU General Public License v2 (GPLv2)", "AGPL-3.0-or-later", "Proprietary"],
)
def test_a_licence_that_asks_the_whole_to_be_gpl_is_refused(licence: str) -> None:
    assert notices.is_refused(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "GPLv2-or-later with a special exception which allows to use PyInstaller to build",
        "GNU Lesser General Public License v3 (LGPLv3)",
        "MIT",
        "Apache Software License; GNU General Public License v2 (GPLv2)",
        "",
    ],
)
def test_a_licence_that_leaves_a_choice_is_not_refused(licence: str) -> None:
    assert not notices.is_refused(licence)


def test_every_text_that_is_kept_is_used_and_is_there() -> None:
    used = {name for inside in INSIDE.values() for name in inside.texts} | {"python-inside.txt"}
    assert used == {path.name for path in LICENCES.iterdir()}
    assert all(len(text) > 500 for name in INSIDE for _, text in texts_of(name))
