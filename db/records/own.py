"""The user's own: bookmarks, notes, highlights.

Rows, each with an id, stamps and an author, so that two workspaces can be merged.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bookmark:
    """收藏: a mechanism the user keeps at hand. Times are UTC, ISO 8601.

    The name and the region are as they were when it was kept: a later library may lack the
    mechanism.
    """

    id: str
    mechanism_id: str
    created_at: str
    modified_at: str
    author: str
    mechanism_name: str = ""
    region_id: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """批注: the user's own Markdown, on a mechanism, a family or a span of an article, or on none.

    `title` is the user's own heading, '' where what it hangs on says enough; `tags` (标签) are in
    the order they were given.

    A span keeps its quote with its context on both sides (`db.anchors`), so that it can be found
    again in a new version of the article. The mechanism's name and region are as they were when
    the note was written: a later library may lack the mechanism.
    """

    id: str
    mechanism_id: str | None
    article_id: str | None
    start: int | None
    end: int | None
    exact: str
    prefix: str
    suffix: str
    body: str
    created_at: str
    modified_at: str
    author: str
    mechanism_name: str = ""
    region_id: str | None = None
    family_id: str | None = None
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """划线: a span of an article that the user has underlined.

    It keeps its quote with its context on both sides (`db.anchors`), as a note on a span does.
    """

    id: str
    article_id: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    created_at: str
    modified_at: str
    author: str
    region_id: str | None = None
