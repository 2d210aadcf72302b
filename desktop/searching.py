"""Searches beside the interface thread, so that typing never waits for what it finds.

One thread with a connection of its own; of several requests only the newest is answered, and one
that is under way is given up between two groups when a newer one comes.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from db.errors import LibraryError
from db.query import Asked, literally, parse
from db.records.search import Meaning, SearchHit
from db.text import fold, snippet
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.library import Library
    from db.records import Figure
    from db.records.own import Note

log = logging.getLogger(__name__)
KINDS: Final = ("mechanism", "figure", "passage", "note")
_NOTE_WIDTH: Final = 60
_PATIENCE: Final = 5.0  # seconds that `now` waits; a search takes a hundredth of one


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for; `notes` are the user's own, as they are now."""

    query: str
    limit: int = 50
    kinds: tuple[str, ...] = KINDS
    synonyms: bool = True
    region: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note that was found, with the words around the hit."""

    note: Note
    snippet: str
    marks: tuple[tuple[int, int], ...]
    by: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The first hits of one kind, and how many there are in all."""

    kind: str
    hits: tuple[SearchHit | NoteHit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a request; `problem` says why there is none."""

    request: Request
    asked: Asked = field(default_factory=lambda: Asked(()))
    groups: tuple[Group, ...] = ()
    figures: dict[str, Figure] = field(default_factory=dict)
    problem: str = ""

    @property
    def total(self) -> int:
        """How many hits there are in all groups."""
        return sum(group.total for group in self.groups)

    def group(self, kind: str) -> Group:
        """The group of a kind, empty where it was not asked for."""
        return next((g for g in self.groups if g.kind == kind), Group(kind, (), 0))


class Searcher(QObject):
    """Answers requests with `found`, in the thread of whoever asks."""

    found = Signal(object)

    def __init__(self, open_library: Callable[[], Library], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker = _Worker(open_library, self.found.emit)
        self.destroyed.connect(lambda: worker.stop())

    def ask(self, request: Request) -> None:
        """Answer a request soon; one that is still waiting is dropped."""
        self._worker.ask(request)

    def now(self, request: Request) -> Found:
        """Answer a request at once: for a key that acts on what it finds."""
        return self._worker.now(request)


class _Worker:
    """The thread; started by the first request, ended with its owner."""

    def __init__(self, open_library: Callable[[], Library], tell: Callable[[Found], None]) -> None:
        self._open = open_library
        self._tell = tell
        self._condition = threading.Condition()
        self._wanted: Request | None = None
        self._answer: Found | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._figures: dict[str, dict[str, Figure]] = {}

    def ask(self, request: Request) -> None:
        with self._condition:
            self._wanted = request
            self._condition.notify_all()
            if self._thread is None and not self._stopping:
                self._thread = threading.Thread(target=self._run, name="search", daemon=True)
                self._thread.start()

    def now(self, request: Request) -> Found:
        self.ask(request)
        deadline = time.monotonic() + _PATIENCE
        with self._condition:
            while self._answer is None or self._answer.request is not request:
                left = deadline - time.monotonic()
                if left <= 0:
                    return Found(request)
                self._condition.wait(left)
            return self._answer

    def stop(self) -> None:
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        library: Library | None = None
        while (request := self._next()) is not None:
            try:
                library = library or self._open()
                answer = self._search(library, request)
            except LibraryError as error:
                answer = Found(request, problem=str(error))
            except Exception:
                # A bug in one search must not end the thread that all later ones need.
                log.exception("not searched")
                answer = Found(request, problem=tr("搜索时出错，详情在日志里。"))
            if answer is None:
                continue
            with self._condition:
                self._answer = answer
                self._condition.notify_all()
            with suppress(RuntimeError):  # the one who asked is gone
                self._tell(answer)
        if library is not None:
            library.close()

    def _next(self) -> Request | None:
        with self._condition:
            while self._wanted is None and not self._stopping:
                self._condition.wait()
            wanted, self._wanted = self._wanted, None
            return None if self._stopping else wanted

    def _search(self, library: Library, request: Request) -> Found | None:
        """The answer, or None once there is a newer request."""
        groups: list[Group] = []
        figures: dict[str, Figure] = {}
        asked = library.asked(request.query, synonyms=request.synonyms)
        for kind in request.kinds:
            if self._wanted is not None:
                return None
            if kind == "note":
                groups.append(search_notes(request, asked))
            else:
                groups.append(_search_kind(library, request, kind))
                figures |= self._figures_of(library, groups[-1])
        return Found(request, asked, tuple(groups), figures)

    def _figures_of(self, library: Library, group: Group) -> dict[str, Figure]:
        """The figures behind the hits, read once an article."""
        found: dict[str, Figure] = {}
        for hit in group.hits:
            if isinstance(hit, SearchHit) and hit.kind == "figure" and hit.article_id:
                if hit.article_id not in self._figures:
                    figures = library.article_figures(hit.article_id)
                    self._figures[hit.article_id] = {figure.id: figure for figure in figures}
                figure = self._figures[hit.article_id].get(hit.ref_id)
                if figure is not None:
                    found[figure.id] = figure
        return found


def _search_kind(library: Library, request: Request, kind: str) -> Group:
    """One group of the library; counting waits until there is something to count."""
    hits = library.search(
        request.query,
        request.limit,
        kind,
        pinyin=True,
        synonyms=request.synonyms,
        region=request.region,
    )
    total = len(hits)
    if total >= request.limit:
        total = max(
            total,
            library.count(
                request.query,
                kind,
                pinyin=True,
                synonyms=request.synonyms,
                region=request.region,
            ),
        )
    return Group(kind, tuple(hits), total)


def search_notes(request: Request, asked: Asked) -> Group:
    """The notes that hold the words in any text of theirs, or in the name they stand on.

    Those that hold what was typed come before those found by pinyin or synonyms; newest first.
    """
    literal = literally(parse(request.query))
    if not literal.items:
        return Group("note", (), 0)
    notes = [
        note
        for note in request.notes
        if request.region in (None, note.region_id)
        and (note.body or note.exact or note.title or note.tags)
    ]
    notes.sort(key=lambda note: note.modified_at, reverse=True)
    texts = {note.id: fold(_text(note)) for note in notes}
    first = [note for note in notes if literal.holds(texts[note.id])]
    kept = {note.id for note in first}
    others = [note for note in notes if note.id not in kept and asked.holds(texts[note.id])]
    hits = [*_note_hits(first, literal, texts), *_note_hits(others, asked, texts)]
    return Group("note", tuple(hits[: request.limit]), len(hits))


def _text(note: Note) -> str:
    return "\n".join(part for part in (_told(note), note.title) if part)


def _told(note: Note) -> str:
    """All that does not stand above a note already."""
    parts = (note.body, note.exact, note.mechanism_name, *note.tags)
    return "\n".join(part for part in parts if part)


def _note_hits(notes: list[Note], asked: Asked, texts: dict[str, str]) -> Iterator[NoteHit]:
    for note in notes:
        # The note's own words where they hold the hit, else the quote it stands on.
        own = any(word in fold(note.body) for word in asked.words)
        shown, marks = snippet(note.body if own else _told(note), asked.words, _NOTE_WIDTH)
        yield NoteHit(note, shown, marks, asked.by(texts[note.id]))
