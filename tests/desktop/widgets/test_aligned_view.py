"""A text beside others: every hit can come to the line, and it tells who scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.widgets.aligned_view import LINE, AlignedView
from desktop.widgets.lanes import Level, Span
from desktop.widgets.overview_bar import Tick
from desktop.widgets.reading_look import ReadingLook
from desktop.widgets.source_map import SourceMap, reading_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

SENTENCE = "全市选派干部(含第一书记)驻村,开展“擂台比武”680余次;群众满意。"
TEXT = SENTENCE * 60
HITS = (2, len(TEXT) // 2, len(TEXT) - 5)


@pytest.fixture
def reading(look: Appearance) -> ReadingLook:
    """The source text at its usual size."""
    return ReadingLook(look, "readerCompare", 17)


@pytest.fixture
def view(qtbot: QtBot, reading: ReadingLook) -> Iterator[AlignedView]:
    """A text with a hit at the top, one in the middle and one at the end."""
    made = AlignedView(reading, "readerCompare")
    made.resize(420, 500)
    made.show()
    qtbot.waitExposed(made).__enter__()
    pieces = reading_pieces(TEXT, [("body", 0, len(TEXT))], split=True)
    made.show_source(SourceMap(TEXT, pieces))
    made.set_hits(HITS, [(hit, Tick(0, "kh", "")) for hit in HITS])
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def _at_line(view: AlignedView, offset: int) -> bool:
    """Whether the line of an offset begins at the line that all texts share."""
    view.finish_motion()
    top = view.top_of(offset) - view.verticalScrollBar().value()
    return abs(top - view.viewport().height() * LINE) <= 1.5


@pytest.mark.parametrize("offset", HITS)
def test_every_hit_can_come_to_the_line_even_at_the_ends(view: AlignedView, offset: int) -> None:
    view.align(offset)
    assert _at_line(view, offset)


def test_the_hit_stays_at_the_line_when_the_reader_is_resized(view: AlignedView) -> None:
    for offset in HITS:
        view.align(offset)
        view.finish_motion()
        for size in ((360, 400), (700, 620), (420, 500)):
            view.resize(*size)
            QApplication.processEvents()
            assert _at_line(view, offset)


def test_the_hit_stays_at_the_line_when_the_text_gets_larger(
    view: AlignedView, reading: ReadingLook
) -> None:
    view.align(HITS[1])
    view.finish_motion()
    before = view.document().size().height()
    reading.set_reading_size(24)
    QApplication.processEvents()
    assert view.document().size().height() > before
    assert _at_line(view, HITS[1])


def test_the_hit_stays_at_the_line_while_another_look_is_told_in_turns(
    view: AlignedView, reading: ReadingLook
) -> None:
    view.align(HITS[2])
    view.finish_motion()
    told: list[int] = []
    view.scrolled.connect(told.append)
    reading._size = 40
    for _ in reading.changed.steps():
        QApplication.processEvents()
    assert _at_line(view, HITS[2])
    assert told == []


def test_only_what_the_reader_does_is_told(view: AlignedView) -> None:
    told: list[int] = []
    view.scrolled.connect(told.append)
    view.align(HITS[2])
    view.finish_motion()
    view.move_to(100)
    view.resize(500, 450)
    QApplication.processEvents()
    view.set_hits(HITS[:1], [])
    assert told == []
    here = view.verticalScrollBar().value()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    QApplication.processEvents()
    assert told[0] == here


def test_ticks_stand_at_the_heights_of_their_hits(view: AlignedView) -> None:
    places = [tick.place for tick in view.overview.ticks]
    assert places == sorted(places)
    height = view.document().size().height()
    assert places == pytest.approx([view.top_of(hit) / height for hit in HITS])


def test_quiet_passages_have_a_lane_and_nothing_in_the_text(view: AlignedView) -> None:
    quiet = view.grab().toImage()
    view.set_spans([Span(2, 60, "某", "kh", Level.QUIET)])
    inside = view.viewport().geometry()
    assert quiet.copy(inside) == view.grab().toImage().copy(inside)
    assert quiet != view.grab().toImage()


@pytest.mark.parametrize(
    ("level", "filled"), [(Level.QUIET, None), (Level.PLAIN, "bg"), (Level.STRONG, "bg_active")]
)
def test_the_louder_a_passage_the_darker_its_fill(
    view: AlignedView, look: Appearance, level: Level, filled: str | None
) -> None:
    view.set_spans([Span(2, 60, "某", "kh", level)])
    image = view.grab(view.viewport().geometry()).toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, 200, 3) for y in range(150, 300)}
    seal = look.seal("kh")
    fills = {name for name in ("bg", "bg_active") if getattr(seal, name).name() in colors}
    assert fills == ({filled} if filled else set())


def test_without_a_selection_the_hit_at_the_line_is_copied(view: AlignedView) -> None:
    view.set_citation(lambda _start, _end: "——出处")
    view.set_passage((2, 20))
    view.copy()
    assert QApplication.clipboard().text() == TEXT[2:20] + "\n——出处"
