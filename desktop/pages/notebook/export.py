"""导出笔记: what is chosen in 笔记 as Markdown, Word, or W3C Web Annotations."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from db.workspace.stamps import new_id, now
from desktop.documents.notes import NoteDocument
from desktop.i18n import tr
from desktop.pages.exporting import MARKDOWN, WORD, FileExporter
from desktop.pages.notebook.entries import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from desktop.documents.text import Progress
    from desktop.pages.notebook.entries import Record
    from desktop.session import Session

ANNOTATIONS: Final = "jsonld"


class NotesExporter(FileExporter[NoteDocument]):
    """`notes` gives the records that are chosen, in the order in which they stand."""

    def __init__(
        self, session: Session, notes: Callable[[], Sequence[Record]], parent: QWidget
    ) -> None:
        super().__init__(session, _file_name, parent)
        self._notes = notes

    def document(self) -> NoteDocument | None:
        """The chosen notes, unless there are none."""
        records = self._notes()
        return document_of(self._session, records) if records else None

    def writer(self, document: NoteDocument, kind: str) -> Callable[[Progress], bytes]:
        """Makes one kind of file of the notes."""
        return partial(_to_bytes, document, kind)

    def kind_name(self, kind: str) -> str:
        """What files of a kind are called."""
        return tr("W3C 网页批注") if kind == ANNOTATIONS else super().kind_name(kind)

    def build_menu(self, menu: QMenu) -> None:
        """Word, Markdown, Web Annotations."""
        for kind, text in (
            (WORD, tr("导出为 Word（.docx）…")),
            (MARKDOWN, tr("导出为 Markdown（.md）…")),
            (ANNOTATIONS, tr("导出为 W3C 网页批注（.jsonld）…")),
        ):
            menu.addAction(text).triggered.connect(partial(self.save, kind))


def _file_name() -> str:
    return tr("笔记 {day}").format(day=date.today().isoformat())


def _to_bytes(document: NoteDocument, kind: str, progress: Progress) -> bytes:
    """The document of one kind; its library is loaded when it is first wanted."""
    if kind == WORD:
        from desktop.documents.notes_docx import notes_to_docx

        return notes_to_docx(document, progress)
    if kind == ANNOTATIONS:
        from desktop.documents.notes_jsonld import notes_to_jsonld

        return notes_to_jsonld(document, now(), new_id(), progress)
    from desktop.documents.notes_markdown import notes_to_markdown

    return notes_to_markdown(document, progress)
