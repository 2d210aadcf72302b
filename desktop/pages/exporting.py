"""导出: a page's table as Word, Excel or Markdown, or copied; and what any export needs.

The page gives what is to be written; here stand the menu, the question where to save, and the
sentences. A document is made and written beside the interface thread; it appears whole or not at
all.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QProgressDialog, QWidget

from desktop.documents.files import DocumentError, Reason, file_name, write_file
from desktop.documents.plain import to_text
from desktop.documents.text import Captions
from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.table import Table
    from desktop.documents.text import Progress
    from desktop.session import Session

WORD: Final = "docx"
EXCEL: Final = "xlsx"
MARKDOWN: Final = "md"
_FOLDER: Final = "export folder"
_PATIENCE_MS: Final = 600  # a shorter wait needs no window
_STEPS: Final = 100
_D = TypeVar("_D")


class FileExporter(QObject, Generic[_D]):
    """Writes documents of some sort into files: asks where, works beside the interface, tells.

    A subclass says what there is to write (`document`), what its bytes are (`writer`) and how its
    kinds are called. `name` gives a file name without suffix; a kind is the suffix of its files.
    """

    def __init__(self, session: Session, name: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._name = name
        self._window = parent
        self._menu: QMenu | None = None
        self._work: _Work[_D] | None = None

    # For subclasses

    def document(self) -> _D | None:
        """What is to be written, as it stands now; None where there is nothing."""
        raise NotImplementedError

    def writer(self, document: _D, kind: str) -> Callable[[Progress], bytes]:
        """What makes the bytes, on another thread: words in the user's language are asked here."""
        raise NotImplementedError

    def kind_name(self, kind: str) -> str:
        """What files of a kind are called in the question where to save."""
        return _kind_name(kind)

    def build_menu(self, menu: QMenu) -> None:
        """Fill the menu of the button."""
        raise NotImplementedError

    def say_where(self, path: Path) -> None:
        """Tell that a document has been written, and where."""
        self._tell(tr("已导出到 {path}").format(path=QDir.toNativeSeparators(str(path))))

    # For the page

    def menu(self) -> QMenu:
        """What can be exported; the same menu every time."""
        if self._menu is None:
            self._menu = QMenu(self._window)
            self.build_menu(self._menu)
        return self._menu

    @property
    def busy(self) -> bool:
        """Whether a document is being written."""
        return self._work is not None

    def save(self, kind: str) -> None:
        """Ask where, then write."""
        if self.busy:
            self._tell(tr("上一份还在导出，请稍等。"))
            return
        document = self.current()
        if document is not None:
            self._ask_where(document, kind)

    def current(self) -> _D | None:
        """What is to be written, as it stands now; where there is nothing, that is said."""
        document = self.document()
        if document is None:
            self._tell(tr("这里还没有可导出的内容。"))
        return document

    def write(self, document: _D, kind: str, path: Path) -> None:
        """Make the document and write it, beside the interface thread."""
        work = self._work = _Work(document, kind, path, self.writer(document, kind), self)
        progress = QProgressDialog("", tr("取消"), 0, _STEPS, self._window)
        progress.setLabel(PlainLabel(tr("正在导出 {name}").format(name=path.name)))
        progress.setWindowTitle(tr("导出"))
        progress.setMinimumDuration(_PATIENCE_MS)
        progress.setAutoReset(False)
        progress.canceled.connect(self.cancel)
        work.advanced.connect(progress.setValue)
        work.ended.connect(progress.deleteLater)
        work.ended.connect(self._on_ended)
        work.written.connect(self._on_written)
        work.failed.connect(self._on_failed)
        work.start()

    def cancel(self) -> None:
        """Give up the document that is being made; nothing of it is written."""
        if self._work is not None:
            self._work.stop()

    # Asking

    def _ask_where(self, document: _D, kind: str) -> None:
        dialog = QFileDialog(self._window, tr("导出"), str(self._folder()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{self.kind_name(kind)} (*.{kind})")
        dialog.selectFile(f"{file_name(self._name())}.{kind}")
        dialog.fileSelected.connect(lambda chosen: self._on_chosen(document, kind, Path(chosen)))
        dialog.open()

    def _on_chosen(self, document: _D, kind: str, chosen: Path) -> None:
        path = chosen
        if chosen.suffix.lower() != f".{kind}":
            path = chosen.with_name(f"{chosen.name}.{kind}")
            # The dialog has asked about the name as typed, not about this one.
            if path.exists() and not self._may_replace(path):
                return
        self._session.remembered.put(_FOLDER, [str(path.parent)])
        self.write(document, kind, path)

    def _may_replace(self, path: Path) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("导出"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("“{name}”已经有了，要换成新的吗？").format(name=path.name))
        replace = box.addButton(tr("替换"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("取消"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is replace

    def _folder(self) -> Path:
        """Where the last document went, while that folder is there; else the user's documents."""
        with suppress(OSError):
            for kept in self._session.remembered.texts(_FOLDER)[:1]:
                if Path(kept).is_dir():
                    return Path(kept)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents) or Path.home())

    # Telling

    def _on_ended(self) -> None:
        if self._work is not None:
            self._work.join()
            self._work.deleteLater()
            self._work = None

    def _on_written(self, path: str) -> None:
        self.say_where(Path(path))

    def _tell(self, sentence: str) -> None:
        self._session.changes.told.emit(sentence)

    def _on_failed(self, error: DocumentError) -> None:
        if self._work is not None:
            self._explain(self._work.document, self._work.kind, error)

    def _explain(self, document: _D, kind: str, error: DocumentError) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("没有导出"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(why(error))
        box.setInformativeText(tr("原来的文件没有动，也没有留下写了一半的文件。"))
        elsewhere = box.addButton(tr("换个位置"), QMessageBox.ButtonRole.AcceptRole)
        again = box.addButton(tr("重试"), QMessageBox.ButtonRole.ActionRole)
        box.setEscapeButton(box.addButton(tr("取消"), QMessageBox.ButtonRole.RejectRole))
        box.setDefaultButton(again if error.reason is Reason.IN_USE else elsewhere)
        elsewhere.clicked.connect(lambda: self._ask_where(document, kind))
        again.clicked.connect(lambda: self.write(document, kind, error.path))
        box.open()


class Exporter(FileExporter["Table"]):
    """What a page's 导出 button needs; `make` gives the table as it stands, `name` a file name."""

    def __init__(
        self,
        session: Session,
        make: Callable[[], Table],
        name: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(session, name, parent)
        self._make = make

    def document(self) -> Table | None:
        """The table, unless it is empty."""
        table = self._make()
        return table if table.rows else None

    def writer(self, document: Table, kind: str) -> Callable[[Progress], bytes]:
        """Makes Word, Excel or Markdown of the table."""
        words = captions()  # `tr` belongs to the interface thread
        return lambda progress: to_bytes(document, kind, words, progress)

    def build_menu(self, menu: QMenu) -> None:
        """Word, Excel, Markdown, copying."""
        for kind, text in (
            (WORD, tr("导出为 Word（.docx）…")),
            (EXCEL, tr("导出为 Excel（.xlsx）…")),
            (MARKDOWN, tr("导出为 Markdown（.md）…")),
        ):
            menu.addAction(text).triggered.connect(partial(self.save, kind))
        menu.addSeparator()
        menu.addAction(tr("复制表格")).triggered.connect(self.copy)

    def copy(self) -> None:
        """The table onto the clipboard, tab-separated, its sources behind it."""
        table = self.current()
        if table is not None:
            QGuiApplication.clipboard().setText(to_text(table, captions()))
            self._tell(tr("已复制表格，可以粘贴到 Excel 或 Word。"))


class _Work(QObject, Generic[_D]):
    """Makes one document on a thread of its own; its signals arrive on the interface thread."""

    advanced = Signal(int)
    written = Signal(str)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        document: _D,
        kind: str,
        path: Path,
        make: Callable[[Progress], bytes],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.document, self.kind, self._path, self._make = document, kind, path, make
        self._stopped = threading.Event()
        self._shown = -1
        # Not a daemon: a document begun when the window closes is finished.
        self._thread = threading.Thread(target=self._run, name="export")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the thread, which has nothing to do any more after `ended`."""
        self._thread.join()

    def stop(self) -> None:
        """Give up; nothing is written then."""
        self._stopped.set()

    def _run(self) -> None:
        # The window may be gone by the time there is something to say.
        with suppress(RuntimeError):
            try:
                write_file(self._path, self._make(self._advance))
            except _StoppedError:
                pass
            except DocumentError as error:
                self.failed.emit(error)
            except Exception as error:  # a bug must not leave the user without an answer
                self.failed.emit(DocumentError(Reason.OTHER, self._path, repr(error)))
            else:
                self.written.emit(str(self._path))
            finally:
                self.ended.emit()

    def _advance(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        # The last step is the disk's; a signal for every row would only fill the queue.
        step = min(done * _STEPS // max(total, 1), _STEPS - 1)
        if step != self._shown:
            self._shown = step
            self.advanced.emit(step)


class _StoppedError(Exception):
    """The user has cancelled."""


def to_bytes(
    table: Table, kind: str, words: Captions, progress: Callable[[int, int], None]
) -> bytes:
    """The document of one kind; its library is loaded when it is first wanted."""
    if kind == WORD:
        from desktop.documents.docx import to_docx

        return to_docx(table, words, progress)
    if kind == EXCEL:
        from desktop.documents.xlsx import to_xlsx

        return to_xlsx(table, words, progress)
    from desktop.documents.markdown import to_markdown

    return to_markdown(table, words, progress)


def captions() -> Captions:
    """The writers' words in the language of the interface."""
    return Captions(
        sources=tr("引文与来源"),
        number=tr("序号"),
        quote=tr("引文"),
        citation=tr("出处"),
        value=tr("{column}（数值）"),
    )


def why(error: DocumentError) -> str:
    """What happened and what to do about it, in one sentence or two."""
    name, folder = error.path.name, QDir.toNativeSeparators(str(error.path.parent))
    sentence = {
        Reason.FOLDER_GONE: tr("文件夹“{folder}”不在了，可能是 U 盘已经拔出。"),
        Reason.READ_ONLY: tr("“{folder}”里的“{name}”不能写入：文件或文件夹是只读的。"),
        Reason.IN_USE: tr("“{name}”正被别的程序打开。请先在 Word、Excel 或 WPS 里关掉它，再重试。"),
        Reason.DISK_FULL: tr("“{folder}”所在的磁盘满了。"),
        Reason.BAD_NAME: tr("“{name}”不能用作文件名，请换一个名字。"),
        Reason.OTHER: tr("“{name}”没能写出来：{detail}"),
    }[error.reason]
    return sentence.format(name=name, folder=folder, detail=error.detail)


def _kind_name(kind: str) -> str:
    return {
        WORD: tr("Word 文档"),
        EXCEL: tr("Excel 工作簿"),
        MARKDOWN: tr("Markdown 文本"),
    }[kind]
