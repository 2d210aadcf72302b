"""批注: write, rewrite and delete notes, whatever they hang on. Each step can be undone."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from db.anchors import make_anchor
from db.workspace.notes import new_note
from db.workspace.stamps import now
from desktop.i18n import pick, tr
from desktop.operations.naming import quoted
from desktop.saving import Change

if TYPE_CHECKING:
    from db.records.own import Note
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


def start_family_note(session: Session, family_id: str) -> Note:
    """A new, empty note on a family; it is stored with its first words, not before."""
    return new_note(family_id=session.cases.family_by_id[family_id].id, body="")


def start_blank_note(title: str = "") -> Note:
    """A new, empty note that hangs on nothing; it is stored with its first words, not before."""
    return new_note(body="", title=title)


def write_note(session: Session, note: Note, body: str, run: int = 0) -> None:
    """Give a note a new text. An emptied note without a title is deleted.

    Edits of one `run` (one visit to the editor) that follow each other are one step of undo.
    """
    before = session.marks.note(note.id)
    if body == (before.body if before else ""):
        return
    _put(session, before, replace(before or note, body=body, modified_at=now()), "body", run)


def set_title(session: Session, note: Note, title: str, run: int = 0) -> None:
    """Give a note a heading of its own, or with '' none. A note without any words is deleted."""
    before = session.marks.note(note.id)
    title = " ".join(title.split())
    if title == (before.title if before else ""):
        return
    _put(session, before, replace(before or note, title=title, modified_at=now()), "title", run)


def _put(session: Session, before: Note | None, wanted: Note, what: str, run: int) -> None:
    after = wanted if wanted.body.strip() or wanted.title else None
    if before is not None or after is not None:
        session.undo.push(SetNote(session, before, after, run, what))


def delete_note(session: Session, note_id: str) -> None:
    """Delete a note; it can be brought back."""
    note = session.marks.note(note_id)
    if note is not None:
        session.undo.push(SetNote(session, note, None))


class SetNote(QUndoCommand):
    """One note from one state to another; None is: not there.

    `what` is the part that changes: body, title or tags.
    """

    _ID = 1

    def __init__(
        self,
        session: Session,
        before: Note | None,
        after: Note | None,
        run: int = 0,
        what: str = "body",
    ) -> None:
        note = after or before
        assert note is not None, "a note that was never there cannot vanish"
        verb = (
            tr("删除{name}的批注")
            if after is None
            else tr("写{name}的批注")
            if before is None
            else tr("改{name}的标题")
            if what == "title"
            else tr("改{name}的标签")
            if what == "tags"
            else tr("改{name}的批注")
        )
        super().__init__(verb.format(name=quoted(_named(session, note))))
        self._session = session
        self._note = note
        self._before = before
        self._after = after
        self._run = run
        self._what = what

    def id(self) -> int:
        return self._ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Edits of the same note in one run are undone together."""
        if not isinstance(other, SetNote) or other._note.id != self._note.id:
            return False
        if other._what != self._what or self._what == "tags":
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


def _named(session: Session, note: Note) -> str:
    """What a step of undo calls a note: by what it hangs on, else by its title."""
    mechanism = session.cases.mechanism_by_id.get(note.mechanism_id or "")
    if mechanism is not None:
        return pick(mechanism.name, mechanism.name_en)
    family = session.cases.family_by_id.get(note.family_id or "")
    if family is not None:
        return pick(family.name, family.name_en)
    if note.article_id or note.mechanism_id or note.family_id:
        return tr("原文")
    return note.title or tr("空白笔记")
