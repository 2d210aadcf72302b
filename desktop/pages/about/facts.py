"""What 关于 tells, as pairs of a name and a value: shown as lines, and copied as text."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from desktop import versions
from desktop.i18n import tr
from desktop.logs import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.session import Session


class Fact(NamedTuple):
    """A line of 关于; `folder` is one that can be opened."""

    name: str
    value: str
    more: str = ""
    """Below it, quieter."""
    folder: Path | None = None


def facts(session: Session) -> list[Fact]:
    """Everything about this program, its library and its folders."""
    logs = session.folder / FOLDER
    return [
        Fact(tr("版本"), versions.program(), versions.runtime()),
        Fact(tr("系统"), versions.system(), versions.screens()),
        _library(session),
        Fact(tr("案例库指纹"), session.cases.content_hash, tr("和别人的一样，就是同一个案例库。")),
        Fact(
            tr("数据位置"),
            str(session.folder),
            tr("收藏、批注、方案、课件和备份都在这里。"),
            session.folder,
        ),
        Fact(tr("日志"), str(logs), tr("只记出了什么错，不记您写的字。"), logs),
    ]


def _library(session: Session) -> Fact:
    cases, made = session.cases, session.cases.made
    counted = tr("{a} 篇文章，{r} 地，{m} 条做法").format(
        a=cases.article_count, r=len(cases.regions), m=len(cases.mechanisms)
    )
    more = [tr("格式 {n}").format(n=made.get("schema_version", ""))]
    with suppress(OSError):
        day = time.strftime("%Y-%m-%d", time.localtime(cases.path.stat().st_mtime))
        more.append(tr("文件日期 {day}").format(day=day))
    more.append(made.get("built_with", ""))
    return Fact(tr("案例库"), counted, " · ".join(part for part in more if part))


def as_text(told: Iterable[Fact]) -> str:
    """Facts as lines of plain text."""
    lines = [tr("他山 Tashan")]
    for fact in told:
        lines.append(tr("{name}：{value}").format(name=fact.name, value=fact.value))
        if fact.more and fact.folder is None:
            lines.append(f"  {fact.more}")
    return "\n".join(lines)
