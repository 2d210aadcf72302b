"""On a small window: the current mechanism in one line, with the way to its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop import words
from desktop.i18n import tr
from desktop.operations.bookmarks import toggle_bookmark
from desktop.widgets.parts import ActionButton, ElidingLabel, Panel, SealLabel

if TYPE_CHECKING:
    from desktop.session import Session


class PeekBar(Panel):
    """Follows the mechanism that is shown."""

    expanded = Signal()
    note_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("peekBar")
        self._session = session
        self._mechanism_id = ""
        look = session.appearance
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(10)
        self._seal = SealLabel(look, 24)
        self._name = ElidingLabel()
        self._name.setObjectName("peekTitle")
        self._about = ElidingLabel()
        self._about.setObjectName("quietBody")
        self._bookmark = ActionButton(look, "bookmark")
        self._bookmark.setToolTip(tr("收藏（B）"))
        self._bookmark.setAccessibleName(tr("收藏"))
        self._bookmark.setCheckable(True)
        self._bookmark.set_icons("bookmark", "bookmark-filled")
        self._bookmark.clicked.connect(lambda: toggle_bookmark(session, self._mechanism_id))
        self._note = ActionButton(look, "note")
        self._note.setToolTip(tr("写批注（N）"))
        self._note.setAccessibleName(tr("写批注"))
        self._note.clicked.connect(self.note_wanted)
        self._plan = ActionButton(look, "plan")
        self._plan.setToolTip(tr("加入方案（P）"))
        self._plan.setAccessibleName(tr("加入方案"))
        self._plan.clicked.connect(self.plan_wanted)
        self._expand = ActionButton(look, "up", tr("展开详情"))
        self._expand.clicked.connect(self.expanded)
        for widget in (self._seal, self._name):
            row.addWidget(widget)
        row.addWidget(self._about, 1)
        for button in (self._bookmark, self._note, self._plan, self._expand):
            row.addWidget(button)
        session.changes.bookmarks_changed.connect(self._on_changed)
        self.show_mechanism("")

    def show_mechanism(self, mechanism_id: str) -> None:
        """Show a mechanism by its id."""
        self._mechanism_id = mechanism_id
        cases = self._session.cases
        mechanism = cases.mechanism_by_id.get(mechanism_id)
        for widget in (self._seal, self._bookmark, self._note, self._plan, self._expand):
            widget.setVisible(mechanism is not None)
        if mechanism is None:
            self._name.setText("")
            self._about.setText(tr("选一条做法，在这里读它的要点和原文"))
            return
        self._seal.set_theme(mechanism.theme_id)
        self._name.setText(words.mechanism_name(mechanism))
        figures = tr("，").join(figure.wording for figure in cases.figures(mechanism_id)[:3])
        region = words.region_name(cases.region_by_id[mechanism.region_id])
        self._about.setText(f"{region}  {figures}")
        self._bookmark.setChecked(self._session.marks.is_bookmarked(mechanism_id))

    def set_expanded(self, expanded: bool) -> None:
        """The details are shown, or no longer."""
        self._expand.set_icons("down" if expanded else "up")
        text = tr("收起详情") if expanded else tr("展开详情")
        self._expand.setText(text)
        self._expand.setToolTip(tr("{text}（空格）").format(text=text))

    def _on_changed(self, mechanism_id: str) -> None:
        if mechanism_id == self._mechanism_id:
            self._bookmark.setChecked(self._session.marks.is_bookmarked(mechanism_id))
