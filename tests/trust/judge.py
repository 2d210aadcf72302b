"""Whether what a killed run left behind is what its journal says. Pure but for reading the file.

Every commit holds all that was handed over by then, so what is left must be the outcome of the
first n calls of `Saver.save`, for some n: no call half there, none out of order. What was typed or
done and is not among them is lost; its age counts at the moment of the kill. A busy machine makes
a program late that does nothing wrong: the age is told by the clock, and also without the time in
which the interface thread was ready to go on and others had the processor. The law is about that.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from tests.trust import contents as module

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.trust.contents import Contents
    from tests.trust.journal import Line, Moment

ALLOWED_SECONDS = 1.0
_OWNERS = {
    "plan_section": ("plan", "plan_id"),
    "borrowing": ("plan", "plan_id"),
    "task": ("plan", "plan_id"),
    "plan_version": ("plan", "plan_id"),
    "slide": ("lesson", "lesson_id"),
    "tally": ("lesson", "lesson_id"),
}


class Verdict(NamedTuple):
    """What was found: sentences about what must not be, and how old the oldest lost thing was."""

    violations: list[str]
    lost_seconds: float
    lost_seconds_at_work: float
    stored: Contents


def judge(before: Contents, lines: Sequence[Line], killed: Moment, path: Path) -> Verdict:
    """Compare the file at `path` (a copy, with its WAL) with what was there and what was done."""
    problems = [f"the run says: {line.values['what']}" for line in lines if line.kind == "wrong"]
    problems += unsound(path)
    try:
        stored = module.held(path)
    except sqlite3.Error as error:
        return Verdict([*problems, f"cannot be read: {error}"], 0.0, 0.0, {})
    calls = [line for line in lines if line.kind == "hand"]
    count = _prefix(before, calls, stored)
    if count is None:
        return Verdict([*problems, _half(before, calls, stored)], 0.0, 0.0, stored)
    problems += half(stored)
    lost = [call.at for call in calls[count:]]
    lost += _untyped(lines, calls[:count], stored)
    age = max((killed.ago(at) for at in lost), default=0.0)
    worked = max((killed.ago_at_work(at) for at in lost), default=0.0)
    if worked > ALLOWED_SECONDS:
        told = [f"{line.at.at - killed.at:.3f} {line.kind}" for line in lines[-12:]]
        problems.append(f"lost what was {worked:.3f} s old ({age:.3f} s by the clock): {told}")
    return Verdict(problems, age, worked, stored)


def unsound(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a file."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            checked = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            foreign = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return [f"not a sound database: {error}"]
    found = [] if checked == ["ok"] else [f"integrity_check: {checked}"]
    return [*found, *(f"foreign_key_check: {row}" for row in foreign)]


def half(stored: Contents) -> list[str]:
    """Rows whose plan or lesson the file has never heard of."""
    found = []
    for name, content in stored.items():
        table, _, _ = name.partition(" ")
        if table not in _OWNERS:
            continue
        owner, field = _OWNERS[table]
        if f"{owner} {content[field]}" not in stored:
            found.append(f"{name} stands in no {owner}")
    return found


def _prefix(before: Contents, calls: Sequence[Line], stored: Contents) -> int | None:
    """The largest number of calls whose outcome is what is stored; None where there is none."""
    made = dict(before)
    names = made.keys() | stored.keys()
    apart = {name for name in names if made.get(name) != stored.get(name)}
    found = None if apart else 0
    for count, call in enumerate(calls, 1):
        for name in module.apply(made, call.values["changes"]):
            if made.get(name) == stored.get(name):
                apart.discard(name)
            else:
                apart.add(name)
        if not apart:
            found = count
    return found


def _half(before: Contents, calls: Sequence[Line], stored: Contents) -> str:
    """Say where what is stored is nearest to what was done."""
    made, nearest = dict(before), (len(stored) + len(before) + 1, 0, [""])
    for count in range(len(calls) + 1):
        if count:
            module.apply(made, calls[count - 1].values["changes"])
        names = made.keys() | stored.keys()
        apart = sorted(name for name in names if made.get(name) != stored.get(name))
        nearest = min(nearest, (len(apart), count, apart))
    number, count, apart = nearest
    return f"half of a step: {number} objects differ from the first {count} calls: {apart[:4]}"


def _untyped(lines: Sequence[Line], calls: Sequence[Line], stored: Contents) -> list[Moment]:
    """The moments of the keys whose outcome is not stored."""
    later: dict[tuple[str, str], set[str]] = {}
    acts: list[Moment] = []
    found = []
    written: dict[str, Moment] = {}  # when each object was handed over last, of what is stored
    for call in calls:
        for change in call.values["changes"]:
            written[module.told(change)[0]] = call.at
    for line in reversed(lines):
        if line.kind == "act":
            acts.append(line.at)
        elif line.kind == "type":
            name, field = line.values["object"], line.values["field"]
            texts = later.setdefault((name, field), set())
            texts.add(line.values["text"])
            if stored.get(name, {}).get(field, "") in texts:
                continue
            # Taken back or deleted since, and that is stored.
            if name in written and any(written[name] >= act for act in acts):
                continue
            found.append(line.at)
    return found


def same_as_shown(stored: Contents, shown: Contents) -> list[str]:
    """Whether the program shows at its next start all that is stored, and nothing else."""
    wanted = module.live(deepcopy(stored))
    names = wanted.keys() | shown.keys()
    apart = sorted(name for name in names if wanted.get(name) != shown.get(name))
    return [f"the next start shows something else: {apart[:4]}"] if apart else []
