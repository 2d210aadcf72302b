"""What a quiz lets choose from: the options, and which of them is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.classroom.fields import Desk, Field
from desktop.pages.plan.plan_text import PlanText
from desktop.widgets.parts import ActionButton, IconButton, PlainLabel

if TYPE_CHECKING:
    from db.records.lesson import Slide

MOST = 6


class _Line(QWidget):
    """One option: whether it is right, its words, and a way out."""

    def __init__(self, field: OptionsField, place: int) -> None:
        super().__init__()
        desk = field.desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        letter = chr(ord("A") + place)
        self.right = QRadioButton(letter)
        self.right.setAccessibleName(tr("{letter} 是对的").format(letter=letter))
        self.right.setToolTip(tr("选为正确答案"))
        self.right.clicked.connect(lambda: field.mark_right(place))
        name = tr("选项 {letter}").format(letter=letter)
        self.text = PlanText(
            desk.session.appearance, name, lambda text, run: field.write(place, text, run),
            look="box",
        )  # fmt: skip
        self.text.undo_wanted.connect(desk.session.undo.undo)
        self.text.redo_wanted.connect(desk.session.undo.redo)
        remove = IconButton(desk.session.appearance, "close", tr("去掉这个选项"), size=14)
        remove.setAccessibleName(tr("去掉选项 {letter}").format(letter=letter))
        remove.clicked.connect(lambda: field.remove(place))
        row.addWidget(self.right)
        row.addWidget(self.text, 1)
        row.addWidget(remove)


class OptionsField(Field):
    """Without options the quiz is a blank to fill in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("选项（点左边选对的那个）"))
        self.lines: list[_Line] = []
        self._group = QButtonGroup(self)
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        self._hint = PlainLabel()
        self._hint.setObjectName("quiet")
        self._hint.setWordWrap(True)
        self.button = ActionButton(desk.session.appearance, "plus", tr("加一个选项"))
        self.button.clicked.connect(self.add)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.column.addLayout(self._box)
        self.column.addWidget(self._hint)
        self.column.addLayout(row)

    def show_slide(self, slide: Slide) -> None:
        while len(self.lines) < len(slide.options):
            line = _Line(self, len(self.lines))
            self.lines.append(line)
            self._group.addButton(line.right)
            self._box.addWidget(line)
        self._group.setExclusive(False)  # none may be right yet
        for place, line in enumerate(self.lines):
            shown = place < len(slide.options)
            line.setVisible(shown)
            if shown:
                line.text.show_text(slide.options[place])
                right = bool(slide.options[place]) and slide.options[place] == slide.answer
                line.right.setChecked(right)
        self._group.setExclusive(True)
        self.button.setEnabled(len(slide.options) < MOST)
        lacking = bool(slide.options) and slide.answer not in slide.options
        self._hint.setText(
            tr("还没有选哪个是对的。")
            if lacking
            else ""
            if slide.options
            else tr("没有选项，就是填空题。")
        )
        self._hint.setVisible(bool(self._hint.text()))

    def store(self) -> None:
        for line in self.lines:
            line.text.store()

    def write(self, place: int, text: str, run: int) -> None:
        """Write an option; the right one takes the answer along."""
        slide = self.desk.slide
        if slide is None or place >= len(slide.options):
            return
        options = list(slide.options)
        was, options[place] = options[place], text
        fields: dict[str, object] = {"options": tuple(options)}
        if was and was == slide.answer:
            fields["answer"] = text
        self.desk.write(run, **fields)

    def mark_right(self, place: int) -> None:
        """Say which option is right."""
        self.store()
        slide = self.desk.slide
        if slide is not None and place < len(slide.options):
            self.desk.write(answer=slide.options[place])
            self.show_slide(self.desk.slide or slide)

    def add(self) -> None:
        """One option more, written at once."""
        self.store()
        slide = self.desk.slide
        if slide is not None and len(slide.options) < MOST:
            self.desk.write(options=(*slide.options, ""))
            self.show_slide(self.desk.slide or slide)
            self.lines[len(slide.options)].text.setFocus()

    def remove(self, place: int) -> None:
        """Take an option out."""
        self.store()
        slide = self.desk.slide
        if slide is not None and place < len(slide.options):
            options = [*slide.options[:place], *slide.options[place + 1 :]]
            self.desk.write(options=tuple(options))
