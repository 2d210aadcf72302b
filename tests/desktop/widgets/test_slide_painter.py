"""Pages of a lesson: nothing is cut off, nothing covered is seen, nothing quiet is too quiet."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.documents.sheet import LEAST, Bars, Cell, Column, Prose, Row, Shape, Sheet, Table
from desktop.settings import Mode
from desktop.widgets.slide_blocks.frame import BOTTOM
from desktop.widgets.slide_blocks.typeset import (
    LEAST_SPACING,
    LOOSE,
    ROLES,
    ROOMY,
    SIZES,
    Density,
    Typeset,
)
from desktop.widgets.slide_painter import Hit, Look, SlidePainter, letterboxed
from tests.desktop.widgets.sheets import bars, comparison, every_block, quiz, source

if TYPE_CHECKING:
    from desktop.theme import Appearance

WIDE, NARROW = (1920, 1080), (1440, 1080)


@pytest.fixture
def painter(look: Appearance, monkeypatch: pytest.MonkeyPatch) -> SlidePainter:
    """A painter in the light look, which the application does not follow."""
    monkeypatch.setattr(look, "apply", lambda **_: None)
    return SlidePainter(look)


def draw(
    painter: SlidePainter, sheet: Sheet, look: Look, size: tuple[int, int] = WIDE
) -> tuple[QImage, list[Hit]]:
    """The page as a picture, and its hits."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    brush = QPainter(image)
    hits = painter.paint(brush, QRectF(0, 0, *size), sheet, look)
    brush.end()
    return image, hits


def colors(image: QImage, area: QRectF) -> set[str]:
    """The colours in a part of a picture."""
    rect = area.toAlignedRect().intersected(image.rect())
    part = image.copy(rect)
    return {part.pixelColor(x, y).name() for x in range(part.width()) for y in range(part.height())}


def darkest(image: QImage, area: QRectF) -> int:
    """The lightness of the darkest pixel in a part of a picture."""
    return min(QColor(name).lightness() for name in colors(image, area))


CELL_TWO = QRectF(930, 460, 300, 60)
"""Inside 怎么评 × 六盘水 of the comparison."""
CELL_THREE = QRectF(1320, 460, 300, 60)
"""Inside 怎么评 × 莆田 of the comparison."""


