"""What the recycle list says of a removed thing: its kind, its words, when it went."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from db.records.lesson import Lesson, Slide, Tally
from db.records.own import Bookmark, Highlight, Note
from db.records.plan import Borrowing, Plan, Section, Task, Version
from db.text import fold
from desktop import words
from desktop.i18n import pick, tr
from desktop.models.rows import Row
from desktop.operations.plan_naming import name_of
from desktop.operations.restoring import LESSON_ROWS, title_of
from desktop.pages.notebook.removed_lessons import lesson_preview, lesson_words
from desktop.pages.notebook.removed_reader import KEPT
from desktop.widgets.markdown import to_html, to_plain
from desktop.widgets.parts import escaped

if TYPE_CHECKING:
    from db.workspace.plans import PlanRow
    from desktop.operations.recycled import Deleted, Record
    from desktop.session import Session

_NAMES = 6  # of what came with a thing, in its preview


def kind_name(record: Record) -> str:
    """What sort of thing it is."""
    if isinstance(record, Plan):
        return tr("方案模板") if record.template else tr("方案")
    return {
        Note: tr("批注"),
        Highlight: tr("划线"),
        Bookmark: tr("收藏"),
        Section: tr("方案的一节"),
        Borrowing: tr("借鉴"),
        Task: tr("任务"),
        Version: tr("历史版本"),
        Lesson: tr("课件"),
        Slide: tr("课件的一页"),
        Tally: tr("课堂选择"),
    }[type(record)]


def row_of(session: Session, thing: Deleted, now: datetime) -> Row:
    """The row of a thing in the list."""
    beside = (kind_name(thing.record), since(thing, now), left(thing, now))
    return Row(
        id=thing.id,
        text=" ".join(title_of(session, thing.record).split()),
        kind="removed",
        figure=" · ".join(beside),
        subtitle=summary(session, thing),
        payload=thing,
    )


def holds(row: Row, wanted: tuple[str, ...]) -> bool:
    """Whether a row holds every word, folded."""
    text = fold("\n".join((row.text, row.figure, row.subtitle)))
    return all(word in text for word in wanted)


def since(thing: Deleted, now: datetime) -> str:
    """When it was removed: 今天, 昨天, or the day."""
    gone = _moment(thing.deleted_at).astimezone()
    days = (now.astimezone().date() - gone.date()).days
    clock = gone.strftime("%H:%M")
    if days == 0:
        return tr("今天 {clock} 删除").format(clock=clock)
    if days == 1:
        return tr("昨天 {clock} 删除").format(clock=clock)
    return tr("{day} 删除").format(day=gone.strftime("%Y-%m-%d"))


def left(thing: Deleted, now: datetime) -> str:
    """How long it is listed still."""
    days = ceil((_moment(thing.deleted_at) + KEPT - now) / timedelta(days=1))
    return tr("还留 {n} 天").format(n=max(days, 1))


def summary(session: Session, thing: Deleted) -> str:
    """Two lines' worth of what it says."""
    record = thing.record
    if isinstance(record, Note):
        return to_plain(record.body) or record.exact
    if isinstance(record, Highlight):
        return _article_title(session, record.article_id)
    if isinstance(record, Bookmark):
        mechanism = session.cases.mechanism_by_id.get(record.mechanism_id)
        return pick(mechanism.summary, mechanism.summary_en) if mechanism else ""
    if isinstance(record, Plan):
        return tr("、").join(_names(session, thing))
    if isinstance(record, LESSON_ROWS):
        return lesson_words(session, record)
    plan = session.plans.plan(record.plan_id)
    parts = [_plan_words(record)]
    if plan is not None:
        parts.append(tr("方案：{name}").format(name=name_of(session, plan)))
    if thing.within:
        parts.append(tr("连同 {n} 项一起恢复").format(n=len(thing.within)))
    return " · ".join(part for part in parts if part)


