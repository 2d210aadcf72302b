"""What must be true before Qt is loaded: a display to draw on, and the libraries Qt needs.

Qt ends the process with a core dump when either is missing; here it becomes one plain sentence
and exit code 2. Nothing in this module may import PySide6 at the top.
"""

from __future__ import annotations

import builtins
import importlib.util
import os
import sys
from pathlib import Path
from typing import Final

from db.errors import DataError

# A fresh Debian or Ubuntu lacks these; found by starting a real window on one.
APT_PACKAGES: Final = (
    "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-randr0 libxcb-shape0 "
    "libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libx11-xcb1 libxkbcommon-x11-0"
)
# Input method modules whose plugin is not in the wheel but which speak the ibus protocol.
_IBUS_SPEAKERS: Final = frozenset({"fcitx", "fcitx5"})
_ON_X11: Final = frozenset({"@im=fcitx", "@im=fcitx5", "@im=ibus"})


class NotReadyError(DataError):
    """The program cannot draw a window here; the message says why and what to do."""


def prepare_environment() -> None:
    """Set what Qt reads once at its start: the input method that its own plugins can serve."""
    several = [name for name in os.environ.get("QT_IM_MODULES", "").split(";") if name]
    one = os.environ.get("QT_IM_MODULE", "")
    if several:  # Qt takes the first of these that it can load, and asks for nothing else
        speaks = any(name.lower() in _IBUS_SPEAKERS for name in several)
        if speaks and "ibus" not in several and not _has_fcitx_plugin():
            os.environ["QT_IM_MODULES"] = ";".join([*several, "ibus"])
    elif one.lower() in _IBUS_SPEAKERS:
        if not _has_fcitx_plugin():
            os.environ["QT_IM_MODULE"] = "ibus"
    elif not one and _is_for_x11() and os.environ.get("XMODIFIERS", "").lower() in _ON_X11:
        # Desktops that set this alone leave Qt without an input method: it does not read it.
        os.environ["QT_IM_MODULE"] = "ibus"


def _is_for_x11() -> bool:
    """Whether the window will be one of X11: on Wayland the compositor hands on what is typed."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform:
        return platform == "xcb"
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def use_offscreen() -> None:
    """Draw into memory where nobody asked for a screen (pictures, self-test)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def require_qt() -> None:
    """Load QtWidgets. Raises NotReadyError when a system library is missing."""
    try:
        import PySide6.QtWidgets
    except ImportError as error:
        raise NotReadyError(_missing_library(str(error))) from error
    del PySide6
    # PySide looks through the source of whatever is imported after it for a switch of its own
    # (`from __feature__ import …`), which nothing here uses: Python's own import is faster.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def require_display() -> None:
    """Raises NotReadyError where no window can be opened: no display, or no way to reach it."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform and platform not in {"xcb", "wayland"}:
        return
    x11, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    if not (x11 or wayland):
        raise NotReadyError(
            "没有可用的显示器，窗口打不开：请在桌面环境里启动他山，"
            "或用 tashan --screenshots 目录 直接出图。"
            "(No display: start Tashan from a desktop session, "
            "or draw pictures with tashan --screenshots DIR.)"
        )
    if x11 and platform in {"", "xcb"} and not (wayland and platform == ""):
        _require_xcb(x11)


def _require_xcb(display: str) -> None:
    import ctypes  # only X needs it

    plugin = _plugin("platforms/libqxcb.so")
    if plugin is not None:
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise NotReadyError(_missing_library(str(error))) from error
    if not _x_server_answers():
        raise NotReadyError(
            f"连不上显示器 {display}：请检查 DISPLAY 的设置，或在桌面环境里启动他山。"
            f"(Cannot connect to display {display}: check DISPLAY, "
            "or start Tashan from a desktop session.)"
        )


def _x_server_answers() -> bool:
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise NotReadyError(_missing_library(str(error))) from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _missing_library(detail: str) -> str:
    name = detail.split(":")[0].strip() or detail
    return (
        f"缺少系统库 {name}，窗口打不开。请先安装：sudo apt-get install -y {APT_PACKAGES} "
        f"(A system library that Qt needs is missing: {name}. Install it with the command above.)"
    )


def _plugin(relative: str) -> Path | None:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return None
    for root in spec.submodule_search_locations:
        for plugins in (Path(root) / "Qt" / "plugins", Path(root) / "plugins"):
            if (plugins / relative).is_file():
                return plugins / relative
    return None


def _has_fcitx_plugin() -> bool:
    return any(
        _plugin(f"platforminputcontexts/lib{name}platforminputcontextplugin.so") is not None
        for name in ("fcitx", "fcitx5")
    )
