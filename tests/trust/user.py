"""One run of the program with a user at it, told to a journal; it ends when it is killed.

The program is the real one, from `startup.run` on, with its own delays; nothing of it is replaced.
What is handed to the saver is told before it is handed over, and what is worth being killed in is
told when it begins: python -m tests.trust.user --workspace DIR --library FILE --seed N --journal FD
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from db.workspace import backup
from db.workspace.copies import Reason
from desktop import startup
from desktop.main_window import MainWindow
from desktop.saving import Change, Saver
from tests.trust import contents
from tests.trust.hour import Hour
from tests.trust.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import Session
    from tests.trust.contents import Contents

_PAGES_IN_WAL = 4  # so few that a checkpoint comes with nearly every commit


def main(argv: Sequence[str] | None = None) -> int:
    """Work until killed, or until asked to close (SIGTERM)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--journal", type=int, required=True)
    parser.add_argument("--checkpoints", action="store_true")
    given = parser.parse_args(argv)
    journal = Journal(given.journal)
    journal.tell("mark", what="start")
    gc.disable()  # as desktop.__main__ does
    watched = Watch(journal)
    watched.saver()
    watched.backups()
    application = startup.application()
    QTimer.singleShot(0, lambda: _begin(given, journal, watched))
    code = startup.run(given.library, given.workspace, "zh")
    del application
    journal.tell("mark", what="closed")
    return code


def _begin(given: argparse.Namespace, journal: Journal, watched: Watch) -> None:
    """The window is there: tell what it shows, and go to work."""
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    session = window.session
    if given.checkpoints:
        watched.pages(session)
    watched.made = shown(session)
    journal.tell("open", contents=watched.made)
    hour = Hour(window, journal, given.seed, lambda: _check(session, watched, journal))
    # Where a user would close the window. The interpreter must get a turn to see the signal.
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())

    def look() -> None:
        if asked.is_set():
            journal.tell("mark", what="closing")
            hour.end()
            window.close()

    looking = QTimer(window, interval=20)
    looking.timeout.connect(look)
    looking.start()
    hour.begin()


def _check(session: Session, watched: Watch, journal: Journal) -> None:
    """What the interface holds is what was handed over: no step is shown and not stored."""
    wanted, seen = contents.live(watched.made), shown(session)
    apart = [name for name in wanted.keys() | seen.keys() if wanted.get(name) != seen.get(name)]
    if apart:
        journal.tell("wrong", what=f"shown, but never handed over: {sorted(apart)[:4]}")


class Watch:
    """Tells the journal what the program is about to do."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.made: Contents = {}

    def saver(self) -> None:
        """Tell every call of `Saver.save` before it is carried out."""
        save, journal = Saver.save, self._journal

        def tell(saver: Saver, *changes: Change) -> None:
            handed = [_plain(change.content) for change in changes if change.content]
            journal.tell("hand", changes=handed)
            contents.apply(self.made, handed)
            save(saver, *changes)

        Saver.save = tell  # type: ignore[method-assign, assignment]

    def backups(self) -> None:
        """Tell that a backup begins."""
        copy, journal = backup.backup_now, self._journal

        def tell(folder: Path, reason: Reason = Reason.USUAL) -> Path:
            journal.tell("mark", what="backup")
            return copy(folder, reason)

        backup.backup_now = tell

    def pages(self, session: Session) -> None:
        """Tell every transaction's begin and end, and let the WAL go back at nearly each."""
        connection = session.saver._workspace._connection
        connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_IN_WAL}")
        journal = self._journal

        def tell(statement: str) -> None:
            if statement.startswith(("BEGIN", "COMMIT")):
                journal.tell("mark", what=statement.split()[0].lower())

        connection.set_trace_callback(tell)


def _plain(content: dict[str, Any]) -> dict[str, Any]:
    """As the journal will read it."""
    import json

    plain: dict[str, Any] = json.loads(json.dumps(content, ensure_ascii=False))
    return plain


def shown(session: Session) -> Contents:
    """What the interface holds of the user's own, as `contents` tells it."""
    from db.workspace import lessons, plans

    marks = session.marks
    changes: list[dict[str, Any]] = [asdict(note) for note in marks.notes()]
    changes += [{"highlight": asdict(line)} for line in marks.highlights()]
    changes += [
        {"bookmark": b.mechanism_id, "name": b.mechanism_name, "region_id": b.region_id, "kept": 1}
        for b in marks.bookmarks()
    ]
    for plan in (*session.plans.plans(), *session.plans.templates()):
        for row in (*session.plans.rows_of(plan.id), *session.plans.versions(plan.id)):
            changes.append({"plan row": plans.as_dict(row), "kind": plans.kind_of(row)})
    for lesson in session.lessons.lessons():
        for part in session.lessons.rows_of(lesson.id):
            changes.append({"lesson row": lessons.as_dict(part), "kind": lessons.kind_of(part)})
    states = session.remembered._states
    changes += [{"state": name, "value": value} for name, value in states.items()]
    found: Contents = {}
    contents.apply(found, [_plain(change) for change in changes])
    return found


if __name__ == "__main__":
    code = main()
    # As the program: nothing may run after the last line of the journal.
    os._exit(code)
