"""待定位: the queue, the passages that are offered, and what a click or a key does with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from desktop.operations.highlights import add_highlight
from desktop.operations.notes import start_span_note, write_note
from desktop.operations.reanchoring import keep_as_it_is, orphan_count, orphans
from desktop.pages.notebook.orphans import OrphanPane
from desktop.settings import Mode
from desktop.widgets.marked_text import MarkedText
from desktop.widgets.parts import PlainLabel
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from db.records.own import Highlight, Note
    from desktop.session import Session


@pytest.fixture
def sentence(session: Session) -> tuple[str, int, int]:
    """An article and a sentence of it that stands once and is long enough to be recognised."""
    article = session.cases.articles[0]
    text = session.cases.article(article.id).text
    start = 0
    for end in [at + 1 for at, c in enumerate(text) if c in "。\n"]:
        found = text[start:end]
        if found.endswith("。") and 40 < len(found) < 90 and text.count(found) == 1:
            return article.id, start, end
        start = end
    pytest.fail("no sentence to try it with")


@pytest.fixture
def note(session: Session, sentence: tuple[str, int, int]) -> Note:
    """A note whose sentence said something else, two characters of it, in the former edition."""
    made = start_span_note(session, *sentence)
    write_note(session, made, "**我镇**也可以办")
    stored = session.marks.note(made.id)
    assert stored is not None
    old = replace(
        stored, exact=f"旧文{stored.exact[2:]}", prefix="前面说的是别的。", suffix="后面也是。"
    )
    session.marks.put_note(old)
    return old


@pytest.fixture
def gone(session: Session, sentence: tuple[str, int, int]) -> Highlight:
    """A line under an article that this library lacks."""
    made = replace(add_highlight(session, *sentence), article_id="gone-2020")
    session.marks.put_highlight(made)
    return made


@pytest.fixture
def pane(session: Session, qtbot: QtBot) -> Iterator[OrphanPane]:
    made = OrphanPane(session)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made).__enter__()
    QApplication.processEvents()
    yield made
    made.close()
    dispose(made)


def _rows(pane: OrphanPane) -> list[str]:
    model = pane.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _passages(pane: OrphanPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(pane.detail.candidates.buttons), timeout=10_000)


def _said(pane: OrphanPane) -> str:
    labels = [w for w in pane.detail.findChildren(PlainLabel) if w.isVisible()]
    return "\n".join(label.text() for label in labels)


def test_without_orphans_a_sentence_says_what_would_stand_here(pane: OrphanPane) -> None:
    [said] = [w.text() for w in pane.findChildren(PlainLabel) if w.isVisible()]
    assert "没有等待定位的内容" in said


def test_the_queue_shows_the_old_words_and_what_they_are(
    note: Note, gone: Highlight, pane: OrphanPane, session: Session
) -> None:
    QAbstractItemModelTester(pane.list.model())
    assert _rows(pane) == ["待定位　2 条", gone.exact, note.exact]
    assert orphan_count(session) == 2
    assert pane.list.currentIndex().row() == 1


@pytest.mark.usefixtures("note")
def test_the_best_passage_is_offered_with_its_differences_said_in_words(
    pane: OrphanPane, sentence: tuple[str, int, int], session: Session, qtbot: QtBot
) -> None:
    _passages(pane, qtbot)
    text = session.cases.article(sentence[0]).text
    words = pane.detail.candidates.findChildren(MarkedText)[0]
    new = text[sentence[1] : sentence[2]]
    assert "（删去：旧文）" in words.accessibleName()
    assert f"（增加：{new[:2]}）" in words.accessibleName()
    shown = words.toPlainText()
    assert new[2:] in shown
    assert "我镇也可以办" in _said(pane)


@pytest.mark.usefixtures("note")
def test_one_click_relocates_and_undo_brings_it_back_into_the_queue(
    pane: OrphanPane, sentence: tuple[str, int, int], session: Session, qtbot: QtBot
) -> None:
    counts: list[int] = []
    pane.counted.connect(counts.append)
    _passages(pane, qtbot)
    QTest.mouseClick(pane.detail.candidates.buttons[0], Qt.MouseButton.LeftButton)
    [note] = session.marks.notes()
    assert (note.start, note.end) == sentence[1:]
    assert counts[-1] == 0
    session.undo.undo()
    assert counts[-1] == 1
    assert orphans(session)[0].held.quote.exact.startswith("旧文")


@pytest.mark.usefixtures("note")
def test_the_keyboard_goes_from_the_queue_to_the_best_passage(
    pane: OrphanPane, sentence: tuple[str, int, int], session: Session, qtbot: QtBot
) -> None:
    _passages(pane, qtbot)
    qtbot.waitActive(pane).__enter__()
    pane.list.setFocus()
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    assert pane.detail.candidates.buttons[0].hasFocus()
    QTest.keyClick(pane.detail.candidates.buttons[0], Qt.Key.Key_Space)
    assert session.marks.notes()[0].start == sentence[1]


@pytest.mark.usefixtures("note")
def test_a_passage_chosen_in_the_article_is_taken(pane: OrphanPane, session: Session) -> None:
    view = pane.detail.view
    assert not pane.detail.take_selection.isEnabled()
    cursor = view.textCursor()
    cursor.setPosition(view.source_map.position(500))
    cursor.setPosition(view.source_map.position(520), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    pane.detail.take_selection.click()
    [note] = session.marks.notes()
    text = view.source_map.text
    assert text[500:520].strip() == note.exact
    assert session.places.place_of(note) == (note.start, note.end)


@pytest.mark.usefixtures("note")
def test_one_that_is_kept_is_listed_apart_and_can_be_put_back(
    pane: OrphanPane, session: Session
) -> None:
    pane.detail.keep.click()
    assert _rows(pane)[0] == "保留原样　1 条"
    assert orphan_count(session) == 0
    assert pane.detail.keep.text() == "放回待定位"
    pane.detail.keep.click()
    assert orphan_count(session) == 1


def test_delete_deletes_and_the_next_one_is_shown(
    note: Note, gone: Highlight, pane: OrphanPane, session: Session
) -> None:
    QTest.keyClick(pane.list, Qt.Key.Key_Delete)
    assert session.marks.highlight(gone.id) is None
    assert _rows(pane) == ["待定位　1 条", note.exact]
    assert pane.list.currentIndex().data() == note.exact
    session.undo.undo()
    assert orphan_count(session) == 2


@pytest.mark.usefixtures("gone")
def test_an_article_that_is_gone_is_said_and_nothing_can_be_relocated(pane: OrphanPane) -> None:
    assert "这篇文章不在现在的案例库里，不能重新定位" in _said(pane)
    assert not pane.detail.view.isVisible()
    assert not pane.detail.open.isVisible()
    assert pane.detail.keep.isEnabled()


@pytest.mark.usefixtures("note")
def test_the_article_is_opened_at_no_span(pane: OrphanPane, sentence: tuple[str, int, int]) -> None:
    opened: list[tuple[object, ...]] = []
    pane.opened.connect(lambda *what: opened.append(what))
    pane.detail.open.click()
    assert opened == [(sentence[0], 0, 0, "")]


@pytest.mark.usefixtures("note")
def test_every_control_has_a_name(pane: OrphanPane, qtbot: QtBot) -> None:
    _passages(pane, qtbot)
    for button in (*pane.detail.candidates.buttons, pane.detail.keep, pane.detail.delete):
        assert button.accessibleName() or button.text()
    assert pane.list.accessibleName()
    assert pane.detail.view.accessibleName()


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize(("scale", "width"), [(1.0, 500), (2.0, 1000)])
def test_with_little_room_the_queue_stands_above(
    pane: OrphanPane, session: Session, scale: float, width: int
) -> None:
    session.appearance.set(Mode.LIGHT, scale)
    pane.resize(width, 700)
    QApplication.processEvents()
    assert pane.list.width() > width * 0.9
    assert pane.detail.y() >= pane.list.height()
    session.appearance.set(Mode.LIGHT, 1.0)


def test_what_changes_while_the_pane_is_hidden_is_there_when_it_comes_back(
    note: Note, pane: OrphanPane, session: Session
) -> None:
    pane.hide()
    keep_as_it_is(session, orphans(session)[0].held)
    pane.show()
    assert _rows(pane) == ["保留原样　1 条", note.exact]
