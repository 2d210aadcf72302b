"""收藏: keep a mechanism at hand, or let it go. Undone with Ctrl+Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from desktop.i18n import pick, tr
from desktop.operations.naming import quoted
from desktop.saving import Change

if TYPE_CHECKING:
    from db.records import Mechanism
    from db.workspace import Workspace
    from desktop.session import Session


def toggle_bookmark(session: Session, mechanism_id: str) -> None:
    """Bookmark a mechanism, or remove its bookmark."""
    mechanism = session.cases.mechanism_by_id.get(mechanism_id)
    if mechanism is None:  # of a former library: there is nothing to show it by
        return
    wanted = not session.marks.is_bookmarked(mechanism_id)
    session.undo.push(_SetBookmark(session, mechanism, wanted))


class _SetBookmark(QUndoCommand):
    def __init__(self, session: Session, mechanism: Mechanism, wanted: bool) -> None:
        verb = tr("收藏{name}") if wanted else tr("取消收藏{name}")
        super().__init__(verb.format(name=quoted(pick(mechanism.name, mechanism.name_en))))
        self._session = session
        self._mechanism = mechanism
        self._wanted = wanted

    def redo(self) -> None:
        self._set(self._wanted)

    def undo(self) -> None:
        self._set(not self._wanted)

    def _set(self, wanted: bool) -> None:
        mechanism = self._mechanism

        def write(workspace: Workspace) -> None:
            if wanted:
                workspace.add_bookmark(mechanism.id, mechanism.name, mechanism.region_id)
            else:
                workspace.remove_bookmark(mechanism.id)

        self._session.marks.set_bookmarked(mechanism.id, wanted)
        self._session.saver.save(
            Change(
                f"bookmark {mechanism.id}",
                write,
                {
                    "bookmark": mechanism.id,
                    "name": mechanism.name,
                    "region_id": mechanism.region_id,
                    "kept": wanted,
                },
            )
        )
        self._session.changes.bookmarks_changed.emit(mechanism.id)
