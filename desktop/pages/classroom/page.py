"""课堂: the lesson's slides, the one in hand as it will be seen, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents.sheet import Shape
from desktop.i18n import tr
from desktop.operations import lessons as operations
from desktop.operations.basket import FEWEST, basket
from desktop.pages.classroom.chooser import LessonChooser
from desktop.pages.classroom.decks import LessonDeck
from desktop.pages.classroom.empty import EmptyLesson
from desktop.pages.classroom.export import LessonExporter
from desktop.pages.classroom.inspector import Inspector
from desktop.pages.classroom.notes_editor import NotesEditor
from desktop.pages.classroom.preview import SlidePreview
from desktop.pages.classroom.sides import Sides
from desktop.pages.classroom.slide_actions import SlideActions
from desktop.pages.classroom.slide_list import SlideList
from desktop.pages.classroom.slide_words import SlideRows, time_of
from desktop.pages.classroom.whole_lessons import WholeLessons
from desktop.pages.page import Page
from desktop.widgets.berth import Berth
from desktop.widgets.in_turns import InTurns
from desktop.widgets.parts import IconButton, PlainLabel, below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from db.records.lesson import Lesson, Slide
    from desktop.documents.sheet import Source

_REST_MS: Final = 40  # a held arrow passes by many slides
_VIEW: Final = "classroom"


class ClassroomPage(Page):
    """One lesson at a time; which, every page knows (`current_lesson`)."""

    home = "classroom"
    topic = "classroom"

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    said = Signal(str)
    """What the status bar should say instead of its counts; '' for nothing."""
    hints_changed = Signal()
    """Other keys matter now."""

    def build(self) -> Iterator[None]:
        session = self.session
        shape = str(session.remembered.table(_VIEW).get("shape"))
        self._shown = self._slide_id = ""
        self._place = 0
        self._rows = SlideRows(session)
        self.slides = SlideList(session)
        yield
        self.inspector = Inspector(session, self)
        self.notes = NotesEditor(self.inspector.desk)
        yield
        self.preview = SlidePreview(
            session.appearance, Shape(shape) if shape in set(Shape) else Shape.WIDE
        )
        self.deck = LessonDeck(session, self.preview.view.painter, self)
        yield
        self.empty = EmptyLesson(session)
        yield
        self.whole = WholeLessons(session, self)
        self.exporter = LessonExporter(
            session, lambda: self._shown, self.deck.all_sheets, lambda: self.deck.shape, self
        )
        self.acts = SlideActions(session, self.slides, self)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._refresh_in_turns)
        self._at_rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._at_rest.timeout.connect(self._show_in_turns)
        self._turns = InTurns(self)
        self._build_actions()
        yield
        bar = self._build_bar()
        yield
        yield from self._build(bar)
        self._connect()
        self._on_look()
        yield
        self.refresh()
        yield

    # Building

    def _build_actions(self) -> None:
        add, whole, acts = self.add_action, self.whole, self.acts
        self.new_action = add(tr("新建课件…"), "Ctrl+N", self.new_lesson)
        self.show_action = add(tr("放映"), "F5", lambda: self.start(0))
        self.show_action.setToolTip(tr("从第一页开始放映"))
        self.here_action = add(tr("从本页放映"), "Shift+F5", lambda: self.start(None))
        self.add_slide_action = add(tr("加一页"), "Ctrl+M", self._open_kinds)
        self.up_action = add(tr("上移这一页"), "Alt+Up", lambda: acts.step(-1))
        self.down_action = add(tr("下移这一页"), "Alt+Down", lambda: acts.step(1))
        self.copy_slide_action = add(tr("复制这一页"), "", acts.copy)
        self.remove_slide_action = add(tr("删除这一页"), "", acts.remove)
        self.next_action = add(tr("下一页"), "Ctrl+PgDown", lambda: self.go(1))
        self.former_action = add(tr("上一页"), "Ctrl+PgUp", lambda: self.go(-1))
        self.quiz_action = add(tr("课堂测验…"), "", acts.add_quiz)
        self.tallies_action = add(tr("课堂选择"), "", whole.open_tallies)
        self.tallies_action.setToolTip(tr("各班选了哪些做法"))
        self.export_action = add(tr("导出"), "Ctrl+E", self._open_export)
        self.edit_action = add(tr("改名和时长…"), "F2", whole.edit)
        self.copy_action = add(tr("复制这份课件"), "", whole.duplicate)
        self.remove_action = add(tr("删除这份课件"), "", whole.remove)
        self.list_action = add(
            tr("课件页"), "Ctrl+Shift+L", lambda: self.sides.toggle_list(), checkable=True
        )
        self.inspector_action = add(
            tr("这一页的内容"),
            "Ctrl+Shift+M",
            lambda: self.sides.toggle_inspector(),
            checkable=True,
        )
        for action in (self.list_action, self.inspector_action):
            action.setChecked(True)

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("课堂"))
        self.bar_title = bar.findChildren(PlainLabel)[0]
        look = self.session.appearance
        self.chooser = LessonChooser(
            look,
            (self.new_action, None, self.edit_action, self.copy_action, self.remove_action),
            lambda: self.whole.drafts(self.refresh),
        )
        self.time = PlainLabel()
        self.time.setObjectName("lessonTime")
        self._none = PlainLabel(tr("还没有课件"))
        self._none.setObjectName("quiet")
        for widget in (self.chooser, self.time, self._none):
            row.addWidget(widget)
        row.addStretch(1)
        self.add_button = self.bar_button("plus", self.add_slide_action)
        row.addWidget(self.add_button)
        row.addWidget(self.bar_button("votes", self.tallies_action))
        self.export_button = self.bar_button("export", self.export_action)
        row.addWidget(self.export_button)
        row.addWidget(self.bar_button("play-here", self.here_action))
        self.show_button = IconButton(look, "play", role="primary", size=16, beside=True)
        self.show_button.bind(self.show_action, label=True)
        row.addWidget(self.show_button)
        for icon, action in (("contents", self.list_action), ("panel", self.inspector_action)):
            button = IconButton(look, icon, size=18)
            button.bind(action)
            row.addWidget(button)
        return bar

    def _build(self, bar: QWidget) -> Iterator[None]:
        """From the outside in: what is put somewhere is styled again with all that is in it."""
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        outer = QSplitter(Qt.Orientation.Horizontal)
        inner = QSplitter(Qt.Orientation.Horizontal)
        self.desk = QSplitter(Qt.Orientation.Vertical)
        for split in (self.desk, inner, outer):
            split.setHandleWidth(1)
            split.setChildrenCollapsible(False)
        inner.setObjectName("planSplit")
        self.desk.setObjectName("planSplit")
        whole.addWidget(outer)
        left = QWidget()
        outer.addWidget(left)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(inner, 1)
        yield
        slides = Berth(self, inner)
        slides.take(self.slides)
        self._middle = QStackedWidget()
        inner.addWidget(self._middle)
        inner.setStretchFactor(0, 0)
        inner.setStretchFactor(1, 1)
        self._middle.addWidget(self.desk)
        yield
        self._middle.addWidget(self.empty)
        yield
        self.desk.addWidget(self.preview)
        yield
        self.desk.addWidget(self.notes)
        self.desk.setStretchFactor(0, 1)
        yield
        inspector = Berth(self, outer)
        inspector.take(self.inspector)
        outer.setStretchFactor(0, 1)
        outer.setStretchFactor(1, 0)
        yield
        self.sides = Sides(
            self,
            (self.slides, self.list_action, inner, slides),
            (self.inspector, self.inspector_action, outer, inspector),
        )

    def _connect(self) -> None:
        slides, changes = self.slides, self.session.changes
        slides.chosen.connect(self._on_chosen)
        slides.moved.connect(self.acts.move)
        slides.add_wanted.connect(lambda: self._open_kinds(slides.add_button))
        slides.view.removal_wanted.connect(self.acts.remove)
        slides.view.copy_wanted.connect(self.acts.copy)
        slides.view.menu_wanted.connect(self._open_slide_menu)
        slides.model.picture_wanted.connect(self.deck.want_picture)
        self.deck.pictured.connect(slides.model.set_picture)
        self.preview.source_wanted.connect(self._open_source)
        self.preview.shape_chosen.connect(self._on_shape)
        self.inspector.opened.connect(self.opened)
        self.chooser.lesson_chosen.connect(self.show_lesson)
        self.empty.new_wanted.connect(self.new_lesson)
        self.empty.draft_wanted.connect(self._draft)
        self.desk.splitterMoved.connect(
            lambda: self.keep_width("lesson notes", self.notes.height())
        )
        changes.lessons_changed.connect(lambda _lesson: self._later.start())
        changes.notes_changed.connect(lambda _mechanism: self._later.start())
        changes.basket_changed.connect(self._later.start)
        self.session.appearance.changed.connect(self._on_look)

    # What the window asks

    def subject(self) -> str:
        slide = self.slide
        return slide.mechanism_ids[0] if slide is not None and slide.mechanism_ids else ""

    def hints(self) -> list[tuple[str, str]]:
        if self.lesson is None:
            return [("Ctrl+N", tr("新建课件"))]
        return [
            ("F5", tr("放映")),
            ("Shift+F5", tr("从本页放映")),
            ("Ctrl+M", tr("加一页")),
            ("Alt+↑↓", tr("移动")),
            ("Ctrl+D", tr("复制")),
            ("Delete", tr("删除")),
        ]

    def panes(self) -> list[QWidget]:
        if self.lesson is None:
            return [self.empty]
        return [self.slides.view, self.preview.view, self.notes.text, self.inspector]

    def entered(self) -> None:
        if self._ratio != self.devicePixelRatioF():
            self._draw_again()
        self._refresh_in_turns()
        if self.lesson is None:
            self.empty.family.setFocus()
        elif not self._in_hand():
            seen = self.slides.isVisible()
            (self.slides.view if seen else self.preview.view).setFocus()

    def _in_hand(self) -> bool:
        """Whether the user had been at something of the lesson before, and is so again."""
        focus = self.focusWidget()
        parts = (self.slides, self.desk, self.inspector)
        return focus is not None and any(part.isAncestorOf(focus) for part in parts)

    def settle(self) -> None:
        self.refresh()

    def store(self) -> None:
        self.inspector.store()
        self.notes.store()

    # Showing

    @property
    def lesson(self) -> Lesson | None:
        """The current lesson, None where there is none."""
        return operations.current_lesson(self.session)

    @property
    def slide(self) -> Slide | None:
        """The slide in hand, None where there is none."""
        lesson = self.lesson
        found = self.session.lessons.slides(lesson.id) if lesson is not None else []
        return next((slide for slide in found if slide.id == self._slide_id), None)

    def show_lesson(self, lesson_id: str) -> None:
        """Make a lesson the current one and show it."""
        self.store()
        operations.choose_lesson(self.session, lesson_id)
        self._refresh_in_turns()

    def refresh(self) -> None:
        """Show the current lesson as it is now."""
        self._show_lesson()
        self._show_slide()

    def _refresh_in_turns(self) -> None:
        self._show_lesson()
        self._show_in_turns()

    def _show_lesson(self) -> None:
        """All but the slide in hand."""
        self._later.stop()
        lesson = self.lesson
        lesson_id = lesson.id if lesson is not None else ""
        if lesson_id != self._shown:
            self._shown, self._slide_id, self._place = lesson_id, "", 0
            self.hints_changed.emit()
        slides = self.session.lessons.slides(lesson_id) if lesson_id else []
        self.deck.show_lesson(lesson_id, self.preview.shape)
        self._middle.setCurrentWidget(self.desk if lesson else self.empty)
        self.sides.set_empty(lesson is None)
        self.empty.allow_basket(len(basket(self.session)) >= FEWEST)
        self.chooser.show_lessons(self.session.lessons.lessons(), lesson)
        self._none.setVisible(lesson is None)
        rows = self._rows.of(slides)
        wanted = self.slides.wanted or self._slide_id
        self.slides.wanted = ""
        self.slides.show_rows(rows, wanted, self._place)
        self._show_time(lesson, slides)
        self._enable(lesson is not None, bool(slides))

    def _enable(self, lesson: bool, slides: bool) -> None:
        """Without a lesson, or slides in it, there is little to do."""
        for action in (
            self.add_slide_action,
            self.edit_action,
            self.copy_action,
            self.remove_action,
            self.quiz_action,
            self.tallies_action,
        ):
            action.setEnabled(lesson)
        for action in (
            self.show_action, self.here_action, self.up_action, self.down_action,
            self.copy_slide_action, self.remove_slide_action, self.next_action, self.former_action,
        ):  # fmt: skip
            action.setEnabled(slides)

    def _show_time(self, lesson: Lesson | None, slides: list[Slide]) -> None:
        planned = sum(slide.minutes for slide in slides)
        said, over = time_of(planned, lesson.minutes if lesson else 0.0)
        self.time.setText(said)
        self.time.setToolTip(tr("各页计划用时加起来，超过了这堂课的时间。") if over else "")
        self._fit_bar()
        self.time.setProperty("over", over)
        self.time.style().unpolish(self.time)
        self.time.style().polish(self.time)

    def _on_chosen(self, slide_id: str) -> None:
        self.store()
        self._slide_id = slide_id
        self._place = max(self.slides.place(), 0)
        self._at_rest.start()

    def _show_slide(self) -> None:
        self._show_in_turns()
        self._turns.complete()

    def _show_in_turns(self) -> None:
        self._turns.drop()
        self._turns.begin(self._slide_steps())

    def _slide_steps(self) -> Iterator[bool | None]:
        """Show the slide in hand.

        What writes to it turns to it in one step: nothing typed in between is another slide's.
        """
        self._at_rest.stop()
        self._slide_id = self.slides.current_id()
        self._place = max(self.slides.place(), 0)
        if self.slide is not None:
            yield from self.deck.prepare(self.slide)
            yield from self.inspector.prepare(self.slide)
            yield True
        slide = self.slide
        number = self._place + 1
        anew = slide is None or self.inspector.slide_id != slide.id
        sheets = self.deck.sheets(slide) if slide is not None else []
        own = slide is None or bool(slide.title.strip())
        usual = sheets[0].title if sheets and not own else ""
        self.inspector.show_slide(slide, number, usual)
        self.notes.show_slide(slide)
        yield False
        self.preview.show_sheets(sheets, number, self.slides.model.rowCount(), anew=anew)
        if slide is not None:
            self.deck.want_picture(slide.id)

    def go(self, by: int) -> None:
        """To the next slide (1) or the former one (-1)."""
        ids, place = self.slides.model.ids(), self.slides.place() + by
        if 0 <= place < len(ids):
            self.slides.choose(ids[place])

    def choose(self, slide_id: str) -> None:
        """Make a slide the one in hand."""
        self.slides.choose(slide_id)
        self._show_slide()

    # Doing

    def new_lesson(self) -> None:
        """Ask for a new lesson and show it."""
        self.store()
        if self.whole.ask_new() is not None:
            self.refresh()

    def _draft(self, source: str) -> None:
        if self.whole.draft(source) is not None:
            self.refresh()
            self.slides.view.setFocus()

    def _open_kinds(self, button: QWidget | None = None) -> None:
        self.store()
        menu = self.acts.kinds()
        menu.setParent(self, menu.windowFlags())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(button or self.add_button))

    def _open_slide_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kinds = self.acts.kinds()
        kinds.setParent(menu, kinds.windowFlags())
        menu.addMenu(kinds)
        if self.slide is not None:
            menu.addActions([self.here_action, self.up_action, self.down_action])
            for text, slot in (
                (tr("复制（Ctrl+D）"), self.acts.copy),
                (tr("删除（Delete）"), self.acts.remove),
            ):
                menu.addAction(text).triggered.connect(slot)
        menu.popup(at)

    def start(self, at: int | None) -> None:
        """Show the lesson to a class: from a place, None: from the slide in hand."""
        lesson = self.lesson
        if lesson is None or not self.slides.model.rowCount():
            return
        from desktop.pages.classroom.showing import start_showing

        self.store()
        start_showing(self.session, lesson.id, self._place if at is None else at, self.window())

    def start_at(self, kind: str) -> None:
        """Show the lesson in hand from its first slide of a kind on, without one from its first."""
        self.refresh()
        slides = self.session.lessons.slides(self._shown)
        self.start(next((n for n, slide in enumerate(slides) if slide.kind == kind), 0))

    def _open_export(self) -> None:
        self.store()
        self.exporter.menu().popup(below(self.export_button))

    def _open_source(self, source: Source) -> None:
        self.opened.emit(source.article_id, source.start, source.end, source.mechanism_id)

    # Sizes

    def _on_shape(self, shape: Shape) -> None:
        state = self.session.remembered.table(_VIEW)
        self.session.remembered.put(_VIEW, {**state, "shape": shape.value})
        self.deck.show_lesson(self._shown, shape)
        self.slides.model.forget_pictures()
        self._show_slide()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        style = Qt.ToolButtonStyle
        self.show_button.setToolButtonStyle(
            style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
        )
        self.sides.set_compact(compact)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """The title of the lesson gives way before the buttons do."""
        look = self.session.appearance
        room = self.width() if self.sides.compact else self.width() - self.inspector.width()
        self.bar_title.setVisible(room >= look.px(500))
        timed = bool(self.time.text()) and room >= look.px(680)
        self.time.setVisible(timed)
        taken = look.px(600 if timed else 440)
        self.chooser.fit(max(min((room - taken) // look.px(14), 24), 6))

    def _on_look(self) -> None:
        self.sides.size()
        self.sides.place()
        self._share_height()
        self._draw_again()
        self._fit_bar()

    def _draw_again(self) -> None:
        self._ratio = self.devicePixelRatioF()
        self.deck.set_size(self.slides.delegate.picture_size().width(), self._ratio)
        self.slides.model.forget_pictures()

    def event(self, event: QEvent) -> bool:
        """Small pictures drawn for one screen are too coarse on a finer one."""
        finer = event.type() == QEvent.Type.DevicePixelRatioChange
        if finer and self.isVisible() and self._ratio != self.devicePixelRatioF():
            self._draw_again()
        return super().event(event)

    def _share_height(self) -> None:
        """讲稿 has the height that the user gave it; with little there is, the slide goes first."""
        own = self.session.settings.width("lesson notes")
        notes = self.session.appearance.px(190 if own is None else own)
        total = self._middle.height()
        notes = min(notes, total * 2 // 5)
        self.desk.setSizes([total - notes, notes])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()
        self._fit_bar()
        self.sides.place()
