"""Writes a plan into a file of the user's choice: Word, Excel, PDF, Markdown.

What is asked, what happens beside the interface and what is said when it fails is
`FileExporter`'s; here stands what is written, and the way to the folder it went to.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from desktop.i18n import tr
from desktop.pages.exporting import EXCEL, WORD, FileExporter
from desktop.planning.document import plan_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.documents.plan import PlanDocument
    from desktop.documents.text import Progress
    from desktop.pages.plan.print_layout import Faces
    from desktop.session import Session

PDF: Final = "pdf"


class PlanExporter(FileExporter["PlanDocument"]):
    """Exports the plan whose id `plan_id` gives, as it stands at that moment."""

    def __init__(self, session: Session, plan_id: Callable[[], str], parent: QWidget) -> None:
        super().__init__(session, self._file_name, parent)
        self._plan_id = plan_id

    def document(self) -> PlanDocument | None:
        """The plan; None where there is none."""
        session, plan_id = self._session, self._plan_id()
        if session.plans.plan(plan_id) is None:
            return None
        edition = session.settings.citation_edition
        return plan_document(session.plans, session.cases, plan_id, date.today(), edition)

    def faces(self) -> Faces:
        """The fonts of pages, as the settings have them."""
        from desktop.pages.plan.print_faces import faces

        return faces(self._session.settings.document_fonts)

    def writer(self, document: PlanDocument, kind: str) -> Callable[[Progress], bytes]:
        """What makes the file of a kind; its library is loaded when it is first wanted."""
        if kind == WORD:
            from desktop.documents.gongwen import to_gongwen

            fonts = self._session.settings.document_fonts
            return lambda progress: to_gongwen(document, fonts, progress)
        if kind == EXCEL:
            from desktop.documents.planbook import to_planbook

            return lambda progress: to_planbook(document, progress)
        if kind == PDF:
            from desktop.pages.plan.printing import to_pdf

            faces = self.faces()
            return lambda progress: to_pdf(document, faces, progress)
        from desktop.documents.planmarkdown import plan_markdown

        return lambda _: plan_markdown(document).encode()

    def kind_name(self, kind: str) -> str:
        """What files of a kind are called."""
        return tr("PDF 文档") if kind == PDF else super().kind_name(kind)

    def say_where(self, path: Path) -> None:
        """Where the file is, and the way there."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(tr("导出"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("已导出到 {path}").format(path=QDir.toNativeSeparators(str(path))))
        there = box.addButton(tr("打开文件夹"), QMessageBox.ButtonRole.ActionRole)
        close = box.addButton(tr("关闭"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(there)
        box.setEscapeButton(close)
        there.clicked.connect(lambda: self._open(path.parent))
        box.open()

    def _open(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            shown = QDir.toNativeSeparators(str(folder))
            self._tell(tr("这台电脑没有能打开文件夹的程序。文件在 {path}").format(path=shown))

    def _file_name(self) -> str:
        plan = self._session.plans.plan(self._plan_id())
        return (plan.title.strip() if plan else "") or tr("方案")
