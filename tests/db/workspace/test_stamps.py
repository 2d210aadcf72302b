"""A clock that is set back while the program runs: what was done later says a later moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

import pytest

from db.workspace import Workspace, stamps
from db.workspace.notes import new_note
from db.workspace.removed import removed_since

if TYPE_CHECKING:
    from pathlib import Path


class Clock(datetime):
    """Says what it is set to."""

    moment = datetime(2026, 11, 22, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The moment it is set to."""
        assert tz is UTC
        return cls.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    """A clock of the test's own; what other tests have seen of the real one is forgotten."""
    monkeypatch.setattr(stamps, "datetime", Clock)
    monkeypatch.setattr(stamps, "_last", datetime.min.replace(tzinfo=UTC))
    monkeypatch.setattr(Clock, "moment", Clock.moment)
    return Clock


def test_moments_grow_wherever_the_clock_is_set(clock: type[Clock]) -> None:
    told = [stamps.now()]
    for days in (-365, 0, 1, -1, 400):
        clock.moment += timedelta(days=days)
        told += [stamps.now(), stamps.now()]
    assert told == sorted(set(told))
    assert told[-1].startswith(clock.moment.isoformat()[:10])


def test_a_clock_that_was_set_back_misplaces_nothing(clock: type[Clock], folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        first = workspace.put_note(new_note(body="一"))
        clock.moment -= timedelta(days=365)
        second = workspace.put_note(new_note(body="二"))
        changed = workspace.put_note(replace(first, body="一改"))
        workspace.remove_note(second.id)
        assert [note.body for note in workspace.notes()] == ["一改"]
    assert second.created_at > first.created_at
    assert changed.modified_at > second.modified_at
    [gone] = removed_since(folder, first.created_at).notes
    assert gone.record.body == "二"
