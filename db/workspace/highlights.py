"""划线: SQL in, records out; every write is one transaction, durable on return."""

from __future__ import annotations

from db.records.own import Highlight
from db.workspace import stamps
from db.workspace.rows import Rows

_ROWS = Rows("highlight", Highlight)
all = _ROWS.all
put = _ROWS.put
remove = _ROWS.remove
removed = _ROWS.removed
unreadable = _ROWS.unreadable


def new_highlight(
    *,
    article_id: str,
    start: int,
    end: int,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    region_id: str | None = None,
) -> Highlight:
    """Make a highlight that is not stored yet, with its id and stamps."""
    now = stamps.now()
    return Highlight(
        id=stamps.new_id(),
        article_id=article_id,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        created_at=now,
        modified_at=now,
        author=stamps.author(),
        region_id=region_id,
    )
