"""Plans made of rows, without a session: what is pure is tested without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from db.records.plan import Borrowing, Decision, Plan, Quote, Section, Task, TaskState
from db.workspace.plans import PlanRows, stamped
from desktop.plans import Plans

if TYPE_CHECKING:
    from db.workspace.plans import PlanRow


_R = TypeVar("_R", Section, Borrowing, Task)


class Draft:
    """A plan that tests put rows into; positions are in the order in which they came."""

    def __init__(self, **fields: Any) -> None:
        self.plans = Plans(PlanRows([], [], [], [], []))
        self._position = 0.0
        names = ("title", "township", "villages", "population", "members", "existing")
        values: dict[str, Any] = dict.fromkeys((*names, "issuer", "issued_on"), "")
        self.plan = Plan(**(values | {"template": False} | fields), **self._stamps())
        self.plans.put(self.plan)

    @property
    def id(self) -> str:
        """The id of the plan."""
        return self.plan.id

    def rows(self) -> list[PlanRow]:
        """All rows of the plan."""
        return self.plans.rows_of(self.plan.id)

    def section(self, title: str, body: str = "", parent: Section | None = None) -> Section:
        """Add a section at the end."""
        return self._put(
            Section(
                plan_id=self.id,
                parent_id=parent.id if parent else None,
                title=title,
                body=body,
                **self._stamps(),
            )
        )

    def borrowing(self, section: Section | None, name: str, **fields: Any) -> Borrowing:
        """Add a borrowing at the end of a section."""
        values: dict[str, Any] = {
            "mechanism_id": name,
            "region_id": None,
            "decision": Decision.ADAPT,
            "reason": "",
            "ours": "每季度一次",
            "quotes": (Quote("a", 0, 2, "比武", "", ""),),
        }
        return self._put(
            Borrowing(
                plan_id=self.id,
                section_id=section.id if section else None,
                mechanism_name=name,
                **(values | fields),
                **self._stamps(),
            )
        )

    def task(self, section: Section | None = None, title: str = "调度", **fields: Any) -> Task:
        """Add a free task that lacks nothing, or with `borrowing_id` one of a borrowing."""
        values: dict[str, Any] = dict.fromkeys(
            ("measures", "leader", "lead_unit", "units", "assessment", "remark"), ""
        )
        values |= {"goal": "4 场", "person": "张三", "due": "每季度末", "state": TaskState.WAITING}
        return self._put(
            Task(
                plan_id=self.id,
                section_id=section.id if section else None,
                title=title,
                **({"borrowing_id": None} | values | fields),
                **self._stamps(),
            )
        )

    def _put(self, row: _R) -> _R:
        self.plans.put(row)
        return row

    def _stamps(self) -> dict[str, Any]:
        self._position += 1024.0
        return {**stamped(), "position": self._position}


@pytest.fixture
def draft() -> Draft:
    """An empty plan of 2026."""
    return Draft(title="示例镇工作方案", issued_on="2026年11月22日")
