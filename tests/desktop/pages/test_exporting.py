"""导出: from the menu to the file and the sentence about it."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressDialog,
    QPushButton,
    QWidget,
)

from desktop.documents.files import DocumentError, Reason
from desktop.documents.table import Cell, Source, Table
from desktop.pages import exporting
from desktop.pages.exporting import EXCEL, MARKDOWN, WORD, Exporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session

TABLE = Table(
    "同类做法：擂台/比武",
    ["要点", "云浮"],
    [[Cell("主体"), Cell("市委组织部", quotes=(1,))]],
    [Source(1, "原文", "新快报，[2023].")],
)


class Bench:
    """An exporter on a bare window, and what it says."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self.table = TABLE
        self.told: list[str] = []
        session.changes.told.connect(self.told.append)
        self.parent = parent
        self.exporter = Exporter(session, lambda: self.table, lambda: self.table.title, parent)

    def dialog(self) -> QFileDialog:
        """The question where to save."""
        QApplication.processEvents()
        return next(d for d in self.parent.findChildren(QFileDialog) if d.isVisible())

    def box(self) -> QMessageBox:
        """What went wrong."""
        return next(b for b in self.parent.findChildren(QMessageBox) if b.isVisible())

    def press(self, text: str) -> None:
        """A button of the box."""
        buttons = self.box().findChildren(QPushButton)
        next(button for button in buttons if button.text() == text).click()
        QApplication.processEvents()


@pytest.fixture
def bench(session: Session, qtbot: QtBot) -> Bench:
    """Ready to export."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return Bench(session, parent)


def _finish(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bench.exporter.busy, timeout=20_000)


@pytest.mark.parametrize("kind", [WORD, EXCEL, MARKDOWN])
def test_a_chosen_file_is_written_and_told(
    bench: Bench, qtbot: QtBot, folder: Path, kind: str
) -> None:
    bench.exporter.save(kind)
    dialog = bench.dialog()
    assert dialog.selectedFiles()[0].endswith(f"同类做法：擂台／比武.{kind}")
    dialog.setDirectory(str(folder))
    name, buttons = dialog.findChild(QLineEdit), dialog.findChild(QDialogButtonBox)
    assert name is not None
    assert buttons is not None
    name.setText("表")
    buttons.button(QDialogButtonBox.StandardButton.Save).click()
    _finish(bench, qtbot)
    assert (folder / f"表.{kind}").stat().st_size > 100
    assert bench.told == [f"已导出到 {folder / f'表.{kind}'}"]


def test_a_name_without_the_right_suffix_gets_it(bench: Bench, qtbot: QtBot, folder: Path) -> None:
    bench.exporter.save(WORD)
    bench.dialog().fileSelected.emit(str(folder / "收入 2.5 万元"))
    _finish(bench, qtbot)
    assert docx.Document(str(folder / "收入 2.5 万元.docx")).tables


def test_the_next_document_is_offered_where_the_last_one_went(
    bench: Bench, qtbot: QtBot, folder: Path
) -> None:
    bench.exporter.save(MARKDOWN)
    bench.dialog().fileSelected.emit(str(folder / "一.md"))
    _finish(bench, qtbot)
    bench.exporter.save(MARKDOWN)
    dialogs = [d for d in bench.parent.findChildren(QFileDialog) if d.isVisible()]
    assert dialogs[-1].directory().absolutePath() == str(folder)


def test_the_interface_goes_on_while_a_document_is_made(
    bench: Bench, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    made_on: list[str] = []

    def slow(*_: object) -> bytes:
        made_on.append(threading.current_thread().name)
        assert gate.wait(20)
        return b"done"

    monkeypatch.setattr(exporting, "to_bytes", slow)
    bench.exporter.write(TABLE, MARKDOWN, folder / "慢.md")
    assert bench.exporter.busy
    bench.exporter.save(WORD)
    assert bench.told == ["上一份还在导出，请稍等。"]
    gate.set()
    _finish(bench, qtbot)
    assert made_on == ["export"]
    assert (folder / "慢.md").read_bytes() == b"done"


def test_cancelling_leaves_no_file(
    bench: Bench, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, begun = threading.Event(), threading.Event()

    def slow(
        _table: object, _kind: object, _words: object, progress: Callable[[int, int], None]
    ) -> bytes:
        begun.set()
        assert gate.wait(20)
        progress(1, 2)
        return b"too late"

    monkeypatch.setattr(exporting, "to_bytes", slow)
    bench.exporter.write(TABLE, MARKDOWN, folder / "慢.md")
    assert begun.wait(20)
    bench.exporter.cancel()
    gate.set()
    _finish(bench, qtbot)
    assert not (folder / "慢.md").exists()
    assert bench.told == []


def test_a_failure_says_why_keeps_the_old_file_and_can_be_tried_again(
    bench: Bench, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder / "表.md"
    target.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda _path, _mode: False)
        bench.exporter.write(TABLE, MARKDOWN, target)
        _finish(bench, qtbot)
    assert "只读" in bench.box().text()
    assert target.read_bytes() == b"old"
    bench.press("重试")
    _finish(bench, qtbot)
    assert target.read_bytes() != b"old"
    assert bench.told == [f"已导出到 {target}"]


def test_after_a_failure_another_place_can_be_chosen(
    bench: Bench, qtbot: QtBot, folder: Path
) -> None:
    bench.exporter.write(TABLE, MARKDOWN, folder / "U盘" / "表.md")
    _finish(bench, qtbot)
    assert "U盘" in bench.box().text()
    bench.press("换个位置")
    bench.dialog().fileSelected.emit(str(folder / "表.md"))
    _finish(bench, qtbot)
    assert (folder / "表.md").exists()


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_with_the_name_in_it(folder: Path, reason: Reason) -> None:
    sentence = exporting.why(DocumentError(reason, folder / "表.docx", "盘坏了"))
    assert "表.docx" in sentence or str(folder) in sentence
    assert "{" not in sentence


def test_copying_puts_the_table_with_its_sources_on_the_clipboard(bench: Bench) -> None:
    bench.exporter.copy()
    copied = QApplication.clipboard().text()
    assert copied.startswith("要点\t云浮\n主体\t市委组织部 [1]\n")
    assert "新快报，[2023]." in copied
    assert bench.told == ["已复制表格，可以粘贴到 Excel 或 Word。"]


def test_nothing_to_export_is_said_before_anybody_is_asked(bench: Bench) -> None:
    bench.table = Table("空", ["甲"], [])
    bench.exporter.save(WORD)
    bench.exporter.copy()
    assert bench.told == ["这里还没有可导出的内容。"] * 2
    assert not bench.parent.findChildren(QFileDialog)


def test_the_menu_offers_the_three_kinds_and_copying(bench: Bench) -> None:
    texts = [action.text() for action in bench.exporter.menu().actions() if action.text()]
    assert [kind in text for kind, text in zip(("Word", "Excel", "Markdown"), texts, strict=False)]
    assert texts[-1] == "复制表格"
    assert bench.exporter.menu() is bench.exporter.menu()


def test_the_name_of_a_file_is_no_markup(bench: Bench, qtbot: QtBot, folder: Path) -> None:
    path = folder / "<b>表<b>.md"
    bench.exporter.write(TABLE, MARKDOWN, path)
    [dialog] = bench.parent.findChildren(QProgressDialog)
    assert dialog.labelText() == f"正在导出 {path.name}"
    labels = [label for label in dialog.findChildren(QLabel) if path.name in label.text()]
    assert [label.textFormat() for label in labels] == [Qt.TextFormat.PlainText]
    _finish(bench, qtbot)
