"""The export menu of a plan: its rows, its keys, and what happens to the file."""

from __future__ import annotations

import os
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from desktop.operations import plans as operations
from desktop.pages.exporting import EXCEL, MARKDOWN, WORD
from desktop.pages.plan.export_menu import ExportMenu
from desktop.pages.plan.plan_export import PDF
from desktop.pages.plan.preview import PreviewDialog
from desktop.planning.checks import problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from tests.desktop.conftest import Samples

TITLE = "示例镇抓党建促乡村振兴工作方案"


class Bench:
    """The menu of a plan on a bare window."""

    def __init__(self, session: Session, parent: QWidget, plan_id: str) -> None:
        self.session, self.parent, self.plan_id = session, parent, plan_id
        self.stored = 0
        self.menu = ExportMenu(session, lambda: self.plan_id, parent, self._store)

    def _store(self) -> None:
        self.stored += 1

    def open(self) -> list[str]:
        """Show the menu; the texts of what can be chosen."""
        self.menu.popup(self.parent.mapToGlobal(self.parent.rect().topLeft()))
        QApplication.processEvents()
        return [a.text() for a in self.menu.actions() if a.isEnabled() and a.text()]

    def key(self, *keys: Qt.Key) -> None:
        """Press keys in the menu."""
        for key in keys:
            QTest.keyClick(self.menu, key)
        QApplication.processEvents()

    def dialog(self) -> QFileDialog:
        """The question where to save."""
        QApplication.processEvents()
        return next(d for d in self.parent.findChildren(QFileDialog) if d.isVisible())

    def box(self) -> QMessageBox:
        """What is told."""
        return next(b for b in self.parent.findChildren(QMessageBox) if b.isVisible())

    def press(self, text: str) -> None:
        """A button of the box."""
        buttons = self.box().findChildren(QPushButton)
        next(button for button in buttons if button.text() == text).click()
        QApplication.processEvents()


@pytest.fixture
def bench(session: Session, qtbot: QtBot, samples: Samples) -> Iterator[Bench]:
    """A plan with one borrowing that says nothing yet."""
    plan = operations.new_plan(session, TITLE)
    operations.borrow(session, plan.id, samples.rich().id)
    parent = QWidget()
    parent.resize(900, 700)
    qtbot.addWidget(parent)
    parent.show()
    made = Bench(session, parent, plan.id)
    yield made
    made.menu.close()


@pytest.fixture
def write(bench: Bench, qtbot: QtBot) -> Callable[[str, Path], None]:
    """Export to a path, until there is something to tell."""

    def export(kind: str, path: Path) -> None:
        document = bench.menu.exporter.document()
        assert document is not None
        bench.menu.exporter.write(document, kind, path)
        qtbot.waitUntil(lambda: not bench.menu.exporter.busy, timeout=30_000)

    return export


def test_the_menu_offers_every_kind_with_a_line_about_it(bench: Bench) -> None:
    rows = bench.open()
    names = ("Word 公文", "Excel 任务分解表", "PDF 打印稿", "Markdown", "打印")
    assert len(rows) == len(names)
    assert [row.startswith(name) for row, name in zip(rows, names, strict=True)] == [True] * 5
    assert "按 GB/T 9704 公文格式排版" in rows[0]


def test_a_screen_reader_is_told_the_rows(bench: Bench) -> None:
    rows = bench.open()
    interface = QAccessible.queryAccessibleInterface(bench.menu)
    told = [
        interface.child(place).text(QAccessible.Text.Name)
        for place in range(interface.childCount())
    ]
    assert [row for row in told if row in rows] == rows


def test_what_is_open_is_counted_in_the_last_row_and_the_row_goes_when_nothing_is(
    bench: Bench, session: Session
) -> None:
    bench.open()
    count = len(problems(session.plans, bench.plan_id, date.today()))
    sentence = f"还有 {count} 项未填，导出时标“待补”。"
    shown = [label.text() for label in bench.menu.findChildren(QLabel) if label.isVisible()]
    assert sentence in shown
    bench.menu.close()
    bench.plan_id = operations.new_plan(session, "空").id
    for section in session.plans.all_sections(bench.plan_id):
        operations.write(session, section, body="写了")
    bench.open()
    shown = [label.text() for label in bench.menu.findChildren(QLabel) if label.isVisible()]
    assert not [text for text in shown if "未填" in text]


