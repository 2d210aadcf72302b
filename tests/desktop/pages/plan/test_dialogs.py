"""What is done with whole plans: made, copied, kept, restored, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from desktop.operations import plans as operations
from desktop.pages.plan.compare_plans import ComparePlans
from desktop.pages.plan.difference_rows import difference_rows
from desktop.pages.plan.history import HistoryDialog
from desktop.pages.plan.plan_dialog import PlanDialog
from desktop.pages.plan.whole_plans import WholePlans, next_title
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from db.records.plan import Plan
    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def plan(session: Session) -> Plan:
    return operations.new_plan(session, "示例镇2026年工作方案")


@pytest.fixture
def over(session: Session) -> Iterator[QWidget]:
    """What dialogs stand over."""
    assert session
    made = QWidget()
    made.resize(1200, 800)
    yield made
    dispose(made)


def test_the_title_follows_the_township_until_it_is_typed(session: Session, over: QWidget) -> None:
    dialog = PlanDialog(session, over)
    dialog.field("township").setText("示例镇")
    assert dialog.field("title").text() == "示例镇抓党建促乡村振兴工作方案"
    dialog.field("title").setText("另起的名")
    dialog.field("title").textEdited.emit("另起的名")
    dialog.field("township").setText("别的镇")
    assert dialog.field("title").text() == "另起的名"
    dialog.field("villages").setText("21 个")
    dialog.accept()
    assert dialog.made is not None
    assert (dialog.made.title, dialog.made.township, dialog.made.villages) == (
        "另起的名", "别的镇", "21 个",
    )  # fmt: skip


def test_an_own_template_can_be_started_from_and_deleted(
    session: Session, plan: Plan, over: QWidget
) -> None:
    operations.add_section(session, plan.id, title="本镇特有的一节")
    template = operations.save_as_template(session, plan.id, "我的模板")
    dialog = PlanDialog(session, over)
    dialog.template.setCurrentIndex(dialog.template.findData(template.id))
    dialog.field("title").setText("从模板来的")
    dialog.accept()
    assert dialog.made is not None
    titles = [row.title for row in session.plans.sections(dialog.made.id)]
    assert "本镇特有的一节" in titles
    again = PlanDialog(session, over)
    again.template.setCurrentIndex(1)
    again._drop.click()
    assert session.plans.templates() == []
    assert again.template.count() == 1
    session.undo.undo()
    assert [row.id for row in session.plans.templates()] == [template.id]


def test_what_is_changed_in_the_profile_is_one_step_of_undo(
    session: Session, plan: Plan, over: QWidget
) -> None:
    dialog = PlanDialog(session, over, plan)
    dialog.field("members").setText("320 名")
    dialog.existing.setPlainText("有党群服务中心")
    steps = session.undo.count()
    dialog.accept()
    assert session.undo.count() == steps + 1
    now = session.plans.plan(plan.id)
    assert now is not None
    assert (now.members, now.existing, now.title) == ("320 名", "有党群服务中心", plan.title)


def test_a_restored_version_brings_the_words_back_and_keeps_what_was_there(
    session: Session, plan: Plan, over: QWidget
) -> None:
    section = session.plans.sections(plan.id)[0]
    operations.write(session, section, body="第一稿")
    dialog = HistoryDialog(session, plan.id, over)
    dialog.name.setText("讨论稿")
    dialog.keep()
    assert dialog.current is not None
    assert dialog.current.name == "讨论稿"
    operations.write(session, section, body="改坏了")
    dialog.restore()
    assert session.plans.sections(plan.id)[0].body == "第一稿"
    assert len(session.plans.versions(plan.id)) == 2
    session.undo.undo()
    assert session.plans.sections(plan.id)[0].body == "改坏了"
    dispose(dialog)


def test_versions_stand_one_below_the_other(
    session: Session, plan: Plan, over: QWidget, qtbot: QtBot
) -> None:
    dialog = HistoryDialog(session, plan.id, over)
    dialog.open()
    for name in ("报党委会讨论稿", ""):
        dialog.name.setText(name)
        dialog.keep()
    rows = dialog.list.model()
    qtbot.waitUntil(lambda: dialog.list.visualRect(rows.index(1, 0)).top() > 0)
    first, second = (dialog.list.visualRect(rows.index(row, 0)) for row in range(2))
    assert first.bottom() + 1 == second.top()
    dispose(dialog)


def test_two_plans_are_compared_field_by_field(
    session: Session, plan: Plan, samples: Samples, over: QWidget
) -> None:
    kept, gone, came = samples.several(3)
    borrowed = operations.borrow(session, plan.id, kept.id)
    operations.borrow(session, plan.id, gone.id)
    copy = operations.duplicate_plan(session, plan.id, "示例镇2027年工作方案")
    rows = {row.mechanism_id: row for row in session.plans.borrowings(copy.id)}
    operations.write(session, rows[kept.id], ours="本镇做法改了")
    operations.remove(session, rows[gone.id])
    operations.borrow(session, copy.id, came.id)
    dialog = ComparePlans(session, plan.id, copy.id, over)
    lines = difference_rows(session.plans.rows_of(plan.id), session.plans.rows_of(copy.id))
    assert dialog.model.rowCount() == len(lines)
    assert any(
        (line.change, line.before, line.after) == ("changed", "（空）", "本镇做法改了")
        for line in lines
    )
    assert {line.change for line in lines} == {"added", "removed", "changed"}
    assert borrowed.ours == ""
    dialog.after.setCurrentIndex(dialog.after.findData(plan.id))
    assert dialog.model.rowCount() == 0
    dispose(dialog)


def test_a_copy_for_next_year_bears_the_next_year(
    session: Session, plan: Plan, over: QWidget
) -> None:
    assert plan
    WholePlans(session, over).duplicate()
    assert [row.title for row in session.plans.plans()][-1] == "示例镇2027年工作方案"
    assert next_title("没有年份的方案") == "没有年份的方案（明年）"


def test_a_quote_that_the_text_no_longer_holds_is_counted_apart(
    session: Session, plan: Plan, samples: Samples, over: QWidget
) -> None:
    from dataclasses import replace

    made = operations.borrow(session, plan.id, samples.rich().id)
    whole = WholePlans(session, over)
    assert whole.quotes(plan.id) == (len(made.quotes), 0)
    strange = replace(made.quotes[0], exact="原文里没有的话")
    operations.write(session, made, quotes=(strange, *made.quotes[1:]))
    assert whole.quotes(plan.id) == (len(made.quotes) - 1, 1)
