"""方案: each change is one named step, undone as a whole, and what workspace.db holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from db.records.plan import Decision, Section, TaskState
from db.workspace import Workspace
from desktop.operations.plans import (
    add_section,
    add_task,
    borrow,
    borrow_span,
    choose_plan,
    current_plan,
    duplicate_plan,
    keep_version,
    move_borrowing,
    move_section,
    move_task,
    new_plan,
    remove,
    restore_version,
    save_as_template,
    task_for,
    write,
)
from desktop.planning.outline import TASKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.plan import Plan
    from db.workspace.plans import PlanRow
    from desktop.session import Session
    from tests.desktop.conftest import Samples

Rows = dict[str, object]


@pytest.fixture
def plan(session: Session) -> Plan:
    return new_plan(session, "示例镇工作方案", township="示例镇", villages="21 个行政村")


@pytest.fixture
def read_back(session: Session) -> Callable[[], Rows]:
    """What workspace.db says now, by id, but for the time of change, which the disk sets."""

    def read() -> Rows:
        assert session.saver.flush(), "the workspace did not take what was saved"
        with Workspace.open(session.folder) as workspace:
            rows = workspace.plans()
        parts = (rows.plans, rows.sections, rows.borrowings, rows.tasks, rows.versions)
        return {row.id: replace(row, modified_at="") for part in parts for row in part}

    return read


def held(session: Session, *, timed: bool = False) -> Rows:
    """What the interface holds, by id."""
    plans = session.plans
    every = [*plans.plans(), *plans.templates()]
    rows = [row for plan in every for row in (*plans.rows_of(plan.id), *plans.versions(plan.id))]
    return {row.id: row if timed else replace(row, modified_at="") for row in rows}


def titles(session: Session, plan_id: str, parent_id: str | None = None) -> list[str]:
    return [section.title for section in session.plans.sections(plan_id, parent_id)]


def section_named(session: Session, plan_id: str, title: str) -> Section:
    return next(row for row in session.plans.all_sections(plan_id) if row.title == title)


def test_a_new_plan_has_the_standard_outline_and_the_profile_of_the_township(
    session: Session, plan: Plan, read_back: Callable[[], Rows]
) -> None:
    assert titles(session, plan.id) == [
        "引言",
        "总体要求",
        "工作目标",
        "重点任务",
        "实施步骤",
        "保障措施",
    ]
    steps = section_named(session, plan.id, "实施步骤")
    assert titles(session, plan.id, steps.id) == ["动员部署", "全面实施", "总结验收"]
    assert {section.body for section in session.plans.all_sections(plan.id)} == {""}
    assert (plan.township, plan.villages, plan.members) == ("示例镇", "21 个行政村", "")
    assert session.undo.undoText() == "新建方案“示例镇工作方案”"
    assert read_back() == held(session)
    session.undo.undo()
    assert (held(session), read_back()) == ({}, {})


def test_the_newest_plan_is_the_current_one_until_another_is_chosen(session: Session) -> None:
    assert current_plan(session) is None
    one, other = new_plan(session, "甲"), new_plan(session, "乙")
    assert current_plan(session) == other
    choose_plan(session, one.id)
    assert current_plan(session) == one
    remove(session, one)
    assert current_plan(session) == other


def test_a_field_is_written_under_a_step_with_its_name(
    session: Session, plan: Plan, read_back: Callable[[], Rows]
) -> None:
    task = add_task(session, plan.id, title="练兵比武")
    write(session, task, person="组织委员")
    assert session.undo.undoText() == "改责任人"
    assert session.plans.tasks(plan.id)[0].person == "组织委员"
    assert read_back() == held(session)
    session.undo.undo()
    assert session.plans.tasks(plan.id) == [task]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"due": "12月底前"}, "改时限"),
        ({"state": TaskState.DONE}, "改状态"),
        ({"goal": "4 场", "title": "比武"}, "改任务"),
    ],
)
def test_steps_on_tasks_are_named_by_what_they_change(
    session: Session, plan: Plan, fields: dict[str, Any], name: str
) -> None:
    write(session, add_task(session, plan.id), **fields)
    assert session.undo.undoText() == name


def test_steps_on_plans_sections_and_borrowings_are_named_by_what_they_change(
    session: Session, plan: Plan, samples: Samples
) -> None:
    borrowing = borrow(session, plan.id, samples.rich().id)
    section = session.plans.sections(plan.id)[0]
    said = []
    for row, field in (
        (borrowing, "ours"),
        (borrowing, "reason"),
        (section, "body"),
        (section, "title"),
        (plan, "villages"),
        (plan, "issuer"),
        (plan, "title"),
    ):
        changed: dict[str, Any] = {field: "新的"}
        write(session, row, **changed)
        said.append(session.undo.undoText())
    write(session, borrowing, decision=Decision.REJECT)
    said.append(session.undo.undoText())
    write(session, plan, villages="9 个", existing="已有公开栏")
    said.append(session.undo.undoText())
    assert said == [
        "改本镇做法",
        "改理由",
        "改正文",
        "改标题",
        "改本镇基本情况",
        "改落款",
        "改方案名称",
        "改借鉴方式",
        "改本镇基本情况",
    ]


def test_typing_in_one_visit_is_one_step_and_in_two_visits_two(
    session: Session, plan: Plan, read_back: Callable[[], Rows]
) -> None:
    section = session.plans.sections(plan.id)[0]
    start = session.undo.count()
    for text in ("为", "为学习", "为学习先进"):
        write(session, section, run=7, body=text)
    assert session.undo.count() == start + 1
    write(session, section, run=8, body="为学习先进，")
    session.undo.undo()
    assert session.plans.sections(plan.id)[0].body == "为学习先进"
    session.undo.undo()
    assert session.plans.row(section) == section
    session.undo.redo()
    assert session.plans.sections(plan.id)[0].body == "为学习先进"
    assert read_back() == held(session)


def test_a_write_changes_its_own_field_of_the_row_as_it_is_now(
    session: Session, plan: Plan
) -> None:
    task = add_task(session, plan.id)
    write(session, task, person="张三")
    write(session, task, due="12月底前")
    [now] = session.plans.tasks(plan.id)
    assert (now.person, now.due) == ("张三", "12月底前")


def test_an_unchanged_field_or_a_row_that_is_gone_is_no_step(session: Session, plan: Plan) -> None:
    task = add_task(session, plan.id, person="张三")
    start = session.undo.count()
    write(session, task, person="张三")
    assert session.undo.count() == start
    remove(session, task)
    write(session, task, person="李四")
    remove(session, task)
    assert session.undo.count() == start + 1
    assert session.plans.tasks(plan.id) == []


def test_borrowing_takes_the_quotes_and_makes_a_task_in_one_step(
    session: Session, plan: Plan, samples: Samples, read_back: Callable[[], Rows]
) -> None:
    mechanism = samples.rich()
    start = session.undo.count()
    borrowing = borrow(session, plan.id, mechanism.id)
    assert session.undo.count() == start + 1
    assert session.undo.undoText().startswith("借鉴“")
    assert [quote.exact for quote in borrowing.quotes] == [
        citation.exact for citation in session.cases.citations(mechanism.id)
    ]
    for quote in borrowing.quotes:
        text = session.cases.article(quote.article_id).text
        assert text[quote.start : quote.end] == quote.exact
        assert text[: quote.start].endswith(quote.prefix)
        assert text[quote.end :].startswith(quote.suffix)
    assert borrowing.section_id == section_named(session, plan.id, TASKS).id
    task = session.plans.task_of(borrowing)
    assert task is not None
    assert task.title == mechanism.name
    assert task_for(session, borrowing) == task
    assert read_back() == held(session)
    session.undo.undo()
    assert (session.plans.borrowings(plan.id), session.plans.tasks(plan.id)) == ([], [])


def test_a_mechanism_is_borrowed_once_until_it_was_removed(
    session: Session, plan: Plan, samples: Samples
) -> None:
    mechanism = samples.any()
    first = borrow(session, plan.id, mechanism.id)
    start = session.undo.count()
    assert borrow(session, plan.id, mechanism.id) == first
    assert session.undo.count() == start
    remove(session, first)
    assert borrow(session, plan.id, mechanism.id).id != first.id
    assert len(session.plans.borrowings(plan.id)) == 1


def test_another_plan_borrows_for_itself(session: Session, plan: Plan, samples: Samples) -> None:
    mechanism = samples.any()
    other = new_plan(session, "另一个")
    one = borrow(session, plan.id, mechanism.id)
    assert borrow(session, other.id, mechanism.id).id != one.id
    assert [found.id for found, _ in session.plans.borrowers(mechanism.id)] == [plan.id, other.id]


def test_a_chosen_span_comes_first_among_the_quotes_and_is_added_to_what_was_borrowed(
    session: Session, plan: Plan, samples: Samples
) -> None:
    mechanism = samples.rich()
    last = session.cases.citations(mechanism.id)[-1]
    span = (last.article_id, last.start, last.end)
    borrowing = borrow(session, plan.id, mechanism.id, span=span)
    assert borrowing.quotes[0].exact == last.exact
    assert len(borrowing.quotes) == len(session.cases.citations(mechanism.id))
    more = borrow(session, plan.id, mechanism.id, span=(last.article_id, 0, 4))
    assert more.id == borrowing.id
    assert more.quotes[1:] == borrowing.quotes
    assert more.quotes[0].exact == session.cases.article(last.article_id).text[:4]
    assert borrow(session, plan.id, mechanism.id, span=(last.article_id, 0, 4)) == more
    session.undo.undo()
    assert session.plans.borrowings(plan.id) == [borrowing]


def test_a_span_without_a_mechanism_is_borrowed_under_its_own_words(
    session: Session, plan: Plan
) -> None:
    article = session.cases.articles[0]
    borrowing = borrow_span(session, plan.id, article.id, 10, 60)
    assert borrowing.mechanism_id == ""
    assert borrowing.region_id == article.region_id
    assert [quote.exact for quote in borrowing.quotes] == [
        session.cases.article(article.id).text[10:60]
    ]
    assert borrowing.mechanism_name.endswith("…")
    assert borrow_span(session, plan.id, article.id, 10, 60) == borrowing
    with pytest.raises(ValueError, match="no span"):
        borrow_span(session, plan.id, article.id, 10, 10)


def test_a_plan_without_sections_gets_one_for_what_is_borrowed(
    session: Session, plan: Plan, samples: Samples
) -> None:
    for section in session.plans.sections(plan.id):
        remove(session, section)
    borrowing = borrow(session, plan.id, samples.any().id)
    [section] = session.plans.sections(plan.id)
    assert (section.title, section.id) == (TASKS, borrowing.section_id)
    session.undo.undo()
    assert session.plans.all_sections(plan.id) == []


def test_borrowings_are_put_and_moved_where_they_are_asked_for(
    session: Session, plan: Plan, samples: Samples, read_back: Callable[[], Rows]
) -> None:
    goal = section_named(session, plan.id, "工作目标")
    one, two, three = (
        borrow(session, plan.id, mechanism.id, goal.id, 0) for mechanism in samples.several(3)
    )

    def order() -> list[str]:
        return [row.id for row in session.plans.borrowings_in(plan.id, goal.id)]

    assert order() == [three.id, two.id, one.id]
    move_borrowing(session, three, goal.id, 2)
    assert order() == [two.id, one.id, three.id]
    start = session.undo.count()
    move_borrowing(session, three, goal.id, None)
    assert session.undo.count() == start, "it stands there already"
    move_borrowing(session, one, section_named(session, plan.id, "指导思想").id, None)
    assert order() == [two.id, three.id]
    assert session.undo.undoText().startswith("移动“")
    session.undo.undo()
    assert order() == [two.id, one.id, three.id]
    assert read_back() == held(session)


def test_a_hundred_rows_between_the_same_two_keep_their_order(session: Session, plan: Plan) -> None:
    first, last = add_task(session, plan.id, title="首"), add_task(session, plan.id, title="末")
    made = [add_task(session, plan.id, None, 1, title=str(number)) for number in range(100)]
    order = [task.id for task in session.plans.tasks(plan.id)]
    assert order == [first.id, *(task.id for task in reversed(made)), last.id]
    while session.undo.undoText() != "添加“末”":
        session.undo.undo()
    assert session.plans.tasks(plan.id) == [first, last]


def test_tasks_are_moved_among_the_free_tasks_of_a_section(
    session: Session, plan: Plan, samples: Samples
) -> None:
    goal = section_named(session, plan.id, "工作目标")
    one = add_task(session, plan.id, goal.id, title="甲")
    two = add_task(session, plan.id, goal.id, title="乙")
    move_task(session, two, goal.id, 0)
    assert [task.title for task in session.plans.tasks(plan.id)] == ["乙", "甲"]
    move_task(session, one, None, None)
    assert [task.section_id for task in session.plans.tasks(plan.id)] == [goal.id, None]
    bound = task_for(session, borrow(session, plan.id, samples.any().id))
    start = session.undo.count()
    move_task(session, bound, goal.id, 0)
    assert session.undo.count() == start, "it stands where its borrowing stands"


def test_a_removed_task_of_a_borrowing_is_made_anew_when_it_is_asked_for(
    session: Session, plan: Plan, samples: Samples
) -> None:
    borrowing = borrow(session, plan.id, samples.any().id)
    old = task_for(session, borrowing)
    remove(session, old)
    assert session.plans.borrowings(plan.id) == [borrowing]
    new = task_for(session, borrowing)
    assert new.id != old.id
    assert session.plans.task_of(borrowing) == new


def test_sections_are_added_and_moved_with_what_is_under_them(
    session: Session, plan: Plan, read_back: Callable[[], Rows]
) -> None:
    steps = section_named(session, plan.id, "实施步骤")
    extra = add_section(session, plan.id, None, 1, "试点")
    assert session.undo.undoText() == "添加“试点”"
    assert titles(session, plan.id)[:3] == ["引言", "试点", "总体要求"]
    move_section(session, steps, None, 0)
    assert titles(session, plan.id)[0] == "实施步骤"
    assert titles(session, plan.id, steps.id) == ["动员部署", "全面实施", "总结验收"]
    move_section(session, extra, steps.id, 1)
    assert titles(session, plan.id, steps.id) == ["动员部署", "试点", "全面实施", "总结验收"]
    below = add_section(session, plan.id, extra.id)
    assert below.parent_id == steps.id, "there are two levels only"
    assert session.undo.undoText() == "添加一节"
    assert read_back() == held(session)


def test_a_section_that_becomes_a_subsection_keeps_its_own_beside_it(
    session: Session, plan: Plan
) -> None:
    before = held(session, timed=True)
    steps = section_named(session, plan.id, "实施步骤")
    backing = section_named(session, plan.id, "保障措施")
    move_section(session, steps, backing.id, 1)
    assert titles(session, plan.id, backing.id) == [
        "组织领导",
        "实施步骤",
        "动员部署",
        "全面实施",
        "总结验收",
        "压实责任",
        "督导考核",
        "资金保障",
        "宣传引导",
    ]
    assert len(session.plans.all_sections(plan.id)) == len(before) - 1
    session.undo.undo()
    assert held(session, timed=True) == before


def test_a_section_cannot_be_moved_into_itself(session: Session, plan: Plan) -> None:
    start = session.undo.count()
    steps = section_named(session, plan.id, "实施步骤")
    move_section(session, steps, steps.id, 0)
    move_section(session, steps, section_named(session, plan.id, "动员部署").id, 0)
    assert session.undo.count() == start


def test_a_removed_section_takes_all_that_is_in_it_and_brings_it_back(
    session: Session, plan: Plan, samples: Samples, read_back: Callable[[], Rows]
) -> None:
    steps = section_named(session, plan.id, "实施步骤")
    one, other = samples.several(2)
    inside: list[PlanRow] = [
        borrow(session, plan.id, one.id, steps.id),
        borrow(session, plan.id, other.id, section_named(session, plan.id, "动员部署").id),
        add_task(session, plan.id, steps.id, title="调度"),
    ]
    kept = add_task(session, plan.id, title="别处的")
    before = held(session, timed=True)
    start = session.undo.count()
    remove(session, steps)
    assert session.undo.count() == start + 1
    assert session.undo.undoText() == "删除“实施步骤”"
    assert all(session.plans.row(row) is None for row in (steps, *inside))
    assert session.plans.tasks(plan.id) == [kept]
    assert len(held(session)) == len(before) - 4 - 2 * 2 - 1
    assert read_back() == held(session)
    session.undo.undo()
    assert held(session, timed=True) == before
    assert read_back() == held(session)


def test_a_removed_plan_comes_back_whole(
    session: Session, plan: Plan, samples: Samples, read_back: Callable[[], Rows]
) -> None:
    borrow(session, plan.id, samples.any().id)
    before = held(session, timed=True)
    remove(session, plan)
    assert session.plans.plans() == []
    assert plan.id not in read_back()
    session.undo.undo()
    assert held(session, timed=True) == before
    assert read_back() == held(session)


def test_a_copy_for_another_year_says_the_same_and_starts_again(
    session: Session, plan: Plan, samples: Samples, read_back: Callable[[], Rows]
) -> None:
    mechanism = samples.rich()
    borrowing = borrow(session, plan.id, mechanism.id)
    write(session, borrowing, ours="每季度一次")
    write(session, task_for(session, borrowing), person="张三", state=TaskState.CLOSED)
    copy = duplicate_plan(session, plan.id, "2027 年方案")
    assert current_plan(session) == copy
    assert titles(session, copy.id) == titles(session, plan.id)
    ours, theirs = session.plans.borrowings(copy.id)[0], session.plans.borrowings(plan.id)[0]
    assert (ours.ours, ours.quotes) == (theirs.ours, theirs.quotes)
    assert ours.id != theirs.id
    section = section_named(session, copy.id, TASKS)
    assert ours.section_id == section.id
    task = session.plans.task_of(ours)
    assert task is not None
    assert (task.person, task.state) == ("张三", TaskState.WAITING)
    write(session, ours, ours="每月一次")
    assert session.plans.borrowings(plan.id)[0].ours == "每季度一次"
    assert read_back() == held(session)
    with pytest.raises(ValueError, match="no plan"):
        duplicate_plan(session, "none", "x")


def test_a_template_keeps_the_sections_and_a_plan_starts_from_it(
    session: Session, plan: Plan, samples: Samples, read_back: Callable[[], Rows]
) -> None:
    write(session, section_named(session, plan.id, "组织领导"), body="成立领导小组。")
    add_section(session, plan.id, None, None, "附则")
    borrow(session, plan.id, samples.any().id)
    template = save_as_template(session, plan.id, "本镇常用")
    assert session.plans.templates() == [template]
    assert session.plans.plans() == [plan]
    assert current_plan(session) == plan
    other = new_plan(session, "新的一年", template_id=template.id, villages="20 个村")
    assert not other.template
    assert titles(session, other.id)[-1] == "附则"
    assert section_named(session, other.id, "组织领导").body == "成立领导小组。"
    assert (other.township, other.villages) == ("示例镇", "20 个村")
    assert (session.plans.borrowings(other.id), session.plans.tasks(other.id)) == ([], [])
    assert read_back() == held(session)


def test_a_version_brings_back_what_was_and_keeps_what_is(
    session: Session, plan: Plan, samples: Samples, read_back: Callable[[], Rows]
) -> None:
    borrowing = borrow(session, plan.id, samples.any().id)
    then = {row.id: replace(row, modified_at="") for row in session.plans.rows_of(plan.id)}
    version = keep_version(session, plan.id, "初稿")
    assert session.undo.undoText() == "保存版本“初稿”"
    write(session, borrowing, ours="改过的")
    remove(session, section_named(session, plan.id, "保障措施"))
    add_task(session, plan.id, title="后加的")
    later = held(session, timed=True)
    restore_version(session, version)
    assert {row.id: replace(row, modified_at="") for row in session.plans.rows_of(plan.id)} == then
    newest = session.plans.versions(plan.id)[0]
    assert newest.name == "恢复前"
    assert "后加的" in newest.content
    assert read_back() == held(session)
    session.undo.undo()
    assert held(session, timed=True) == later
    with pytest.raises(ValueError, match="no version"):
        restore_version(session, replace(version, content="[1"))


def test_restoring_what_is_there_already_is_no_step(session: Session, plan: Plan) -> None:
    version = keep_version(session, plan.id)
    start = session.undo.count()
    restore_version(session, version)
    assert session.undo.count() == start


def test_every_change_tells_which_plan_it_was(session: Session, plan: Plan) -> None:
    other = new_plan(session, "另一个")
    told: list[str] = []
    session.changes.plans_changed.connect(told.append)
    write(session, plan, issuer="中共示例镇委员会")
    session.undo.undo()
    assert told == [plan.id, plan.id]
    choose_plan(session, other.id)
    assert told == [plan.id, plan.id], "it is the current one already"


def test_quotation_marks_inside_a_name_are_inner_ones_and_a_long_name_is_cut(
    session: Session,
) -> None:
    new_plan(session, "“三班制”方案")
    assert session.undo.undoText() == "新建方案“‘三班制’方案”"
    new_plan(session, "一" * 60)
    assert session.undo.undoText() == "新建方案“" + "一" * 19 + "…”"
