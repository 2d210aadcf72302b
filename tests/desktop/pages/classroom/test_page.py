"""课堂 from no lesson to one that is reordered, written and timed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from db.records.lesson import Slide, SlideKind
from desktop.operations import lessons as operations
from desktop.operations.basket import toggle_in_basket
from desktop.pages.classroom.adding import add_to_lesson, make_lesson
from desktop.pages.classroom.fields import MinutesField, TextField
from desktop.pages.classroom.showing import Showing
from desktop.pages.classroom.slide_words import title_of
from desktop.teaching.slides import blank_slide
from desktop.widgets.brief_notice import BriefNotice
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from pytestqt.qtbot import QtBot

    from db.records.lesson import Lesson
    from desktop.main_window import MainWindow
    from desktop.pages.classroom.page import ClassroomPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.pages.classroom.conftest import Answers

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def _kinds(session: Session, lesson: Lesson) -> list[str]:
    return [slide.kind.value for slide in session.lessons.slides(lesson.id)]


def _type(page: ClassroomPage, field: str, text: str) -> None:
    found = page.inspector.field(field)
    assert isinstance(found, TextField)
    found.text.setFocus()
    found.text.insertPlainText(text)


def test_without_a_lesson_a_family_makes_one_at_once(
    page: ClassroomPage, session: Session, answers: Answers, shown_text: Callable[[QWidget], str]
) -> None:
    assert "一键成课" in shown_text(page)
    assert not page.show_action.isEnabled()
    assert not page.empty.basket.isEnabled(), "nothing was chosen to be compared"
    family = next(f for f in session.cases.family_by_id if session.cases.family_members(f))
    answers.next = [[family]]
    page.empty.family.click()
    lesson = page.lesson
    assert lesson is not None
    slides = session.lessons.slides(lesson.id)
    assert page.slides.model.ids() == [slide.id for slide in slides]
    assert page.show_action.isEnabled()
    assert page.slide == slides[0]
    session.undo.undo()
    page.refresh()
    assert page.lesson is None


def test_every_beginning_makes_a_lesson_of_what_was_chosen(
    page: ClassroomPage, session: Session, answers: Answers, samples: Samples
) -> None:
    for source in ("theme", "region"):
        answers.next = [lambda rows: [rows[-1].id]]
        assert page.whole.draft(source) is not None
    for mechanism in samples.several(2):
        toggle_in_basket(session, mechanism.id)
    page.refresh()
    assert make_lesson(session, "basket") is not None
    assert len(session.lessons.lessons()) == 3
    assert make_lesson(session, "family", "gone") is None


def test_the_slide_in_hand_is_moved_with_its_key_and_undone(
    page: ClassroomPage, session: Session, lesson: Lesson, press: Callable[..., None]
) -> None:
    before = _kinds(session, lesson)
    page.slides.view.setFocus()
    press(KEY.Key_Down)
    press(KEY.Key_Down, ALT)
    page.refresh()
    assert _kinds(session, lesson) == [before[0], before[2], before[1], *before[3:]]
    assert page.slide is not None
    assert page.slide.kind.value == before[1], "what is in hand stays in hand"
    session.undo.undo()
    assert _kinds(session, lesson) == before


def test_several_slides_are_dropped_together_in_one_step(
    page: ClassroomPage, session: Session, lesson: Lesson
) -> None:
    ids = page.slides.model.ids()
    page.acts.move([ids[0], ids[1]], 2)
    page.refresh()
    assert page.slides.model.ids() == [ids[2], ids[3], ids[0], ids[1], ids[4]]
    page.acts.move([ids[0], ids[4]], 0)
    page.refresh()
    assert page.slides.model.ids() == [ids[0], ids[4], ids[2], ids[3], ids[1]]
    session.undo.undo()
    session.undo.undo()
    assert [slide.id for slide in session.lessons.slides(lesson.id)] == ids


def test_a_slide_is_copied_and_removed_with_its_keys_in_the_list_alone(
    page: ClassroomPage, session: Session, lesson: Lesson, press: Callable[..., None]
) -> None:
    dark = session.settings.mode
    page.slides.view.setFocus()
    press(KEY.Key_D, CONTROL)
    page.refresh()
    assert _kinds(session, lesson)[:2] == ["title", "title"]
    assert session.settings.mode == dark, "the key is the list's here"
    assert page.slides.place() == 1, "the copy is in hand"
    press(KEY.Key_Delete)
    page.refresh()
    assert _kinds(session, lesson).count("title") == 1
    assert page.slides.place() == 1, "what took its place is in hand"
    session.undo.undo()
    assert _kinds(session, lesson).count("title") == 2


def test_what_is_typed_for_one_slide_is_never_written_to_another(
    page: ClassroomPage, session: Session, lesson: Lesson
) -> None:
    first, second = session.lessons.slides(lesson.id)[:2]
    page.choose(second.id)
    _type(page, "title", "第二页")
    page.notes.text.setFocus()
    page.notes.text.insertPlainText("讲两句")
    page.choose(first.id)
    rows = {slide.id: slide for slide in session.lessons.slides(lesson.id)}
    assert rows[second.id].title == "第二页"
    assert rows[second.id].notes == "讲两句"
    assert rows[first.id].title == first.title
    assert page.notes.text.toPlainText() == ""


def test_typing_in_one_visit_is_one_step_and_ctrl_z_takes_it_back(
    page: ClassroomPage,
    session: Session,
    window: MainWindow,
    of_kind: Callable[[SlideKind], Slide],
) -> None:
    page.choose(of_kind(SlideKind.TEXT).id)
    steps = session.undo.count()
    _type(page, "body", "比什么")
    page.store()
    _type(page, "body", "谁来评")
    page.store()
    assert session.undo.count() == steps + 1
    assert session.undo.undoText() == "改页正文"
    window.global_actions["undo"].trigger()
    page.refresh()
    assert of_kind(SlideKind.TEXT).body == ""
    field = page.inspector.field("body")
    assert isinstance(field, TextField)
    assert field.text.toPlainText() == ""


def test_planned_minutes_add_up_and_too_many_are_said(
    page: ClassroomPage, session: Session, lesson: Lesson, of_kind: Callable[[SlideKind], Slide]
) -> None:
    assert page.time.text() == "计划 5 / 10 分钟"
    page.choose(of_kind(SlideKind.QUESTION).id)
    field = page.inspector.field("minutes")
    assert isinstance(field, MinutesField)
    field.box.setValue(20)
    page.refresh()
    assert page.time.text() == "计划 25 / 10 分钟"
    assert page.time.property("over") is True
    assert page.time.toolTip()
    session.undo.undo()
    page.refresh()
    assert field.box.value() == 0
    assert lesson.minutes == 10


def test_the_preview_shows_what_was_just_written(
    page: ClassroomPage, session: Session, of_kind: Callable[[SlideKind], Slide]
) -> None:
    slide = of_kind(SlideKind.TEXT)
    page.choose(slide.id)
    operations.write(session, slide, title="新的标题")
    page.refresh()
    sheet = page.preview.view.sheet
    assert sheet is not None
    assert sheet.title == "新的标题"


def test_a_mark_on_the_slide_opens_the_source_and_leads_back(
    page: ClassroomPage, window: MainWindow, of_kind: Callable[[SlideKind], Slide]
) -> None:
    slide = of_kind(SlideKind.QUOTE)
    page.choose(slide.id)
    assert page.preview.view.open_source()
    assert window.page is window.reader
    assert window.reader.article_id == slide.quotes[0].article_id
    window.reader.left.emit()
    assert page.isVisible()
    assert page.slide == slide


def test_a_mechanism_is_added_from_anywhere_with_its_key_and_only_once(
    page: ClassroomPage,
    lesson: Lesson,
    session: Session,
    window: MainWindow,
    samples: Samples,
    press: Callable[..., None],
) -> None:
    mechanism = samples.of_other_region(samples.rich())
    window.global_actions["page compare"].trigger()
    window.compare.select(mechanism.id)
    window.compare.view.setFocus()
    press(KEY.Key_L)
    slides = session.lessons.slides(lesson.id)
    assert slides[-1].kind is SlideKind.MECHANISM
    assert slides[-1].mechanism_ids == (mechanism.id,)
    notice = window.findChild(BriefNotice)
    assert notice is not None
    assert f"第 {len(slides)} 页" in notice.text()
    assert add_to_lesson(session, mechanism.id, page) == slides[-1]
    assert len(session.lessons.slides(lesson.id)) == len(slides)
    assert add_to_lesson(session, "gone", page) is None


def test_without_a_lesson_the_key_begins_one(session: Session, window: MainWindow) -> None:
    mechanism = session.cases.mechanisms[0]
    assert add_to_lesson(session, mechanism.id, window) is not None
    assert len(session.lessons.lessons()) == 1


def test_a_comparison_becomes_a_lesson_from_its_page(
    window: MainWindow, session: Session, samples: Samples
) -> None:
    window.show_page(window.family)
    settle(window)
    window.family.lesson_action.trigger()
    assert window.page is window.classroom
    assert window.classroom.slides.model.rowCount() > 3
    window.show_page(window.library)
    region = samples.any().region_id
    window.library.show_region(region)
    window.library.region.lesson.click()
    assert window.page is window.classroom
    window.show_page(window.compare)
    window.compare.make_lesson("theme", session.cases.themes[0].id)
    assert window.page is window.classroom
    assert len(session.lessons.lessons()) == 3


def test_f5_on_a_comparison_shows_it_to_the_class(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.show_page(window.family)
    settle(window)
    next(a for a in window.family.page_actions() if a.shortcut().toString() == "F5").trigger()
    assert window.page is window.classroom
    showing = window.findChild(Showing)
    assert isinstance(showing, Showing)
    qtbot.waitUntil(lambda: showing.state is not None)
    assert showing.state is not None
    (lesson,) = session.lessons.lessons()
    shown = showing.state.page.slide_id
    kinds = {slide.id: slide.kind for slide in session.lessons.slides(lesson.id)}
    assert kinds[shown] is SlideKind.COMPARISON
    showing.end()


def test_on_a_small_window_the_panes_lie_over_the_slide_one_at_a_time(
    page: ClassroomPage, lesson: Lesson, window: MainWindow
) -> None:
    assert lesson
    window.resize(1024, 700)
    settle(window)
    assert not page.inspector.isVisible()
    page.inspector_action.trigger()
    assert page.inspector.isVisible()
    assert page.inspector.geometry().right() <= page.width()
    page.list_action.trigger()
    assert page.slides.isVisible()
    assert not page.inspector.isVisible()
    window.resize(1440, 900)
    settle(window)
    assert page.slides.isVisible()
    assert page.inspector.isVisible()


def test_every_control_of_the_page_has_a_name(page: ClassroomPage, lesson: Lesson) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QPlainTextEdit

    assert lesson
    for slide_id in page.slides.model.ids():
        page.choose(slide_id)
        QApplication.processEvents()
        kinds = (QAbstractButton, QAbstractItemView, QPlainTextEdit)
        for widget in page.findChildren(QWidget):
            if isinstance(widget, kinds) and widget.isVisible():
                named = widget.accessibleName() or (
                    isinstance(widget, QAbstractButton) and widget.text()
                )
                assert named, widget


def test_a_showing_begins_where_it_is_asked_for(
    page: ClassroomPage,
    lesson: Lesson,
    of_kind: Callable[[SlideKind], Slide],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop.pages.classroom import showing

    told: list[tuple[str, int]] = []
    monkeypatch.setattr(
        showing,
        "start_showing",
        lambda _session, lesson_id, at, _window: told.append((lesson_id, at)),
    )
    page.choose(of_kind(SlideKind.QUOTE).id)
    page.here_action.trigger()
    page.show_action.trigger()
    assert [lesson_id for lesson_id, _ in told] == [lesson.id, lesson.id]
    assert told[0][1] >= page.slides.place() > 0
    assert told[1][1] == 0


def test_the_list_calls_a_slide_what_stands_on_it(
    page: ClassroomPage, session: Session, lesson: Lesson, samples: Samples
) -> None:
    ids = tuple(mechanism.id for mechanism in samples.several(2))
    figures = tuple(session.cases.figure_by_id)[:2]
    made = [
        blank_slide(SlideKind.COMPARISON, mechanism_ids=ids),
        blank_slide(SlideKind.DIFFERENCES, mechanism_ids=ids),
        blank_slide(SlideKind.FIGURES, figure_ids=figures),
    ]
    operations.add_slides(session, lesson.id, made, 0)
    page.refresh()
    listed = [title_of(session, slide) for slide in session.lessons.slides(lesson.id)[:3]]
    shown = [page.deck.sheets(slide)[0].title for slide in session.lessons.slides(lesson.id)[:3]]
    assert listed == shown == ["自选对比", "自选对比：各地不同", "关键数据"]
