"""New places of what the user has in texts: all written, and nothing else of a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.records.plan import Borrowing, Decision, Quote
from db.workspace import Workspace
from db.workspace.highlights import new_highlight
from db.workspace.moves import Move
from db.workspace.notes import new_note
from db.workspace.plans import stamped

if TYPE_CHECKING:
    from pathlib import Path

OLD = Quote("yunfu-1", 10, 14, "练兵比武", "开展", "活动")
NEW = Quote("yunfu-1", 20, 26, "“练兵比武”", "积极开展", "活动。")
OTHER = Quote("putian-1", 1, 3, "家访", "", "")


def _borrowing(*quotes: Quote) -> Borrowing:
    return Borrowing(
        plan_id="p",
        section_id=None,
        mechanism_id="m",
        mechanism_name="练兵比武",
        region_id=None,
        decision=Decision.ADAPT,
        reason="",
        ours="半年一次",
        quotes=quotes,
        position=1.0,
        **stamped(),
    )


def test_a_moved_note_keeps_its_words_and_its_moment(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        note = workspace.put_note(
            new_note(body="比武", article_id="yunfu-1", start=10, end=14, exact="练兵比武")
        )
        workspace.move_anchors([Move("note", note.id, OLD, NEW)])
        [kept] = workspace.notes()
        assert kept == replace(
            note, start=20, end=26, exact=NEW.exact, prefix="积极开展", suffix="活动。"
        )


def test_what_hangs_elsewhere_by_now_is_left_alone(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        mark = workspace.put_highlight(
            new_highlight(article_id="yunfu-1", start=99, end=103, exact="练兵比武")
        )
        workspace.move_anchors(
            [Move("highlight", mark.id, OLD, NEW), Move("note", "none", OLD, NEW)]
        )
        assert workspace.highlights() == [mark]


def test_of_a_borrowing_only_the_quote_moves_that_was_meant(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        row = _borrowing(OLD, OTHER)
        workspace.put_plan_row(row)
        [stored] = workspace.plans().borrowings
        workspace.move_anchors([Move("borrowing", row.id, OLD, NEW)])
        assert workspace.plans().borrowings == [replace(stored, quotes=(NEW, OTHER))]


def test_a_table_that_has_no_anchors_is_not_written(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.put_state("note", 1)
        workspace.move_anchors([Move("state", "note", OLD, NEW)])
        assert workspace.states() == {"note": 1}
