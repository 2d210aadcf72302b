"""Bookmarks, notes and highlights as items of one list, each with what it hangs on.

What an item hangs on is looked up once: an item is made again only where its record, or the
bookmark of its mechanism, is another. A mark on a span belongs to the mechanism that the shortest
quote around the span backs, if there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Final

from db.records.own import Note
from db.text import fold
from desktop.i18n import pick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from db.records import Mechanism
    from db.records.evidence import Evidence
    from db.records.own import Bookmark, Highlight
    from db.text import Span
    from desktop.casebase import CaseBase
    from desktop.marks import Marks

_TITLE: Final = 24  # characters of a quote or of a first line that stand for a title
LINE_MARKS: Final = "#>*-_ \t"
"""What Markdown puts before a line, which is no part of a title made of it."""


class Kind(StrEnum):
    """收藏, 批注, 划线."""

    BOOKMARK = "bookmark"
    NOTE = "note"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the user kept. Ids are '' where it hangs on no such thing.

    `words` are the user's own Markdown, or else what stands in its place: the quote of a
    highlight, the summary of a bookmarked mechanism. Ids of a former library stay as they are.
    """

    id: str
    kind: Kind
    ref_id: str
    title: str
    words: str
    quote: str
    region_id: str
    theme_id: str
    mechanism_id: str
    family_id: str
    article_id: str
    start: int
    tags: tuple[str, ...]
    created_at: str
    modified_at: str
    bookmarked: bool

    @property
    def searched(self) -> str:
        """Everything that the field above the list looks through."""
        return "\n".join((self.title, self.words, self.quote, *self.tags))


def item_id(kind: Kind, ref_id: str) -> str:
    """The id of an item: of its kind, and a note's or highlight's id or a mechanism's."""
    return f"{kind} {ref_id}"


