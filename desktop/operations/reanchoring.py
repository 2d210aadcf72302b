"""待定位: what the user does with an anchor whose words are gone. Each step can be undone."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QUndoCommand

from db.records.own import Highlight, Note
from desktop.i18n import tr
from desktop.operations.naming import quoted
from desktop.reanchoring import Held, anchored, borrowings, held, held_in
from desktop.saving import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.plan import Borrowing, Quote
    from db.workspace import Workspace
    from desktop.session import Session

_KEPT: Final = "orphans kept"
_NAMED: Final = 12  # characters of a quote that name a step of undo


@dataclass(frozen=True, slots=True)
class Orphan:
    """An anchor whose words its article no longer holds; `kept`: the user leaves it so."""

    held: Held
    kept: bool


def orphans(session: Session) -> list[Orphan]:
    """Everything of the user's that has lost its place: highlights, notes, quotes of plans."""
    kept = set(session.remembered.texts(_KEPT))
    place, place_of = session.places.place, session.places.place_of
    marks: list[Highlight | Note] = [*session.marks.highlights(), *session.marks.notes()]
    lost = [held(mark) for mark in marks if mark.start is not None and place_of(mark) is None]
    for row in borrowings(session.plans):
        lost += [entry for entry in held_in(row) if place(entry.quote) is None]
    return [Orphan(entry, entry.key in kept) for entry in lost if entry is not None]


def orphan_count(session: Session) -> int:
    """How many wait for the user to decide."""
    return sum(not orphan.kept for orphan in orphans(session))


def record_of(session: Session, entry: Held) -> Note | Highlight | Borrowing | None:
    """The record that an anchor belongs to as it is now."""
    if entry.table == "note":
        return session.marks.note(entry.id)
    if entry.table == "highlight":
        return session.marks.highlight(entry.id)
    return next((row for row in borrowings(session.plans) if row.id == entry.id), None)


def relocate(session: Session, entry: Held, start: int, end: int) -> None:
    """重新定位: hang an orphan on text[start:end] of its article as it is now (code points).

    Raises ValueError for a span that is empty or outside.
    """
    article = session.cases.article(entry.quote.article_id)
    new = anchored(article.id, article.text, start, end)
    kept = session.remembered.texts(_KEPT)
    _push(session, tr("重新定位{quote}"), entry, new, [key for key in kept if key != entry.key])


def keep_as_it_is(session: Session, entry: Held) -> None:
    """保留原样: an orphan stays as it is, and waits no longer."""
    kept = session.remembered.texts(_KEPT)
    if entry.key not in kept:
        _push(session, tr("保留{quote}"), entry, entry.quote, [*kept, entry.key])


def ask_again(session: Session, entry: Held) -> None:
    """放回待定位: an orphan that was kept waits again."""
    kept = session.remembered.texts(_KEPT)
    if entry.key in kept:
        left = [key for key in kept if key != entry.key]
        _push(session, tr("放回{quote}"), entry, entry.quote, left)


def delete_orphan(session: Session, entry: Held) -> None:
    """Delete what hangs on an orphan: the note, the highlight, or the quote of a plan."""
    from desktop.operations.highlights import remove_highlight
    from desktop.operations.notes import delete_note

    if entry.table == "note":
        delete_note(session, entry.id)
    elif entry.table == "highlight":
        remove_highlight(session, entry.id)
    else:
        _push(session, tr("删除引文{quote}"), entry, None, session.remembered.texts(_KEPT))


def kept_keys(session: Session) -> set[str]:
    """The keys of the orphans that the user leaves as they are."""
    return set(session.remembered.texts(_KEPT))


def _push(session: Session, form: str, entry: Held, new: Quote | None, kept: Sequence[str]) -> None:
    if record_of(session, entry) is not None:
        text = form.format(quote=quoted(entry.quote.exact, _NAMED))
        session.undo.push(_Settle(session, text, entry, new, kept))


class _Settle(QUndoCommand):
    """One anchor, and the list of those that are kept, from one state to another."""

    def __init__(
        self, session: Session, text: str, entry: Held, new: Quote | None, kept: Sequence[str]
    ) -> None:
        super().__init__(text)
        self._session = session
        self._entry, self._new = entry, new
        self._record = record_of(session, entry)
        self._kept = (session.remembered.texts(_KEPT), list(kept))

    def redo(self) -> None:
        self._set(self._entry, self._new, self._kept[1])

    def undo(self) -> None:
        if self._new is None:
            self._put_back()
        else:
            moved = self._entry._replace(quote=self._new)
            self._set(moved, self._entry.quote, self._kept[0])

    def _set(self, entry: Held, new: Quote | None, kept: list[str]) -> None:
        session = self._session
        session.remembered.put(_KEPT, kept)
        if new != entry.quote:
            put_anchor(session, entry, new)
            _save(session, entry)
        tell(session, [entry])

    def _put_back(self) -> None:
        """The quote that was taken from a borrowing, where it stood."""
        if self._record is not None and not isinstance(self._record, Note | Highlight):
            self._session.plans.put(self._record)
        _save(self._session, self._entry)
        tell(self._session, [self._entry])


def put_anchor(session: Session, entry: Held, new: Quote | None) -> None:
    """Give a record another anchor, in what the interface holds; without one a quote goes."""
    record = record_of(session, entry)
    if isinstance(record, Note | Highlight):
        assert new is not None, "a note is deleted as a whole"
        fields = {
            name: getattr(new, name) for name in ("start", "end", "exact", "prefix", "suffix")
        }
        moved = replace(record, **fields)
        if isinstance(moved, Note):
            session.marks.put_note(moved)
        else:
            session.marks.put_highlight(moved)
    elif record is not None:
        quotes = [new if quote == entry.quote else quote for quote in record.quotes]
        left = tuple(quote for quote in quotes if quote is not None)
        session.plans.put(replace(record, quotes=left))


def _save(session: Session, entry: Held) -> None:
    record = record_of(session, entry)
    if record is None:
        return

    def write(workspace: Workspace) -> None:
        if isinstance(record, Note):
            workspace.put_note(record)
        elif isinstance(record, Highlight):
            workspace.put_highlight(record)
        else:
            workspace.put_plan_row(record)

    session.saver.save(Change(f"{entry.table} {entry.id}", write, _content(record)))


def _content(record: Note | Highlight | Borrowing) -> dict[str, Any]:
    """A record as a recovery file holds it."""
    if isinstance(record, Note):
        return asdict(record) | {"deleted": False}
    if isinstance(record, Highlight):
        return {"highlight": asdict(record), "deleted": False}
    from db.workspace.plans import as_dict

    return {"plan row": as_dict(record), "kind": "borrowing", "deleted": False}


def tell(session: Session, entries: Sequence[Held]) -> None:
    """Say once what each of these belongs to has changed."""
    changes = session.changes
    for article_id in dict.fromkeys(e.quote.article_id for e in entries if e.table == "highlight"):
        changes.highlights_changed.emit(article_id)
    notes = [session.marks.note(entry.id) for entry in entries if entry.table == "note"]
    for mechanism_id in dict.fromkeys(n.mechanism_id or "" for n in notes if n is not None):
        changes.notes_changed.emit(mechanism_id)
    own = {entry.id for entry in entries if entry.table == "borrowing"}
    rows = [row for row in borrowings(session.plans) if row.id in own] if own else []
    for plan_id in dict.fromkeys(row.plan_id for row in rows):
        changes.plans_changed.emit(plan_id)