class TestRoom:
    """However much there is to show."""

    @pytest.mark.parametrize("shape", list(Shape))
    @pytest.mark.parametrize("zoom", [1.0, 1.3])
    def test_every_kind_of_block_ends_above_the_foot(
        self, painter: SlidePainter, shape: Shape, zoom: float
    ) -> None:
        for sheet in every_block():
            assert painter.page(sheet, Look(shape=shape, zoom=zoom)).bottom <= BOTTOM + 0.01

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.lists(st.text(st.sampled_from("村比a (，“、1\n"), max_size=400), min_size=1, max_size=8),
        st.integers(1, 3),
        st.sampled_from(list(Shape)),
    )
    def test_no_table_is_cut_off_however_long_its_cells(
        self, painter: SlidePainter, texts: list[str], columns: int, shape: Shape
    ) -> None:
        heads = tuple(Column("地区", f"做法{n}", "kh") for n in range(columns))
        rows = tuple(Row("要点", tuple(Cell(t) for _ in heads)) for t in texts)
        sheet = Sheet("long", "comparison", "比一比", (Table(heads, rows),))
        assert painter.page(sheet, Look(shape=shape)).bottom <= BOTTOM + 0.01

    def test_a_text_far_too_long_for_a_page_is_shown_whole(self, painter: SlidePainter) -> None:
        page = painter.page(Sheet("p", "text", "长", (Prose("很长的话。" * 2000),)), Look())
        assert page.scale < 1
        assert page.bottom <= BOTTOM + 0.01

    def test_no_type_is_smaller_than_the_least(self, look: Appearance) -> None:
        smaller = [Density(LEAST_SPACING, size) for size in SIZES]
        for density in (LOOSE, *smaller, *ROOMY):
            for zoom in (0.8, 1.0, 1.5):
                typeset = Typeset(look, density, zoom)
                assert min(typeset.font(role).pixelSize() for role in ROLES) >= LEAST

    def test_type_grows_with_the_screen_and_not_with_the_font_scale(
        self, painter: SlidePainter, look: Appearance
    ) -> None:
        before = [hit.rect for hit in draw(painter, comparison(), Look())[1]]
        look.set(scale=2.0)
        assert [hit.rect for hit in draw(painter, comparison(), Look())[1]] == before

    def test_a_page_half_as_large_has_everything_at_half_its_place(
        self, painter: SlidePainter
    ) -> None:
        _, large = draw(painter, comparison(), Look())
        _, small = draw(painter, comparison(), Look(), (960, 540))
        for big, little in zip(large, small, strict=True):
            assert little.rect.center().x() * 2 == pytest.approx(big.rect.center().x())
            assert little.rect.height() * 2 == pytest.approx(big.rect.height())

    @given(st.floats(1, 4000), st.floats(1, 4000), st.sampled_from(list(Shape)), st.floats(-9, 9))
    def test_a_letterboxed_page_keeps_its_shape_and_touches_two_edges(
        self, width: float, height: float, shape: Shape, at: float
    ) -> None:
        outer = QRectF(at, at, width, height)
        inner = letterboxed(outer, shape)
        assert inner.width() / inner.height() == pytest.approx(shape.width / 1080)
        assert inner.center().x() == pytest.approx(outer.center().x(), abs=1e-6)
        fills = min(width - inner.width(), height - inner.height())
        assert fills == pytest.approx(0, abs=1e-6)


class TestUncovering:
    """What is not uncovered keeps its place and is not painted."""

    @pytest.mark.parametrize(("reveal", "steps"), [("columns", 3), ("cells", 9)])
    def test_each_step_adds_to_the_last_and_moves_nothing(
        self, painter: SlidePainter, reveal: str, steps: int
    ) -> None:
        sheet = comparison(reveal, steps)
        shown = [draw(painter, sheet, Look(step=step))[1] for step in range(steps)]
        places = [{(hit.rect.x(), hit.rect.y()) for hit in hits} for hits in shown]
        assert all(few <= more for few, more in pairwise(places))
        assert places[0] < places[-1]
        whole = draw(painter, sheet, Look())[1]
        assert places[-1] == {(hit.rect.x(), hit.rect.y()) for hit in whole}

    def test_a_covered_column_leaves_no_ink(self, painter: SlidePainter, look: Appearance) -> None:
        sheet = comparison("columns", 3)
        first, _ = draw(painter, sheet, Look(step=0))
        last, _ = draw(painter, sheet, Look(step=2))
        assert colors(first, CELL_THREE) == {look.color("paper").name()}
        assert len(colors(last, CELL_THREE)) > 1

    def test_the_column_uncovered_last_stands_under_the_bar(
        self, painter: SlidePainter, look: Appearance
    ) -> None:
        image, _ = draw(painter, comparison("columns", 3), Look(step=1))
        accent = look.color("accent").name()
        assert image.pixelColor(1000, 263).name() == accent
        assert image.pixelColor(500, 263).name() != accent

    def test_an_answer_is_seen_on_the_last_step_only(self, painter: SlidePainter) -> None:
        sheet = Sheet("q", "quiz", "测验", (quiz(),), steps=2)
        asked, covered = draw(painter, sheet, Look(step=0))
        answered, uncovered = draw(painter, sheet, Look(step=1))
        assert not covered
        assert [hit.source for hit in uncovered] == [source(1)]
        assert asked != answered
        assert "走访680余次" not in painter.spoken(sheet, Look(step=0))
        assert "走访680余次" in painter.spoken(sheet, Look(step=1))

    def test_a_page_without_answers_never_shows_one(self, painter: SlidePainter) -> None:
        sheet = Sheet("q", "quiz", "测验", (quiz(),), steps=2)
        asked, _ = draw(painter, sheet, Look(step=0))
        kept, hits = draw(painter, sheet, Look(step=-1, answer=False))
        assert kept == asked
        assert not hits


