"""The plain fields of a slide: words, how it is uncovered, how long it takes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from db.records.lesson import Reveal, Slide, SlideKind
from desktop.i18n import tr
from desktop.operations import lessons as operations
from desktop.pages.plan.plan_text import PlanText
from desktop.widgets.parts import IconButton, PlainLabel
from desktop.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QWheelEvent

    from desktop.session import Session

_RUNS = count(1_000_000)  # apart from those of texts
LONGEST = 240  # minutes of one slide


class Desk(QObject):
    """What the fields share: the session, and the slide that they edit."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self.session, self.page = session, page
        self._slide: Slide | None = None

    def take(self, slide: Slide | None) -> None:
        """Edit another slide from now on."""
        self._slide = slide

    @property
    def slide(self) -> Slide | None:
        """The slide as it is now, None where there is none."""
        stored = self.session.lessons.row(self._slide) if self._slide is not None else None
        return stored if isinstance(stored, Slide) else None

    def write(self, run: int = 0, **fields: Any) -> None:
        """Write fields of the slide, in one step."""
        slide = self.slide
        if slide is not None:
            operations.write(self.session, slide, run, **fields)


class Field(QWidget):
    """A field under its name."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.name = PlainLabel(name)
        self.name.setObjectName("fieldName")
        self.name.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.name)

    def show_slide(self, slide: Slide) -> None:
        """Show what a slide has in this field."""
        raise NotImplementedError

    def prepare(self, slide: Slide) -> Iterator[None]:  # noqa: ARG002
        """Make what showing a slide needs, in steps."""
        yield from ()

    def store(self) -> None:
        """Hand over what was typed."""


class TextField(Field):
    """Words of a slide; `field` is their name in the record."""

    def __init__(self, desk: Desk, name: str, field: str, *, long: bool = True) -> None:
        super().__init__(desk, name)
        self._field = field
        self.prompt = ""
        """What stands there before anything is written, '' for what its kind has."""
        self.text = PlanText(desk.session.appearance, name, self._write, look="box", long=long)
        self.text.undo_wanted.connect(desk.session.undo.undo)
        self.text.redo_wanted.connect(desk.session.undo.redo)
        self.column.addWidget(self.text)

    def show_slide(self, slide: Slide) -> None:
        name, prompt = _texts(slide.kind, self._field)
        self.name.setText(name)
        self.text.setAccessibleName(name)
        prompt = self.prompt or prompt
        if prompt != self.text.placeholderText():
            self.text.setPlaceholderText(prompt)
        self.text.show_text(str(getattr(slide, self._field)))

    def store(self) -> None:
        self.text.store()

    def _write(self, text: str, run: int) -> None:
        self.desk.write(run, **{self._field: text})


def _texts(kind: SlideKind, field: str) -> tuple[str, str]:
    """What a text is called on a slide of a kind, and what stands there before it is written."""
    if field == "title":
        return tr("标题"), tr("不写就用默认的标题")
    if field == "answer":
        if kind is SlideKind.QUIZ:
            return tr("答案（按一下才显示）"), tr("填空的答案")
        return tr("参考要点（按一下才显示）"), tr("可以不写")
    if kind is SlideKind.TITLE:
        return tr("副标题"), tr("如：某某县村书记培训班")
    if kind is SlideKind.QUESTION:
        return tr("问题"), tr("想请学员讨论什么")
    if kind is SlideKind.QUIZ:
        return tr("题目"), tr("填空处写 ____")
    return tr("正文（Markdown）"), tr("- 列表\n**重点**")


class RevealField(Field):
    """逐步显示: all at once, column by column, cell by cell."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("逐步显示"))
        self.choice = Segments(
            [
                (Reveal.ALL.value, tr("一次")),
                (Reveal.COLUMNS.value, tr("逐列")),
                (Reveal.CELLS.value, tr("逐格")),
            ],
            Reveal.ALL.value,
        )
        self.choice.setAccessibleName(tr("逐步显示"))
        self.choice.chosen.connect(lambda name: desk.write(reveal=Reveal(name)))
        self.column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)

    def show_slide(self, slide: Slide) -> None:
        self.choice.choose(slide.reveal.value)


class MinutesBox(QDoubleSpinBox):
    """Takes the wheel only while it has the focus: the pane around it scrolls."""

    run = 1
    """One visit to it is one step of undo."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.setSuffix(tr(" 分钟"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == event.Type.FocusIn:
            self.run = next(_RUNS)
        return super().event(event)


class MinutesField(Field):
    """Planned time; 0 is: not said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("计划用时"))
        self.box = MinutesBox()
        self.box.setRange(0, LONGEST)
        self.box.setDecimals(1)
        self.box.setSingleStep(0.5)
        self.box.setSpecialValueText(tr("没有定"))
        self.box.setAccessibleName(tr("计划用时"))
        self.box.valueChanged.connect(lambda value: desk.write(self.box.run, minutes=value))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.box)
        for icon, by, text in (("minus", -1, tr("少半分钟")), ("plus", 1, tr("多半分钟"))):
            button = IconButton(desk.session.appearance, icon, text, size=15)
            button.setAccessibleName(text)
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=by: self.box.stepBy(by))
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_slide(self, slide: Slide) -> None:
        if self.box.value() != slide.minutes:
            with QSignalBlocker(self.box):
                self.box.setValue(slide.minutes)
