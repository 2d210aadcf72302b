"""标签: give tags to notes and take them away, one step of undo for however many notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.workspace.stamps import now
from desktop.i18n import tr
from desktop.operations.naming import quoted
from desktop.operations.notes import SetNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.session import Session

LONGEST: Final = 40
_NO_TAG: Final = "#＃,，、;；"  # people separate tags with these


def clean_tags(text: str) -> list[str]:
    """The tags in what somebody typed: without #, each once, none longer than LONGEST."""
    parts = text.translate({ord(character): "\n" for character in _NO_TAG}).split("\n")
    found = [" ".join(part.split())[:LONGEST].strip() for part in parts]
    return list(dict.fromkeys(tag for tag in found if tag))


def set_tags(session: Session, note_id: str, tags: Iterable[str]) -> None:
    """Give one note these tags, in this order, in place of those it has."""
    before = session.marks.note(note_id)
    wanted = tuple(dict.fromkeys(tags))
    if before is not None and before.tags != wanted:
        after = replace(before, tags=wanted, modified_at=now())
        session.undo.push(SetNote(session, before, after, what="tags"))


def add_tags(session: Session, note_ids: Sequence[str], tags: Sequence[str]) -> int:
    """Give notes more tags, in one step of undo; returns how many notes had not all of them."""
    lacking = [
        note
        for note_id in note_ids
        if (note := session.marks.note(note_id)) is not None and not set(tags) <= set(note.tags)
    ]
    if not lacking or not tags:
        return 0
    several = len(lacking) > 1
    if several:
        name = tr("给 {n} 条批注加标签{tag}").format(n=len(lacking), tag=quoted(tags[0]))
        session.undo.beginMacro(name)
    for note in lacking:
        set_tags(session, note.id, (*note.tags, *tags))
    if several:
        session.undo.endMacro()
    return len(lacking)


def remove_tag(session: Session, note_ids: Sequence[str], tag: str) -> int:
    """Take a tag from notes, in one step of undo; returns how many had it."""
    having = [
        note
        for note_id in note_ids
        if (note := session.marks.note(note_id)) is not None and tag in note.tags
    ]
    several = len(having) > 1
    if several:
        name = tr("从 {n} 条批注去掉标签{tag}").format(n=len(having), tag=quoted(tag))
        session.undo.beginMacro(name)
    for note in having:
        set_tags(session, note.id, (other for other in note.tags if other != tag))
    if several:
        session.undo.endMacro()
    return len(having)
