"""What a user does between two bouts of typing: one step each, by the program's own operations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtWidgets import QApplication

from desktop.operations import lessons, plans, tags
from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.highlights import add_highlight, remove_highlight
from desktop.operations.notes import delete_note, start_span_note, write_note
from desktop.pages.note_panel import NoteEditor
from desktop.pages.plan.plan_text import PlanText

if TYPE_CHECKING:
    import random

    from db.records.plan import Borrowing, Section
    from desktop.main_window import MainWindow
    from tests.trust.journal import Journal

Place: TypeAlias = "tuple[str, str] | None"
"""The object and its field that is typed into from now on."""

_MOST_ROWS: Final = 60  # of a plan: more make the page slow, and the file no better


class Steps:
    """Takes one random step at a time; knows nothing of keys."""

    def __init__(self, window: MainWindow, journal: Journal, chance: random.Random) -> None:
        self._window, self._session = window, window.session
        self._journal, self._random = journal, chance
        self._steps = {
            self._note_in_matrix: 10,
            self._note_in_notebook: 6,
            self._plan_field: 16,
            self._bookmark: 3,
            self._tag: 3,
            self._span: 3,
            self._plan_step: 8,
            self._lesson_step: 3,
            self._undo: 5,
            self._redo: 3,
            self._delete: 2,
            self._restore: 2,
        }

    def take(self) -> Place:
        """Take a step; returns where the typing goes on, None for nowhere."""
        steps, weights = list(self._steps), list(self._steps.values())
        return self._random.choices(steps, weights)[0]()

    # Typing places

    def _note_in_matrix(self) -> Place:
        self._window.ways.show_mechanism(self._mechanism())
        matrix = self._window.compare
        matrix.write_note()
        return _note_place()

    def _note_in_notebook(self) -> Place:
        notes = self._session.marks.notes()
        if not notes:
            return None
        self._window.ways.show_named("notebook")
        self._window.notebook.show_note(self._random.choice(notes))
        self._window.notebook.edit()
        return _note_place()

    def _plan_field(self) -> Place:
        plan = plans.current_plan(self._session)
        if plan is None:
            self._plan_step()
            return None
        self._window.ways.show_named("plan")
        page = self._window.plan
        page.refresh()
        rows: list[Section | Borrowing] = [
            *self._session.plans.all_sections(plan.id),
            *self._session.plans.borrowings(plan.id),
        ]
        if not rows:
            return None
        row = self._random.choice(rows)
        table, field = ("plan_section", "body") if hasattr(row, "body") else ("borrowing", "ours")
        page.editor.go_to(row.id, field)
        focus = QApplication.focusWidget()
        inside = isinstance(focus, PlanText) and focus.toPlainText() == getattr(row, field)
        return (f"{table} {row.id}", field) if inside else None

    # Operations

    def _mechanism(self) -> str:
        return self._random.choice(self._session.cases.mechanisms[:40]).id

    def _bookmark(self) -> None:
        toggle_bookmark(self._session, self._mechanism())

    def _tag(self) -> None:
        notes = self._session.marks.notes()
        if not notes:
            return
        chosen = self._random.sample(notes, min(len(notes), self._random.randint(1, 4)))
        tag = self._random.choice(("调研", "比武", "待核", "可借鉴"))
        self._window.page.store()
        if self._random.random() < 0.7:
            tags.add_tags(self._session, [note.id for note in chosen], [tag])
        else:
            tags.remove_tag(self._session, [note.id for note in chosen], tag)

    def _span(self) -> None:
        article = self._random.choice(self._session.cases.articles)
        start = self._random.randrange(0, 200)
        lines = self._session.marks.highlights()
        if lines and self._random.random() < 0.3:
            self._act("delete highlight")
            remove_highlight(self._session, self._random.choice(lines).id)
        elif self._random.random() < 0.5:
            add_highlight(self._session, article.id, start, start + 12)
        else:
            note = start_span_note(self._session, article.id, start, start + 8)
            write_note(self._session, replace(note, tags=("原文",)), "这里可以借鉴。")

    def _plan_step(self) -> None:
        session, chance = self._session, self._random.random()
        self._window.page.store()
        plan = plans.current_plan(session)
        if plan is None or chance < 0.06:
            plans.new_plan(session, f"方案{self._random.randrange(1000)}", township="示例镇")
            return
        sections = session.plans.all_sections(plan.id)
        section = self._random.choice(sections) if sections else None
        within = section.id if section is not None else None
        tasks = session.plans.tasks(plan.id)
        full = len(session.plans.rows_of(plan.id)) > _MOST_ROWS
        if chance < 0.35 and not full:
            plans.borrow(session, plan.id, self._mechanism(), within)
        elif chance < 0.5 and not full:
            plans.add_task(session, plan.id, within, title="比武")
        elif chance < 0.6 and not full:
            plans.add_section(session, plan.id, within, title="新的一节")
        elif chance < 0.72 and section is not None:
            plans.move_section(session, section, None, self._random.randrange(len(sections)))
        elif chance < 0.86 and tasks:
            task = self._random.choice(tasks)
            plans.write(session, task, person="组织委员", due="2027-03-31", goal="一年 4 场")
        elif chance < 0.95:
            plans.keep_version(session, plan.id, "")
        else:
            plans.duplicate_plan(session, plan.id, f"{plan.title[:20]}（副本）")

    def _lesson_step(self) -> None:
        from desktop.pages.classroom.adding import make_lesson

        session, chance = self._session, self._random.random()
        lesson = lessons.current_lesson(session)
        if lesson is None or chance < 0.15:
            family = self._random.choice(list(session.cases.family_by_id))
            make_lesson(session, "family", family)
            return
        slides = session.lessons.slides(lesson.id)
        if not slides:
            return
        slide = self._random.choice(slides)
        if chance < 0.5:
            lessons.write(session, slide, notes=f"讲稿 {self._random.randrange(10_000)}")
        elif chance < 0.75:
            lessons.move_slide(session, slide, self._random.randrange(len(slides)))
        elif chance < 0.9:
            lessons.duplicate_slide(session, slide)
        else:
            self._act("delete slide")
            lessons.remove(session, [slide])

    # Taking back

    def _undo(self) -> None:
        for _ in range(self._random.randint(1, 4)):
            self._act("undo")
            self._window.global_actions["undo"].trigger()

    def _redo(self) -> None:
        for _ in range(self._random.randint(1, 4)):
            self._act("redo")
            self._window.global_actions["redo"].trigger()

    def _delete(self) -> None:
        session = self._session
        self._window.page.store()
        self._act("delete")
        notes, plan = session.marks.notes(), plans.current_plan(session)
        rows = session.plans.rows_of(plan.id)[1:] if plan else []
        if rows and self._random.random() < 0.5:
            plans.remove(session, self._random.choice(rows))
        elif plan and len(session.plans.plans()) > 3:
            plans.remove(session, plan)
        elif notes:
            delete_note(session, self._random.choice(notes).id)

    def _restore(self) -> None:
        from db.workspace.removed import removed_since
        from desktop.operations.recycled import gather
        from desktop.operations.restoring import restore

        session = self._session
        removed = removed_since(session.folder, "")
        things = gather(removed, session.marks, session.plans, session.lessons)
        if things:
            self._act("restore")
            restore(session, [self._random.choice(things)])

    def _act(self, what: str) -> None:
        """What was typed before may be taken back by what follows."""
        self._journal.tell("act", what=what)


def _note_place() -> Place:
    focus: Any = QApplication.focusWidget()
    return (f"note {focus.note.id}", "body") if isinstance(focus, NoteEditor) else None
