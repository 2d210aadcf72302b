"""One line of the table of budgets: what was measured, beside what, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """A value in `unit`; `baseline` is the same thing done bare, in the same run and unit."""

    what: str
    value: float
    unit: str
    baseline: float | None
    budget: str
    met: bool