def _plan_words(record: PlanRow) -> str:
    if isinstance(record, Section):
        return to_plain(record.body)
    if isinstance(record, Borrowing):
        return to_plain(record.ours) or next((quote.exact for quote in record.quotes), "")
    if isinstance(record, Task):
        return tr("，").join(
            part for part in (record.measures, record.goal, record.person, record.due) if part
        )
    return ""


def _names(session: Session, thing: Deleted) -> list[str]:
    """What a removed plan is made of: its sections, those still held and those gone with it."""
    record = thing.record
    held = session.plans.all_sections(record.id) if isinstance(record, Plan) else []
    rows: list[PlanRow] = [*held, *(row for row in thing.within if row not in held)]
    return [name_of(session, row) for row in rows if not isinstance(row, Version)]


def preview(session: Session, thing: Deleted, now: datetime) -> str:
    """All of a thing as rich text: no word of it acts as markup but the user's own Markdown."""
    record = thing.record
    parts = [
        f"<h3>{escaped(title_of(session, record))}</h3>",
        f"<p>{escaped(' · '.join((kind_name(record), since(thing, now), left(thing, now))))}</p>",
    ]
    if isinstance(record, Note | Highlight):
        if record.exact and record.exact != title_of(session, record):
            parts.append(f"<blockquote>{_lines(record.exact)}</blockquote>")
        if record.article_id:
            parts.append(f"<p>{escaped(_article_title(session, record.article_id))}</p>")
    if isinstance(record, Note):
        parts.append(to_html(record.body))
        if record.tags:
            parts.append(f"<p>{escaped(tr('标签：{tags}').format(tags=' '.join(record.tags)))}</p>")
    elif isinstance(record, LESSON_ROWS):
        parts += lesson_preview(session, record)
    elif isinstance(record, Bookmark | Plan):
        parts.append(f"<p>{escaped(summary(session, thing))}</p>")
    elif isinstance(record, Section):
        parts.append(to_html(record.body))
    elif isinstance(record, Borrowing):
        parts += [f"<blockquote>{_lines(quote.exact)}</blockquote>" for quote in record.quotes]
        parts.append(to_html(record.ours))
    elif isinstance(record, Task):
        fields = (record.measures, record.goal, record.leader, record.lead_unit, record.units)
        more = (record.person, record.due, record.assessment, record.remark)
        parts += [f"<p>{_lines(field)}</p>" for field in (*fields, *more) if field]
    return "".join([*parts, *_company(session, thing)])


def _company(session: Session, thing: Deleted) -> list[str]:
    """What comes back with it."""
    said = []
    for text, rows in (
        (tr("一起恢复：{names}"), thing.within),
        (tr("它所在的地方也已删除，会一起恢复：{names}"), thing.above),
    ):
        names = [name_of(session, row) for row in rows]
        shown = tr("、").join(names[:_NAMES]) + (" …" if len(names) > _NAMES else "")
        if names:
            said.append(f"<p>{escaped(text.format(names=shown))}</p>")
    return said


def place_of(session: Session, thing: Deleted) -> tuple[str, int, int, str] | None:
    """Where the words stand that it hung on: article, start, end, mechanism; None if nowhere."""
    record = thing.record
    if not isinstance(record, Note | Highlight) or record.start is None or record.end is None:
        return None
    if record.article_id not in {article.id for article in session.cases.articles}:
        return None
    text = session.cases.article(record.article_id).text
    if text[record.start : record.end] != record.exact:
        return None
    mechanism = record.mechanism_id if isinstance(record, Note) else None
    return record.article_id, record.start, record.end, mechanism or ""


def _article_title(session: Session, article_id: str) -> str:
    found = next((a for a in session.cases.articles if a.id == article_id), None)
    return words.citation(found) if found is not None else tr("这篇原文不在现在的案例库里")


def _lines(text: str) -> str:
    return escaped(text).replace("\n", "<br>")


def _moment(stamp: str) -> datetime:
    """A stored stamp; one that makes no sense counts as now, so that nothing is hidden by it."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
