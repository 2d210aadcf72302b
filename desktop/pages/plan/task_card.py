"""A task of a plan that was borrowed from nobody: the township's own, on a card like the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop.i18n import tr
from desktop.pages.plan import words
from desktop.pages.plan.block_view import set_shown
from desktop.pages.plan.item_view import ItemView
from desktop.widgets.parts import ElidingLabel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.pages.plan.blocks import Block
    from desktop.pages.plan.plan_text import PlanText


class TaskCard(ItemView):
    """Edits a task without a borrowing: 具体举措 stand where 本镇做法 stand on the others."""

    measures_on_card = True

    def build_card(self) -> Iterator[None]:
        px, row = self.session.appearance.px, self.card.head.row
        own = PlainLabel(tr("本镇任务"))
        own.setObjectName("strong")
        self._state = ElidingLabel()
        self._state.setObjectName("quietBody")
        row.addWidget(own)
        row.addWidget(self._state, 1)
        row.addWidget(self.more_button())
        yield
        name = words.field_name("measures")
        self.measures = self.add_text("task.measures", name, self.card, look="body", long=True)
        self.measures.setPlaceholderText(words.field_prompt("measures"))
        inside = QVBoxLayout()
        inside.setContentsMargins(px(12), px(8), px(12), px(8))
        inside.addWidget(self.measures)
        self.card.column.addLayout(inside)
        yield

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        task = self.task()
        self.measures.show_text(task.measures)
        set_shown(self.measures, not block.folded)
        lacking = list(self.missing().values()) if block.folded else []
        self._state.setText(tr("、").join([words.state_name(task.state), *lacking]))
        self.card.head.lined = not block.folded

    def always_wanted(self) -> list[PlanText]:
        first, *rest = super().always_wanted()
        return [first, self.measures, *rest]
