"""借鉴 and tasks of a plan: mechanisms are taken into it, moved in it, committed to. Undoable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from db.anchors import make_anchor
from db.records.plan import Borrowing, Decision, Quote, Section, Task, TaskState
from db.workspace.plans import stamped
from db.workspace.stamps import now
from desktop.i18n import tr
from desktop.operations.plan_naming import name_of, named
from desktop.operations.plan_places import free_tasks, put_at, stands_at, without
from desktop.operations.plan_rows import ChangeRows
from desktop.planning.outline import TASKS, task_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.workspace.plans import PlanRow
    from desktop.quotes import Citation
    from desktop.session import Session

_Span: TypeAlias = tuple[str, int, int]
"""An article's id, and a span in it."""
_LONGEST: Final = 24  # characters of a quote that stand for the name it has not


def borrow(
    session: Session,
    plan_id: str,
    mechanism_id: str,
    section_id: str | None = None,
    place: int | None = None,
    span: _Span | None = None,
) -> Borrowing:
    """Take a mechanism into a plan with its quotes and a task of its own, in one step.

    A quote that stands within a longer one is left out: the longer says it too. `span` (article,
    start, end) puts that quote first. Without a section it goes to 重点任务.
    What the plan has borrowed already is not borrowed again: the borrowing there is comes back,
    with the span added where it lacks it. Raises KeyError for a mechanism that there is not.
    """
    mechanism = session.cases.mechanism_by_id[mechanism_id]
    spans = _outermost(session.cases.citations(mechanism_id))
    first = [span] if span else []
    for borrowing in session.plans.borrowings(plan_id):
        if borrowing.mechanism_id == mechanism_id:
            return _with_quotes(session, borrowing, first)
    quotes = [_quote(session, *each) for each in dict.fromkeys([*first, *spans])]
    new = _new(plan_id, mechanism.name, mechanism.region_id, quotes)
    return _add(session, replace(new, mechanism_id=mechanism_id), section_id, place)


def borrow_span(
    session: Session,
    plan_id: str,
    article_id: str,
    start: int,
    end: int,
    section_id: str | None = None,
    place: int | None = None,
    name: str = "",
) -> Borrowing:
    """Take text[start:end] of an article into a plan, where it belongs to no mechanism.

    Its name is the beginning of the quote unless one is given. Raises ValueError for a span that
    is empty or outside.
    """
    quote = _quote(session, article_id, start, end)
    for borrowing in session.plans.borrowings(plan_id):
        if not borrowing.mechanism_id and quote in borrowing.quotes:
            return borrowing
    words = " ".join(quote.exact.split())
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    region_id = session.cases.article(article_id).region_id
    new = _new(plan_id, name.strip() or short, region_id, [quote])
    return _add(session, new, section_id, place)


def move_borrowing(
    session: Session, borrowing: Borrowing, section_id: str | None, place: int | None
) -> None:
    """Move a borrowing to a place among those of a section, counted without itself."""
    before = session.plans.row(borrowing)
    if not isinstance(before, Borrowing):
        return
    siblings = session.plans.borrowings_in(before.plan_id, section_id)
    if stands_at(siblings, before, place):
        return
    after = replace(before, section_id=section_id, modified_at=now())
    after, moved = put_at(without(siblings, before), after, place)
    text = named(tr("移动“{name}”"), name_of(session, before))
    session.undo.push(ChangeRows(session, text, [(before, after), *moved]))


def task_for(session: Session, borrowing: Borrowing) -> Task:
    """The task of a borrowing; one that was removed is made anew."""
    task = session.plans.task_of(borrowing)
    if task is None:
        task = _task(borrowing.plan_id, borrowing.mechanism_name, borrowing_id=borrowing.id)
        text = named(tr("为“{name}”添加任务"), name_of(session, borrowing))
        session.undo.push(ChangeRows(session, text, [(None, task)]))
    return task


def add_task(
    session: Session,
    plan_id: str,
    section_id: str | None = None,
    place: int | None = None,
    **fields: Any,
) -> Task:
    """Add a task that belongs to no borrowing, at a place among such tasks of the section."""
    new = replace(_task(plan_id, "", section_id=section_id), **fields)
    new, moved = put_at(free_tasks(session, plan_id, section_id), new, place)
    text = named(tr("添加“{name}”"), new.title) if new.title.strip() else tr("添加任务")
    session.undo.push(ChangeRows(session, text, [(None, new), *moved]))
    return new


