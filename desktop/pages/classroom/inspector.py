"""Right of the slide: everything that it is made of, as its kind has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.records.lesson import SlideKind
from desktop.i18n import tr
from desktop.operations.lesson_naming import kind_name
from desktop.pages.classroom.facets_field import FacetsField
from desktop.pages.classroom.family_field import FamilyField
from desktop.pages.classroom.fields import Desk, Field, MinutesField, RevealField, TextField
from desktop.pages.classroom.figures_field import FiguresField
from desktop.pages.classroom.mechanism_fields import MechanismsField
from desktop.pages.classroom.note_field import NoteField
from desktop.pages.classroom.options_field import OptionsField
from desktop.pages.classroom.quote_field import QuoteField
from desktop.widgets.parts import Panel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.records.lesson import Slide
    from desktop.session import Session

_ALWAYS: Final = ("title", "minutes", "note")
_OF_KIND: Final[dict[SlideKind, tuple[str, ...]]] = {
    SlideKind.TITLE: ("body",),
    SlideKind.MECHANISM: ("mechanisms", "facets", "reveal"),
    SlideKind.COMPARISON: ("family", "mechanisms", "facets", "reveal"),
    SlideKind.DIFFERENCES: ("family", "mechanisms", "facets"),
    SlideKind.QUOTE: ("mechanisms", "quote"),
    SlideKind.FIGURES: ("figures",),
    SlideKind.QUESTION: ("body", "answer"),
    SlideKind.QUIZ: ("body", "options", "answer", "mechanisms", "quote"),
    SlideKind.TALLY: ("mechanisms",),
    SlideKind.TEXT: ("body",),
    SlideKind.SOURCES: (),
}
_MAKERS: Final[dict[str, Callable[[Desk], Field]]] = {  # in the order they are shown
    "title": lambda desk: TextField(desk, tr("标题"), "title", long=False),
    "family": FamilyField,
    "figures": FiguresField,
    "body": lambda desk: TextField(desk, tr("正文（Markdown）"), "body"),
    "options": OptionsField,
    "answer": lambda desk: TextField(desk, tr("答案（按一下才显示）"), "answer"),
    "mechanisms": MechanismsField,
    "quote": QuoteField,
    "facets": FacetsField,
    "reveal": RevealField,
    "minutes": MinutesField,
    "note": NoteField,
}


class Inspector(Panel):
    """Fields are made when a slide first needs them, and stay."""

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__("drawer")
        self.desk = Desk(session, page)
        self.slide_id = ""
        """Whose fields are shown, '' for none."""
        self._made: dict[str, Field] = {}
        self.head = Panel("tabs")
        row = QHBoxLayout(self.head)
        row.setContentsMargins(16, 0, 12, 0)
        self._title = PlainLabel()
        self._title.setObjectName("paneName")
        row.addWidget(self._title)
        row.addStretch(1)
        self._kind = PlainLabel()
        self._kind.setObjectName("quiet")
        row.addWidget(self._kind)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner = Panel("drawerInner")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(16, 14, 16, 20)
        self._column.setSpacing(16)
        self._column.addStretch(1)
        self.area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)

    # Showing

    def show_slide(self, slide: Slide | None, number: int = 0, usual: str = "") -> None:
        """Show a slide as it is now; what was typed for another is stored first.

        `usual` is the title that it has without one of its own.
        """
        if (slide.id if slide else "") != self.slide_id:
            self.store()
            self.slide_id = slide.id if slide else ""
            self.desk.take(slide)
            self.area.verticalScrollBar().setValue(0)
        self._title.setText(tr("第 {n} 页").format(n=number) if slide else tr("这一页"))
        self._kind.setText(kind_name(slide.kind) if slide else "")
        wanted = (*_ALWAYS, *_OF_KIND[slide.kind]) if slide else ()
        for name in wanted:
            self._field(name)
        title = self._made.get("title")
        if isinstance(title, TextField):
            title.prompt = usual and tr("默认：{title}").format(title=usual)
        for name, field in self._made.items():
            shown = name in wanted and not _spare(name, slide)
            if shown and slide is not None:
                field.show_slide(slide)
            field.setVisible(shown)

    def prepare(self, slide: Slide) -> Iterator[None]:
        """Make the fields that a slide needs, in steps; they are not in sight before it is."""
        for name in (*_ALWAYS, *_OF_KIND[slide.kind]):
            fresh = name not in self._made
            field = self._field(name)
            if fresh:
                field.hide()
                yield
                field.ensurePolished()
                yield
            yield from field.prepare(slide)
            if fresh:
                for part in field.findChildren(QWidget):
                    part.ensurePolished()
                yield

    def _field(self, name: str) -> Field:
        if name not in self._made:
            field = self._made[name] = _MAKERS[name](self.desk)
            if isinstance(field, QuoteField):
                field.opened.connect(self.opened)
            if isinstance(field, TextField):
                field.text.caret_moved.connect(lambda: self._follow(field))
            before = list(_MAKERS)[: list(_MAKERS).index(name)]
            self._column.insertWidget(sum(other in self._made for other in before), field)
        return self._made[name]

    def field(self, name: str) -> Field | None:
        """A field by its name, None where no slide has needed it yet."""
        return self._made.get(name)

    def _follow(self, field: TextField) -> None:
        """Keep the caret in sight."""
        caret = field.text.caret()
        at = field.text.mapTo(self._inner, caret.center())
        self.area.ensureVisible(at.x(), at.y(), 0, caret.height() * 2)

    def store(self) -> None:
        """Hand over what was typed."""
        for field in self._made.values():
            field.store()

    def focus_first(self) -> None:
        """Go to the title."""
        field = self._made.get("title")
        if isinstance(field, TextField):
            field.text.setFocus()

    def size_head(self) -> None:
        """The head is as high as the page bar beside it."""
        self.head.setFixedHeight(self.desk.session.appearance.size("pageBar"))


def _spare(name: str, slide: Slide | None) -> bool:
    """The answer of a quiz with options is one of them."""
    return slide is not None and name == "answer" and bool(slide.options)
