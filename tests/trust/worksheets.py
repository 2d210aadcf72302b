"""Workspaces with a live WAL, as they lie on the disk while a program holds them.

Each knows what was committed, transaction by transaction: what is left of it after an accident has
to be one of these states, or made of rows of them.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from db.records.plan import Section
from db.workspace import FILE_NAME, Workspace
from db.workspace.highlights import new_highlight
from db.workspace.lessons import stamped as lesson_stamps
from db.workspace.notes import new_note
from db.workspace.plans import stamped
from tests.trust import contents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.records.own import Note
    from tests.trust.contents import Contents

NAMES: Final = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm")
_WORDS: Final = "坚持党建引领乡村振兴每季度末一场比武𠮷，。\n"


@dataclass(frozen=True)
class Sheet:
    """Files that were copied from under a program, and what had been committed by then.

    `base` counts the commits that the file has without its WAL. Where it has more than the start
    of the WAL (`mixed`), what a shorter WAL leaves is no state of its own.
    """

    name: str
    files: dict[str, bytes]
    states: list[Contents]
    base: int
    mixed: bool = False

    def lay(self, folder: Path) -> Path:
        """Write the files into a folder; returns the workspace."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        return folder / FILE_NAME

    def versions(self) -> dict[str, list[Any]]:
        """All that was ever committed under each name."""
        found: dict[str, list[Any]] = {}
        for state in self.states:
            for name, content in state.items():
                versions = found.setdefault(name, [])
                if content not in versions:
                    versions.append(content)
        return found


class _Writer:
    """Writes one transaction after another, and remembers what each left."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.random = random.Random(seed)
        self.workspace = Workspace.open(folder)
        self._connection.execute("PRAGMA wal_autocheckpoint = 0")
        self.states = [contents.read(self._connection)]
        self.notes: list[Note] = []
        self.sections: list[Section] = []

    @property
    def _connection(self) -> Any:
        return self.workspace._connection

    def write(self, count: int) -> None:
        """So many transactions, of every kind there is."""
        kinds: list[Callable[[], object]] = [
            self._new_note, self._new_note, self._change_note, self._remove_note, self._plan,
            self._section, self._mark, self._state, self._lesson,
        ]  # fmt: skip
        for _ in range(count):
            with self.workspace.together():
                self.random.choice(kinds)()
            self.states.append(contents.read(self._connection))

    def checkpoint(self) -> None:
        """Bring the WAL into the file; what is written next begins it anew."""
        self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def sheet(self, name: str, base: int, *, mixed: bool = False) -> Sheet:
        """The files as they lie there now."""
        files = {
            part: (self.folder / part).read_bytes()
            for part in NAMES
            if (self.folder / part).exists()
        }
        self.workspace.close()
        return Sheet(name, files, self.states, base, mixed)

    def _words(self) -> str:
        length = self.random.choice((3, 40, 400, 4000))
        return "".join(self.random.choices(_WORDS, k=length))

    def _new_note(self) -> None:
        note = replace(new_note(body=self._words()), tags=("调研", "比武"))
        self.notes.append(self.workspace.put_note(note))

    def _change_note(self) -> None:
        if self.notes:
            note = self.random.choice(self.notes)
            self.workspace.put_note(replace(note, body=self._words()))

    def _remove_note(self) -> None:
        if self.notes:
            self.workspace.remove_note(self.random.choice(self.notes).id)

    def _plan(self) -> None:
        from db.records.plan import Plan

        names = ("township", "villages", "population", "members", "existing", "issuer", "issued_on")
        texts = dict.fromkeys(names, "示例镇")
        plan = Plan(title="方案", template=False, position=1.0, **texts, **stamped())
        self.workspace.put_plan_row(plan)
        for number in range(6):  # a step of several rows
            section = Section(
                plan_id=plan.id, parent_id=None, title=f"第 {number} 节", body=self._words(),
                position=float(number), **stamped(),
            )  # fmt: skip
            self.workspace.put_plan_row(section)
            self.sections.append(section)

    def _section(self) -> None:
        if self.sections:
            section = self.random.choice(self.sections)
            self.workspace.put_plan_row(replace(section, body=self._words()))

    def _mark(self) -> None:
        number = self.random.randrange(1000)
        self.workspace.add_bookmark(f"m{number}", "一场比武", "yunfu")
        line = new_highlight(article_id="yunfu-1", start=number, end=number + 4, exact="比武")
        self.workspace.put_highlight(line)

    def _state(self) -> None:
        self.workspace.put_state("basket", [str(self.random.random())])

    def _lesson(self) -> None:
        from db.records.lesson import Lesson

        lesson = Lesson(title="课", occasion="", minutes=45.0, position=1.0, **lesson_stamps())
        self.workspace.put_lesson_row(lesson)


def sheets(room: Path, seed: int, commits: int = 24) -> list[Sheet]:
    """Every way a file and its WAL can stand to each other while a program is at work."""

    def fresh(name: str) -> _Writer:
        return _Writer(room / name, seed)

    new = fresh("new")  # the tables themselves stand in the WAL only
    begun = new.sheet("new", 0)
    writer = fresh("all in the WAL")
    writer.checkpoint()
    writer.write(commits)
    ahead = writer.sheet("all in the WAL", 0)
    writer = fresh("WAL begun anew")
    writer.write(commits)
    writer.checkpoint()
    writer.write(commits // 2)
    anew = writer.sheet("WAL begun anew", commits)
    writer = fresh("checkpointed")
    writer.write(commits)
    writer.checkpoint()
    done = writer.sheet("checkpointed", commits, mixed=True)
    writer = fresh("closed")
    writer.write(commits)
    writer.workspace.close()
    writer.workspace = Workspace.open(writer.folder)
    closed = writer.sheet("closed", commits)
    shutil.rmtree(room)
    return [begun, ahead, anew, done, closed]
