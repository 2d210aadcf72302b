"""收藏: keep a mechanism at hand, or let it go. Undone with Ctrl+Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from desktop.i18n import pick, tr
from desktop.operations.naming import quoted
from desktop.saving import Change

if TYPE_CHECKING:
    from db.workspace import Workspace
    from desktop.session import Session


def toggle_bookmark(session: Session, mechanism_id: str) -> None:
    """Bookmark a mechanism, or remove its bookmark."""
    mechanism = session.cases.mechanism_by_id.get(mechanism_id)
    if mechanism is None:  # of a former library: there is nothing to show it by
        return
    wanted = not session.marks.is_bookmarked(mechanism_id)
    kept = mechanism.id, mechanism.name, mechanism.region_id
    session.undo.push(SetBookmark(session, *kept, wanted=wanted))


def remove_bookmark(session: Session, mechanism_id: str) -> None:
    """取消收藏, of a mechanism of a former library too; it can be brought back."""
    bookmark = session.marks.bookmark(mechanism_id)
    if bookmark is not None:
        kept = mechanism_id, bookmark.mechanism_name, bookmark.region_id
        session.undo.push(SetBookmark(session, *kept, wanted=False))


class SetBookmark(QUndoCommand):
    """The bookmark of a mechanism, set or not; this library need not have the mechanism."""

    def __init__(
        self,
        session: Session,
        mechanism_id: str,
        name: str,
        region_id: str | None,
        *,
        wanted: bool,
    ) -> None:
        mechanism = session.cases.mechanism_by_id.get(mechanism_id)
        shown = pick(mechanism.name, mechanism.name_en) if mechanism else name or mechanism_id
        verb = tr("收藏{name}") if wanted else tr("取消收藏{name}")
        super().__init__(verb.format(name=quoted(shown)))
        self._session = session
        self._id, self._name, self._region = mechanism_id, name, region_id
        self._wanted = wanted

    def redo(self) -> None:
        self._set(self._wanted)

    def undo(self) -> None:
        self._set(not self._wanted)

    def _set(self, wanted: bool) -> None:
        kept = self._id, self._name, self._region

        def write(workspace: Workspace) -> None:
            if wanted:
                workspace.add_bookmark(*kept)
            else:
                workspace.remove_bookmark(kept[0])

        self._session.marks.set_bookmarked(self._id, wanted, self._name, self._region)
        content = {
            "bookmark": self._id,
            "name": self._name,
            "region_id": self._region,
            "kept": wanted,
        }
        self._session.saver.save(Change(f"bookmark {self._id}", write, content))
        self._session.changes.bookmarks_changed.emit(self._id)