def test_arrows_and_enter_choose_a_row(bench: Bench) -> None:
    bench.open()
    bench.key(Qt.Key.Key_Down, Qt.Key.Key_Return)
    dialog = bench.dialog()
    assert dialog.selectedFiles()[0].endswith(f"{TITLE}.xlsx")
    assert bench.stored == 1
    dialog.reject()


def test_the_chosen_row_looks_chosen_and_the_last_row_cannot_be_chosen(bench: Bench) -> None:
    bench.open()
    seen = []
    for _ in range(6):
        seen.append([a.text()[:4] for a, row in bench.menu.rows() if row.property("current")])
        bench.key(Qt.Key.Key_Down)
    assert all(len(current) == 1 for current in seen)
    assert seen[5] == seen[0]


def test_the_key_of_the_first_row_works_in_the_open_menu(bench: Bench) -> None:
    bench.open()
    QTest.keyClick(bench.menu, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = bench.dialog()
    assert dialog.selectedFiles()[0].endswith(f"{TITLE}.docx")
    assert not bench.menu.isVisible()
    dialog.reject()


def test_a_click_chooses_a_row(bench: Bench) -> None:
    bench.open()
    action = bench.menu.actions()[3]
    center = bench.menu.actionGeometry(action).center()
    QTest.mouseClick(bench.menu, Qt.MouseButton.LeftButton, pos=center)
    dialog = bench.dialog()
    assert dialog.selectedFiles()[0].endswith(f"{TITLE}.md")
    dialog.reject()


@pytest.mark.parametrize("kind", [WORD, EXCEL, PDF, MARKDOWN])
def test_every_kind_is_written_and_the_way_to_its_folder_offered(
    bench: Bench,
    write: Callable[[str, Path], None],
    folder: Path,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    path = folder / f"方案.{kind}"
    write(kind, path)
    head = path.read_bytes()[:4]
    assert head == {WORD: b"PK\x03\x04", EXCEL: b"PK\x03\x04", PDF: b"%PDF"}.get(kind, head)
    assert str(path) in bench.box().text()
    bench.press("打开文件夹")
    assert opened == [str(folder)]


def test_the_borrowed_quotes_are_in_the_files(
    bench: Bench, write: Callable[[str, Path], None], folder: Path, session: Session
) -> None:
    [borrowing] = session.plans.borrowings(bench.plan_id)
    quote = borrowing.quotes[0].exact[:8]
    write(WORD, folder / "一.docx")
    with zipfile.ZipFile(folder / "一.docx") as book:
        assert quote in book.read("word/document.xml").decode()
    write(MARKDOWN, folder / "一.md")
    assert quote in (folder / "一.md").read_text(encoding="utf-8").replace("\\", "")


@pytest.mark.parametrize("kind", [WORD, EXCEL, PDF, MARKDOWN])
def test_a_file_that_may_not_be_written_is_kept_and_another_place_offered(
    bench: Bench,
    write: Callable[[str, Path], None],
    folder: Path,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = folder / f"方案.{kind}"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    write(kind, path)
    assert "只读" in bench.box().text()
    assert path.read_bytes() == b"old"
    assert [each.name for each in folder.glob("*.tmp")] == []
    bench.press("换个位置")
    bench.dialog().reject()


def test_a_file_that_word_holds_open_is_said_and_kept(
    bench: Bench,
    write: Callable[[str, Path], None],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = folder / "方案.docx"
    path.write_bytes(b"old")

    def held(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr("pathlib.Path.replace", held)
    write(WORD, path)
    assert "正被别的程序打开" in bench.box().text()
    assert path.read_bytes() == b"old"
    assert not list(folder.glob("*.tmp"))


def test_a_full_disk_is_said_and_the_old_file_kept(
    bench: Bench,
    write: Callable[[str, Path], None],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = folder / "方案.pdf"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    write(PDF, path)
    assert "磁盘满了" in bench.box().text()
    assert path.read_bytes() == b"old"


def test_the_preview_shows_the_pages(bench: Bench, qtbot: QtBot) -> None:
    bench.menu.preview()
    [dialog] = bench.parent.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: dialog.view.page_count > 4, timeout=20_000)
    assert TITLE in dialog.view.accessibleDescription()
    dialog.close()


def test_no_plan_is_said_and_nobody_asked(bench: Bench, session: Session) -> None:
    told: list[str] = []
    session.changes.told.connect(told.append)
    bench.plan_id = ""
    bench.menu.choose(EXCEL)
    bench.menu.preview()
    assert told == ["这里还没有可导出的内容。"] * 2
    assert not bench.parent.findChildren(QFileDialog)
