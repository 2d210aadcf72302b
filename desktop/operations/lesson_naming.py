"""What a step of undo that changes a lesson is called in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.lesson import Lesson, Slide, SlideKind, Tally
from desktop.i18n import pick, tr

if TYPE_CHECKING:
    from collections.abc import Collection

    from db.workspace.lessons import LessonRow
    from desktop.session import Session


def name_of(session: Session, row: LessonRow) -> str:
    """What a row is called on the screen."""
    if isinstance(row, Tally):
        mechanism = session.cases.mechanism_by_id.get(row.mechanism_id)
        return pick(mechanism.name, mechanism.name_en) if mechanism else row.mechanism_name
    if row.title.strip():
        return row.title
    return tr("未命名的课件") if isinstance(row, Lesson) else kind_name(row.kind)


def kind_name(kind: SlideKind) -> str:
    """What a kind of slide is called."""
    return {
        SlideKind.TITLE: tr("标题页"),
        SlideKind.MECHANISM: tr("一项做法"),
        SlideKind.COMPARISON: tr("同类对比"),
        SlideKind.DIFFERENCES: tr("各地不同"),
        SlideKind.QUOTE: tr("原文聚光"),
        SlideKind.FIGURES: tr("数据对比"),
        SlideKind.QUESTION: tr("讨论题"),
        SlideKind.QUIZ: tr("测验题"),
        SlideKind.TALLY: tr("课堂选择"),
        SlideKind.TEXT: tr("文字页"),
        SlideKind.SOURCES: tr("出处"),
    }[kind]


def writing(row: LessonRow, fields: Collection[str]) -> str:
    """The name of a step that writes fields of a row: by the field, where it is one."""
    names = {_field_name(row, field) for field in fields}
    return names.pop() if len(names) == 1 else _row_name(row)


def _row_name(row: LessonRow) -> str:
    if isinstance(row, Tally):
        return tr("记课堂选择")
    return tr("改课件信息") if isinstance(row, Lesson) else tr("改一页")


def _field_name(row: LessonRow, field: str) -> str:
    if isinstance(row, Lesson):
        names = {
            "title": tr("改课件名称"),
            "occasion": tr("改课件对象"),
            "minutes": tr("改课件时长"),
        }
    elif isinstance(row, Slide):
        names = {
            "title": tr("改页标题"),
            "body": tr("改页正文"),
            "answer": tr("改答案"),
            "notes": tr("改讲稿"),
            "minutes": tr("改计划时间"),
            "mechanism_ids": tr("改所选做法"),
            "facets": tr("改所选要点"),
            "figure_ids": tr("改所选数据"),
            "quotes": tr("改原文摘录"),
            "options": tr("改选项"),
            "reveal": tr("改逐步显示"),
            "note_id": tr("改页上的批注"),
        }
    else:
        names = {}
    return names.get(field) or _row_name(row)
