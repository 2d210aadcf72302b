"""笔记: everything is here, can be found, written, tagged, deleted, and leads to its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit

from db.workspace.highlights import new_highlight
from desktop.notebook.filters import LOST, REMOVED, Facet, Wanted
from desktop.notebook.items import Kind
from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import (
    set_title,
    start_blank_note,
    start_family_note,
    start_note,
    start_span_note,
    write_note,
)
from desktop.operations.plans import new_plan
from desktop.operations.tags import add_tags
from desktop.pages.notebook.tag_row import TagChip, TagEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from db.records.own import Note
    from desktop.main_window import MainWindow
    from desktop.pages.notebook.page import NotebookPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples, Stored


def _settle() -> None:
    for _ in range(20):  # what is chosen is shown when the page is painted
        QApplication.processEvents()


@pytest.fixture
def note(session: Session, samples: Samples) -> Note:
    """A note on a mechanism with quotes, with a tag; the newest thing there is."""
    kept = samples.rich()
    toggle_bookmark(session, samples.of_other_region(kept).id)
    made = start_note(session, kept.id)
    write_note(session, made, "先定 **16 项**里的 9 项")
    add_tags(session, [made.id], ["可借鉴"])
    return made


@pytest.fixture
def page(window: MainWindow, note: Note) -> NotebookPage:  # noqa: ARG001
    """The page on a workspace with a note and a bookmark."""
    window.show_page(window.notebook)
    _settle()
    return window.notebook


def _titles(page: NotebookPage) -> list[str]:
    _settle()
    return [item.title for item in page.list.model.items]


def _type(page: NotebookPage, text: str) -> None:
    """As an input method does: the text arrives in the editor that has the focus."""
    _settle()
    editor = page.preview.body.editor
    assert editor is not None
    assert editor.hasFocus()
    editor.insertPlainText(text)


def test_everything_the_user_kept_is_listed(
    page: NotebookPage, session: Session, samples: Samples
) -> None:
    article = session.cases.articles[0].id
    add_highlight(session, article, 0, 6)
    write_note(session, start_span_note(session, article, 2, 8), "一处")
    write_note(session, start_family_note(session, next(iter(session.cases.family_by_id))), "同类")
    set_title(session, start_blank_note(), "下周要问的事")
    toggle_bookmark(session, samples.several(5)[4].id)
    assert len(_titles(page)) == 7
    page.filter_by(Wanted(kind=Kind.HIGHLIGHT))
    assert len(_titles(page)) == 1
    session.undo.undo()
    page.filter_by(Wanted())
    assert len(_titles(page)) == 6


def test_the_page_opens_on_the_newest_with_its_quote_and_its_words(
    page: NotebookPage, session: Session, note: Note
) -> None:
    assert page.preview.item is not None
    assert page.preview.item.ref_id == note.id
    quote = session.cases.citations(note.mechanism_id or "")[0]
    assert page.preview.subject.quote.toPlainText() == quote.exact
    assert "先定 16 项里的 9 项" in page.preview.body.view.toPlainText()


def test_what_is_kept_on_another_page_is_there_when_the_notes_are_entered(
    page: NotebookPage, window: MainWindow, session: Session, samples: Samples
) -> None:
    before = page._contents.counts[Facet.KIND, "bookmark"]
    window.show_page(window.compare)
    toggle_bookmark(session, samples.several(6)[5].id)
    window.show_page(page)  # before the notes have heard of it
    assert sum(item.kind is Kind.BOOKMARK for item in page.list.model.items) == before + 1
    _settle()
    assert page._contents.counts[Facet.KIND, "bookmark"] == before + 1


def test_a_filter_shows_what_its_number_says(page: NotebookPage, session: Session) -> None:
    for facet, value in (
        (Facet.KIND, "bookmark"),
        (Facet.TAG, "可借鉴"),
        (Facet.DATE, "today"),
    ):
        page.filter_by(Wanted())
        _settle()
        index = page.filters.model.find(facet, value)
        page.filters.view.setCurrentIndex(index)
        QTest.keyClick(page.filters.view, Qt.Key.Key_Return)
        _settle()
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert said.endswith(f"{page.list.model.rowCount()} 条")
        assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert session.undo.count() == 3


def test_searching_finds_words_in_any_form_and_nothing_found_says_so(
    page: NotebookPage, shown_text: Callable[[QWidget], str]
) -> None:
    page.list.edit.setText("１６项")
    assert _titles(page) == []
    page.list.edit.setText("１６ 9")
    assert len(_titles(page)) == 1
    page.list.edit.setText("没有这个词")
    assert _titles(page) == []
    assert "没有符合的笔记" in shown_text(page.list)
    page.list.button.click()
    assert len(_titles(page)) == 2


def test_writing_keeps_place_and_choice_and_undo_shows_in_the_editor(
    page: NotebookPage, session: Session, note: Note, stored: Callable[[], Stored]
) -> None:
    page.list.edit.setText("9")
    _settle()
    QTest.keyClick(page.list.view, Qt.Key.Key_E)
    editor = page.preview.body.editor
    assert editor is not None
    editor.selectAll()
    _type(page, "改过的话")
    page.store()
    _settle()
    assert stored().bodies[note.id] == "改过的话"
    # It no longer holds what was searched for, and is still being written.
    assert page.preview.body.editor is editor
    assert editor.hasFocus()
    session.undo.undo()
    _settle()
    assert editor.toPlainText() == "先定 **16 项**里的 9 项"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    _settle()
    assert not page.preview.body.writing
    assert page.list.view.hasFocus()


def test_the_preview_follows_the_typing(page: NotebookPage) -> None:
    page.edit()
    _type(page, "\n\n| 村 | 分 |\n|---|---|\n| 东 | 9 |")
    QTest.qWait(250)
    live = page.preview.body._live
    assert "| 村 |" not in live.toPlainText()
    assert "村" in live.toPlainText()


def test_a_blank_note_is_begun_listed_with_its_first_words_and_titled(
    page: NotebookPage, session: Session
) -> None:
    page.filter_by(Wanted(kind=Kind.BOOKMARK))
    page.new_note()
    _settle()
    title = page.preview.body.title_edit
    assert title is not None
    assert title.hasFocus()
    QTest.keyClicks(title, "ask next week")
    QTest.keyClick(title, Qt.Key.Key_Return)
    _type(page, "问三件事")
    page.store()
    assert _titles(page)[0] == "ask next week"
    assert page.list.current is not None
    assert page.list.current.title == "ask next week"
    assert page.preview.body.writing
    [blank] = [kept for kept in session.marks.notes() if not kept.mechanism_id]
    assert (blank.title, blank.body) == ("ask next week", "问三件事")


def test_a_note_that_was_begun_and_left_empty_leaves_nothing(
    page: NotebookPage, session: Session
) -> None:
    before = _titles(page)
    steps = session.undo.count()
    page.new_note()
    _settle()
    title = page.preview.body.title_edit
    assert title is not None
    QTest.keyClick(title, Qt.Key.Key_Escape)
    assert _titles(page) == before
    assert session.undo.count() == steps
    assert page.preview.item is not None
    assert page.preview.item.title in before


def test_writing_about_a_bookmark_begins_a_note_on_its_mechanism(
    page: NotebookPage, session: Session
) -> None:
    [bookmark] = session.marks.bookmarks()
    page.list.select(f"bookmark {bookmark.mechanism_id}")
    _settle()
    page.edit()
    _type(page, "先去看看")
    page.store()
    _settle()
    [made] = session.marks.notes_of(bookmark.mechanism_id)
    assert made.body == "先去看看"
    assert page.preview.written_id == made.id
    assert page.list.current is not None
    assert page.list.current.ref_id == made.id


def test_tags_are_given_in_the_row_and_taken_from_their_chips(
    page: NotebookPage, session: Session, note: Note
) -> None:
    page.tag()
    _settle()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "a b")
    QTest.keyClick(field, Qt.Key.Key_Return)
    _settle()
    assert session.marks.note(note.id).tags == ("可借鉴", "a b")  # type: ignore[union-attr]
    chips = [c for c in page.preview.tags.findChildren(TagChip) if c.isVisible()]
    QTest.keyClick(chips[0], Qt.Key.Key_Delete)
    _settle()
    assert session.marks.tags() == [("a b", 1)]
    page.show_tag("a b")
    assert len(_titles(page)) == 1


def test_tags_are_offered_for_what_is_typed_in_pinyin(
    page: NotebookPage, session: Session, note: Note
) -> None:
    other = start_note(session, session.cases.mechanisms[-1].id)
    write_note(session, other, "字")
    add_tags(session, [other.id], ["课堂用", "可以先试", "kj"])
    page.refresh()
    page.list.select(f"note {note.id}")
    page.tag()
    _settle()
    field = QApplication.focusWidget()
    assert isinstance(field, TagEdit)
    for typed, offered in (("kt", ["课堂用"]), ("shi", ["可以先试"]), ("kj", ["kj"])):
        field.clear()
        QTest.keyClicks(field, typed)
        assert [field.completer().model().index(n, 0).data() for n in range(1)] == offered
    field.clear()
    QTest.keyClicks(field, "k")
    assert field.completer().model().rowCount() == 1, "one letter is no pinyin yet"


def test_several_are_borrowed_in_one_step(
    page: NotebookPage, session: Session, samples: Samples
) -> None:
    plan = new_plan(session, "示例镇工作方案")
    for mechanism in samples.several(3):
        toggle_bookmark(session, mechanism.id)
    write_note(session, start_blank_note(), "不挂在哪里")
    _settle()
    page.refresh()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    _settle()
    steps = session.undo.count()
    QTest.keyClick(page.list.view, Qt.Key.Key_P)
    _settle()
    made = {row.mechanism_id for row in session.plans.borrowings(plan.id)} - {""}
    assert made == {item.mechanism_id for item in page.list.model.items} - {""}
    assert len(made) >= 3
    assert session.undo.count() == steps + 1


def test_several_are_tagged_and_deleted_in_one_step_each(
    page: NotebookPage, session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    for mechanism in samples.several(4):
        write_note(session, start_note(session, mechanism.id), "字")
    _settle()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    _settle()
    steps = session.undo.count()
    page.preview.many.tags.added.emit(["课堂用"])
    _settle()
    assert dict(session.marks.tags())["课堂用"] == 5
    assert len(page.list.selected()) == 6
    QTest.keyClick(page.list.view, Qt.Key.Key_Delete)
    _settle()
    assert session.undo.count() == steps + 2
    assert (stored().notes, stored().bookmarks) == ([], [])
    session.undo.undo()
    assert len(_titles(page)) == 6


def test_deleting_goes_on_to_the_next(page: NotebookPage, session: Session) -> None:
    write_note(session, start_blank_note(), "第三条")
    _settle()
    page.list.select_row(1)
    _settle()
    left = page.list.model.items[2].id
    page.delete()
    _settle()
    assert page.list.current is not None
    assert page.list.current.id == left


def test_the_quote_opens_in_place_and_can_be_copied_with_its_source(
    page: NotebookPage, session: Session, note: Note
) -> None:
    opened: list[tuple[object, ...]] = []
    page.opened.disconnect()
    page.opened.connect(lambda *place: opened.append(place))
    QTest.keyClick(page.list.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quote = session.cases.citations(note.mechanism_id or "")[0]
    assert opened == [(quote.article_id, quote.start, quote.end, note.mechanism_id)]
    page.copy_quote()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(quote.exact)
    assert session.cases.article(quote.article_id).title in copied


def test_what_a_plan_borrows_can_be_filtered_and_leads_there(
    page: NotebookPage, session: Session, window: MainWindow, note: Note
) -> None:
    plan = new_plan(session, "示例镇方案")
    page.preview.add_to_plan()
    _settle()
    [borrowing] = session.plans.borrowings(plan.id)
    assert borrowing.mechanism_id == note.mechanism_id
    page.filter_by(Wanted(plan=plan.id))
    assert len(_titles(page)) == 1
    page.preview.used.wanted.emit(plan.id, borrowing.id)
    assert window.page is window.plan


def test_the_recycle_list_takes_the_place_of_the_list_and_gives_it_back(
    page: NotebookPage, session: Session
) -> None:
    steps = session.undo.count()
    page.filter_by(Wanted(kind=REMOVED))
    assert page.views.recycle.isVisible()
    QTest.keyClick(page.views.recycle, Qt.Key.Key_Delete)
    assert session.undo.count() == steps
    page.filters.toggled.emit(Facet.KIND, Kind.NOTE)
    assert page.list.view.isVisible()
    assert len(_titles(page)) == 1


def test_what_lost_its_place_is_offered_only_where_there_is_some(
    page: NotebookPage, session: Session
) -> None:
    assert not page.filters.model.find(Facet.KIND, LOST).isValid()
    gone = new_highlight(article_id="gone", start=3, end=6, exact="原话是", prefix="", suffix="")
    session.marks.put_highlight(gone)
    session.changes.highlights_changed.emit("gone")
    _settle()
    page.filters.toggled.emit(Facet.KIND, LOST)
    _settle()
    assert page.views.orphans.isVisible()


def test_what_is_exported_is_what_is_chosen_else_what_is_listed(
    page: NotebookPage, session: Session, note: Note
) -> None:
    assert len(page._exported()) == 2
    page.filter_by(Wanted(kind=Kind.NOTE))
    _settle()
    assert page._exported() == [session.marks.note(note.id)]


def test_a_note_on_a_family_is_begun_from_the_family(window: MainWindow, session: Session) -> None:
    window.show_page(window.family)
    _settle()
    family = window.family.list.current
    next(a for a in window.family.actions() if a.text() == "写这一类的批注").trigger()
    assert window.page is window.notebook
    _type(window.notebook, "同类里只有两地写明奖惩")
    window.notebook.store()
    _settle()
    [made] = session.marks.notes_of_family(family)
    assert window.notebook.preview.item is not None
    assert window.notebook.preview.item.ref_id == made.id


def test_a_found_note_that_hangs_on_nothing_opens_here(
    window: MainWindow, session: Session
) -> None:
    blank = start_blank_note()
    write_note(session, blank, "问三件事")
    window.ways.show_note("", blank.id)
    _settle()
    assert window.page is window.notebook
    assert window.notebook.preview.item is not None
    assert window.notebook.preview.item.ref_id == blank.id


def test_nothing_yet_says_what_will_stand_here_and_offers_a_first_note(
    window: MainWindow, shown_text: Callable[[QWidget], str]
) -> None:
    window.show_page(window.notebook)
    _settle()
    assert "汇集在这里" in shown_text(window.notebook.list)
    window.notebook.list.button.click()
    _settle()
    assert window.notebook.preview.body.writing


def test_on_a_small_window_the_preview_lies_over_the_list_and_can_be_put_away(
    page: NotebookPage, session: Session, window: MainWindow
) -> None:
    window.resize(1024, 700)
    session.appearance.set(scale=2.0)
    _settle()
    assert page.preview.isHidden()
    page.list.view.setFocus()
    page.list.view.activated.emit(page.list.view.currentIndex())
    assert page.preview.isVisible()
    QTest.keyClick(page.preview, Qt.Key.Key_Escape)
    assert page.preview.isHidden()
    assert page.list.view.hasFocus()
    session.appearance.set(scale=1.0)


def test_every_control_has_a_name(page: NotebookPage) -> None:
    page.edit()
    _settle()
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit)
    controls = [one for kind in kinds for one in page.findChildren(kind) if one.isVisible()]
    nameless = [
        one
        for one in controls
        if not one.accessibleName() and not (isinstance(one, QAbstractButton) and one.text())
    ]
    assert nameless == []


def test_on_a_small_window_the_filter_says_how_many_choices_are_made(
    page: NotebookPage, window: MainWindow
) -> None:
    window.resize(1024, 700)
    _settle()
    page.filter_by(Wanted(region="putian", theme="ty"))
    _settle()
    button = page._filter_button
    assert button.text() == "2"
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert button.accessibleName() == "筛选 2"
