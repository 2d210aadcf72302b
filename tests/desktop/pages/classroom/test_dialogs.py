"""What is asked in dialogs: choosing, a new lesson, what classes chose, a quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db.records.lesson import SlideKind
from desktop.models.tallies import VOTES
from desktop.operations import lessons as operations
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import ChoiceDialog
from desktop.pages.classroom.lesson_dialog import LessonDialog
from desktop.pages.classroom.quiz_dialog import QuizDialog
from desktop.pages.classroom.tallies import TalliesDialog
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from db.records.lesson import Lesson
    from desktop.pages.classroom.page import ClassroomPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key


@pytest.fixture
def opened() -> Iterator[Callable[[Any], Any]]:
    """Shows a dialog, and puts it away."""
    shown: list[QDialog] = []

    def show(dialog: QDialog) -> QDialog:
        shown.append(dialog)
        dialog.show()
        return dialog

    yield show
    for dialog in shown:
        dispose(dialog)


def _ids(dialog: ChoiceDialog) -> list[str]:
    rows = [dialog.rows.row(dialog.rows.index(n)) for n in range(dialog.rows.rowCount())]
    return [row.id for row in rows if row is not None and row.kind != "heading"]


def test_a_mechanism_is_found_by_its_pinyin_and_taken_with_enter(
    page: ClassroomPage, session: Session, qtbot: QtBot, opened: Callable[[Any], Any]
) -> None:
    wanted = next(m for m in session.cases.mechanisms if "书记家访" in m.name)
    dialog: ChoiceDialog = opened(
        ChoiceDialog(
            session,
            page,
            "选做法",
            lambda _query, found=None: offers.mechanism_rows(session, found),
            finds="mechanism",
        )
    )
    QTest.keyClicks(dialog.edit, "sjjf")
    qtbot.waitUntil(lambda: wanted.id in _ids(dialog), timeout=5000)
    while dialog.current_id() != wanted.id:
        QTest.keyClick(dialog.edit, KEY.Key_Down)
    QTest.keyClick(dialog.edit, KEY.Key_Return)
    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.chosen == [wanted.id]


def test_what_is_chosen_already_is_in_sight_when_the_list_opens(
    page: ClassroomPage, session: Session, opened: Callable[[Any], Any]
) -> None:
    last = offers.mechanism_rows(session, None)[-1].id
    dialog: ChoiceDialog = opened(
        ChoiceDialog(
            session,
            page,
            "选做法",
            lambda _query, found=None: offers.mechanism_rows(session, found),
            chosen=(last,),
        )
    )
    assert dialog.current_id() == last
    row = dialog.list.visualRect(dialog.list.currentIndex())
    assert dialog.list.viewport().rect().contains(row)


def test_several_are_checked_in_the_order_they_were_chosen_up_to_the_most(
    page: ClassroomPage, session: Session, opened: Callable[[Any], Any]
) -> None:
    ids = [m.id for m in session.cases.mechanisms]
    dialog: ChoiceDialog = opened(
        ChoiceDialog(
            session,
            page,
            "选做法",
            lambda _query, found=None: offers.mechanism_rows(session, found),
            several=True,
            chosen=[ids[3]],
            most=2,
        )
    )
    assert dialog.current_id() == ids[3], "what is chosen is in sight"
    dialog.toggle(ids[1])
    dialog.toggle(ids[2])
    assert dialog.chosen == [ids[3], ids[1]], "a third is not taken"
    dialog.toggle(ids[3])
    assert dialog.chosen == [ids[1]]
    dialog.toggle(ids[1])
    assert not dialog.accept_button.isEnabled()


def test_what_a_lesson_is_about_stands_above_all_others(
    session: Session, lesson: Lesson, samples: Samples
) -> None:
    own = samples.rich().id
    rows = offers.mechanism_rows(session, None, offers.of_lesson(session, lesson.id))
    assert rows[0].kind == "heading"
    assert rows[1].id == own
    assert [row.id for row in rows].count(own) == 1


def test_a_new_lesson_has_its_title_page_in_one_step(
    page: ClassroomPage, session: Session, opened: Callable[[Any], Any]
) -> None:
    dialog: LessonDialog = opened(LessonDialog(session, page))
    dialog.title.setText("各地怎么比武")
    dialog.occasion.setText("村书记培训班")
    dialog.minutes.setValue(40)
    dialog.accept()
    made = dialog.made
    assert made is not None
    assert (made.title, made.occasion, made.minutes) == ("各地怎么比武", "村书记培训班", 40)
    assert [s.kind for s in session.lessons.slides(made.id)] == [SlideKind.TITLE]
    change: LessonDialog = opened(LessonDialog(session, page, made))
    change.title.setText("")
    change.accept()
    now = session.lessons.lesson(made.id)
    assert now is not None
    assert now.title == "未命名的课件"
    session.undo.undo()
    session.undo.undo()
    assert session.lessons.lessons() == []


def test_what_a_class_chose_is_corrected_removed_and_copied(
    page: ClassroomPage,
    session: Session,
    lesson: Lesson,
    samples: Samples,
    opened: Callable[[Any], Any],
) -> None:
    one, other = samples.several(2)
    for mechanism, votes in ((one, 3), (other, 8)):
        operations.record_votes(
            session, lesson.id, mechanism.id, votes, class_name="一班", on="2026-03-05"
        )
    dialog: TalliesDialog = opened(TalliesDialog(session, lesson.id, page))
    assert dialog.model.index(0, 2).data() == other.name
    dialog.model.setData(dialog.model.index(0, VOTES), "1")
    assert {t.votes for t in session.lessons.tallies(lesson.id)} == {1, 3}
    assert dialog.model.index(0, 2).data() == one.name, "the most chosen comes first"
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1].split("\t")[-1] == "3"
    dialog.table.selectRow(0)
    QTest.keyClick(dialog.table, KEY.Key_Delete)
    assert [t.mechanism_id for t in session.lessons.tallies(lesson.id)] == [other.id]
    session.undo.undo()
    assert len(session.lessons.tallies(lesson.id)) == 2


def test_a_quiz_takes_the_questions_that_are_checked(
    page: ClassroomPage, session: Session, lesson: Lesson, opened: Callable[[Any], Any]
) -> None:
    ids = [m.id for m in session.cases.mechanisms if session.cases.figures(m.id)][:12]
    dialog: QuizDialog = opened(QuizDialog(session, ids, page))
    assert dialog.boxes, "figures make questions"
    every = dialog.chosen
    dialog.boxes[0].setChecked(False)
    assert dialog.chosen == every[1:]
    dialog.again.click()
    assert not dialog.boxes[0].isChecked(), "what was left out stays so"
    page.acts.insert(dialog.chosen[:2])
    page.refresh()
    made = [s for s in session.lessons.slides(lesson.id) if s.kind is SlideKind.QUIZ]
    assert len(made) == 2
    for slide in made:
        assert slide.answer in slide.quotes[0].exact
