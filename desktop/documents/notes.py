"""笔记 on their way out: what the writers of Markdown, Word and Web Annotations are given.

`body` is the user's own Markdown; everything else is text, in which nothing is markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class EntryKind(StrEnum):
    """收藏, 批注, 划线."""

    BOOKMARK = "bookmark"
    NOTE = "note"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quote stands: an article, and code points of its text.

    `start` and `end` are None where the text has changed and the quote is not found in it; the
    quote and up to 32 characters on both sides say where it stood.
    """

    article_id: str
    start: int | None
    end: int | None
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """One note, highlight or bookmark. What it lacks is '' (or empty).

    `subject` names in a URN what it hangs on where that is no passage: a mechanism, a family.
    `created` and `modified` are UTC, ISO 8601; `when` is what a reader is told of them.
    """

    id: str
    kind: EntryKind
    kind_name: str
    title: str
    region: str
    theme: str
    quote: str
    citation: str
    body: str
    tags: tuple[str, ...]
    author: str
    created: str
    modified: str
    when: str
    subject: str = ""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """Entries in the order they are to be read, under a title; `tags` is the caption of tags."""

    title: str
    entries: Sequence[NoteEntry]
    tags: str


def about(entry: NoteEntry, caption: str) -> str:
    """The line under an entry's title: kind, region, theme, date, tags."""
    tags = f"{caption}{' '.join(f'#{tag}' for tag in entry.tags)}" if entry.tags else ""
    parts = (entry.kind_name, entry.region, entry.theme, entry.when, tags)
    return " · ".join(part for part in parts if part)
