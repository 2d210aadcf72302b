"""Lessons: what is stored is what was given, and a removed row keeps all it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.lesson import Lesson, Reveal, Slide, SlideKind, Tally
from db.records.plan import Quote
from db.workspace.lessons import as_dict, from_dict, kind_of, stamped
from db.workspace.removed import removed_since

if TYPE_CHECKING:
    from db.workspace import Workspace
    from db.workspace.lessons import LessonRow

LESSON = Lesson(
    title="擂台比武专题", occasion="镇村干部培训班", minutes=45.0, position=1.0, **stamped()
)
SLIDE = Slide(
    lesson_id=LESSON.id,
    kind=SlideKind.COMPARISON,
    title="同样是比武，怎么评？",
    body="",
    answer="",
    notes="先看**三栏**",
    minutes=2.5,
    family_id="contest",
    measure_id=None,
    mechanism_ids=("yunfu-a", "putian-b"),
    facets=("criteria", "consequence"),
    figure_ids=(),
    quotes=(Quote("putian", 3, 5, "比武", "前", "后"),),
    options=("甲", "乙"),
    reveal=Reveal.COLUMNS,
    note_id=None,
    position=2.0,
    **stamped(),
)
TALLY = Tally(
    lesson_id=LESSON.id,
    class_name="第三期",
    held_on="2026-11-22",
    mechanism_id="putian-b",
    mechanism_name="练兵比武",
    region_id="putian",
    votes=12,
    **stamped(),
)
ROWS: list[LessonRow] = [LESSON, SLIDE, TALLY]


def _stored(workspace: Workspace) -> list[LessonRow]:
    rows = workspace.lessons()
    return [*rows.lessons, *rows.slides, *rows.tallies]


def test_every_kind_of_row_is_read_as_it_was_stored(workspace: Workspace) -> None:
    assert not workspace.has_lessons()
    for row in ROWS:
        workspace.put_lesson_row(row)
    assert [replace(row, modified_at="") for row in _stored(workspace)] == [
        replace(row, modified_at="") for row in ROWS
    ]
    assert workspace.has_lessons()


@pytest.mark.parametrize("row", ROWS, ids=kind_of)
def test_a_removed_row_is_gone_keeps_its_words_and_comes_back(
    workspace: Workspace, row: LessonRow
) -> None:
    workspace.put_lesson_row(row)
    workspace.remove_lesson_row(row)
    assert _stored(workspace) == []
    ((kept, _),) = removed_since(workspace.folder, "2020").lesson_rows
    assert replace(kept, modified_at=row.modified_at) == row
    workspace.put_lesson_row(row)
    assert [kept.id for kept in _stored(workspace)] == [row.id]


@given(st.text(), st.lists(st.text(), max_size=4), st.lists(st.text(min_size=1), max_size=3))
def test_a_slide_survives_the_form_that_recovery_files_keep(
    body: str, options: list[str], quotes: list[str]
) -> None:
    quote = SLIDE.quotes[0]
    row = replace(
        SLIDE,
        body=body,
        options=tuple(options),
        quotes=tuple(replace(quote, exact=exact) for exact in quotes),
    )
    assert from_dict(kind_of(row), as_dict(row)) == row


@pytest.mark.parametrize(
    "values", [{}, {"kind": "film"}, {"id": 1, "quotes": [[]]}], ids=["empty", "kind", "quotes"]
)
def test_values_of_no_slide_are_refused(values: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_dict("slide", values)
