"""划线: underline a span of an article, or take the underline away. Undone with Ctrl+Z."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QUndoCommand

from db.anchors import make_anchor
from db.workspace.highlights import new_highlight
from desktop.i18n import tr
from desktop.operations.naming import quoted
from desktop.saving import Change

if TYPE_CHECKING:
    from db.records.own import Highlight
    from db.workspace import Workspace
    from desktop.session import Session

_NAMED: Final = 12  # characters of the quote that name a step of undo


def add_highlight(session: Session, article_id: str, start: int, end: int) -> Highlight:
    """Underline text[start:end] of an article (code points).

    Raises ValueError for a span that is empty or outside.
    """
    article = session.cases.article(article_id)
    anchor = make_anchor(article.text, start, end)
    highlight = new_highlight(
        article_id=article.id,
        start=start,
        end=end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        region_id=article.region_id,
    )
    session.undo.push(SetHighlight(session, highlight, wanted=True))
    return highlight


def remove_highlight(session: Session, highlight_id: str) -> None:
    """Take an underline away; it can be brought back."""
    highlight = session.marks.highlight(highlight_id)
    if highlight is not None:
        session.undo.push(SetHighlight(session, highlight, wanted=False))


class SetHighlight(QUndoCommand):
    """One underline, there or not."""

    def __init__(self, session: Session, highlight: Highlight, *, wanted: bool) -> None:
        verb = tr("划线{quote}") if wanted else tr("删除划线{quote}")
        super().__init__(verb.format(quote=quoted(highlight.exact, _NAMED)))
        self._session = session
        self._highlight = highlight
        self._wanted = wanted

    def redo(self) -> None:
        self._set(self._wanted)

    def undo(self) -> None:
        self._set(not self._wanted)

    def _set(self, wanted: bool) -> None:
        highlight, marks = self._highlight, self._session.marks
        if wanted:
            marks.put_highlight(highlight)
        else:
            marks.drop_highlight(highlight.id)

        def write(workspace: Workspace) -> None:
            workspace.put_highlight(highlight)
            if not wanted:
                workspace.remove_highlight(highlight.id)

        content = {"highlight": asdict(highlight), "deleted": not wanted}
        self._session.saver.save(Change(f"highlight {highlight.id}", write, content))
        self._session.changes.highlights_changed.emit(highlight.article_id)
