"""What is missing is said in one sentence, before Qt would dump core."""

from __future__ import annotations

import builtins
import ctypes
import os
from typing import Any

import pytest

from desktop import preflight
from desktop.preflight import NotReadyError

pytestmark = pytest.mark.usefixtures("_linux")


@pytest.fixture
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux session without any display, whatever the tests run on."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_IM_MODULE"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_display_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform in ("", "xcb", "wayland"):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
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


def test_pictures_are_drawn_offscreen_unless_somebody_asks_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preflight.use_offscreen()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    preflight.use_offscreen()
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
