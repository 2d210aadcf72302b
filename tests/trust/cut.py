"""Damages a workspace and its WAL at random places, and opens what is left as the program does.

    python -m tests.trust.cut --cases 5000 [--seed N] [--keep]

What may come of it: the workspace opens and holds a state that was once committed; or it is told
with a sentence that it is damaged, its bytes are as they were, and its salvage brings back rows as
they once were. A WAL checks itself, so that its end may be lost but nothing in it can be altered.
The file itself has no checksums: a byte changed within a word is a change that nobody sees, here
or in any program on SQLite. Such cases are counted, as `silent`.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from db.connection import BUSY_TIMEOUT_MS
from db.errors import WorkspaceError
from db.workspace import FILE_NAME, Workspace
from db.workspace.health import State, inspect_file
from db.workspace.salvage import salvage
from tests.trust import contents
from tests.trust.damage import OF_FILE, OF_SHM, OF_WAL, SHM, WAL, harm
from tests.trust.figures import keep
from tests.trust.judge import unsound
from tests.trust.worksheets import Sheet, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.trust.contents import Contents

KINDS: Final = (
    *((WAL, kind) for kind in ("cut", "cut", *OF_WAL, "drop")),
    *((FILE_NAME, kind) for kind in ("cut", *OF_FILE)),
    *((SHM, kind) for kind in (*OF_SHM, "drop")),
)
_LONGEST: Final = 60.0  # seconds: a case that takes longer hangs
READS: Final[tuple[Callable[[Workspace], object], ...]] = (
    Workspace.bookmarks, Workspace.notes, Workspace.highlights, Workspace.states,
    Workspace.plans, Workspace.lessons,
)  # fmt: skip


class Outcome(NamedTuple):
    """What came of one case; `problems` is what must not be."""

    name: str
    problems: list[str]
    back: int = 0
    of: int = 0


def outcome(sheet: Sheet, part: str, kind: str, chance: random.Random, folder: Path) -> Outcome:
    """Damage one file of a sheet, laid into an empty folder, and open it."""
    made = Sheet(sheet.name, harm(sheet.files, part, kind, chance), sheet.states, sheet.base)
    path = made.lay(folder)
    problems: list[str] = []
    try:
        found = _opened(folder)
    except WorkspaceError as error:
        if str(path) not in str(error) or not str(error).endswith("。"):
            problems.append(f"no sentence: {error}")
        return _refused(sheet, made, path, problems)
    noticed = found is None or unsound(path) or inspect_file(path).state is not State.SOUND
    if noticed:
        if part == SHM:
            problems.append("the shared memory matters")
        return _refused(sheet, made, path, problems, opened=True)
    assert found is not None
    return Outcome(*_judged(sheet, part, found, problems))


def _tried(sheet: Sheet, part: str, kind: str, chance: random.Random, folder: Path) -> Outcome:
    try:
        return outcome(sheet, part, kind, chance, folder)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Outcome("a traceback", [f"{error!r} in {place.filename}:{place.lineno}"])


def _opened(folder: Path) -> Contents | None:
    """Open as the program does, and read all that it reads; None where more cannot be read."""
    with Workspace.open(folder) as workspace:
        for read in READS:
            read(workspace)
        assert workspace._reading is not None
        try:
            return contents.read(workspace._reading)
        except (sqlite3.Error, ValueError):
            return None


def _judged(sheet: Sheet, part: str, found: Contents, problems: list[str]) -> tuple[str, list[str]]:
    possible = sheet.states if part == FILE_NAME else sheet.states[sheet.base :]
    if part == SHM:
        possible = sheet.states[-1:]
    if found in possible:
        return ("whole" if found == sheet.states[-1] else "an earlier state"), problems
    if part == WAL and not sheet.mixed:
        problems.append("the WAL left a state that never was")
    if part == SHM:
        problems.append("the shared memory matters")
    altered = _altered(sheet, found)
    return ("silent" if altered else "rows of several states"), problems


def _altered(sheet: Sheet, found: Contents) -> list[str]:
    versions = sheet.versions()
    return [name for name, content in found.items() if content not in versions.get(name, [])]


def _refused(
    sheet: Sheet, made: Sheet, path: Path, problems: list[str], *, opened: bool = False
) -> Outcome:
    """It is told to be damaged: nothing of it may have changed, and rows come back as they were."""
    if not opened:
        now = {name: _bytes(path.with_name(name)) for name in (FILE_NAME, WAL)}
        changed = [name for name in now if now[name] != made.files.get(name, b"")]
        problems += [f"refused, but changed: {name}" for name in changed]
    target = path.with_name("salvaged.db")
    try:
        salvage(path, target)
    except WorkspaceError as error:
        if not str(error).endswith("。"):
            problems.append(f"no sentence: {error}")
        return Outcome("nothing to salvage", problems)
    problems += [f"salvaged: {problem}" for problem in unsound(target)]
    back = contents.held(target)
    altered = _altered(sheet, back)
    name = "salvaged" if not altered else "salvaged, silent"
    return Outcome(name, problems, len(back), len(sheet.states[-1]))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def run(cases: int, seed: int, room: Path) -> dict[str, Any]:
    """Many cases; returns what they came to."""
    chance = random.Random(seed)
    counts: dict[str, Counter[str]] = {}
    violations: list[str] = []
    back, of, slowest = 0, 0, 0.0
    made: list[Sheet] = []
    for number in range(cases):
        if number % 500 == 0:
            made = sheets(room / "sheets", chance.randrange(1 << 30))
        sheet, (part, kind) = chance.choice(made), chance.choice(KINDS)
        folder = room / "case"
        folder.mkdir()
        faulthandler.dump_traceback_later(_LONGEST, exit=True)
        began = time.monotonic()
        found = _tried(sheet, part, kind, chance, folder)
        slowest = max(slowest, time.monotonic() - began)
        faulthandler.cancel_dump_traceback_later()
        shutil.rmtree(folder)
        counts.setdefault(f"{part} {kind}", Counter())[found.name] += 1
        back, of = back + found.back, of + found.of
        about = f"case {number} ({sheet.name}, {part} {kind})"
        violations += [f"{about}: {problem}" for problem in found.problems]
        for problem in found.problems:
            print(f"{about}: {problem}", flush=True)
    assert slowest < _LONGEST + BUSY_TIMEOUT_MS
    outcomes: Counter[str] = sum(counts.values(), Counter())
    return {
        "cases": cases,
        "seed": seed,
        "outcomes": dict(outcomes),
        "by damage": {name: dict(counted) for name, counted in sorted(counts.items())},
        "salvaged objects": back,
        "of": of,
        "slowest_s": round(slowest, 2),
        "violations": violations,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Damage so many times; returns 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", action="store_true", help="write the figures to figures.json")
    given = parser.parse_args(argv)
    seed = random.randrange(1 << 30) if given.seed is None else given.seed
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory(prefix="tashan-cut-") as place:
        summary = run(given.cases, seed, Path(place))
    print(json.dumps(summary, ensure_ascii=False, indent=1))
    if given.keep:
        keep("cut", summary)
    return 1 if summary["violations"] else 0


if __name__ == "__main__":
    sys.exit(main())
