"""The built folder holds what the program loads, and what a person looks for."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from desktop import paths
from resources.packaging.layout import RESOURCES, lay_beside
from resources.packaging.trimming import wanted, without_spare_libraries

_ROOT = Path(__file__).parents[2]


def test_every_part_of_resources_is_collected_but_this_tooling() -> None:
    names = {path.name for path in (_ROOT / "resources").iterdir()} - {"__pycache__"}
    assert {name for name, _ in RESOURCES} == names - {"packaging"}
    assert ("translations", "translations") in RESOURCES
    assert ("tokens.json", ".") in RESOURCES


def test_the_wheel_holds_the_same_resources_as_the_built_folder() -> None:
    told = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = told["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    included = {name: place for name, place in included.items() if name != "seeds"}
    assert included == {f"resources/{name}": f"desktop/_resources/{name}" for name, _ in RESOURCES}


@pytest.mark.parametrize("linux", [True, False])
def test_all_that_lies_beside_the_executable_exists(linux: bool, tmp_path: Path) -> None:
    beside = dict(lay_beside(_ROOT, tmp_path, linux))
    made = beside.pop("THIRD-PARTY-NOTICES.txt")
    assert made.parent == tmp_path  # by the build
    assert all(path.is_file() for path in beside.values())
    assert ("install-desktop-entry.sh" in beside) is linux


@pytest.mark.parametrize("inside_bundle", [False, True])
def test_a_frozen_program_finds_its_notices(
    inside_bundle: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "Frameworks"
    (inside / "desktop").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(inside / "desktop" / "paths.pyc"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Tashan"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.notices_file() is None
    notices = (inside if inside_bundle else tmp_path) / "THIRD-PARTY-NOTICES.txt"
    notices.touch()
    assert paths.notices_file() == notices
    assert paths.licence_file() is None
    notices.with_name("LICENSE").touch()
    assert paths.licence_file() == notices.with_name("LICENSE")


def test_from_source_there_are_no_notices_but_the_licence() -> None:
    assert paths.notices_file() is None
    assert paths.licence_file() == _ROOT / "LICENSE"


@pytest.mark.parametrize(
    "name",
    [
        "desktop/_resources/translations/en/LC_MESSAGES/tashan.mo",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\plugins\\imageformats\\qico.dll",
        "pptx/templates/default.pptx",
    ],
)
def test_what_the_program_needs_is_kept(name: str) -> None:
    assert wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6\\translations\\qt_fr.qm",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6\\opengl32sw.dll",
        "libgnutls.so.30",
    ],
)
def test_what_it_does_not_need_is_left_out(name: str) -> None:
    assert not wanted(name)


def test_a_library_goes_when_its_last_user_has_gone() -> None:
    plugin = ("PySide6/Qt/plugins/platforms/libqxcb.so", "/wheel/libqxcb.so", "BINARY")
    module = ("lib-dynload/_sqlite3.so", "/python/_sqlite3.so", "EXTENSION")
    loaded = {"/wheel/libqxcb.so": ["/lib/libxcb.so.1"], "/python/_sqlite3.so": ["libsqlite3.so.0"]}
    libraries = [
        (name, f"/lib/{name}", "BINARY")
        for name in ("libxcb.so.1", "libsqlite3.so.0", "libgtk-3.so.0")
    ]
    kept = without_spare_libraries([plugin, module, *libraries], lambda file: loaded[file])
    assert kept == [plugin, module, *libraries[:2]]
