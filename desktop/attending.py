"""What a start does for people once the window is there: the welcome, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.crash import CrashHook
    from desktop.last_run import RunWatch
    from desktop.main_window import MainWindow
    from desktop.session import Session


def is_new(session: Session) -> bool:
    """Whether this workspace has not been used for anything yet, nor been welcomed."""
    if session.settings.welcomed:
        return False
    marks = session.marks
    used = marks.bookmarks() or marks.notes() or marks.highlights()
    return not (used or session.plans.plans() or session.lessons.lessons())


def attend(hook: CrashHook | None, runs: RunWatch, window: MainWindow) -> None:
    """Show errors from now on, and say how the last run ended if it was cut short."""
    from desktop import qt_log

    qt_log.begin()
    if hook is not None:
        from desktop.frame.crash_watch import CrashWatch

        CrashWatch(hook, window.session, lambda: window.page, window)
    if left := runs.take_last():
        tell_cut_short(window, left)


def tell_cut_short(window: MainWindow, left: str) -> None:
    """A quiet notice, with what Python noted in the last run's last moment behind it."""
    from desktop.frame.crash_dialog import CrashDialog, Said
    from desktop.frame.crash_report import native_report
    from desktop.frame.notices import CutShortNotice
    from desktop.i18n import tr
    from desktop.logs import FOLDER

    session = window.session
    notice = CutShortNotice(session.appearance)

    def show() -> None:
        said = Said(
            title=tr("上次意外退出"),
            lead=tr("上次他山没有正常关上，多半是系统或图形部件出的错。"),
            saved=tr("那时已经存上的内容都在。"),
            is_saved=True,
            report=native_report(session, left.splitlines()),
        )
        logs = session.folder / FOLDER
        CrashDialog(session.appearance, said, logs, window, restart=False).open()

    notice.report_wanted.connect(show)
    window.put_notice(notice)


def watch_library(window: MainWindow) -> None:
    """Notice from now on when the library is no longer what was opened, or is damaged."""
    from desktop.frame.library_watch import LibraryWatch

    LibraryWatch(window.session, window, window.put_notice).check()


def leave(runs: RunWatch) -> None:
    """This run has ended as it should."""
    from desktop import qt_log

    qt_log.end()
    runs.ended()
