"""What is said of an anchor: what it is, where it comes from, what the user wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.own import Note
from db.records.plan import Borrowing
from desktop import words
from desktop.i18n import tr
from desktop.operations.reanchoring import record_of
from desktop.widgets.markdown import to_plain

if TYPE_CHECKING:
    from desktop.reanchoring import Held
    from desktop.session import Session


def kind_name(entry: Held) -> str:
    """批注, 划线, or a plan's quote."""
    return {"note": tr("批注"), "highlight": tr("划线")}.get(entry.table, tr("方案引文"))


def source_name(session: Session, entry: Held) -> str:
    """The article's title, or that the library lacks it."""
    if not session.places.has(entry.quote.article_id):
        return tr("文章不在现在的案例库里")
    return session.cases.article(entry.quote.article_id).title


def about(session: Session, entry: Held) -> tuple[str, str]:
    """Where an anchor comes from, and what the user wrote at it."""
    record = record_of(session, entry)
    source = source_name(session, entry)
    region = session.cases.region_by_id.get(getattr(record, "region_id", None) or "")
    if region is not None:
        source = f"{words.region_name(region)} · {source}"
    if isinstance(record, Note):
        return source, "\n".join(part for part in (record.title, to_plain(record.body)) if part)
    if isinstance(record, Borrowing):
        plan = session.plans.plan(record.plan_id)
        form = tr("方案“{plan}”借鉴的“{name}”")
        title = plan.title if plan is not None else ""
        return source, form.format(plan=title, name=record.mechanism_name)
    return source, ""
