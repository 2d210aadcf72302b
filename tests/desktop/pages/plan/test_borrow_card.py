"""借鉴 → 改造 → 落实: quotes beside 本镇做法, decisions with a reason, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from db.records.plan import Borrowing, Decision, TaskState
from desktop.operations import plans as operations
from desktop.pages.plan.block_view import SIDES
from desktop.pages.plan.borrow_card import SIDE_BY_SIDE, BorrowCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from db.records.plan import Plan, Section
    from desktop.pages.plan.editor import PlanEditor
    from desktop.session import Session
    from tests.desktop.conftest import Samples

    Open = Callable[[], PlanEditor]


@pytest.fixture
def row(session: Session, plan: Plan, samples: Samples, tasks: Section) -> Borrowing:
    """A borrowing with several quotes."""
    return operations.borrow(session, plan.id, samples.rich().id, tasks.id)


@pytest.fixture
def card(row: Borrowing, open_editor: Open) -> BorrowCard:
    view = open_editor().column.reveal(row.id)
    assert isinstance(view, BorrowCard)
    return view


def _stored(session: Session, row: Borrowing) -> Borrowing:
    found = session.plans.row(row)
    assert isinstance(found, Borrowing)
    return found


def test_the_card_quotes_the_source_and_says_how_often(card: BorrowCard, row: Borrowing) -> None:
    shown = card._quote.text()
    assert " ".join(row.quotes[0].exact.split()) in shown
    assert str(len(row.quotes)) in card._source.text()
    if card._every.isVisible():
        QTest.mouseClick(card._every, Qt.MouseButton.LeftButton)
    for quote in row.quotes:
        assert " ".join(quote.exact.split()) in card._quote.text()


def test_a_quote_opens_its_source(card: BorrowCard, row: Borrowing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.signals.opened) as told:
        card._open(row.quotes[1])
    quote = row.quotes[1]
    assert told.args == [quote.article_id, quote.start, quote.end, row.mechanism_id]


def test_what_is_missing_is_said_in_words_until_it_is_written(card: BorrowCard) -> None:
    cells = card.fields.cells
    assert [cells[name].missing for name in ("person", "due", "goal")] == [
        "缺责任人",
        "缺时限",
        "目标未量化",
    ]
    person = card.fields.texts["person"]
    assert "缺责任人" in person.accessibleName()
    assert card._lacks.widget.isVisible(), "本镇做法 is not written"
    person.insertPlainText("镇长")
    person.store()
    card.fields.texts["goal"].insertPlainText("一年不少于4场")
    card.fields.texts["goal"].store()
    card.ours.insertPlainText("每季度一次")
    card.ours.store()
    assert cells["person"].missing == ""
    assert person.accessibleName() == "责任人"
    assert cells["goal"].missing == ""
    assert not card._lacks.widget.isVisible()


def test_a_deadline_that_has_passed_is_said_until_the_task_is_done(
    session: Session, card: BorrowCard, row: Borrowing
) -> None:
    task = session.plans.task_of(row)
    assert task is not None
    operations.write(session, task, due="2001-03-31")
    assert card.fields.cells["due"].missing == "时限早于今天"
    operations.write(session, task, state=TaskState.DONE)
    assert card.fields.cells["due"].missing == ""


def test_a_rejected_mechanism_asks_for_a_reason_and_for_nothing_else(
    session: Session, card: BorrowCard, row: Borrowing
) -> None:
    card.decide(Decision.REJECT)
    assert _stored(session, row).decision is Decision.REJECT
    assert QApplication.focusWidget() is card.reason
    assert not card.fields.isVisible()
    assert card.missing() == {}
    card.reason.insertPlainText("本镇没有这样的场地")
    card.reason.store()
    assert _stored(session, row).reason == "本镇没有这样的场地"
    session.undo.undo()
    session.undo.undo()
    assert card.fields.isVisible()


def test_a_reason_is_not_asked_for_what_is_taken_as_it_is(
    session: Session, card: BorrowCard, row: Borrowing
) -> None:
    card.decide(Decision.ADOPT)
    assert not card.reason.isVisible()
    operations.write(session, row, reason="试点在先")
    assert card.reason.isVisible(), "one that was written is not hidden"


def test_further_fields_are_behind_a_button_and_are_stored(
    session: Session, card: BorrowCard, row: Borrowing
) -> None:
    assert "lead_unit" not in card.fields.texts
    card.fields.show_more()
    text = card.fields.texts["lead_unit"]
    assert text.isVisible()
    text.insertPlainText("镇党建办")
    text.store()
    task = session.plans.task_of(row)
    assert task is not None
    assert task.lead_unit == "镇党建办"


def test_a_borrowing_that_lost_its_task_gets_a_new_one_with_the_first_word(
    session: Session, card: BorrowCard, row: Borrowing
) -> None:
    task = session.plans.task_of(row)
    assert task is not None
    operations.remove(session, task)
    person = card.fields.texts["person"]
    person.insertPlainText("镇长")
    person.store()
    made = session.plans.task_of(row)
    assert made is not None
    assert made.person == "镇长"


def test_a_folded_card_says_what_it_lacks(
    session: Session, card: BorrowCard, row: Borrowing
) -> None:
    operations.write(session, row, ours="镇村书记每月入户家访")
    card._fold()
    assert not card.ours.isVisible()
    assert card._result.text() == "镇村书记每月入户家访"
    assert "缺责任人" in card._warned.text()


def test_in_a_wide_card_the_source_stands_left_of_what_the_township_does(
    session: Session, card: BorrowCard
) -> None:
    card.arrange(session.appearance.px(SIDE_BY_SIDE))
    card.resize(session.appearance.px(SIDE_BY_SIDE), card.height())
    QApplication.processEvents()
    left = card._quote.mapTo(card, card._quote.rect().topLeft())
    right = card.ours.mapTo(card, card.ours.rect().topLeft())
    assert left.x() < right.x()
    assert abs(left.y() - right.y()) < 40


def test_the_user_may_want_the_source_on_the_left_in_a_card_as_wide_as_drawn(
    session: Session, card: BorrowCard
) -> None:
    drawn = session.appearance.px(716)
    card.arrange(drawn)
    assert card._sides.direction() is QBoxLayout.Direction.TopToBottom
    session.remembered.put(SIDES, 1)
    card.arrange(drawn)
    assert card._sides.direction() is QBoxLayout.Direction.LeftToRight


def test_enter_in_a_short_field_goes_on_and_a_pasted_break_becomes_a_blank(
    card: BorrowCard,
) -> None:
    person = card.fields.texts["person"]
    person.setFocus()
    QApplication.clipboard().setText("镇长\n副镇长")
    person.paste()
    assert person.toPlainText() == "镇长 副镇长"
    QTest.keyClick(person, Qt.Key.Key_Return)
    assert person.toPlainText() == "镇长 副镇长"
    assert QApplication.focusWidget() is not person


def test_a_text_grows_with_its_words(card: BorrowCard) -> None:
    before = card.ours.height(), card.height()
    card.ours.insertPlainText("每季度组织一次村书记练兵比武。" * 20)
    for _ in range(4):
        QApplication.processEvents()
    assert card.ours.height() > before[0] + 40
    assert card.height() > before[1] + 40
    assert not card.ours.verticalScrollBar().maximum()


def test_a_card_begun_beforehand_may_be_resized_before_it_is_whole(
    card: BorrowCard, qtbot: QtBot
) -> None:
    """As another type size or look does with all that is there."""
    beside = QWidget()
    qtbot.addWidget(beside)
    begun = BorrowCard(card.session, card.signals, beside)
    sizes = iter(range(300, 3000, 100))
    while not begun.whole:
        begun.resize(next(sizes), 200)
        QApplication.sendEvent(begun, QResizeEvent(begun.size(), begun.size()))
        begun.step()
    begun.resize(next(sizes), 200)
    assert begun._sides.direction() is card._sides.direction()
