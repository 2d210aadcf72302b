"""The pages of a plan: what stands on them, the PDF, the preview and the printer."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from desktop.documents.gongwen_fonts import Fonts
from desktop.documents.plan import PlanSection
from desktop.pages.plan.page_view import PageView
from desktop.pages.plan.preview import PreviewDialog
from desktop.pages.plan.print_faces import faces
from desktop.pages.plan.print_layout import CHARACTER, LINE, Faces, type_area
from desktop.pages.plan.printer import draw_on
from desktop.pages.plan.printing import Pages, to_pdf
from tests.desktop.documents.conftest import ANY_TEXT
from tests.desktop.documents.plan_sample import QUOTES, sample, task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.documents.plan import PlanDocument
    from desktop.session import Session


@pytest.fixture
def fonts(qapp: QApplication) -> Faces:  # noqa: ARG001
    """What this machine has."""
    return faces(Fonts())


def _pages(document: PlanDocument, fonts: Faces) -> Pages:
    pages = Pages(document, fonts)
    pages.go_on()
    return pages


def _text(pages: Pages) -> str:
    return re.sub(r"\s", "", "".join(page.text() for page in pages))


def _lines(pages: Pages, number: int) -> list[float]:
    return sorted({round(place.y(), 1) for _, _, place in pages[number].lines})


def test_a_page_has_22_lines_of_28_characters(fonts: Faces) -> None:
    body = "啊" * 28 * 60
    pages = _pages(sample(sections=(PlanSection(1, "", "", body),)), fonts)
    assert len(_lines(pages, 1)) == 22
    assert {len(line) for line in pages[1].text().splitlines()} == {28}
    assert type_area().height() == pytest.approx(22 * LINE)
    assert type_area().width() == pytest.approx(28 * CHARACTER)


def test_the_lists_lie_on_their_side_and_the_sources_stand_last(fonts: Faces) -> None:
    pages = _pages(sample(), fonts)
    first, *_, last = pages
    assert not first.landscape
    assert not last.landscape
    sides = [page.text().splitlines()[0] for page in pages if page.landscape]
    assert sides == ["附件1", "附件2", "附件3"]
    assert last.text().startswith("附件4")
    assert all(quote in last.text() for quote in QUOTES)


def test_what_is_missing_and_what_was_left_is_said(fonts: Faces) -> None:
    text = _text(_pages(sample(), fonts))
    assert "三、保障措施待补" in text
    assert "（一）开展村书记练兵比武[1]" in text
    assert "牵头单位：镇党委；责任人：待补；完成时限：2026年3月25日；目标：待补。" in text
    assert "书记家访（不采用：已有入户走访）" in text
    assert "附件：1.任务分解表2.责任清单3.问题清单（台账）4.借鉴来源" in text


def test_the_date_begins_two_characters_right_of_the_name(fonts: Faces) -> None:
    lines = {
        layout.text(): layout.lineAt(number).position().x()
        for page in _pages(sample(), fonts)
        for layout, number, _ in page.lines
    }
    gap = lines["2026年11月22日"] - lines["中共示例镇委员会"]
    assert gap == pytest.approx(2 * CHARACTER, abs=0.1)


def test_the_head_of_a_table_stands_on_each_of_its_pages(fonts: Faces) -> None:
    tasks = tuple(task(f"第{number}项", measures="措施" * 30) for number in range(40))
    pages = _pages(sample(tasks=tasks), fonts)
    with_tasks = [page.text() for page in pages if "第" in page.text() and page.landscape]
    assert len(with_tasks) > 4
    assert all("重点任务" in text or "责任事项" in text for text in with_tasks)
    assert all(f"第{number}项" in _text(pages) for number in range(40))


def test_a_cell_larger_than_a_page_goes_on_on_the_next(fonts: Faces) -> None:
    words = "".join(chr(0x4E00 + number) for number in range(3000))
    text = _text(_pages(sample(tasks=(task("长", measures=words),)), fonts))
    heads = "序号重点任务具体举措目标（量化）牵头领导牵头单位责任单位（村）责任人完成时限备注"
    assert all(character in text.replace(heads, "") for character in words)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40, deadline=None)
@given(st.one_of(ANY_TEXT, st.text(alphabet="ab \n*`>-|#1.甲", max_size=60)))
def test_any_words_are_laid_out_inside_the_page(words: str) -> None:
    fonts = faces(Fonts())
    sections = (PlanSection(1, "一、", words, words),)
    pages = _pages(sample(title=words, sections=sections, tasks=(task(words),)), fonts)
    for page in pages:
        area = QRectF(type_area(landscape=page.landscape))
        for layout, number, place in page.lines:
            line = layout.lineAt(number)
            assert place.y() >= -1
            assert place.y() + line.height() <= area.height() + LINE
            assert place.x() + line.x() <= area.width()


def test_a_tag_is_text(fonts: Faces) -> None:
    body = "<img src='file:///etc/passwd'> ![图](http://x/y.png) <b>粗</b>"
    assert "<imgsrc='file:///etc/passwd'>" in _text(
        _pages(sample(sections=(PlanSection(1, "一、", "甲", body),)), fonts)
    )


def test_the_pdf_has_the_pages_of_the_preview(fonts: Faces) -> None:
    content = to_pdf(sample(), fonts)
    boxes = [
        tuple(round(float(side)) for side in found.split())
        for found in re.findall(rb"/MediaBox \[([\d. ]+)\]", content)
    ]
    pages = _pages(sample(), fonts)
    assert content.startswith(b"%PDF-")
    assert len(boxes) == len(pages)
    for (_, _, width, height), page in zip(boxes, pages, strict=True):
        assert (width > height) == page.landscape
        assert {width, height} == {595, 842}


def test_a_pdf_is_made_on_another_thread(fonts: Faces) -> None:
    made: list[bytes] = []
    thread = threading.Thread(target=lambda: made.append(to_pdf(sample(), fonts)))
    thread.start()
    thread.join(60)
    assert made
    assert made[0].startswith(b"%PDF-")


def test_a_pdf_can_be_given_up(fonts: Faces) -> None:
    class GivenUpError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        to_pdf(sample(), fonts, stop)


def test_the_number_of_a_page_is_right_on_odd_and_left_on_even_pages(fonts: Faces) -> None:
    body = "啊" * 28 * 60
    pages = _pages(sample(sections=(PlanSection(1, "", "", body),)), fonts)
    sides = []
    for number in (1, 2):
        image = QImage(595, 842, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw_on(painter, pages, number - 1, 72)
        painter.end()
        foot = image.copy(0, 748, 595, 60)
        dark = [x for x in range(595) for y in range(60) if foot.pixelColor(x, y).value() < 128]
        assert dark, "no number"
        sides.append(sum(dark) / len(dark) > 297)
    assert sides == [True, False]


def test_a_page_that_lies_on_its_side_is_turned_for_the_printer(fonts: Faces) -> None:
    pages = _pages(sample(), fonts)
    number = next(n for n, page in enumerate(pages) if page.landscape)
    image = QImage(595, 842, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_on(painter, pages, number, 72)
    painter.end()
    # Rules of the table run from near the lower edge to near the upper one.
    longest = max(sum(image.pixelColor(x, y).value() < 160 for y in range(842)) for x in range(595))
    assert longest > 500


# The preview


@pytest.fixture
def preview(session: Session, qtbot: QtBot, fonts: Faces) -> Iterator[PreviewDialog]:
    """The dialog, all pages laid out."""
    parent = QWidget()
    parent.resize(1000, 760)
    qtbot.addWidget(parent)
    parent.show()
    dialog = PreviewDialog(session, sample(), fonts, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.complete, timeout=20_000)
    yield dialog
    parent.close()


def test_keys_step_through_the_pages(preview: PreviewDialog) -> None:
    view = preview.view
    assert view.page == 1
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 2
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 1
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.page_count
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 1


def test_zooming_keeps_the_page_and_says_how_large(preview: PreviewDialog) -> None:
    view = preview.view
    view.go_to(3)
    before = view.zoom
    view.step_zoom(1)
    assert view.zoom > before
    assert view.page == 3
    view.step_zoom(-1)
    view.set_zoom(0)
    assert view.zoom == pytest.approx(before)
    view.grab()


def test_the_page_in_sight_is_told_with_its_words(preview: PreviewDialog) -> None:
    preview.view.go_to(3)
    assert preview.view.accessibleName() == f"第 3 页，共 {preview.view.page_count} 页"
    assert "附件1" in preview.view.accessibleDescription()


def test_every_button_of_the_preview_has_a_name(preview: PreviewDialog) -> None:
    from PySide6.QtWidgets import QAbstractButton

    buttons = [b for b in preview.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) == 5
    assert all(button.accessibleName() for button in buttons)


def test_a_view_of_no_pages_yet_shows_nothing(session: Session, fonts: Faces, qtbot: QtBot) -> None:
    view = PageView(session, Pages(sample(), fonts))
    qtbot.addWidget(view)
    assert view.page in (0, 1)
    view.grab()


# The printer


def _print(
    preview: PreviewDialog, monkeypatch: pytest.MonkeyPatch, path: Path, answer: int
) -> None:
    def choose(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return answer

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    preview.print()


def test_printing_sends_every_page_upright_and_says_so(
    preview: PreviewDialog,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    session: Session,
    qtbot: QtBot,
) -> None:
    told: list[str] = []
    session.changes.told.connect(told.append)
    path = folder / "打印.pdf"
    _print(preview, monkeypatch, path, 1)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == [f"已送到打印机：{preview.view.page_count} 页"]
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", path.read_bytes())
    assert len(boxes) == preview.view.page_count
    assert all(float(b.split()[2]) < float(b.split()[3]) for b in boxes)


def test_no_printer_chosen_prints_nothing_and_one_can_ask_again(
    preview: PreviewDialog, monkeypatch: pytest.MonkeyPatch, folder: Path, session: Session
) -> None:
    told: list[str] = []
    session.changes.told.connect(told.append)
    for _ in range(2):
        _print(preview, monkeypatch, folder / "打印.pdf", 0)
    assert told == []
    assert not (folder / "打印.pdf").exists()


def test_printing_can_be_cancelled(
    preview: PreviewDialog, monkeypatch: pytest.MonkeyPatch, folder: Path, session: Session
) -> None:
    told: list[str] = []
    session.changes.told.connect(told.append)
    _print(preview, monkeypatch, folder / "打印.pdf", 1)
    [progress] = preview.findChildren(QProgressDialog)
    progress.canceled.emit()
    for _ in range(20):
        QApplication.processEvents()
    assert told == []


def test_a_printer_that_does_not_answer_is_said(
    preview: PreviewDialog,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    session: Session,
    qtbot: QtBot,
) -> None:
    told: list[str] = []
    session.changes.told.connect(told.append)
    monkeypatch.setattr("desktop.pages.plan.printer.QPainter.begin", lambda *_: False)
    _print(preview, monkeypatch, folder / "打印.pdf", 1)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["打印机没有接受：请看它是否开着、是否连着。"]


def test_closing_the_preview_ends_the_printing(
    preview: PreviewDialog,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    session: Session,
) -> None:
    told: list[str] = []
    session.changes.told.connect(told.append)
    _print(preview, monkeypatch, folder / "打印.pdf", 1)
    while not (folder / "打印.pdf").exists():  # begun, and one page a round
        QApplication.processEvents()
    preview.reject()
    for _ in range(20):
        QApplication.processEvents()
    assert told == []