class Collector:
    """Makes the items, and remembers them with their folded texts."""

    def __init__(
        self, cases: CaseBase, marks: Marks, place: Callable[[Note | Highlight], Span | None]
    ) -> None:
        """`place` says where a mark on a span stands now, None for one that has lost its place."""
        self._cases = cases
        self._marks = marks
        self._place = place
        self._made: dict[str, tuple[object, Item]] = {}
        self._folded: dict[str, str] = {}
        self._unfolded: list[Item] = []
        self._evidence: dict[str, list[Evidence]] = {}

    def items(self) -> list[Item]:
        """Everything there is, in no order."""
        marks, known = self._marks, self._made
        made: dict[str, tuple[object, Item]] = {}
        kept = set(marks.bookmarked())
        for bookmark in marks.bookmarks():
            before = known.get(bookmark.mechanism_id)
            if before is None or before[0] is not bookmark:
                before = (bookmark, self._from_bookmark(bookmark))
            made[bookmark.mechanism_id] = before
        marked: Iterable[Note | Highlight] = chain(marks.every_note(), marks.highlights())
        for mark in marked:
            before = known.get(mark.id)
            if before is None or before[0] is not mark:
                made[mark.id] = (mark, self._from_mark(mark))
            elif before[1].bookmarked is (before[1].mechanism_id in kept):
                made[mark.id] = before
            else:
                flag = before[1].mechanism_id in kept
                made[mark.id] = (mark, replace(before[1], bookmarked=flag))
        self._unfolded += [
            item
            for key, (record, item) in made.items()
            if key not in known or known[key][0] is not record
        ]
        self._made = made
        return [item for _, item in made.values()]

    def _from_mark(self, mark: Note | Highlight) -> Item:
        return self._from_note(mark) if isinstance(mark, Note) else self._from_highlight(mark)

    def of_note(self, note: Note) -> Item:
        """The item of a note, stored or not."""
        return self._from_note(note)

    def fold_some(self, most: int) -> bool:
        """Prepare so many items for searching; False where all are ready."""
        for item in self._unfolded[-most:]:
            self._folded[item.id] = fold(item.searched)
        del self._unfolded[-most:]
        return bool(self._unfolded)

    def texts(self) -> dict[str, str]:
        """What each item is searched in, by its id."""
        self.fold_some(len(self._unfolded) + 1)
        return self._folded

    def _around(self, mark: Note | Highlight) -> Mechanism | None:
        """The mechanism that the shortest quote around a mark backs."""
        span = self._place(mark)
        if span is None or not mark.article_id:
            return None
        article_id, (start, end) = mark.article_id, span
        if article_id not in self._evidence:
            self._evidence[article_id] = self._cases.article_evidence(article_id)
        around = [e for e in self._evidence[article_id] if e.start < end and start < e.end]
        holding = [e for e in around if e.start <= start and end <= e.end] or around
        if not holding:
            return None
        shortest = min(holding, key=lambda entry: entry.end - entry.start)
        return self._cases.mechanism_by_id.get(shortest.mechanism_id)

    def _from_bookmark(self, bookmark: Bookmark) -> Item:
        mechanism = self._cases.mechanism_by_id.get(bookmark.mechanism_id)
        return Item(
            id=item_id(Kind.BOOKMARK, bookmark.mechanism_id),
            kind=Kind.BOOKMARK,
            ref_id=bookmark.mechanism_id,
            title=_name(mechanism) or bookmark.mechanism_name or bookmark.mechanism_id,
            words=pick(mechanism.summary, mechanism.summary_en) if mechanism else "",
            quote="",
            region_id=mechanism.region_id if mechanism else bookmark.region_id or "",
            theme_id=mechanism.theme_id if mechanism else "",
            mechanism_id=bookmark.mechanism_id,
            family_id=(mechanism.family_id or "") if mechanism else "",
            article_id="",
            start=0,
            tags=(),
            created_at=bookmark.created_at,
            modified_at=bookmark.modified_at,
            bookmarked=True,
        )

    def _from_note(self, note: Note) -> Item:
        mechanism = self._cases.mechanism_by_id.get(note.mechanism_id or "")
        mechanism = mechanism or self._around(note)
        return Item(
            id=item_id(Kind.NOTE, note.id),
            kind=Kind.NOTE,
            ref_id=note.id,
            title=note.title or self._title(note, mechanism),
            words=note.body,
            quote=note.exact,
            region_id=note.region_id or (mechanism.region_id if mechanism else ""),
            theme_id=mechanism.theme_id if mechanism else "",
            mechanism_id=mechanism.id if mechanism else note.mechanism_id or "",
            family_id=note.family_id or ((mechanism.family_id or "") if mechanism else ""),
            article_id=note.article_id or "",
            start=note.start or 0,
            tags=note.tags,
            created_at=note.created_at,
            modified_at=note.modified_at,
            bookmarked=mechanism is not None and self._marks.is_bookmarked(mechanism.id),
        )

    def _from_highlight(self, highlight: Highlight) -> Item:
        mechanism = self._around(highlight)
        return Item(
            id=item_id(Kind.HIGHLIGHT, highlight.id),
            kind=Kind.HIGHLIGHT,
            ref_id=highlight.id,
            title=_name(mechanism) or _short(highlight.exact),
            words=highlight.exact,
            quote=highlight.exact,
            region_id=highlight.region_id or (mechanism.region_id if mechanism else ""),
            theme_id=mechanism.theme_id if mechanism else "",
            mechanism_id=mechanism.id if mechanism else "",
            family_id=(mechanism.family_id or "") if mechanism else "",
            article_id=highlight.article_id,
            start=highlight.start,
            tags=(),
            created_at=highlight.created_at,
            modified_at=highlight.modified_at,
            bookmarked=mechanism is not None and self._marks.is_bookmarked(mechanism.id),
        )

    def _title(self, note: Note, mechanism: Mechanism | None) -> str:
        """What a note without a title is called: by what it hangs on, else by its first words."""
        family = self._cases.family_by_id.get(note.family_id or "")
        if family is not None:
            return pick(family.name, family.name_en)
        named = _name(mechanism) or note.mechanism_name
        return named or _short(note.exact) or _short(_first_line(note.body))


def _name(mechanism: Mechanism | None) -> str:
    return pick(mechanism.name, mechanism.name_en) if mechanism is not None else ""


def _first_line(body: str) -> str:
    return next((line.strip(LINE_MARKS) for line in body.splitlines() if line.strip()), "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[:_TITLE]}…"
