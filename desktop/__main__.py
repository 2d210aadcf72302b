"""The command line of the program, its crash hook, and the order of a start; nothing else."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from db.errors import DataError
from db.paths import Place, find_workspace
from desktop import __version__, preflight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

log = logging.getLogger("tashan")
_STARTED = time.perf_counter()
_LAUNCHED_BY_ICON = ("DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN", "GIO_LAUNCHED_DESKTOP_FILE")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program. Returns 0, 1 for a failed self-test, 2 when it cannot start here."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.disable()  # until the window is there: see startup.collect_garbage
    try:
        place = find_workspace(arguments.workspace)
        _start_logging(place.folder)
        if arguments.screenshots is not None or arguments.self_test:
            preflight.use_offscreen()
        preflight.prepare_environment()
        preflight.require_qt()
        preflight.require_display()
        return _run(arguments, place)
    except (preflight.NotReadyError, DataError, OSError) as error:
        if logging.getLogger().handlers:  # else it would come out on the terminal
            log.exception("cannot start")
        _say(str(error))
        _show_box(str(error))
        return 2
    finally:
        gc.enable()


def _run(arguments: argparse.Namespace, place: Place) -> int:
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
    return startup.run(arguments.library, place.folder, arguments.lang, place.why)


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


class _LogFile(logging.Handler):
    """The log in the workspace folder, opened by the first record; without it, nowhere.

    Most starts have nothing to say, and the rotating handler loads sockets and pickling.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record. The caller holds this handler's lock."""
        if self._file is None:
            self._file = self._open()
        self._file.emit(record)

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / "tashan.log"
            file = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
        except OSError:
            return logging.NullHandler()
        file.setFormatter(self.formatter)
        return file

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
        super().close()


def _start_logging(folder: Path) -> None:
    """Log to the workspace folder, and what nobody caught as well."""
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        handlers=[_LogFile(folder / "logs")],
    )
    sys.excepthook = _on_crash
    threading.excepthook = lambda args: log.critical(
        "uncaught in thread",
        exc_info=(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback),
    )


def _on_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """No traceback reaches a user; every one reaches the log."""
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    log.critical("uncaught", exc_info=(kind, error, trace))
    _say("程序出错了；详情在日志里。(An error occurred; see the log.)")


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
