"""The command line of the program, its crash hook, and the order of a start; nothing else."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from db.errors import DataError, WorkspaceError
from db.paths import Place, Why, find_workspace
from desktop import __version__, logs, preflight
from desktop.crash import CrashHook

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger("tashan")
_FAILED = "程序出错了；详情在日志里。(An error occurred; see the log.)"
_STARTED = time.perf_counter()
_LAUNCHED_BY_ICON = ("DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN", "GIO_LAUNCHED_DESKTOP_FILE")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program. Returns 0, 1 for a failed self-test, 2 when it cannot start here."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.disable()  # until the window is there: see collecting
    hook: CrashHook | None = None
    try:
        place = _find_place(arguments)
        hook = _start_logging(place.folder)
        if arguments.screenshots is not None or arguments.self_test:
            preflight.use_offscreen()
        preflight.prepare_environment()
        preflight.require_qt()
        preflight.require_display()
        return _run(arguments, place, hook)
    except (preflight.NotReadyError, DataError, OSError) as error:
        if logging.getLogger().handlers:  # else it would come out on the terminal
            log.exception("cannot start")
        _say(str(error))
        _show_box(str(error))
        return 2
    except Exception as error:
        # A mistake of ours, where there is no window yet, or no longer one, to tell it in.
        if hook is None:
            raise
        hook.happened(error)
        _show_box(_FAILED)
        return 1
    finally:
        gc.enable()


def _find_place(arguments: argparse.Namespace) -> Place:
    """Where the user's data lies. A walk of the program's own needs it for its log alone.

    So it may be started by somebody of whom neither HOME nor the system knows a folder.
    """
    try:
        return find_workspace(arguments.workspace)
    except WorkspaceError:
        if not arguments.self_test and arguments.screenshots is None:
            raise
        import tempfile

        return Place(Path(tempfile.mkdtemp(prefix="tashan-log-")), Why.ASKED)


def _run(arguments: argparse.Namespace, place: Place, hook: CrashHook) -> int:
    """Hand over to what was asked for; Qt is loaded from here on."""
    if arguments.self_test:
        from desktop import self_test

        return self_test.run(arguments.library)
    if arguments.screenshots is not None:
        from desktop import screenshots

        count = screenshots.render(arguments.screenshots, arguments.library, arguments.lang)
        _say(f"已写出 {count} 张图 (pictures written)：{arguments.screenshots}", sys.stdout)
        return 0
    from desktop import startup

    if arguments.startup_report:
        startup.report(
            _STARTED,
            arguments.library,
            place.folder,
            arguments.lang,
            lambda figures: _say(json.dumps(figures), sys.stdout),
        )
        return 0
    return startup.run(arguments.library, place.folder, arguments.lang, place.why, hook)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tashan",
        description="他山 Tashan：案例对照、原文高亮、收藏和批注 (a browser of case studies)",
    )
    parser.add_argument(
        "--library", type=Path, metavar="FILE", help="案例库文件 (case library) library.db"
    )
    parser.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        help="收藏和批注所在的文件夹 (folder of bookmarks and notes)",
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="界面语言 (language)")
    parser.add_argument(
        "--screenshots",
        type=Path,
        metavar="DIR",
        help="把每一页画成 PNG 后退出 (draw every page as a PNG)",
    )
    parser.add_argument(
        "--startup-report",
        action="store_true",
        help="报告启动用时和内存后退出 (report start-up time)",
    )
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="在临时文件夹里走一遍主要功能 (check the program itself)",
    )
    parser.add_argument("--version", action="version", version=f"Tashan {__version__}")
    return parser


def _start_logging(folder: Path) -> CrashHook:
    """Log to the workspace folder, and what nobody caught as well."""
    logs.start(folder)
    hook = CrashHook(folder, tell=lambda: _say(_FAILED))
    hook.install()
    return hook


def _show_box(sentence: str) -> None:
    """Started from an icon there is no terminal to read: show the sentence where it can be seen."""
    from_icon = any(os.environ.get(name) for name in _LAUNCHED_BY_ICON)
    if sys.stderr is not None and not from_icon:
        return
    try:
        preflight.require_qt()
        preflight.require_display()
    except preflight.NotReadyError:
        return
    from desktop.startup import application, show_failure

    application()
    show_failure(sentence)


def _say(text: str, stream: TextIO | None = None) -> None:
    # A program without a console (Windows) has neither stream.
    target = stream or sys.stderr
    if target is not None:
        print(text, file=target, flush=True)


if __name__ == "__main__":
    sys.exit(main())