class TestStandingOut:
    """Spotlight, marks, targets."""

    def test_the_spotlight_mutes_the_others_to_ink2_and_no_lower(
        self, painter: SlidePainter, look: Appearance
    ) -> None:
        image, _ = draw(painter, comparison(), Look(spotlight=2))
        muted = darkest(image, CELL_TWO)
        assert muted == pytest.approx(look.color("ink2").lightness(), abs=2)
        assert darkest(image, CELL_THREE) < muted

    def test_the_spotlight_moves_no_other_column(self, painter: SlidePainter) -> None:
        _, plain = draw(painter, comparison(), Look())
        _, lit = draw(painter, comparison(), Look(spotlight=2))
        still = [(hit.source, hit.rect) for hit in plain if hit.rect.x() < 1290]
        assert still == [(hit.source, hit.rect) for hit in lit if hit.rect.x() < 1290]

    def test_who_speaks_alone_is_told_in_words_and_by_an_edge(
        self, painter: SlidePainter, look: Appearance
    ) -> None:
        image, _ = draw(painter, comparison(), Look())
        edge = QRectF(230, 540, 4, 40)
        assert colors(image, edge) == {look.color("accent").name()}
        assert "每季一次（仅此地提及）" in painter.spoken(comparison(), Look())

    def test_gaps_have_the_quietest_ink_that_text_may_have(
        self, painter: SlidePainter, look: Appearance
    ) -> None:
        image, _ = draw(painter, comparison(), Look())
        silent = QRectF(258, 375, 220, 50)
        assert darkest(image, silent) == pytest.approx(look.color("ink3").lightness(), abs=2)

    def test_a_target_is_hatched_and_a_result_is_not(
        self, painter: SlidePainter, look: Appearance
    ) -> None:
        def bar_colors(block: Bars) -> set[str]:
            sheet = Sheet("b", "figures", "数据", (block,))
            image, hits = draw(painter, sheet, Look())
            top = hits[0].rect.bottom() + 24
            return colors(image, QRectF(hits[0].rect.left() - 200, top, 60, 10))

        assert look.color("paper").name() in bar_colors(bars())
        assert look.color("paper").name() not in bar_colors(bars(target=False))
        assert "600名（目标）" in painter.spoken(Sheet("b", "f", "", (bars(),)), Look())

    def test_a_quote_opens_its_source_wherever_it_is_clicked(self, painter: SlidePainter) -> None:
        _, hits = draw(painter, comparison(), Look())
        quoted = next(hit for hit in hits if hit.source.number == 9)
        assert quoted.rect.width() > 1000

    @pytest.mark.parametrize("mode", list(Mode))
    def test_with_high_contrast_nothing_is_quieter_than_the_text(
        self, painter: SlidePainter, look: Appearance, mode: Mode
    ) -> None:
        look._mode = mode
        image, _ = draw(painter, comparison(), Look(spotlight=2, contrast=True))
        ink = look.color("ink1").lightness()
        strongest = [QColor(name).lightness() for name in colors(image, QRectF(258, 375, 220, 50))]
        found = min(strongest) if mode is Mode.LIGHT else max(strongest)
        assert found == pytest.approx(ink, abs=2)

    def test_markup_in_a_note_is_shown_as_the_text_it_is(self, painter: SlidePainter) -> None:
        sheet = Sheet("p", "text", "", (Prose('<img src="file:///x.png"> ![a](file:///y.png)'),))
        assert '<img src="file:///x.png">' in painter.spoken(sheet, Look())
        draw(painter, sheet, Look())


