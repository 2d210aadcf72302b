"""A plan is gone through, written in and given out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.operations import plans
from tests.bench.acts.base import Acts
from tests.bench.acts.hands import close_dialog, close_popup, press, type_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.acts.base import Act


class PlanningActs(Acts):
    """See the module."""

    def plan_acts(self) -> Iterator[Act]:
        """See the module."""
        w = self.window
        w.activateWindow()  # after the palette
        yield "plan, again opening", partial(w.show_page, w.plan)
        rows = self.session.plans.tasks(w.plan.plan_id)
        for row in rows[:: max(len(rows) // 6, 1)]:
            yield "plan: go to a row", partial(w.plan.editor.go_to, row.id)
        for _ in range(3):
            yield "plan: next gap", partial(w.plan.step, 1)
        yield from self._write_in_plan()
        yield "plan: export menu, first", w.plan.open_export
        yield "plan: export menu, closed", close_popup
        yield "plan: export menu, again", w.plan.open_export
        yield "plan: export menu, closed", close_popup
        yield "plan: history", w.plan.whole.open_history
        yield "plan: dialog closed", close_dialog
        first = w.plan.plan_id
        yield "plan: duplicate", w.plan.whole.duplicate
        yield "plan: show another plan", partial(w.plan.show_plan, first)
        yield "plan: compare", w.plan.whole.open_compare
        yield "plan: dialog closed", close_dialog
        yield "plan: preview", w.plan._preview
        yield "plan: dialog closed", close_dialog

    def _write_in_plan(self) -> Iterator[Act]:
        page = self.window.plan
        borrowed = self.session.plans.borrowings(page.plan_id)
        yield "plan: go to a field", partial(page.editor.go_to, borrowed[1].id, "ours")
        for letter in "abc":
            yield "plan: type", partial(type_letters, letter)
        yield "plan: next field", partial(press, Qt.Key.Key_Tab)
        for _ in range(2):
            yield "plan: undo", self.session.undo.undo
        yield "plan: redo", self.session.undo.redo
        alt, keys = Qt.KeyboardModifier.AltModifier, (Qt.Key.Key_Down, Qt.Key.Key_Up)
        for key in keys:
            yield "plan: move a card", partial(press, key, alt)
        bar = page.editor.column.verticalScrollBar()
        for _ in range(4):
            yield "plan: scroll", lambda: bar.setValue(bar.value() + bar.pageStep())
        chosen = self.session.cases.mechanisms[-1].id
        yield "plan: borrow", partial(page.insert, [chosen])
        section = self.session.plans.sections(page.plan_id)[1].id
        yield "plan: add a task", partial(plans.add_task, self.session, page.plan_id, section)
        for _ in range(2):
            yield "plan: fold", partial(page.editor.toggle_fold, section)
        yield "plan: table, open", partial(page.editor.go_to, "table")
        yield "plan: table, arrow", partial(press, Qt.Key.Key_Down)
        yield "plan: table, type", partial(type_letters, "a")
        yield "plan: table, done", partial(press, Qt.Key.Key_Return)
        yield "plan: table, closed", partial(page.editor.toggle_fold, "table")
        for _ in range(2):
            yield "plan: checks", page.drawer.checks._fold.toggle
        yield "plan: next of the checks", partial(page.drawer.checks._go, "person")
        for tab in (1, 2, 0):
            yield "plan: drawer", page.drawer._group.button(tab).click
        yield "plan: choose a plan", page.chooser.click
        yield "plan: choose a plan, closed", close_popup
        yield "plan: edit the plan", page.whole.edit
        yield "plan: dialog closed", close_dialog
