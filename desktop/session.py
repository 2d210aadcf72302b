"""What the pages share: handed to each of them, never imported as a global."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.paths import Why

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QLockFile
    from PySide6.QtGui import QUndoStack

    from desktop.casebase import CaseBase
    from desktop.changes import Changes
    from desktop.lessons import Lessons
    from desktop.marks import Marks
    from desktop.plans import Plans
    from desktop.reanchoring import Places
    from desktop.remembered import Remembered
    from desktop.saving import Saver
    from desktop.settings import Settings
    from desktop.theme import Appearance


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """One run of the program: the case base, the user's own, and how both are shown."""

    cases: CaseBase
    marks: Marks
    plans: Plans
    lessons: Lessons
    places: Places
    """Where the user's own stands in the articles."""
    changes: Changes
    saver: Saver
    remembered: Remembered
    undo: QUndoStack
    settings: Settings
    appearance: Appearance
    folder: Path
    lock: QLockFile
    """Held while this program uses the workspace."""
    why: Why = Why.ASKED
    """What decided that the workspace lies in `folder`."""
    told_at_start: str = ""
    """What the user should know about this start; '' when all is as usual."""
