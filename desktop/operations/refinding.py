"""A new library: finds the user's own again in the articles as they are now, and stores it.

Once for every library, beside the interface: a usual start compares two words and is done. What
was found moves with its text; that is no change of the user's, so it is not undone. What was not
found stays as it is and waits in 待定位.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.records.own import Highlight, Note
from desktop.i18n import tr
from desktop.operations.reanchoring import kept_keys, put_anchor, record_of, tell
from desktop.reanchoring import Held, borrowings, held, held_in, look_for_all
from desktop.saving import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.records.plan import Borrowing
    from db.workspace import Workspace
    from db.workspace.moves import Move
    from desktop.reanchoring import Outcome
    from desktop.session import Session

_STATE: Final = "library"
_SLICE: Final = 100  # anchors that are given their new places within a frame


class Refinding(QObject):
    """One run over everything that hangs on a span; `start` it once the window is there."""

    finished = Signal(int)
    """All is stored; so many wait for the user."""
    _looked = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: list[str] = []
        self._texts: dict[str, str] = {}
        self._marks: list[Highlight | Note] = []
        self._rows: list[Borrowing] = []
        self._moves: list[Move] = []
        self._orphans = 0
        self._looked.connect(self._store)

    @property
    def needed(self) -> bool:
        """Whether the user's own was last placed in another library than this."""
        known = self._session.remembered.table(_STATE).get("hash")
        return known != self._session.cases.content_hash

    def start(self) -> None:
        """Read the texts one by one, then look on a thread, then store in slices."""
        if not self.needed:
            return
        session = self._session
        marks: list[Highlight | Note] = [*session.marks.highlights(), *session.marks.notes()]
        self._marks = [mark for mark in marks if mark.start is not None]
        self._rows = borrowings(session.plans)
        articles = {mark.article_id or "" for mark in self._marks}
        articles |= {quote.article_id for row in self._rows for quote in row.quotes}
        self._wanted = sorted(filter(session.places.has, articles))
        self._read()

    def _read(self) -> None:
        if self._wanted:
            article_id = self._wanted.pop()
            self._texts[article_id] = self._session.cases.article(article_id).text
            QTimer.singleShot(0, self, self._read)
        elif self._marks or self._rows:
            threading.Thread(target=self._look, name="refinding", daemon=True).start()
        else:
            self._finish()

    def _look(self) -> None:
        """On the thread: records never change, and the texts are copies."""
        anchors = [anchor for mark in self._marks if (anchor := held(mark)) is not None]
        anchors += [anchor for row in self._rows for anchor in held_in(row)]
        outcomes = look_for_all(anchors, self._texts)
        with suppress(RuntimeError):  # the program was closed meanwhile
            self._looked.emit(outcomes)

    def _store(self, outcomes: Sequence[Outcome]) -> None:
        kept = kept_keys(self._session)
        lost = [outcome for outcome in outcomes if outcome.span is None]
        self._orphans = sum(outcome.held.key not in kept for outcome in lost)
        self._store_slice(iter(outcomes))

    def _store_slice(self, outcomes: Iterator[Outcome]) -> None:
        some = list(islice(outcomes, _SLICE))
        for outcome in some:
            self._place(outcome)
        if some:
            QTimer.singleShot(0, self, lambda: self._store_slice(outcomes))
        else:
            self._finish()

    def _place(self, outcome: Outcome) -> None:
        from db.workspace.moves import Move

        session, entry, now = self._session, outcome.held, outcome.now
        session.places.learn({entry.quote: outcome.span})
        # What the user has changed meanwhile is left to him.
        if now is not None and now != entry.quote and _stands(session, entry):
            session.places.learn({now: outcome.span})
            put_anchor(session, entry, now)
            self._moves.append(Move(entry.table, entry.id, entry.quote, now))
        record = record_of(session, entry)
        if isinstance(record, Note | Highlight):
            session.places.place_of(record)

    def _finish(self) -> None:
        session, moves = self._session, self._moves
        if moves:

            def write(workspace: Workspace) -> None:
                workspace.move_anchors(moves)

            # What an accident loses of this is found again: no library is known then.
            content = {"state": _STATE, "value": {}}
            session.saver.save(Change("moves", write, content))
            tell(session, [Held(move.table, move.id, move.after) for move in moves])
        session.remembered.put(_STATE, {"hash": session.cases.content_hash})
        if self._orphans:
            sentence = tr(
                "案例库里的文章改了，有 {n} 处划线、批注或引文找不到原来的位置。"
                "内容都还在，请到笔记的“待定位”里看。"
            )
            session.changes.told.emit(sentence.format(n=self._orphans))
        self.finished.emit(self._orphans)


def _stands(session: Session, entry: Held) -> bool:
    """Whether a record still has the anchor that was looked for."""
    record = record_of(session, entry)
    if record is None:
        return False
    if entry.table == "borrowing":
        return entry in held_in(record)  # type: ignore[arg-type]
    return held(record) == entry  # type: ignore[arg-type]
