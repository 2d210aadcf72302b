"""What is known of a line without laying it out is what a layout says."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from desktop.settings import SCALES
from desktop.theme import Appearance
from desktop.widgets.line_type import LineType

NAMES = st.text("村党组织书记乡镇振兴略校济体余谈战国0123456789", min_size=1, max_size=40)
OTHERS = st.text("村党 组织“比武”（市）、—·𠮷ab1，+", min_size=1, max_size=30)


@cache
def _kind(role: str, bold: bool, scale: float) -> LineType:
    return LineType(Appearance(scale=scale).font(role, bold=bold))


def _laid_out(text: str, kind: LineType, room: int) -> list[str]:
    layout = QTextLayout(text, kind.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        lines.append((line.textStart(), line.textStart() + line.textLength()))
    layout.endLayout()
    units = text.encode("utf-16-le")
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in lines]


@pytest.mark.usefixtures("qapp")
@given(
    NAMES,
    st.sampled_from([("body", True), ("body", False), ("micro", False)]),
    st.sampled_from(SCALES),
    st.integers(60, 320),
)
def test_names_break_as_a_layout_breaks_them(
    text: str, font: tuple[str, bool], scale: float, room: int
) -> None:
    kind = _kind(*font, scale)
    assert kind.advance(text) == QFontMetricsF(kind.font).horizontalAdvance(text)
    if kind.advance(text) > room:
        assert list(kind.lines(text, room)) == _laid_out(text, kind, room)


@pytest.mark.usefixtures("qapp")
@given(OTHERS, st.sampled_from(SCALES), st.integers(60, 320))
def test_names_with_marks_in_them_break_so_too(text: str, scale: float, room: int) -> None:
    kind = _kind("body", True, scale)
    if kind.advance(text) > room:
        assert list(kind.lines(text, room)) == _laid_out(text, kind, room)


@pytest.mark.usefixtures("qapp")
@given(OTHERS, st.integers(1, 320))
def test_whatever_a_text_holds_its_lines_hold_all_of_it(text: str, room: int) -> None:
    kind = _kind("body", True, 1.0)
    assert "".join(kind.lines(text, room)) == text
    assert kind.advance(text) == QFontMetricsF(kind.font).horizontalAdvance(text)
    assert kind.advance(text) <= kind.at_most(text)


@pytest.mark.usefixtures("qapp")
def test_a_number_wider_than_a_line_is_still_shown_whole() -> None:
    lines = _kind("body", True, 1.0).lines("编号12345678901234567890号", 60)
    assert "".join(lines) == "编号12345678901234567890号"
    assert len(lines) > 2
