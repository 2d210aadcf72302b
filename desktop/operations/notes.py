"""批注: write, rewrite and delete notes on mechanisms and on spans of texts. Each can be undone."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from db.anchors import make_anchor
from db.workspace import new_note
from db.workspace.stamps import now
from desktop.i18n import pick, tr
from desktop.operations.naming import quoted
from desktop.saving import Change

if TYPE_CHECKING:
    from db.records import Note
    from db.workspace import Workspace
    from desktop.session import Session


def start_note(session: Session, mechanism_id: str) -> Note:
    """A new, empty note on a mechanism; it is stored with its first words, not before."""
    mechanism = session.cases.mechanism_by_id[mechanism_id]
    return new_note(
        mechanism_id=mechanism.id,
        mechanism_name=mechanism.name,
        region_id=mechanism.region_id,
        body="",
    )


def start_span_note(session: Session, article_id: str, start: int, end: int) -> Note:
    """A new, empty note on text[start:end] of an article (code points).

    Stored with its first words. Raises ValueError for a span that is empty or outside.
    """
    article = session.cases.article(article_id)
    anchor = make_anchor(article.text, start, end)
    return new_note(
        article_id=article.id,
        region_id=article.region_id,
        start=start,
        end=end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        body="",
    )


def write_note(session: Session, note: Note, body: str, run: int = 0) -> None:
    """Give a note a new text. An emptied note is deleted.

    Edits of one `run` (one visit to the editor) that follow each other are one step of undo.
    """
    before = session.marks.note(note.id)
    if body == (before.body if before else ""):
        return
    after = replace(before or note, body=body, modified_at=now()) if body.strip() else None
    if before is None and after is None:
        return
    session.undo.push(SetNote(session, before, after, run))


def delete_note(session: Session, note_id: str) -> None:
    """Delete a note; it can be brought back."""
    note = session.marks.note(note_id)
    if note is not None:
        session.undo.push(SetNote(session, note, None))


class SetNote(QUndoCommand):
    """One note from one state to another; None is: not there."""

    _ID = 1

    def __init__(
        self, session: Session, before: Note | None, after: Note | None, run: int = 0
    ) -> None:
        note = after or before
        assert note is not None, "a note that was never there cannot vanish"
        verb = (
            tr("删除{name}的批注")
            if after is None
            else tr("写{name}的批注")
            if before is None
            else tr("改{name}的批注")
        )
        mechanism = session.cases.mechanism_by_id.get(note.mechanism_id or "")
        name = pick(mechanism.name, mechanism.name_en) if mechanism else tr("原文")
        super().__init__(verb.format(name=quoted(name)))
        self._session = session
        self._note = note
        self._before = before
        self._after = after
        self._run = run

    def id(self) -> int:
        return self._ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Edits of the same note in one run are undone together."""
        if not isinstance(other, SetNote) or other._note.id != self._note.id:
            return False
        if other._run != self._run or self._after is None or other._after is None:
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        self._set(self._after)

    def undo(self) -> None:
        self._set(self._before)

    def _set(self, state: Note | None) -> None:
        note_id = self._note.id
        last = state or self._before or self._after or self._note
        if state is None:
            self._session.marks.drop_note(note_id)
        else:
            self._session.marks.put_note(state)

        def write(workspace: Workspace) -> None:
            # The tombstone too holds the last words, which the disk may not have taken before.
            workspace.put_note(last)
            if state is None:
                workspace.remove_note(note_id)

        content = asdict(last) | {"deleted": state is None}
        self._session.saver.save(Change(f"note {note_id}", write, content))
        self._session.changes.notes_changed.emit(self._note.mechanism_id or "")
