"""公文预览: the plan as it will be printed, page by page, and the way to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.help.opening import help_key
from desktop.pages.plan.page_view import PageView
from desktop.pages.plan.printing import Pages
from desktop.widgets.in_turns import InTurns
from desktop.widgets.parts import IconButton, Panel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.documents.plan import PlanDocument
    from desktop.pages.plan.print_layout import Faces
    from desktop.pages.plan.printer import PrintJob
    from desktop.session import Session


class PreviewDialog(QDialog):
    """Pages in a window of their own over the program's."""

    def __init__(
        self,
        session: Session,
        document: PlanDocument,
        faces: Faces | Callable[[], Faces],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        help_key(self, session, "export")
        self._session = session
        self._title = document.title
        self._pages = pages = Pages(document, faces)
        clearing = InTurns(QApplication.instance() or parent)
        self.destroyed.connect(lambda: clearing.begin(_cleared(pages, clearing)))
        self._job: PrintJob | None = None
        self.setWindowTitle(tr("公文预览"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look, window = session.appearance, parent.window()
        self.resize(
            min(look.px(960), window.width() - 40), min(look.px(1000), window.height() - 40)
        )
        self.view = PageView(session, self._pages)
        self._where = PlainLabel()
        self._where.setObjectName("quietBody")
        self._zoom = PlainLabel()
        self._zoom.setObjectName("quietBody")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.view, 1)
        self.view.moved.connect(self._on_moved)
        self._on_moved()
        self.view.setFocus()

    def print(self) -> None:
        """Ask for a printer, then feed it."""
        if self._job is not None:
            return
        from desktop.pages.plan.printer import PrintJob

        self._job = PrintJob(self._session, self._pages, self._title, self)
        self._job.ended.connect(self._on_job_ended)
        self._job.ask()

    def done(self, result: int) -> None:
        """Close; what is being printed needs the pages, and ends with them."""
        if self._job is not None:
            self._job.give_up()
        super().done(result)

    def _bar(self) -> QWidget:
        bar = Panel("pageBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(6)
        row.addWidget(self._where)
        row.addStretch(1)
        step = self.view.step_zoom
        for icon, text, key, slot in (
            ("minus", tr("缩小"), "Ctrl+-", lambda: step(-1)),
            ("plus", tr("放大"), "Ctrl+=", lambda: step(1)),
            ("fitwidth", tr("适合宽度"), "Ctrl+0", lambda: self.view.set_zoom(0)),
        ):
            row.addWidget(self._button(icon, text, key, slot))
        row.insertWidget(3, self._zoom)
        row.addSpacing(10)
        printing = self._button("print", tr("打印…"), "Ctrl+P", self.print, labelled=True)
        row.addWidget(printing)
        row.addWidget(self._button("close", tr("关闭"), "", self.reject))
        return bar

    def _button(
        self, icon: str, text: str, key: str, slot: Callable[[], object], *, labelled: bool = False
    ) -> IconButton:
        button = IconButton(self._session.appearance, icon, text, role="bar", beside=labelled)
        button.setAccessibleName(text)
        button.clicked.connect(lambda: slot())
        if key:
            button.setToolTip(tr("{text}（{key}）").format(text=text, key=key))
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        return button

    def _on_moved(self) -> None:
        shown = tr("第 {page} 页，共 {n} 页").format(page=self.view.page, n=self.view.page_count)
        unfinished = "" if self._pages.complete else "…"
        self._where.setText(f"{shown}{unfinished}")
        self._zoom.setText(f"{round(self.view.zoom * 100)}%")

    def _on_job_ended(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None


def _cleared(pages: Pages, turns: InTurns) -> Iterator[None]:
    yield from pages.give_up()
    turns.deleteLater()
