"""One section of a plan in its editor: number, heading and words. It folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from db.records.plan import Section
from desktop.i18n import tr
from desktop.operations import plans as operations
from desktop.pages.plan.block_view import BlockView, set_shown
from desktop.planning.outline import OPENING, prompt
from desktop.planning.profile import profile_sentence
from desktop.widgets.markdown import to_plain
from desktop.widgets.parts import ElidingLabel, IconButton, PlainLabel, below, hline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QMouseEvent

    from desktop.pages.plan.blocks import Block

_EXCERPT = 60  # characters of a folded section that are read for its one line


class SectionView(BlockView):
    """Edits a section: its heading stands beside its number, its words below."""

    def build(self) -> Iterator[None]:
        look, px = self.session.appearance, self.session.appearance.px
        self._line = hline()
        set_shown(self._line, self.level == 1)
        self.column.addWidget(self._line)
        head = _Head(self)
        head.clicked.connect(self._fold)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, px(5), 0, px(3))
        row.setSpacing(0)
        self._chevron = IconButton(look, "down", size=15)
        self._chevron.clicked.connect(self._fold)
        self.entering(self._chevron)
        self._number = PlainLabel()
        style = "section" if self.level == 1 else "subsection"
        self._number.setObjectName("planSection" if self.level == 1 else "planSubsection")
        self.title = self.add_text("title", tr("标题"), head, look=style)
        # Half of （ and of ） is blank, and of 、 too.
        blank = px(10) if self.level == 1 else px(8)
        self._number.setContentsMargins(-px(6) if self.level == 2 else -px(3), 0, -blank, 0)
        self.title.setPlaceholderText(tr("写标题"))
        self._excerpt = ElidingLabel()
        self._excerpt.setObjectName("quietBody")
        row.addWidget(self._chevron, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(px(4))
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 3)
        row.addWidget(self._excerpt, 4)
        row.addWidget(self._button("plus", tr("在这一节里添加"), self._add_menu))
        row.addWidget(self._button("more", tr("这一节"), self._more_menu))
        self.column.addWidget(head)
        head.ensurePolished()
        yield
        self.body = self.add_text("body", tr("正文"), look="body", long=True)
        self.column.addWidget(self.body)
        self.column.addSpacing(px(4))
        yield

    @property
    def section(self) -> Section:
        """The section that is shown."""
        assert isinstance(self.block.row, Section)
        return self.block.row

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        row = self.section
        self.show_number(block.number)
        self.title.show_text(row.title)
        self.body.show_text(row.body)
        self.body.setAccessibleName(tr("{name}，正文").format(name=row.title))
        self.body.setPlaceholderText(prompt(row.title) or tr("写这一节，支持 Markdown"))
        set_shown(self.body, not block.folded)
        self._show_fold(block)
        self.say_where(row.title)

    def show_number(self, number: str) -> None:
        self._number.setText(number)
        set_shown(self._number, bool(number))
        self.title.setAccessibleName(tr("{number}标题").format(number=number))

    def _show_fold(self, block: Block) -> None:
        folded = block.folded
        self._chevron.set_icons("right" if folded else "down")
        tip = tr("展开这一节") if folded else tr("收起这一节")
        self._chevron.setToolTip(tip)
        self._chevron.setAccessibleName(tip)
        words = to_plain(self.section.body[: 4 * _EXCERPT])[:_EXCERPT] if folded else ""
        self._excerpt.setText(words)
        set_shown(self._excerpt, folded and bool(words))

    def _button(self, icon: str, tip: str, menu: object) -> QWidget:
        button = IconButton(self.session.appearance, icon, tip, size=15)
        button.setAccessibleName(tip)

        def show() -> None:
            assert callable(menu)
            built = QMenu(self)
            menu(built)
            built.aboutToHide.connect(built.deleteLater)
            built.popup(below(button))

        button.clicked.connect(show)
        self.entering(button)
        return button

    def _fold(self) -> None:
        self.store()
        self.signals.fold_wanted.emit(self.block.key)

    def _add_menu(self, menu: QMenu) -> None:
        plan = self.session.plans.plan(self.section.plan_id)
        if self.section.title.strip() == OPENING and plan is not None and profile_sentence(plan):
            menu.addAction(tr("写入本镇基本情况"), self.write_profile)
            menu.addSeparator()
        menu.addAction(tr("添加一项任务"), self._add_task)
        menu.addAction(tr("添加小节"), self._add_below)
        if self.block.level == 1:
            menu.addAction(tr("在后面添加一节"), self._add_behind)

    def _more_menu(self, menu: QMenu) -> None:
        key = self.block.key
        menu.addAction(tr("上移\tAlt+↑"), lambda: self.signals.moved.emit(key, -1))
        menu.addAction(tr("下移\tAlt+↓"), lambda: self.signals.moved.emit(key, 1))
        menu.addSeparator()
        menu.addAction(tr("删除这一节（可撤销）"), self._remove)

    def write_profile(self) -> None:
        """Put what the township says of itself behind the words of the section."""
        plan = self.session.plans.plan(self.section.plan_id)
        self.store()
        body = self.section.body.rstrip()
        words = profile_sentence(plan) if plan is not None else ""
        if words and words not in body:
            operations.write(self.session, self.section, body=f"{body}\n\n{words}".lstrip())

    def _add_task(self) -> None:
        row = self.section
        self._made(operations.add_task(self.session, row.plan_id, row.id).id)

    def _add_below(self) -> None:
        row = self.section
        self._made(operations.add_section(self.session, row.plan_id, row.id).id)

    def _add_behind(self) -> None:
        place = self.block.place + 1
        row = operations.add_section(self.session, self.section.plan_id, None, place)
        self._made(row.id)

    def _made(self, row_id: str) -> None:
        if self.block.folded:
            self.signals.fold_wanted.emit(self.block.key)
        self.signals.row_made.emit(row_id)

    def _remove(self) -> None:
        self.store()
        operations.remove(self.session, self.section)


class _Head(QWidget):
    """The line of a heading; a click beside the words folds the section."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
