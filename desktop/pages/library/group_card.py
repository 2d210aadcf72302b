"""The card of a family or a theme: what it is, and who has what of it, region by region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop import words
from desktop.i18n import pick, tr
from desktop.pages.card import Card
from desktop.widgets.parts import ActionButton, PlainLabel, SealLabel

if TYPE_CHECKING:
    from desktop.models.library_tree import Group
    from desktop.models.rows import Row
    from desktop.session import Session


class GroupCard(Card):
    """One family or one theme."""

    compare_wanted = Signal(str)
    """Compare the members of this family."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._family_id = ""
        self._subtitle.setObjectName("summary")
        head = QHBoxLayout()
        head.setSpacing(8)
        self._seal = SealLabel(session.appearance, 24)
        self._counts = PlainLabel()
        self._counts.setWordWrap(True)
        head.addWidget(self._seal)
        head.addWidget(self._counts, 1)
        self.column.addLayout(head)
        self._compare = ActionButton(session.appearance, "compare", tr("逐项对照"))
        self._compare.setToolTip(tr("在同类做法里逐项对照各地"))
        self._compare.clicked.connect(lambda: self.compare_wanted.emit(self._family_id))
        row = QHBoxLayout()
        row.addWidget(self._compare)
        self.lesson = self.lesson_button()
        row.addWidget(self.lesson)
        row.addStretch(1)
        self.column.addLayout(row)
        self.mechanisms = self.add_list(tr("做法"))
        self.mechanisms.chosen.connect(self.mechanism_wanted)
        self._absent = PlainLabel()
        self._absent.setObjectName("quietBody")
        self._absent.setWordWrap(True)
        self.column.addWidget(self._absent)
        self.column.addStretch(1)

    def show_family(self, group: Group) -> None:
        """Show a family; '' is the group of those that have none."""
        family = self.session.cases.family_by_id.get(group.id)
        self._family_id = group.id
        none = tr("这些做法没有归入同类。")
        about = pick(family.description, family.description_en) if family else none
        self.set_title(group.name, about)
        self._seal.set_theme("")
        self._compare.setVisible(family is not None)
        self.lesson.setVisible(family is not None)
        self.lesson_of = ("family", group.id)
        self._show_members(group)

    def show_theme(self, group: Group) -> None:
        """Show a theme."""
        self._family_id = ""
        self.set_title(group.name, "")
        self._seal.set_theme(group.id)
        self._compare.hide()
        self.lesson.show()
        self.lesson_of = ("theme", group.id)
        self._show_members(group)

    def _show_members(self, group: Group) -> None:
        cases = self.session.cases
        articles = {cases.article_of(mechanism.id) for mechanism in group.members}
        figures = self.count_figures(sorted(articles))
        rows: list[Row] = []
        absent = []
        for region in cases.regions:
            members = [m for m in group.members if m.region_id == region.id]
            rows += self.rows_of(members, words.region_name(region), figures)
            if not members:
                absent.append(words.region_name(region))
        self.mechanisms.set_rows(rows)
        self._counts.setText(
            tr("{n} 条做法 · {r} 个地区 · {m} 个数据").format(
                n=len(group.members),
                r=len(cases.regions) - len(absent),
                m=sum(figures[mechanism.id] for mechanism in group.members),
            )
        )
        self._absent.setText(tr("没有收录：{names}").format(names=tr("、").join(absent)))
        self._absent.setVisible(bool(absent))
