"""Feeds a printer with the pages of a plan, one at a time, so that the window stays alive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QProgressDialog, QWidget

from desktop.documents.text import xml_text
from desktop.i18n import tr
from desktop.pages.plan.print_layout import POINT
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from desktop.pages.plan.printing import Pages
    from desktop.session import Session

_SLICE: Final = 0.008


class PrintJob(QObject):
    """Asks for a printer, then prints; `ended` comes whatever happens."""

    ended = Signal()

    def __init__(self, session: Session, pages: Pages, title: str, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pages = pages
        self._title = title
        self._window = window
        self._wanted: list[int] = []
        self._total = 0
        self._painter = QPainter()
        self._progress: QProgressDialog | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)

    def ask(self) -> None:
        """The system's own question: which printer, which pages, how many."""
        size = QPageSize(QPageSize.PageSizeId.A4)
        upright = QPageLayout.Orientation.Portrait
        self.printer.setPageLayout(QPageLayout(size, upright, QMarginsF(0, 0, 0, 0)))
        self.printer.setFullPage(True)
        self.printer.setDocName(xml_text(self._title))
        dialog = QPrintDialog(self.printer, self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        wanted = dialog.exec() == QPrintDialog.DialogCode.Accepted.value
        dialog.deleteLater()
        if wanted:
            self.start()
        else:
            self.ended.emit()

    def start(self) -> None:
        """Print what was asked for."""
        self._progress = QProgressDialog("", tr("取消"), 0, 0, self._window)
        self._progress.setLabel(PlainLabel(tr("正在打印")))
        self._progress.setWindowTitle(tr("打印"))
        self._progress.setAutoReset(False)
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.canceled.connect(self.give_up)
        self._timer.start()

    def give_up(self) -> None:
        """Print no more; what the printer has not begun it forgets."""
        self._wanted.clear()
        if self._painter.isActive():
            self.printer.abort()
            self._painter.end()
        self._finish()

    def _go_on(self) -> None:
        if not self._pages.complete:
            self._pages.go_on(_SLICE)
        elif not self._painter.isActive():
            self._begin()
        elif self._wanted:
            self._next()
        else:
            self._painter.end()
            self._session.changes.told.emit(tr("已送到打印机：{n} 页").format(n=self._total))
            self._finish()

    def _begin(self) -> None:
        self._wanted = list(range(len(self._pages)))
        if self.printer.printRange() is QPrinter.PrintRange.PageRange and self.printer.fromPage():
            first, last = self.printer.fromPage(), self.printer.toPage() or len(self._pages)
            self._wanted = self._wanted[first - 1 : last]
        self._total = len(self._wanted)
        if self._progress is not None:
            self._progress.setMaximum(self._total)
        if not self._painter.begin(self.printer):
            self._session.changes.told.emit(tr("打印机没有接受：请看它是否开着、是否连着。"))
            self._finish()

    def _next(self) -> None:
        number = self._wanted.pop(0)
        done = self._total - len(self._wanted)
        if done > 1:
            self.printer.newPage()
        draw_on(self._painter, self._pages, number, self.printer.resolution())
        if self._progress is not None:
            self._progress.setValue(done)

    def _finish(self) -> None:
        self._timer.stop()
        if self._progress is not None:
            self._progress.deleteLater()
            self._progress = None
        self.ended.emit()


def draw_on(painter: QPainter, pages: Pages, number: int, dots: float) -> None:
    """A page (from 0) on upright paper of so many dots an inch; one that lies on its side is
    turned, for the paper in the printer is not."""
    page = pages[number]
    painter.save()
    scale = dots / (72 * POINT)
    painter.scale(scale, scale)
    if page.landscape:
        painter.translate(0, page.size.width())
        painter.rotate(-90)
    page.draw(painter, number + 1, pages.faces)
    painter.restore()
