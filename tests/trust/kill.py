"""Kills the running program at random moments, and looks at what is left: is all of it there?

    python -m tests.trust.kill --kills 300 [--seed N] [--library FILE] [--keep DIR]

One start is one kill; the next start of the same workspace takes the lock over and has to show what
was stored, and a new workspace comes after every 25. Most kills come at a random moment, some are
aimed: just as a change is handed over, a transaction ends with a checkpoint, a backup is made, the
program starts or closes. SIGKILL ends a process, not the machine: what the system has taken from it
is not lost. What a loss of power leaves of the files is what tests/trust/cut.py is about.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.seeding.build import build_library
from db.workspace import FILE_NAME
from db.workspace.notes import new_note
from tests.trust.figures import keep
from tests.trust.journal import Line, Moment, Reader, moment
from tests.trust.judge import Verdict, judge, same_as_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.trust.contents import Contents

REPOSITORY: Final = Path(__file__).resolve().parents[2]
PER_WORKSPACE: Final = 25
AIMS: Final = {"any": 50, "write": 15, "checkpoint": 12, "backup": 9, "start": 8, "close": 6}
_PATIENCE: Final = 90.0  # seconds that a start may take


@dataclass
class Tally:
    """What all lives together came to."""

    seed: int
    kills: int = 0
    workspaces: int = 0
    aims: Counter[str] = field(default_factory=Counter)
    seconds_at_work: list[float] = field(default_factory=list)
    locks_taken_over: int = 0
    keys: int = 0
    calls: int = 0
    objects: int = 0
    bytes: int = 0
    oldest_loss_s: float = 0.0
    oldest_loss_by_the_clock_s: float = 0.0
    losses_over_half_a_second: int = 0
    lost_something: int = 0
    violations: list[str] = field(default_factory=list)


class Trial:
    """One workspace after another, killed again and again."""

    def __init__(self, library: Path, seed: int, room: Path) -> None:
        self._library = library
        self._random = random.Random(seed)
        self._room = room
        self.tally = Tally(seed)
        self._begin()

    def _begin(self) -> None:
        """A workspace that nobody has used."""
        self.tally.workspaces += 1
        self._folder = self._room / f"{self.tally.workspaces:03d} 用户 张三"
        self._folder.mkdir()
        # What a first start asks is no part of the hour.
        (self._folder / "settings.ini").write_text("[appearance]\nwelcomed=true\n", "utf-8")
        self._stored: Contents = {}
        self._waiting: list[dict[str, Any]] = []  # in a recovery file that nobody took back yet

    def life(self, aim: str = "", seconds: float = 4.0) -> list[str]:
        """Start, work, kill, and look; returns what was wrong."""
        if self.tally.kills and self.tally.kills % PER_WORKSPACE == 0:
            self._begin()
        aim = aim or self._random.choices(list(AIMS), list(AIMS.values()))[0]
        self._prepare(aim)
        child, reader, errors = self._start(aim)
        try:
            killed = self._wait_and_kill(aim, child, reader, seconds)
        finally:
            with suppress(ProcessLookupError):
                child.kill()
            code = child.wait()
            reader.join()
        problems = self._look(reader.lines, killed)
        if code not in (-signal.SIGKILL, 0) or (code == 0 and aim != "close"):
            problems.append(f"ended by itself with {code}")
        told = errors.read_text("utf-8", errors="replace")
        problems += [f"said: {told.strip()[-2000:]}"] if "Traceback" in told else []
        self._count(aim, reader.lines, killed)
        number = self.tally.kills
        self.tally.violations += [f"kill {number} ({aim}): {problem}" for problem in problems]
        return problems

    def _prepare(self, aim: str) -> None:
        if aim == "backup":  # at most one a day is made
            shutil.rmtree(self._folder / "backups", ignore_errors=True)
        if aim == "start" and self._random.random() < 0.5:
            note = asdict(new_note(body=f"存不上的字 {self._random.random()}"))
            name = f"recovery-20260101-{self.tally.kills:06d}.json"
            (self._folder / name).write_text(json.dumps([note]), "utf-8")
            self._waiting.append(json.loads(json.dumps(note)))

    def _start(self, aim: str) -> tuple[subprocess.Popen[bytes], Reader, Path]:
        reading, writing = os.pipe()
        errors = self._room / "errors.txt"
        self.tally.locks_taken_over += (self._folder / "workspace.lock").exists()
        command = [
            *(sys.executable, "-m", "tests.trust.user"),
            *("--workspace", str(self._folder), "--library", str(self._library)),
            *("--seed", str(self._random.randrange(1 << 30)), "--journal", str(writing)),
            *(["--checkpoints"] if aim == "checkpoint" else []),
        ]
        with errors.open("wb") as sink:
            child = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
                pass_fds=[writing],
                stdout=sink,
                stderr=sink,
            )
        os.close(writing)
        reader = Reader(reading)
        reader.start()
        return child, reader, errors

    def _wait_and_kill(
        self, aim: str, child: subprocess.Popen[bytes], reader: Reader, seconds: float
    ) -> Moment:
        """Wait for the moment, and kill; returns when that was."""
        chance = self._random.uniform
        if aim == "start":
            reader.wait(lambda line: line.values.get("what") == "start", _PATIENCE)
            time.sleep(chance(0.0, 1.5))
        elif reader.opened(_PATIENCE):
            _let_work(child.pid, chance(0.2, seconds if aim == "any" else seconds / 2))
            if aim == "write":
                many = self._random.choice((1, 3))  # a step of several rows is to be there whole
                reader.wait(lambda line: len(line.values.get("changes", ())) >= many, seconds)
                time.sleep(chance(0.0, 0.006))
            elif aim == "checkpoint":
                reader.wait(lambda line: line.values.get("what") == "commit", seconds)
                time.sleep(chance(0.0, 0.004))
            elif aim == "backup":
                if not any(line.values.get("what") == "backup" for line in reader.lines):
                    reader.wait(lambda line: line.values.get("what") == "backup", _PATIENCE)
                time.sleep(chance(0.0, 0.05))
            elif aim == "close":
                child.terminate()
                reader.wait(lambda line: line.values.get("what") == "closing", seconds)
                time.sleep(chance(0.0, 0.3))
        killed = moment(child.pid)
        child.kill()
        return killed

    def _look(self, lines: Sequence[Line], killed: Moment) -> list[str]:
        """What is left, and what the run saw when it opened what was left before."""
        problems = []
        opened = next((line for line in lines if line.kind == "open"), None)
        recovered = [Line("hand", killed, {"changes": [note]}) for note in self._waiting]
        before = dict(self._stored)
        if opened is not None:
            made = dict(before)
            for line in recovered:
                made |= _made(line)
            problems += same_as_shown(made, opened.values["contents"])
        copy = self._room / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            if (self._folder / name).exists():
                shutil.copy(self._folder / name, copy / name)
        if not (copy / FILE_NAME).exists():
            return [*problems, *(["the file is gone"] if before or opened else [])]
        verdict = judge(before, [*recovered, *lines], killed, copy / FILE_NAME)
        self._stored = verdict.stored
        self._waiting = [n for n in self._waiting if f"note {n['id']}" not in verdict.stored]
        self._age(verdict)
        self.tally.objects = max(self.tally.objects, len(verdict.stored))
        self.tally.bytes = max(self.tally.bytes, (copy / FILE_NAME).stat().st_size)
        return problems + verdict.violations

    def _age(self, verdict: Verdict) -> None:
        tally, seconds = self.tally, verdict.lost_seconds_at_work
        tally.oldest_loss_s = max(tally.oldest_loss_s, seconds)
        by_the_clock = max(tally.oldest_loss_by_the_clock_s, verdict.lost_seconds)
        tally.oldest_loss_by_the_clock_s = by_the_clock
        tally.lost_something += verdict.lost_seconds > 0
        tally.losses_over_half_a_second += seconds > 0.5

    def _count(self, aim: str, lines: Sequence[Line], killed: Moment) -> None:
        tally = self.tally
        tally.kills += 1
        tally.aims[aim] += 1
        tally.keys += sum(line.kind == "type" for line in lines)
        tally.calls += sum(line.kind == "hand" for line in lines)
        opened = next((line.at for line in lines if line.kind == "open"), killed)
        tally.seconds_at_work.append(round(killed.ago_at_work(opened), 2))


def _let_work(process: int, seconds: float) -> None:
    """Let a process go on, for longer where others take the processor from it."""
    began = moment(process)
    while (now := moment(process)).ago_at_work(began) < seconds and now.ago(began) < _PATIENCE:
        time.sleep(0.005)


def _made(line: Line) -> Contents:
    from tests.trust import contents

    made: Contents = {}
    contents.apply(made, line.values["changes"])
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Kill so many times; returns 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--library", type=Path, default=None)
    parser.add_argument("--keep", action="store_true", help="write the figures to figures.json")
    given = parser.parse_args(argv)
    seed = random.randrange(1 << 30) if given.seed is None else given.seed
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory(prefix="tashan-kill-") as place:
        library = given.library or Path(place) / "library.db"
        if given.library is None:
            build_library(REPOSITORY / "seeds", library)
        trial = Trial(library, seed, Path(place))
        # What has been found by the time somebody ends it counts.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            _kill(trial, given.kills)
    summary = _summary(trial.tally)
    print(json.dumps(summary, ensure_ascii=False, indent=1))
    if given.keep:
        keep("kill", summary)
    return 1 if trial.tally.violations else 0


def _kill(trial: Trial, kills: int) -> None:
    for number in range(1, kills + 1):
        for problem in trial.life():
            print(f"kill {number}: {problem}", flush=True)
        if number % 10 == 0:
            tally = trial.tally
            clock = f"{tally.oldest_loss_by_the_clock_s:.3f} by the clock"
            told = f"oldest loss {tally.oldest_loss_s:.3f} s ({clock})"
            wrong = f"{len(tally.violations)} wrong"
            print(f"{number} kills, {tally.keys} keys: {told}, {wrong}", flush=True)


def _summary(tally: Tally) -> dict[str, Any]:
    figures = asdict(tally) | {"aims": dict(sorted(tally.aims.items()))}
    seconds = sorted(figures.pop("seconds_at_work"))
    figures["seconds_at_work"] = {
        "before the window": sum(at <= 0 for at in seconds),
        "to 1": sum(0 < at <= 1 for at in seconds),
        "to 3": sum(1 < at <= 3 for at in seconds),
        "later": sum(at > 3 for at in seconds),
    }
    for name in ("oldest_loss_s", "oldest_loss_by_the_clock_s"):
        figures[name] = round(figures[name], 3)
    return figures


if __name__ == "__main__":
    sys.exit(main())
