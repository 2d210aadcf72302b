"""The report of an error that can be handed on: versions, and where it happened. No text in it.

It names no folder and no note, plan or file of the user's; what an error itself says is left out
by `Scrubber` before it comes here.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop import versions
from desktop.i18n import language, tr
from desktop.settings import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.crash import Crash
    from desktop.session import Session


def report(session: Session, crash: Crash, page: str) -> str:
    """An error on a thread, with all that is needed to look for it."""
    where = tr("主线程") if crash.thread == "MainThread" else crash.thread
    return _report(session, crash.when, [(tr("线程"), where), (tr("页面"), page)], crash.lines)


def native_report(session: Session, lines: Sequence[str]) -> str:
    """How the last run was cut short, as Python noted it in its last moment."""
    return _report(session, time.time(), [], lines)


def _report(
    session: Session, when: float, more: Sequence[tuple[str, str]], lines: Sequence[str]
) -> str:
    look, made = session.appearance, session.cases.made
    mode = tr("深色") if look.mode is Mode.DARK else tr("浅色")
    facts = [
        (tr("时间"), time.strftime("%Y-%m-%d %H:%M:%S %z", time.localtime(when))),
        (tr("版本"), versions.program()),
        (tr("运行环境"), versions.runtime()),
        (tr("系统"), versions.system()),
        (tr("屏幕"), versions.screens()),
        (tr("外观"), f"{mode} · {round(look.scale * 100)}% · {language()}"),
        (tr("案例库"), f"{session.cases.content_hash} · {made.get('schema_version', '')}"),
        *more,
    ]
    head = [tr("{name}：{value}").format(name=name, value=value) for name, value in facts]
    return "\n".join([tr("他山出错报告"), *head, "", *lines])
