"""The names of copies in backups/, and which of them stay. Pure but for listing the folder.

A name tells the moment by the clock on the wall, and why a copy was made where that was not the
turn of the day. The clock may have been wrong: copies dated after now are thinned out among
themselves, so that they neither push the others out nor are pushed out by them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DAYS: Final = 7
WEEKS: Final = 4
BEFORE: Final = 10
"""How many of the copies made before a restoring or an upgrade stay, for `BEFORE_DAYS`."""
BEFORE_DAYS: Final = 30

_SLACK: Final = timedelta(minutes=90)
"""How far ahead a copy may be dated without the clock being wrong: summer time ends, and two in
one second get names of their own."""

_FORMAT: Final = "%Y%m%d-%H%M%S"
_NAME: Final = re.compile(r"workspace-(\d{8}-\d{6})(?:-(restore|upgrade))?\.db", re.ASCII)


class Reason(Enum):
    """Why a copy was made."""

    USUAL = ""
    RESTORE = "restore"  # of what another copy was about to take the place of
    UPGRADE = "upgrade"  # of what was about to be migrated


class Copy(NamedTuple):
    """A copy of the workspace, by its name alone."""

    made: datetime
    path: Path
    reason: Reason = Reason.USUAL


def copies(folder: Path) -> list[Copy]:
    """Return the copies of the workspace in `folder`, by their names, oldest first.

    What has another name, or is no file, is none of ours. Raises OSError.
    """
    found = (parse(path) for path in (folder / "backups").glob("workspace-*.db"))
    return sorted(copy for copy in found if copy is not None and copy.path.is_file())


def parse(path: Path) -> Copy | None:
    """Return what the name of a copy tells, None where it is not the name of one."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = datetime.strptime(match[1], _FORMAT)
    except ValueError:
        return None
    return Copy(made, path, Reason(match[2] or ""))


def free_name(folder: Path, reason: Reason, moment: datetime) -> Path:
    """Return a name of a copy that is not taken: two in one second are told apart."""
    ending = f"-{reason.value}.db" if reason.value else ".db"
    while (path := folder / f"workspace-{moment.strftime(_FORMAT)}{ending}").exists():
        moment += timedelta(seconds=1)
    return path


def is_later(copy: Copy, now: datetime) -> bool:
    """Whether a copy is dated after now, so that a clock was wrong."""
    return copy.made > now + _SLACK


def kept(found: Iterable[Copy], now: datetime) -> set[Copy]:
    """Return which copies stay: see `DAYS`, `WEEKS` and `BEFORE`; and all of today."""
    stay: set[Copy] = set()
    found = list(found)
    usual = [copy for copy in found if copy.reason is Reason.USUAL]
    before = [copy for copy in found if copy.reason is not Reason.USUAL]
    for later in (False, True):
        stay |= _newest_of_each([copy for copy in usual if is_later(copy, now) is later])
        stay |= set(sorted(copy for copy in before if is_later(copy, now) is later)[-BEFORE:])
    stay -= {copy for copy in before if copy.made < now - timedelta(days=BEFORE_DAYS)}
    return stay | {copy for copy in usual if copy.made.date() == now.date()}


def _newest_of_each(usual: list[Copy]) -> set[Copy]:
    """The newest of each of the last days, and of the last weeks, that have any."""
    days: dict[object, Copy] = {}
    weeks: dict[object, Copy] = {}
    for copy in sorted(usual):
        days[copy.made.date()] = copy
        weeks[copy.made.isocalendar()[:2]] = copy
    return {*sorted(days.values())[-DAYS:], *sorted(weeks.values())[-WEEKS:]}
