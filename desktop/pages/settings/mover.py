"""Moves the user's own to another folder: asks first, copies beside the interface, starts again.

Until the program has closed, the old place is the one in use; see `db.workspace.moving`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QPushButton, QWidget

from db.errors import WorkspaceError
from db.workspace.destinations import Target, choose, demand_usable, size_of
from db.workspace.moving import Moving, use
from desktop.i18n import tr
from desktop.instance import on_network
from desktop.pages.settings.beside import STEPS, Beside
from desktop.restarting import after_closing
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session


class _Look(NamedTuple):
    """What is known before the user is asked."""

    target: Target
    size: int
    network: bool


class Mover(QObject):
    """What the buttons of 数据位置 do; one at a time."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._widget = parent
        self._work: Beside[object] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being looked at or copied."""
        return self._work is not None

    def ask_where(self) -> None:
        """Let the user choose a folder, then move there."""
        dialog = QFileDialog(self._window, tr("移到别处"), str(self._session.folder.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("选这个文件夹"))
        dialog.fileSelected.connect(lambda folder: self.move(Path(folder)))
        dialog.open()

    def move(self, wanted: Path, *, exactly: bool = False) -> None:
        """Move to `wanted`, or into a folder in it, after asking."""
        if self.busy:
            return
        source = self._session.folder

        def look(_tell: object) -> _Look:
            target = choose(source, wanted, exactly=exactly)
            if target.taken:
                demand_usable(target.folder)
            place = target.folder
            there = next(outer for outer in (place, *place.parents) if outer.exists())
            return _Look(target, size_of(source), on_network(there))

        self._begin(look, self._ask)

    @property
    def _window(self) -> QWidget:
        return self._widget.window()

    def _begin(
        self,
        work: Callable[[Callable[[int, int], None]], object],
        then: Callable[[object], None],
    ) -> Beside[object]:
        begun = self._work = Beside(work, self)
        results: list[object] = []
        begun.done.connect(results.append)
        begun.failed.connect(self._explain)

        def end() -> None:
            self._work = None
            begun.deleteLater()
            if results:
                then(results[0])

        begun.ended.connect(end)
        begun.start()
        return begun

    # Asking

    def _ask(self, found: object) -> None:
        assert isinstance(found, _Look)
        if found.target.taken:
            self._ask_use(found)
        else:
            self._ask_move(found)

    def _ask_move(self, found: _Look) -> None:
        folder = found.target.folder
        box, go = self._box(
            tr("把数据移到这里吗？"),
            folder,
            tr(
                "收藏、批注、方案、课堂、备份和设置都会移过去，共 {size}。"
                "移好后程序会重新打开；原来的一份改名留着，不会删除。"
            ).format(size=size_words(found.size)),
            tr("移过去"),
            network=found.network,
        )
        go.clicked.connect(lambda: self._copy(folder))
        box.open()

    def _ask_use(self, found: _Look) -> None:
        folder = found.target.folder
        box, go = self._box(
            tr("这里已经有一份他山的数据，要改用那一份吗？"),
            folder,
            tr(
                "两份不会合并，也不会互相覆盖。现在这一份原样留在 {folder}，以后可以再换回来。"
                "改用后程序会重新打开。"
            ).format(folder=native(self._session.folder)),
            tr("改用那一份"),
            network=found.network,
        )
        go.clicked.connect(lambda: self._leave(lambda: use(folder)))
        box.open()

    def _box(
        self, question: str, folder: Path, more: str, go: str, *, network: bool
    ) -> tuple[QMessageBox, QPushButton]:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("数据位置"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"{question}\n{native(folder)}")
        if network:
            box.setIcon(QMessageBox.Icon.Warning)
            more += "\n\n" + tr(
                "这是网络上的文件夹：网络断开时程序打不开；两台电脑同时打开会损坏数据。"
            )
        box.setInformativeText(more)
        accept = box.addButton(go, QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        return box, accept

    # Doing

    def _copy(self, folder: Path) -> None:
        move = Moving(self._session.folder, folder)
        progress = QProgressDialog("", tr("取消"), 0, STEPS, self._window)
        progress.setLabel(PlainLabel(tr("正在复制到 {folder}").format(folder=native(folder))))
        progress.setWindowTitle(tr("数据位置"))
        # What is written meanwhile would be taken over, too; but the user should see where it is.
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(0)
        progress.setAutoReset(False)
        progress.setValue(0)

        def copy(tell: Callable[[int, int], None]) -> Moving:
            move.copy(tell)
            return move

        work = self._begin(copy, lambda _found: self._on_copied(move, stopped=work.stopped))
        progress.canceled.connect(work.stop)
        work.advanced.connect(progress.setValue)
        work.done.connect(progress.hide)
        work.ended.connect(progress.deleteLater)

    def _on_copied(self, move: Moving, *, stopped: bool) -> None:
        def commit() -> None:
            if self._session.saver.unsaved():
                move.abandon()
                raise WorkspaceError(tr("还有内容没能写进工作区，所以数据没有移动。"))
            move.commit()

        if stopped or not self._leave(commit):
            move.abandon()

    def _leave(self, work: Callable[[], None]) -> bool:
        """Close, do the work, start again; False where the user stays after all."""
        after_closing.ask(work)
        if self._window.close():
            return True
        after_closing.forget()
        return False

    def _explain(self, sentence: str) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("数据没有移动"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence)
        box.setInformativeText(
            tr("数据还在原来的地方，没有动：{folder}").format(folder=native(self._session.folder))
        )
        box.addButton(tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
        box.open()


def native(folder: Path) -> str:
    """A folder as this system writes it."""
    return QDir.toNativeSeparators(str(folder))


def size_words(size: int) -> str:
    """A size in the unit that fits it."""
    if size < 1_000_000:
        return f"{max(size, 1000) / 1000:.0f}\N{NO-BREAK SPACE}KB"
    return f"{size / 1_000_000:,.1f}\N{NO-BREAK SPACE}MB"