class TestNumbers:
    """Where one is, and what was counted."""

    def test_votes_are_painted_as_they_come(self, painter: SlidePainter) -> None:
        sheet = next(s for s in every_block() if s.kind == "tally")
        before, _ = draw(painter, sheet, Look(votes={"大比拼": 1}))
        after, _ = draw(painter, sheet, Look(votes={"大比拼": 2, "练兵": 1}))
        assert before != after
        assert "练兵 1 票" in painter.spoken(sheet, Look(votes={"练兵": 1}))

    @pytest.mark.parametrize("count", [1, 18, 200, 5000])
    def test_the_segment_of_the_page_is_the_only_one_in_the_accent(
        self, painter: SlidePainter, look: Appearance, count: int
    ) -> None:
        image, _ = draw(painter, every_block()[1], Look(number=count, count=count))
        accent = look.color("accent").name()
        lit = [x for x in range(1920) if image.pixelColor(x, 1008).name() == accent]
        assert lit
        assert lit == list(range(lit[0], lit[-1] + 1))

    def test_hits_are_in_the_painters_own_coordinates(self, painter: SlidePainter) -> None:
        image = QImage(900, 700, QImage.Format.Format_RGB32)
        brush = QPainter(image)
        brush.translate(40, 30)
        place = QRectF(10, 20, 640, 360)
        hits = painter.paint(brush, place, comparison(), Look())
        brush.end()
        assert all(place.contains(hit.rect) for hit in hits)


class TestKept:
    """What is painted once is not painted again."""

    def test_a_thumbnail_is_painted_once_until_the_look_changes(
        self, painter: SlidePainter, look: Appearance
    ) -> None:
        first = painter.thumbnail(comparison(), Look(), 240, 1.5)
        assert first.width() == 360
        assert first.deviceIndependentSize().height() == pytest.approx(135, abs=1)
        again = painter.thumbnail(comparison(), Look(), 240, 1.5)
        assert again.cacheKey() == first.cacheKey()
        look.set(mode=Mode.DARK)
        dark = painter.thumbnail(comparison(), Look(), 240, 1.5)
        assert dark.toImage() != first.toImage()

    def test_a_thumbnail_knows_its_votes(self, painter: SlidePainter) -> None:
        sheet = next(s for s in every_block() if s.kind == "tally")
        few = painter.thumbnail(sheet, Look(votes={"练兵": 1, "大比武": 4}), 400)
        many = painter.thumbnail(sheet, Look(votes={"练兵": 4, "大比武": 1}), 400)
        assert few.toImage() != many.toImage()

    def test_a_step_lays_nothing_out_again(self, painter: SlidePainter) -> None:
        sheet = comparison("columns", 3)
        first = painter.page(sheet, Look(step=0))
        assert painter.page(sheet, Look(step=1, spotlight=1)) is first
        assert painter.page(replace(sheet, title="另一页"), Look()) is not first


def test_a_page_laid_out_in_steps_is_the_page_laid_out_at_once(
    painter: SlidePainter, look: Appearance
) -> None:
    sheet, at = comparison(), Look(zoom=1.6)
    at_once, hits = draw(SlidePainter(look), sheet, at)
    assert len(list(painter.prepare(sheet, at))) > 1
    page = painter.page(sheet, at)
    assert not list(painter.prepare(sheet, at)), "it is laid out already"
    assert painter.page(sheet, at) is page
    assert draw(painter, sheet, at) == (at_once, hits)


def test_what_is_laid_out_while_the_look_changes_is_not_kept(
    painter: SlidePainter, look: Appearance
) -> None:
    sheet, at = comparison(), Look(zoom=1.6)
    steps = painter.prepare(sheet, at)
    next(steps)
    look.changed.emit()
    assert not list(painter._pages)
    for _ in steps:
        pass
    assert not list(painter._pages)
