"""A plan as the writers of files are given it. Its words are Chinese in any language: so is a 方案.

Footnotes are numbered as the plan is read, those of what was not taken last; quotes are as they
were taken, whatever the case base says now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.errors import LibraryError
from db.records.plan import Decision, TaskState
from desktop.documents.citations import EDITIONS, cite
from desktop.documents.plan import BorrowedBlock, PlanDocument, PlanSection, Source, TaskRow
from desktop.planning.checks import SETTLED, overdue
from desktop.planning.dates import due_date, in_document, plan_year
from desktop.planning.outline import numbers, section_number
from desktop.planning.reading import Part, read
from desktop.planning.table import Line, lines

if TYPE_CHECKING:
    from datetime import date

    from db.records.plan import Borrowing, Plan, Task
    from desktop.casebase import CaseBase
    from desktop.plans import Plans

DECISIONS: Final = {Decision.ADOPT: "照搬", Decision.ADAPT: "改造", Decision.REJECT: "不采用"}
STATES: Final = {
    TaskState.WAITING: "未启动",
    TaskState.ONGOING: "推进中",
    TaskState.DONE: "已完成",
    TaskState.CLOSED: "已销号",
}
GAP: Final = "待补"
_NOWHERE: Final = "其他任务"
_NO_TEXT: Final = "原文不在现用的案例库中"


def plan_document(
    plans: Plans, cases: CaseBase, plan_id: str, today: date, edition: str = EDITIONS[0]
) -> PlanDocument:
    """Return the document of a plan, its sources cited in an edition of GB/T 7714.

    Raises KeyError where there is no such plan.
    """
    plan = plans.plan(plan_id)
    if plan is None:
        raise KeyError(plan_id)
    return _Maker(plans, cases, plan, today, edition).document()


class _Maker:
    def __init__(
        self, plans: Plans, cases: CaseBase, plan: Plan, today: date, edition: str
    ) -> None:
        self._cases = cases
        self._plan = plan
        self._today = today
        self._edition = edition
        self._year = plan_year(plan, today)
        self._reading = read(plans, plan.id)
        self._lines = lines(plans, plan.id)
        self._numbers = numbers(plans, plan.id)
        self._notes: dict[str, tuple[int, ...]] = {}
        self._sources = self._cited()

    def document(self) -> PlanDocument:
        plan = self._plan
        return PlanDocument(
            title=plan.title.strip(),
            issuer=plan.issuer.strip(),
            issued_on=plan.issued_on.strip(),
            profile=_profile(plan),
            sections=[self._section(part) for part in self._reading.parts() if _written(part)],
            tasks=[self._row(line) for line in self._lines],
            sources=self._sources,
            states=list(STATES.values()),
            done_states=[STATES[state] for state in SETTLED],
            gap=GAP,
            today=self._today,
        )

    def _cited(self) -> list[Source]:
        """Every source with its number, and the numbers of each borrowing."""
        rows = [row for part in self._reading.parts() for row in part.borrowings]
        found: list[Source] = []
        for row in sorted(rows, key=lambda row: row.decision is Decision.REJECT):
            quotes: dict[str, list[str]] = {}
            for quote in row.quotes:
                quotes.setdefault(quote.article_id, []).append(quote.exact)
            first = len(found) + 1
            found += [
                Source(number, self._region(row), row.mechanism_name, texts, self._cite(article))
                for number, (article, texts) in enumerate(quotes.items(), start=first)
            ]
            self._notes[row.id] = tuple(range(first, len(found) + 1))
        return found

    def _region(self, borrowing: Borrowing) -> str:
        region = self._cases.region_by_id.get(borrowing.region_id or "")
        return region.name if region else ""

    def _cite(self, article_id: str) -> str:
        try:
            return cite(self._cases.article(article_id), edition=self._edition)
        except (KeyError, LibraryError):  # a later library may lack the article
            return _NO_TEXT

    def _section(self, part: Part) -> PlanSection:
        blocks = [self._borrowed(borrowing) for borrowing in part.borrowings]
        section = part.section
        if section is None:
            last = sum(top.section.id in self._numbers for top in self._reading.top if top.section)
            return PlanSection(1, section_number(1, last + 1), _NOWHERE, "", blocks)
        number = self._numbers.get(section.id, "")
        return PlanSection(
            level=part.level,
            number=number,
            heading=section.title.strip() if number else "",
            body=section.body,
            borrowed=[*blocks, *(self._free(task) for task in part.tasks)],
        )

    def _borrowed(self, row: Borrowing) -> BorrowedBlock:
        task = self._reading.task_of(row)
        title = task.title.strip() if task else ""
        return BorrowedBlock(
            mechanism=row.mechanism_name,
            region=self._region(row),
            decision=DECISIONS[row.decision],
            taken=row.decision is not Decision.REJECT,
            reason=row.reason.strip(),
            ours=row.ours,
            sources=self._notes[row.id],
            heading=title if title != row.mechanism_name else "",
            number=self._numbers.get(row.id, ""),
            **_duty(task),
        )

    def _free(self, task: Task) -> BorrowedBlock:
        """A task of the township's own: the same block, from nowhere."""
        return BorrowedBlock(
            mechanism="",
            region="",
            decision="",
            taken=True,
            reason="",
            ours=task.measures,
            sources=(),
            heading=task.title.strip() or GAP,
            number=self._numbers.get(task.id, ""),
            **_duty(task),
        )

    def _row(self, line: Line) -> TaskRow:
        task, row = line.task, line.borrowing
        source = f"{self._region(row)} {row.mechanism_name}".strip() if row else ""
        return TaskRow(
            title=task.title.strip() or (row.mechanism_name if row else ""),
            measures=task.measures.strip(),
            source=source,
            leader=task.leader.strip(),
            due_on=due_date(task.due, self._year),
            assessment=task.assessment.strip(),
            state=STATES[task.state],
            remark=task.remark.strip(),
            overdue=overdue(task, self._today, self._year),
            **_duty(task),
        )


def _duty(task: Task | None) -> dict[str, str]:
    """Who answers for a task, by when, and for how much."""
    names = ("lead_unit", "units", "person", "goal")
    told = {name: getattr(task, name).strip() if task else "" for name in names}
    return told | {"due": in_document(task.due) if task else ""}


def _written(part: Part) -> bool:
    """A task that stands in no section is a row of the table only."""
    return part.section is not None or bool(part.borrowings)


def _profile(plan: Plan) -> list[tuple[str, str]]:
    told = (
        ("镇（街道）", plan.township),
        ("村（社区）", plan.villages),
        ("人口", plan.population),
        ("党员", plan.members),
        ("已有基础", plan.existing),
    )
    return [(label, words.strip()) for label, words in told if words.strip()]
