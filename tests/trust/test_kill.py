"""The program is killed a few times; tests/trust/kill.py does it hundreds of times."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from db.seeding.build import build_library
from tests.trust.journal import Line, Moment
from tests.trust.judge import judge
from tests.trust.kill import REPOSITORY, Trial
from tests.trust.worksheets import Sheet, sheets

if TYPE_CHECKING:
    from pathlib import Path

AIMS = ("any", "write", "checkpoint", "backup", "start")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and pipes handed on are POSIX")
def test_killed_again_and_again_the_program_loses_nothing_that_is_not_quite_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The law is a second. It is measured by the long run: tests share the machine with others.
    monkeypatch.setattr("tests.trust.judge.ALLOWED_SECONDS", 2.0)
    library = tmp_path / "library.db"
    build_library(REPOSITORY / "seeds", library)
    room = tmp_path / "room"
    room.mkdir()
    trial = Trial(library, seed=7, room=room)
    for aim in AIMS:
        assert trial.life(aim) == []
    assert trial.tally.kills == len(AIMS)
    assert trial.tally.locks_taken_over == len(AIMS) - 1
    assert trial.tally.calls > 0


# The judge itself: it must see what it is there to see.


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    """A workspace whose last commits stand in the WAL."""
    found = sheets(tmp_path_factory.mktemp("sheets") / "room", seed=3)
    return next(each for each in found if each.name == "all in the WAL")


def _call(at: float, *changes: dict[str, object]) -> Line:
    return Line("hand", Moment(at), {"changes": list(changes)})


def _state(value: int) -> dict[str, object]:
    return {"state": "basket", "value": value}


def test_a_call_that_is_half_stored_is_seen(sheet: Sheet, tmp_path: Path) -> None:
    path = sheet.lay(tmp_path)
    stored = sheet.states[-1]
    before = {name: content for name, content in stored.items() if name != "state basket"}
    whole = {"state": "basket", "value": stored["state basket"]}
    calls = [_call(1.0, whole, {"state": "other", "value": 1})]
    [said] = judge(before, calls, Moment(1.5), path).violations
    assert said.startswith("half of a step")
    assert judge(before, [_call(1.0, whole)], Moment(1.5), path).violations == []


def test_what_was_handed_over_and_is_lost_has_its_age(sheet: Sheet, tmp_path: Path) -> None:
    path = sheet.lay(tmp_path)
    lines = [_call(1.0, _state(1)), _call(2.0, _state(2))]
    young = judge(sheet.states[-1], lines, Moment(1.9), path)
    assert young.violations == []
    assert young.lost_seconds == pytest.approx(0.9)
    old = judge(sheet.states[-1], lines, Moment(2.5), path)
    assert old.lost_seconds == pytest.approx(1.5)
    assert old.violations[0].startswith("lost what was 1.500 s old")


def test_what_was_typed_and_never_handed_over_is_lost(sheet: Sheet, tmp_path: Path) -> None:
    path = sheet.lay(tmp_path)
    typed = Line("type", Moment(1.0), {"object": "note x", "field": "body", "text": "字"})
    verdict = judge(sheet.states[-1], [typed], Moment(3.0), path)
    assert verdict.lost_seconds == pytest.approx(2.0)
    assert len(verdict.violations) == 1


def test_a_busy_machine_is_no_fault_of_the_program(sheet: Sheet, tmp_path: Path) -> None:
    path = sheet.lay(tmp_path)
    lines = [_call(1.0, _state(1))]
    verdict = judge(sheet.states[-1], lines, Moment(3.0, waited=1.5), path)
    assert verdict.violations == []
    assert verdict.lost_seconds == pytest.approx(2.0)
    assert verdict.lost_seconds_at_work == pytest.approx(0.5)
