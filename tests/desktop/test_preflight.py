"""What is missing is said in one sentence, before Qt would dump core."""

from __future__ import annotations

import builtins
import ctypes
import os
import platform
from typing import Any

import pytest

from desktop import preflight
from desktop.preflight import NotReadyError

pytestmark = pytest.mark.usefixtures("_linux")


@pytest.fixture
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux session without any display, whatever the tests run on."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in (
        *("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"),
        *("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS"),
    ):
        monkeypatch.delenv(name, raising=False)


def test_without_a_display_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "xcb", "wayland"):
        monkeypatch.setenv("QT_QPA_PLATFORM", name)
        with pytest.raises(NotReadyError, match="没有可用的显示器"):
            preflight.require_display()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "linuxfb;x"])
def test_who_asks_for_no_display_needs_none(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    preflight.require_display()


def test_a_wayland_session_needs_no_x_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":4711")
    preflight.require_display()


def test_elsewhere_than_on_linux_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    preflight.require_display()


def test_a_missing_system_library_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_args: Any, **_options: Any) -> None:
        raise OSError("libxcb-icccm.so.4: cannot open shared object file: No such file")

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(ctypes, "CDLL", missing)
    with pytest.raises(NotReadyError) as raised:
        preflight.require_display()
    said = str(raised.value)
    assert "libxcb-icccm.so.4" in said
    assert f"apt-get install -y {preflight.APT_PACKAGES}" in said
    assert "\n" not in said


def test_a_library_that_the_import_misses_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def importing(name: str, *args: Any, **options: Any) -> Any:
        if name == "PySide6.QtWidgets":
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file")
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(NotReadyError, match=r"libEGL\.so\.1.*apt-get install"):
        preflight.require_qt()


def test_the_list_of_packages_has_those_of_a_fresh_debian() -> None:
    packages = set(preflight.APT_PACKAGES.split())
    assert {"libxcb-icccm4", "libxcb-keysyms1", "libxcb-cursor0", "libegl1"} <= packages


@pytest.mark.parametrize("module", ["fcitx", "fcitx5", "Fcitx"])
def test_fcitx_is_spoken_to_through_ibus_where_its_plugin_is_missing(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setenv("QT_IM_MODULE", module)
    monkeypatch.setattr(preflight, "_has_fcitx_plugin", lambda: False)
    preflight.prepare_environment()
    assert os.environ["QT_IM_MODULE"] == "ibus"


def test_fcitx_with_its_plugin_and_other_input_methods_are_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setattr(preflight, "_has_fcitx_plugin", lambda: True)
    preflight.prepare_environment()
    assert os.environ["QT_IM_MODULE"] == "fcitx"
    monkeypatch.setenv("QT_IM_MODULE", "xim")
    monkeypatch.setattr(preflight, "_has_fcitx_plugin", lambda: False)
    preflight.prepare_environment()
    assert os.environ["QT_IM_MODULE"] == "xim"


_WAYLAND = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"QT_IM_MODULE": "ibus", "DISPLAY": ":0"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx", "DISPLAY": ":0"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5", **_WAYLAND}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx", "DISPLAY": ":0"}, "ibus"),
        ({"XMODIFIERS": "@im=ibus", "DISPLAY": ":0"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx", "QT_QPA_PLATFORM": "xcb", **_WAYLAND}, "ibus"),
        # What speaks for itself is left alone: Wayland's text-input, XIM servers, none at all.
        ({"XMODIFIERS": "@im=fcitx", **_WAYLAND}, None),
        ({"XMODIFIERS": "@im=SCIM", "DISPLAY": ":0"}, None),
        ({"XMODIFIERS": "@im=fcitx", "QT_QPA_PLATFORM": "offscreen"}, None),
        ({"QT_IM_MODULE": "wayland", **_WAYLAND}, "wayland"),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx", "DISPLAY": ":0"}, "compose"),
        ({"DISPLAY": ":0"}, None),
    ],
)
def test_there_is_an_input_method_in_every_kind_of_session(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], wanted: str | None
) -> None:
    monkeypatch.setattr(preflight, "_has_fcitx_plugin", lambda: False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("QT_IM_MODULE", given.get("QT_IM_MODULE", ""))  # put back afterwards
    preflight.prepare_environment()
    assert (os.environ["QT_IM_MODULE"] or None) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("wayland;fcitx;ibus", "wayland;fcitx;ibus"),
        ("wayland;fcitx", "wayland;fcitx;ibus"),
        ("fcitx5", "fcitx5;ibus"),
        ("wayland", "wayland"),
    ],
)
def test_of_several_input_methods_one_can_be_loaded(
    monkeypatch: pytest.MonkeyPatch, given: str, wanted: str
) -> None:
    monkeypatch.setattr(preflight, "_has_fcitx_plugin", lambda: False)
    monkeypatch.setenv("QT_IM_MODULES", given)
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    preflight.prepare_environment()
    assert os.environ["QT_IM_MODULES"] == wanted
    assert os.environ["QT_IM_MODULE"] == "fcitx", "it is not asked where there are several"


@pytest.mark.skipif(platform.system() != "Linux", reason="ibus is of Linux")
def test_the_plugin_that_is_fallen_back_on_is_there() -> None:
    plugin = "platforminputcontexts/libibusplatforminputcontextplugin.so"
    assert preflight._plugin(plugin) is not None


def test_pictures_are_drawn_offscreen_unless_somebody_asks_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preflight.use_offscreen()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    preflight.use_offscreen()
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
