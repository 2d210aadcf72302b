"""Several items chosen at once: what they are, and what can be done with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.i18n import tr
from desktop.notebook.items import Kind
from desktop.operations.tags import add_tags, remove_tag
from desktop.pages.notebook.tag_row import TagRow
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.parts import IconButton, Panel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from desktop.notebook.items import Item
    from desktop.session import Session


class ManyCard(Panel):
    """Counts what is chosen; tags shown are those that every chosen note has."""

    def __init__(self, session: Session, actions: dict[str, QAction]) -> None:
        super().__init__("paneBody")
        self._session = session
        self._notes: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(44, 22, 44, 22)
        column.setSpacing(14)
        self._title = PlainLabel()
        self._title.setObjectName("paneTitle")
        self._kinds = PlainLabel()
        self._kinds.setObjectName("quietBody")
        used = lambda: [tag for tag, _ in session.marks.tags()]  # noqa: E731
        self.tags = TagRow(session.appearance, used, session.cases.typed)
        self.tags.added.connect(self._add)
        self.tags.removed.connect(lambda tag: remove_tag(session, self._notes, tag))
        for widget in (self._title, self._kinds, self.tags):
            column.addWidget(widget)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        add = IconButton(session.appearance, "plan", role="primary", size=17, beside=True)
        add.bind(actions["plan"], label=True)
        self.row.addWidget(add)
        for icon, name in (("export", "export"), ("delete", "delete")):
            button = IconButton(session.appearance, icon, role="bar", size=16, beside=True)
            button.bind(actions[name], label=True)
            self.row.addWidget(button)
        self.row.addStretch(1)
        column.addLayout(self.row)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show another choice, or the same as it is now."""
        notes = [item for item in items if item.kind is Kind.NOTE]
        self._notes = [item.ref_id for item in notes]
        self._title.setText(tr("已选 {n} 条").format(n=len(items)))
        counts = {
            Kind.NOTE: tr("批注 {n}"),
            Kind.BOOKMARK: tr("收藏 {n}"),
            Kind.HIGHLIGHT: tr("划线 {n}"),
        }
        numbers = {kind: sum(item.kind is kind for item in items) for kind in counts}
        parts = [form.format(n=numbers[kind]) for kind, form in counts.items() if numbers[kind]]
        self._kinds.setText(tr("，").join(parts))
        common = (
            [tag for tag in notes[0].tags if all(tag in n.tags for n in notes)] if notes else []
        )
        self.tags.setVisible(bool(notes))
        self.tags.show_tags(tuple(common))

    def ask_tag(self) -> None:
        """Ask for a tag for all chosen notes; nothing else has tags."""
        if self._notes:
            self.tags.open_edit()
        else:
            say_briefly(self, tr("只有批注能加标签。"))

    def _add(self, tags: list[str]) -> None:
        count = add_tags(self._session, self._notes, tags)
        if count:
            say_briefly(self, tr("给 {n} 条批注加了标签，Ctrl+Z 撤销。").format(n=count))
