"""Each collected file has the owner that installed it."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import markdown_it
import pytest

from resources.packaging import owners

_ROOT = Path(__file__).parents[2]


def test_a_module_is_its_distributions_though_the_environment_lies_in_our_folder() -> None:
    module = Path(str(markdown_it.__file__))
    found = owners.sort_by_owner([module], own=[_ROOT, module.parents[1]])
    assert dict(found.distributions) == {"markdown-it-py": {module}}


def test_our_own_files_need_no_notice() -> None:
    found = owners.sort_by_owner([Path(__file__)], own=[_ROOT])
    assert found == owners.Owners()


def test_the_standard_library_is_pythons() -> None:
    module = Path(sysconfig.get_path("stdlib")) / "textwrap.py"
    assert owners.sort_by_owner([module], own=[_ROOT]).python == {module}


def test_what_nobody_installed_is_unknown(tmp_path: Path) -> None:
    file = tmp_path / "libmystery.so"
    file.touch()
    assert owners.sort_by_owner([file], own=[_ROOT]).unknown == {file}


@pytest.mark.skipif(
    not Path("/var/lib/dpkg/status").is_file(),
    reason="no Debian, no Ubuntu, nor what stems of them",
)
def test_a_library_of_the_system_is_its_packages_by_either_of_its_names() -> None:
    library = next(
        path
        for folder in ("/lib", "/usr/lib")
        for path in sorted(Path(folder).glob("*-linux-gnu*/libc.so.6"))
    )
    inside = Path("/" + str(library).removeprefix("/usr").lstrip("/"))
    assert set(owners.debian_packages([library, inside]).values()) == {"libc6"}
    version, source, source_version = owners.debian_source("libc6")
    assert source == "glibc"
    assert version
    assert source_version


def test_without_dpkg_no_package_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert owners.debian_packages([Path(sys.executable)]) == {}
