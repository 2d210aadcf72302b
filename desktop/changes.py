"""Typed signals: what changed, so that a page refreshes itself and never another page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """Emitted on the interface thread only."""

    bookmarks_changed = Signal(str)
    """The bookmark of this mechanism was set or removed."""
    notes_changed = Signal(str)
    """A note was written, deleted or brought back: on this mechanism, '' where it is on none."""
    basket_changed = Signal()
    """Mechanisms were put into 自选对比 or taken out."""
    highlights_changed = Signal(str)
    """The user's own highlights in this article were added to, or one was taken away."""
    plans_changed = Signal(str)
    """Rows of this plan were written, removed or brought back, or the plan itself was."""
    lessons_changed = Signal(str)
    """Rows of this lesson were written, removed or brought back, or the lesson itself was."""
    told = Signal(str)
    """Something the user should know once: a sentence."""
    save_failed = Signal(str)
    """The workspace could not take a change; the sentence says why. Nothing is lost yet."""
    save_recovered = Signal()
    """Everything that was waiting has been written."""
