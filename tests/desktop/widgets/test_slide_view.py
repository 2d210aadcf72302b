"""A page on a screen: its marks by mouse and by key, its words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop.documents.sheet import Shape
from desktop.widgets.slide_painter import Look
from desktop.widgets.slide_view import SlideView
from tests.desktop.widgets.sheets import comparison, every_block

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


class Holder(QWidget):
    """A window with a view between two buttons; keeps the keys that reach it."""

    def __init__(self, view: SlideView) -> None:
        super().__init__()
        self.keys: list[int] = []
        self.before, self.after = QPushButton("前"), QPushButton("后")
        column = QVBoxLayout(self)
        for widget in (self.before, view, self.after):
            column.addWidget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


@pytest.fixture
def holder(look: Appearance, qtbot: QtBot) -> Holder:
    """A shown window whose view has the focus."""
    view = SlideView(look)
    made = Holder(view)
    made.resize(1000, 640)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    view.setFocus()
    QApplication.processEvents()
    return made


@pytest.fixture
def view(holder: Holder) -> SlideView:
    """The page of the design in it."""
    found = holder.findChild(SlideView)
    assert isinstance(found, SlideView)
    found.show_sheet(comparison(), Look())
    return found


@pytest.fixture
def wanted(view: SlideView) -> list[int]:
    """Numbers of the sources that were asked for."""
    numbers: list[int] = []
    view.source_wanted.connect(lambda source: numbers.append(source.number))
    return numbers


class TestKeys:
    """Everything without a mouse."""

    def test_tab_goes_over_all_marks_and_then_on(self, view: SlideView, holder: Holder) -> None:
        seen = []
        for _ in view.sources():
            QTest.keyClick(view, TAB)
            assert view.current_source is not None
            seen.append(view.current_source.number)
        assert seen == [1, 2, 3, 4, 5, 6, 9]
        QTest.keyClick(view, TAB)
        assert QApplication.focusWidget() is holder.after
        assert view.current_source is None

    def test_shift_tab_comes_in_at_the_end_and_leaves_at_the_beginning(
        self, view: SlideView, holder: Holder
    ) -> None:
        holder.after.setFocus()
        QTest.keyClick(holder.after, BACKTAB)
        assert view.current_source == view.sources()[-1]
        for _ in view.sources():
            QTest.keyClick(view, BACKTAB)
        assert QApplication.focusWidget() is holder.before

    def test_enter_opens_the_mark_with_the_ring(self, view: SlideView, wanted: list[int]) -> None:
        QTest.keyClick(view, TAB)
        QTest.keyClick(view, TAB)
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert wanted == [2]

    def test_keys_of_the_show_reach_those_around_it(
        self, view: SlideView, holder: Holder, wanted: list[int]
    ) -> None:
        keys = (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_B, Qt.Key.Key_Return)
        for key in keys:
            QTest.keyClick(view, key)
        assert holder.keys == [key.value for key in keys]
        assert not wanted

    def test_the_ring_is_painted(self, view: SlideView) -> None:
        before = view.grab().toImage()
        QTest.keyClick(view, TAB)
        assert view.grab().toImage() != before

    def test_a_covered_mark_cannot_be_reached(self, view: SlideView) -> None:
        view.show_sheet(comparison("columns", 3), Look(step=0))
        assert [source.number for source in view.sources()] == [3, 6, 9]

    def test_a_mark_keeps_the_ring_while_the_same_page_is_uncovered(self, view: SlideView) -> None:
        view.show_sheet(comparison("columns", 3), Look(step=0))
        QTest.keyClick(view, TAB)
        view.show_sheet(comparison("columns", 3), Look(step=1))
        assert view.current_source is not None
        assert view.current_source.number == 3
        view.show_sheet(every_block()[0], Look())
        assert view.current_source is None


@pytest.mark.parametrize(
    "size", [(1000, 640), (1023, 767), (333, 777), (641, 361), (1366, 768), (500, 281)]
)
@pytest.mark.parametrize("shape", list(Shape))
def test_page_and_surround_meet_without_a_seam(
    look: Appearance, qtbot: QtBot, size: tuple[int, int], shape: Shape
) -> None:
    black, paper = QColor("black"), look.color("paper")
    view = SlideView(look, surround=black)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_sheet(every_block()[-1], Look(shape=shape))
    image = view.grab().toImage()
    margin = view.from_scene(QPointF(48, 900)).toPoint()
    across = {image.pixelColor(x, margin.y()).name() for x in range(size[0])}
    down = {image.pixelColor(margin.x(), y).name() for y in range(size[1])}
    assert across | down <= {black.name(), paper.name()}


class TestMouse:
    """What is seen is what is hit."""

    def test_a_click_on_a_mark_opens_it_and_beside_it_nothing(
        self, view: SlideView, wanted: list[int]
    ) -> None:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
        assert not wanted
        view.grab()
        place = view._hits[3].rect.center().toPoint()
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
        assert wanted == [4]

    def test_scene_and_widget_agree(self, view: SlideView) -> None:
        for shape in Shape:
            view.show_sheet(comparison(), Look(shape=shape))
            corner = QPointF(shape.width, 1080)
            assert view.to_scene(view.scene_rect().topLeft()) == QPointF(0, 0)
            back = view.to_scene(view.from_scene(corner))
            assert back.x() == pytest.approx(corner.x())
            assert back.y() == pytest.approx(corner.y())


class TestWords:
    """For a screen reader."""

    def test_the_page_is_read_out_as_far_as_it_is_uncovered(self, view: SlideView) -> None:
        view.show_sheet(comparison("columns", 3), Look(step=0))
        assert view.accessibleName() == "怎么评？"
        assert "按办法3评定等次" in view.accessibleDescription()
        assert "按办法5评定等次" not in view.accessibleDescription()
        view.show_sheet(comparison("columns", 3), Look(step=2))
        assert "按办法5评定等次" in view.accessibleDescription()

    def test_a_mark_says_its_quote(self, view: SlideView) -> None:
        QTest.keyClick(view, TAB)
        assert view.accessibleName().startswith("原文依据 ①：按照不比存量")

    def test_every_kind_of_page_has_words(self, view: SlideView) -> None:
        for sheet in every_block():
            view.show_sheet(sheet, Look())
            assert view.accessibleDescription().startswith("标题")
            assert len(view.accessibleDescription()) > len("标题")

    def test_no_page_is_an_empty_one(self, view: SlideView) -> None:
        view.show_sheet(None)
        assert not view.sources()
        assert not view.open_source()
        assert view.accessibleName()
        view.grab()
