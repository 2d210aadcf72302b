"""给学员看: the one note of the user's that a slide may show; none unless it is named here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from desktop.i18n import tr
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.fields import Desk, Field
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.markdown import to_plain
from desktop.widgets.parts import ActionButton, IconLabel, PlainLabel

if TYPE_CHECKING:
    from db.records.lesson import Slide

_SHOWN = 120  # characters of the note


class NoteField(Field):
    """A switch that asks which note, and says what it does while it is on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("我的批注"))
        look = desk.session.appearance
        self.switch = QCheckBox(tr("给学员看一条批注"))
        self.switch.clicked.connect(self._switch)
        self.quiet = PlainLabel(tr("批注和收藏不会上屏。要给学员看，只能在这里一条一条选。"))
        self.quiet.setObjectName("quiet")
        self.quiet.setWordWrap(True)
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        self.warning = PlainLabel()
        self.warning.setObjectName("warnText")
        self.warning.setWordWrap(True)
        self.sign = IconLabel(look, "warn", "warn", 16)
        self.change = ActionButton(look, "search", tr("换一条批注…"))
        self.change.clicked.connect(self.ask)
        warned = QHBoxLayout()
        warned.setSpacing(6)
        warned.addWidget(self.sign)
        warned.addWidget(self.warning, 1)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        for widget in (self.switch, self.quiet, self.note):
            self.column.addWidget(widget)
        self.column.addLayout(warned)
        self.column.addLayout(row)

    def show_slide(self, slide: Slide) -> None:
        on = slide.note_id is not None
        note = self.desk.session.marks.note(slide.note_id) if slide.note_id else None
        with QSignalBlocker(self.switch):
            self.switch.setChecked(on)
        said = " ".join(to_plain(note.body).split()) if note is not None else ""
        self.note.setText(said[:_SHOWN] + ("…" if len(said) > _SHOWN else ""))
        self.note.setVisible(bool(said))
        self.warning.setText(
            tr("这条批注会投到大屏幕上，全班都看得到。")
            if note is not None
            else tr("这条批注已经删除，不会上屏。")
        )
        self.quiet.setVisible(not on)
        for widget in (self.sign, self.warning, self.change):
            widget.setVisible(on)

    def _switch(self) -> None:
        if self.switch.isChecked():
            self.ask()
        else:
            self.desk.write(note_id=None)
        slide = self.desk.slide
        if slide is not None:
            self.show_slide(slide)

    def ask(self) -> None:
        """Choose the one note."""
        session = self.desk.session
        if not session.marks.note_count:
            say_briefly(self.desk.page, tr("还没有批注。读做法或原文时按 N 写。"))
            return
        found = choose(
            session,
            self.desk.page,
            tr("选一条给学员看的批注"),
            lambda query: offers.note_rows(session, query),
            prompt=tr("在批注里找"),
        )
        if found:
            self.desk.write(note_id=found[0])
