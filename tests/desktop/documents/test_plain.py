"""The table on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.plain import to_text
from desktop.documents.table import Cell, Table
from tests.desktop.documents.conftest import ANY_TEXT, WORDS

if TYPE_CHECKING:
    from desktop.documents.text import Captions


def test_rows_come_first_and_the_sources_behind_a_blank_line(
    table: Table, captions: Captions
) -> None:
    lines = to_text(table, captions).split("\n")
    assert lines[0] == "要点\t云浮\t户数"
    assert lines[1] == "主体\t市委组织部 统筹推进 [1,2]\t200余户 [2]"
    assert lines[4:6] == ["", "引文与来源"]
    assert lines[6] == f"[1]\t{table.sources[0].exact}\t{table.sources[0].citation}"


@given(st.lists(st.lists(ANY_TEXT, min_size=3, max_size=3), max_size=4))
def test_every_row_is_one_line_of_as_many_fields_and_no_field_is_a_formula(
    rows: list[list[str]],
) -> None:
    table = Table("题", ["甲", "乙", "丙"], [[Cell(text) for text in row] for row in rows])
    lines = to_text(table, WORDS).removesuffix("\n").split("\n")
    assert len(lines) == 1 + len(rows)
    for line in lines:
        fields = line.split("\t")
        assert len(fields) == 3
        assert not any(field.startswith(("=", "+", "-", "@")) for field in fields)
