"""The head of a plan in its editor: the title, and how much there is below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.plan import Plan
from desktop.i18n import tr
from desktop.pages.plan.block_view import BlockView
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.pages.plan.blocks import Block
    from desktop.plans import Plans


class TitleView(BlockView):
    """Edits the title of a plan."""

    def build(self) -> Iterator[None]:
        px = self.session.appearance.px
        self.column.setContentsMargins(0, px(18), 0, px(10))
        self.column.setSpacing(px(4))
        self.title = self.add_text("title", tr("方案名称"), look="title")
        self.title.setPlaceholderText(tr("写方案名称"))
        self.column.addWidget(self.title)
        self._counts = PlainLabel()
        self._counts.setObjectName("planCounts")
        self.column.addWidget(self._counts)
        yield

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        assert isinstance(block.row, Plan)
        self.title.show_text(block.row.title)
        self.refresh()

    def refresh(self) -> None:
        plans, plan_id = self.session.plans, self.block.row.id
        borrowings = plans.borrowings(plan_id)
        said = [
            tr("{n} 字").format(n=f"{_characters(plans, plan_id):,}"),
            tr("任务 {n} 项").format(n=len(plans.tasks(plan_id))),
            tr("引文 {n} 处").format(n=sum(len(row.quotes) for row in borrowings)),
        ]
        self._counts.setText("　".join(said))


def _characters(plans: Plans, plan_id: str) -> int:
    """How many characters the township has written: words of sections and 本镇做法."""
    texts = [row.body for row in plans.all_sections(plan_id)]
    texts += [row.ours for row in plans.borrowings(plan_id)]
    texts += [row.measures for row in plans.tasks(plan_id)]
    return sum(len("".join(text.split())) for text in texts)