def move_task(session: Session, task: Task, section_id: str | None, place: int | None) -> None:
    """Move a task to a place among the free tasks of a section, counted without itself.

    One of a borrowing stands where the borrowing stands, and moves with it only.
    """
    before = session.plans.row(task)
    if not isinstance(before, Task) or before.borrowing_id is not None:
        return
    siblings = free_tasks(session, before.plan_id, section_id)
    if stands_at(siblings, before, place):
        return
    after = replace(before, section_id=section_id, modified_at=now())
    after, moved = put_at(without(siblings, before), after, place)
    text = named(tr("移动“{name}”"), name_of(session, before))
    session.undo.push(ChangeRows(session, text, [(before, after), *moved]))


def _outermost(citations: Sequence[Citation]) -> list[_Span]:
    """The spans of quotes that stand within no other, in the order of their numbers."""
    spans = [(quote.article_id, quote.start, quote.end) for quote in citations]
    return [span for span in spans if not any(_within(span, s) for s in spans if s != span)]


def _within(span: _Span, other: _Span) -> bool:
    return span[0] == other[0] and other[1] <= span[1] and span[2] <= other[2]


def _quote(session: Session, article_id: str, start: int, end: int) -> Quote:
    anchor = make_anchor(session.cases.article(article_id).text, start, end)
    return Quote(article_id, start, end, anchor.exact, anchor.prefix, anchor.suffix)


def _new(plan_id: str, name: str, region_id: str | None, quotes: list[Quote]) -> Borrowing:
    return Borrowing(
        plan_id=plan_id,
        section_id=None,
        mechanism_id="",
        mechanism_name=name,
        region_id=region_id,
        decision=Decision.ADAPT,
        reason="",
        ours="",
        quotes=tuple(quotes),
        position=0.0,
        **stamped(),
    )


def _task(
    plan_id: str, title: str, *, section_id: str | None = None, borrowing_id: str | None = None
) -> Task:
    return Task(
        plan_id=plan_id,
        section_id=section_id,
        borrowing_id=borrowing_id,
        title=title,
        measures="",
        goal="",
        leader="",
        lead_unit="",
        units="",
        person="",
        due="",
        assessment="",
        state=TaskState.WAITING,
        remark="",
        position=0.0,
        **stamped(),
    )


def _add(
    session: Session, borrowing: Borrowing, section_id: str | None, place: int | None
) -> Borrowing:
    """Put a new borrowing and its task into a plan; one without any section gets one for it."""
    plan_id = borrowing.plan_id
    pairs: list[tuple[PlanRow | None, PlanRow | None]] = []
    known = {section.id for section in session.plans.all_sections(plan_id)}
    if section_id not in known:
        section, place = task_section(session.plans, plan_id), None
        if section is None:
            section = Section(
                plan_id=plan_id, parent_id=None, title=TASKS, body="", position=0.0, **stamped()
            )
            section, _ = put_at([], section, None)
            pairs.append((None, section))
        section_id = section.id
    siblings = session.plans.borrowings_in(plan_id, section_id)
    new, moved = put_at(siblings, replace(borrowing, section_id=section_id), place)
    task = _task(plan_id, new.mechanism_name, borrowing_id=new.id)
    text = named(tr("借鉴“{name}”"), name_of(session, new))
    session.undo.push(ChangeRows(session, text, [*pairs, (None, new), (None, task), *moved]))
    return new


def _with_quotes(session: Session, borrowing: Borrowing, spans: list[_Span]) -> Borrowing:
    """A borrowing that says these quotes; those it lacks are put first, in a step."""
    known = [(quote.article_id, quote.start, quote.end) for quote in borrowing.quotes]
    lacking = [span for span in spans if not any(_within(span, there) for there in known)]
    new = tuple(_quote(session, *span) for span in lacking)
    if not new:
        return borrowing
    after = replace(borrowing, quotes=new + borrowing.quotes, modified_at=now())
    text = named(tr("给“{name}”添加原文"), name_of(session, borrowing))
    session.undo.push(ChangeRows(session, text, [(borrowing, after)]))
    return after
