"""讲稿: what the presenter says to a slide, in Markdown. Never shown to the audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.i18n import tr
from desktop.pages.plan.plan_text import PlanText
from desktop.widgets.parts import IconLabel, Panel, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from db.records.lesson import Slide
    from desktop.pages.classroom.fields import Desk


class _Script(PlanText):
    """Fills the room it is given and scrolls in it."""

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(320), self._look.px(120))

    def _fit(self) -> None:
        pass

    def wheelEvent(self, event: QWheelEvent) -> None:
        super(PlanText, self).wheelEvent(event)


class NotesEditor(Panel):
    """The text below the slide, and that nobody but the presenter sees it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("slideNotes")
        self._desk = desk
        self._slide_id = ""
        look = desk.session.appearance
        title = PlainLabel(tr("讲稿"))
        title.setObjectName("strong")
        said = PlainLabel(tr("只有讲者看得到，不上屏"))
        said.setObjectName("quiet")
        self.length = PlainLabel()
        self.length.setObjectName("quiet")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(title)
        head.addWidget(IconLabel(look, "eye-off", "ink3", 15))
        head.addWidget(said, 1)
        head.addWidget(self.length)
        self.text = _Script(look, tr("讲稿"), self._write, look="script", long=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.text.setPlaceholderText(tr("这一页要讲什么？可以用 Markdown。"))
        self.text.undo_wanted.connect(desk.session.undo.undo)
        self.text.redo_wanted.connect(desk.session.undo.redo)
        self.text.textChanged.connect(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.text, 1)

    def show_slide(self, slide: Slide | None) -> None:
        """Show what is said to a slide; what was typed for another is stored first."""
        if (slide.id if slide else "") != self._slide_id:
            self.store()
            self._slide_id = slide.id if slide else ""
        self.text.setEnabled(slide is not None)
        self.text.show_text(slide.notes if slide is not None else "")

    def _write(self, text: str, run: int) -> None:
        self._desk.write(run, notes=text)

    def _count(self) -> None:
        n = len("".join(self.text.toPlainText().split()))
        self.length.setText(tr("{n} 字").format(n=n) if n else "")

    def store(self) -> None:
        """Hand over what was typed."""
        self.text.store()
