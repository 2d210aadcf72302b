"""收藏: keep a mechanism at hand, or let it go. Undone with Ctrl+Z."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from desktop.i18n import pick, tr
from desktop.saving import Change

if TYPE_CHECKING:
    from db.records import Bookmark, Mechanism
    from db.workspace import Workspace
    from desktop.session import Session


def toggle_bookmark(session: Session, mechanism_id: str) -> None:
    """Bookmark a mechanism, or remove its bookmark."""
    mechanism = session.cases.mechanism_by_id.get(mechanism_id)
    if mechanism is None:  # of a former library: there is nothing to show it by
        return
    wanted = not session.marks.is_bookmarked(mechanism_id)
    session.undo.push(_SetBookmark(session, _kept(mechanism), wanted))


def remove_bookmark(session: Session, mechanism_id: str) -> None:
    """取消收藏, of a mechanism of a former library too; it can be brought back."""
    bookmark = session.marks.bookmark(mechanism_id)
    if bookmark is not None:
        mechanism = session.cases.mechanism_by_id.get(mechanism_id)
        kept = _kept(mechanism) if mechanism else _kept_before(bookmark)
        session.undo.push(_SetBookmark(session, kept, wanted=False))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a bookmark says of its mechanism."""

    id: str
    name: str
    region_id: str | None
    shown: str


def _kept(mechanism: Mechanism) -> _Kept:
    shown = pick(mechanism.name, mechanism.name_en)
    return _Kept(mechanism.id, mechanism.name, mechanism.region_id, shown)


def _kept_before(bookmark: Bookmark) -> _Kept:
    name = bookmark.mechanism_name
    return _Kept(bookmark.mechanism_id, name, bookmark.region_id, name or bookmark.mechanism_id)


class _SetBookmark(QUndoCommand):
    def __init__(self, session: Session, mechanism: _Kept, wanted: bool) -> None:
        verb = tr("收藏“{name}”") if wanted else tr("取消收藏“{name}”")
        super().__init__(verb.format(name=mechanism.shown))
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

        self._session.marks.set_bookmarked(
            mechanism.id, wanted, mechanism.name, mechanism.region_id
        )
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
