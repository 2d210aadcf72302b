"""The user's own bookmarks, notes and highlights as the interface holds them.

The pages read from here and never wait for the disk; only `desktop.operations` changes it, and
hands every change to the saver at the same time.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records.own import Bookmark, Highlight, Note


class Marks:
    """Bookmarked mechanisms, notes by mechanism and by article, highlights by article."""

    def __init__(
        self,
        bookmarks: Iterable[Bookmark],
        notes: Iterable[Note],
        highlights: Iterable[Highlight] = (),
    ) -> None:
        self._bookmarks = {bookmark.mechanism_id: bookmark for bookmark in bookmarks}
        self._notes: dict[str, Note] = {}
        self._by_mechanism: dict[str, dict[str, Note]] = {}
        self._highlights = {highlight.id: highlight for highlight in highlights}
        for note in notes:
            self.put_note(note)

    def is_bookmarked(self, mechanism_id: str) -> bool:
        """Whether the user keeps this mechanism at hand."""
        return mechanism_id in self._bookmarks

    def bookmarked(self) -> list[str]:
        """The ids of all bookmarked mechanisms, in no order."""
        return list(self._bookmarks)

    def bookmarks(self) -> list[Bookmark]:
        """All bookmarks, in the order in which they were set."""
        return list(self._bookmarks.values())

    def bookmark(self, mechanism_id: str) -> Bookmark | None:
        """The bookmark of a mechanism, None where it has none."""
        return self._bookmarks.get(mechanism_id)

    @property
    def bookmark_count(self) -> int:
        """How many mechanisms are bookmarked."""
        return len(self._bookmarks)

    @property
    def note_count(self) -> int:
        """How many notes there are."""
        return len(self._notes)

    def notes(self) -> list[Note]:
        """All notes, oldest first."""
        return _oldest_first(self._notes.values())

    def every_note(self) -> Iterable[Note]:
        """All notes, in no order: for those who put them in an order of their own."""
        return self._notes.values()

    def notes_of(self, mechanism_id: str) -> list[Note]:
        """The notes on one mechanism, oldest first."""
        return _oldest_first(self._by_mechanism.get(mechanism_id, {}).values())

    def notes_of_family(self, family_id: str) -> list[Note]:
        """The notes on one family, oldest first."""
        return _oldest_first(n for n in self._notes.values() if n.family_id == family_id)

    def tags(self) -> list[tuple[str, int]]:
        """Every tag with the number of notes that carry it, the most used first."""
        counts = Counter(tag for note in self._notes.values() for tag in note.tags)
        return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))

    def notes_in(self, article_id: str) -> list[Note]:
        """The notes on spans of one article, oldest first."""
        return _oldest_first(
            note
            for note in self._notes.values()
            if note.article_id == article_id and note.start is not None
        )

    def note(self, note_id: str) -> Note | None:
        """A note by its id."""
        return self._notes.get(note_id)

    def set_bookmarked(
        self, mechanism_id: str, wanted: bool, name: str = "", region_id: str | None = None
    ) -> None:
        """Keep or drop a bookmark; one that is kept already stays as it is."""
        if not wanted:
            self._bookmarks.pop(mechanism_id, None)
        elif mechanism_id not in self._bookmarks:
            from db.records.own import Bookmark
            from db.workspace.stamps import now

            at = now()
            self._bookmarks[mechanism_id] = Bookmark(
                "", mechanism_id, at, at, "", mechanism_name=name, region_id=region_id
            )

    def put_note(self, note: Note) -> None:
        """Add a note or replace it by its id."""
        self.drop_note(note.id)
        self._notes[note.id] = note
        self._by_mechanism.setdefault(note.mechanism_id or "", {})[note.id] = note

    def drop_note(self, note_id: str) -> None:
        """Forget a note; the workspace keeps its tombstone."""
        note = self._notes.pop(note_id, None)
        if note is not None:
            del self._by_mechanism[note.mechanism_id or ""][note_id]

    def highlights(self) -> list[Highlight]:
        """All highlights, oldest first."""
        return sorted(self._highlights.values(), key=lambda h: (h.created_at, h.id))

    def highlights_in(self, article_id: str) -> list[Highlight]:
        """The highlights in one article, oldest first."""
        found = [h for h in self._highlights.values() if h.article_id == article_id]
        return sorted(found, key=lambda highlight: (highlight.created_at, highlight.id))

    def highlight(self, highlight_id: str) -> Highlight | None:
        """A highlight by its id."""
        return self._highlights.get(highlight_id)

    def put_highlight(self, highlight: Highlight) -> None:
        """Add a highlight or replace it by its id."""
        self._highlights[highlight.id] = highlight

    def drop_highlight(self, highlight_id: str) -> None:
        """Forget a highlight; the workspace keeps its tombstone."""
        self._highlights.pop(highlight_id, None)

    def count_of(self, mechanism_id: str) -> int:
        """How many notes there are on one mechanism."""
        return len(self._by_mechanism.get(mechanism_id, {}))


def _oldest_first(notes: Iterable[Note]) -> list[Note]:
    return sorted(notes, key=lambda note: (note.created_at, note.id))
