"""A disk that fills or turns read-only under a plan: a sentence, and every word still there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from db.workspace import Workspace
from desktop import recovery, saving, startup
from desktop.operations.plans import borrow, new_plan, remove, task_for, write
from tests.desktop.operations.conftest import held, section_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.records.plan import Plan
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.operations.conftest import ReadBack

LONG = "各村全部参加，" * 30_000


def fill(session: Session) -> None:
    """The disk has no room for another page."""
    assert session.saver.flush()
    pages = _connection(session).execute("PRAGMA page_count").fetchone()[0]
    _connection(session).execute(f"PRAGMA max_page_count = {pages}")


def lock(session: Session) -> None:
    """The folder turns read-only; the tests may run as root, whom permissions do not stop."""
    assert session.saver.flush()
    _connection(session).execute("PRAGMA query_only = ON")


def mend(session: Session) -> None:
    """There is room again, and it can be written."""
    _connection(session).execute("PRAGMA max_page_count = 1000000")
    _connection(session).execute("PRAGMA query_only = OFF")


def _connection(session: Session) -> Any:
    return session.saver._workspace._connection


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is tried again before the test asks for it, and no test waits at the end."""
    monkeypatch.setattr(saving, "_RETRY_SECONDS", 60.0)
    monkeypatch.setattr(saving, "_CLOSE_SECONDS", 2.0)


@pytest.fixture
def free(session: Session) -> Iterator[Session]:
    """A session whose disk is sound again at the end."""
    yield session
    mend(session)


@pytest.mark.parametrize(("spoil", "says"), [(fill, "空间不足"), (lock, "只读")])
def test_what_the_disk_refuses_is_told_stays_and_is_saved_later(
    free: Session,
    plan: Plan,
    read_back: ReadBack,
    qtbot: QtBot,
    spoil: Callable[[Session], None],
    says: str,
) -> None:
    section = section_named(free, plan.id, "工作目标")
    spoil(free)
    with qtbot.waitSignal(free.saver.failed, timeout=5000) as told:
        write(free, section, body=LONG)
    assert says in told.args[0]
    assert str(free.folder) in told.args[0]
    assert section_named(free, plan.id, "工作目标").body == LONG
    assert not free.saver.flush(0.2)
    write(free, section, body=LONG + "，一年四场")
    mend(free)
    # A write that was begun before may still be refused, and is tried again.
    qtbot.waitUntil(lambda: free.saver.flush(0.2), timeout=15000)
    assert section_named(free, plan.id, "工作目标").body == LONG + "，一年四场"
    assert read_back() == held(free)


def test_undo_goes_on_while_nothing_can_be_saved(
    free: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    before = held(free, timed=True)
    lock(free)
    borrowing = borrow(free, plan.id, samples.any().id)
    write(free, task_for(free, borrowing), person="张三")
    remove(free, section_named(free, plan.id, "保障措施"))
    for _ in range(3):
        free.undo.undo()
    assert held(free, timed=True) == before
    for _ in range(2):
        free.undo.redo()
    mend(free)
    assert read_back() == held(free)
    assert task_for(free, borrowing).person == "张三"


def test_what_was_never_saved_comes_back_from_the_recovery_file(
    qapp: object, library_path: Path, folder: Path
) -> None:
    assert qapp is not None
    session = startup.open_session(library_path, folder, "zh")
    plan = new_plan(session, "示例镇工作方案")
    gone = section_named(session, plan.id, "保障措施")
    lock(session)
    borrowing = borrow(session, plan.id, session.cases.mechanisms[0].id)
    write(session, borrowing, ours="**先试**两个村\n𠮷")
    write(session, task_for(session, borrowing), due="12月底前")
    remove(session, gone)
    wanted = held(session)
    startup.close_session(session)
    [path] = folder.glob("recovery-*.json")
    assert "**先试**两个村" in path.read_text(encoding="utf-8"), "a person can read it, too"
    again = startup.open_session(library_path, folder, "zh")
    assert held(again) == wanted
    assert "已经存回来了" in again.told_at_start
    assert again.plans.borrowings(plan.id)[0].quotes == borrowing.quotes
    startup.close_session(again)
    assert list(folder.glob("recovery-*.json")) == []


def test_a_damaged_row_of_a_plan_in_a_recovery_file_costs_no_other(tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "id": "s", "plan_id": "p", "parent_id": None, "title": "工作目标", "body": "两个村",
        "position": 1.0, "created_at": "", "modified_at": "", "author": "",
    }  # fmt: skip
    good = {"plan row": row, "kind": "plan_section", "deleted": ""}
    bad = [
        good | {"plan row": {"id": "s"}},
        good | {"kind": "no such table"},
        good | {"plan row": row | {"position": None}},
    ]
    path = recovery.write([*bad, good], tmp_path)
    assert path is not None
    with Workspace.open(tmp_path) as workspace:
        assert recovery.take_back(workspace, tmp_path) == 1
        assert [section.body for section in workspace.plans().sections] == ["两个村"]
    [rest] = tmp_path.glob("recovery-*-rest.json")
    assert len(json.loads(rest.read_text(encoding="utf-8"))) == 3
