"""What is inside a copy of the workspace, and how it differs from now, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from db.workspace.copies import Reason
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.workspace.inside import Inside
    from db.workspace.listing import Difference, ListedCopy

_KIB = 1024


def contents(inside: Inside) -> str:
    """How many of each kind there are."""
    there = [_counted(kind, count) for kind, count in inside.counts().items() if count]
    return tr("、").join(there) if there else tr("没有批注、收藏、划线、方案和课件")


def differences(found: Mapping[str, Difference]) -> str:
    """A sentence about what one gets and what one loses against now."""
    if not found:
        return tr("和现在的内容一样。")
    more = [_counted(kind, what.more) for kind, what in found.items() if what.more]
    fewer = [_counted(kind, what.fewer) for kind, what in found.items() if what.fewer]
    changed = [_counted(kind, what.changed) for kind, what in found.items() if what.changed]
    parts = []
    if fewer:
        parts.append(tr("比现在少 {what}").format(what=tr("、").join(fewer)))
    if more:
        parts.append(tr("比现在多 {what}").format(what=tr("、").join(more)))
    if changed:
        parts.append(tr("{what} 内容和现在不同").format(what=tr("、").join(changed)))
    return tr("{what}。").format(what=tr("；").join(parts))


def _counted(kind: str, count: int) -> str:
    forms = {
        "notes": tr("{n} 条批注"),
        "bookmarks": tr("{n} 个收藏"),
        "highlights": tr("{n} 处划线"),
        "plans": tr("{n} 个方案"),
        "lessons": tr("{n} 个课件"),
    }
    return forms[kind].format(n=count)


def title(copy: ListedCopy) -> str:
    """When a copy was made, and what for where that was not the turn of the day."""
    why = {
        Reason.USUAL: "",
        Reason.RESTORE: tr("恢复之前"),
        Reason.UPGRADE: tr("升级之前"),
    }[copy.reason]
    return tr(" · ").join(part for part in (moment(copy.made), why) if part)


def moment(when: datetime) -> str:
    """A moment on this machine's clock."""
    form = tr("{y}年{m}月{d}日 {time}")
    return form.format(y=when.year, m=when.month, d=when.day, time=f"{when:%H:%M}")


def changed(inside: Inside) -> str:
    """When something was last changed; '' where nothing ever was, or the moment is unreadable."""
    try:
        when = datetime.fromisoformat(inside.changed_at).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    return tr("最后修改 {when}").format(when=moment(when))


def size(count: int) -> str:
    """Bytes as a person reads them."""
    if count < _KIB * _KIB:
        return tr("{n} KB").format(n=max(round(count / _KIB), 1))
    return tr("{n} MB").format(n=f"{count / _KIB / _KIB:.1f}")
