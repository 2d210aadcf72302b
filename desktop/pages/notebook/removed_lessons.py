"""What the recycle list says of a removed lesson, slide or tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.lesson import Lesson, Slide
from desktop.i18n import tr
from desktop.operations.lesson_naming import kind_name, name_of
from desktop.widgets.markdown import to_html, to_plain
from desktop.widgets.parts import escaped

if TYPE_CHECKING:
    from db.workspace.lessons import LessonRow
    from desktop.session import Session

_NAMES = 8  # of slides in the preview of a lesson


def lesson_words(session: Session, record: LessonRow) -> str:
    """Two lines' worth of what it says."""
    if isinstance(record, Lesson):
        count = tr("{n} 页").format(n=len(session.lessons.slides(record.id)))
        return " · ".join(part for part in (record.occasion, count) if part)
    lesson = session.lessons.lesson(record.lesson_id)
    of = tr("课件：{name}").format(name=name_of(session, lesson)) if lesson else ""
    if isinstance(record, Slide):
        said = to_plain(record.body) or to_plain(record.notes)
        return " · ".join(part for part in (kind_name(record.kind), said, of) if part)
    votes = tr("{n} 票").format(n=record.votes)
    return " · ".join(part for part in (record.class_name, record.held_on, votes, of) if part)


def lesson_preview(session: Session, record: LessonRow) -> list[str]:
    """All of it as rich text: no word of it acts as markup but the user's own Markdown."""
    parts = [f"<p>{escaped(lesson_words(session, record))}</p>"]
    if isinstance(record, Lesson):
        slides = session.lessons.slides(record.id)
        names = [name_of(session, slide) for slide in slides]
        shown = tr("、").join(names[:_NAMES]) + (" …" if len(names) > _NAMES else "")
        if names:
            said = tr("一起恢复：{names}").format(names=shown)
            parts.append(f"<p>{escaped(said)}</p>")
    elif isinstance(record, Slide):
        parts.append(to_html(record.body))
        if record.answer:
            said = tr("答案：{answer}").format(answer=record.answer)
            parts.append(f"<p>{escaped(said)}</p>")
        if record.notes:
            parts += [f"<p>{escaped(tr('讲稿'))}</p>", to_html(record.notes)]
    return parts
