"""What a slide is made of, chosen and written in the inspector; every choice one step of undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from db.records.lesson import Reveal, Slide, SlideKind
from desktop.comparing.comparison import family_groups
from desktop.models.rows import Row
from desktop.operations import lessons as operations
from desktop.operations.notes import start_note, write_note
from desktop.pages.classroom.chosen_list import ChosenList
from desktop.pages.classroom.facets_field import FacetsField
from desktop.pages.classroom.family_field import FamilyField
from desktop.pages.classroom.figures_field import FiguresField
from desktop.pages.classroom.mechanism_fields import MechanismsField
from desktop.pages.classroom.note_field import NoteField
from desktop.pages.classroom.options_field import OptionsField
from desktop.pages.classroom.quote_field import QuoteField
from desktop.teaching.slides import blank_slide
from desktop.widgets.parts import IconButton, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from db.records.lesson import Lesson
    from desktop.pages.classroom.page import ClassroomPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.pages.classroom.conftest import Answers

_F = TypeVar("_F")


def _field(page: ClassroomPage, name: str, kind: type[_F]) -> _F:
    found = page.inspector.field(name)
    assert isinstance(found, kind)
    return found


def _add(page: ClassroomPage, session: Session, lesson: Lesson, slide: Slide) -> Slide:
    made = operations.add_slides(session, lesson.id, [slide])[0]
    page.refresh()
    page.choose(made.id)
    return made


def _now(session: Session, slide: Slide) -> Slide:
    found = session.lessons.row(slide)
    assert isinstance(found, Slide)
    return found


def test_another_mechanism_brings_its_own_quote(
    page: ClassroomPage,
    session: Session,
    samples: Samples,
    answers: Answers,
    of_kind: Callable[[SlideKind], Slide],
) -> None:
    slide = of_kind(SlideKind.QUOTE)
    page.choose(slide.id)
    other = samples.of_other_region(session.cases.mechanism_by_id[slide.mechanism_ids[0]])
    answers.next = [[other.id]]
    _field(page, "mechanisms", MechanismsField).button.click()
    now = _now(session, slide)
    assert now.mechanism_ids == (other.id,)
    first = session.cases.citations(other.id)[0]
    assert now.quotes[0].exact == first.exact
    session.undo.undo()
    assert _now(session, slide).quotes == slide.quotes, "one step takes both back"


def test_a_quote_is_chosen_among_those_that_back_the_mechanism_and_opened(
    page: ClassroomPage,
    session: Session,
    answers: Answers,
    of_kind: Callable[[SlideKind], Slide],
) -> None:
    slide = of_kind(SlideKind.QUOTE)
    page.choose(slide.id)
    field = _field(page, "quote", QuoteField)
    answers.next = [lambda rows: [rows[-1].id]]
    field.button.click()
    quote = _now(session, slide).quotes[0]
    text = session.cases.article(quote.article_id).text
    assert text[quote.start : quote.end] == quote.exact
    assert quote.exact in {q.exact for q in session.cases.citations(slide.mechanism_ids[0])}
    page.refresh()
    told: list[str] = []
    page.opened.disconnect()
    page.opened.connect(lambda article, *_: told.append(article))
    field.open.click()
    assert told == [quote.article_id]


def test_each_comparison_shows_the_regions_of_its_own_family(
    page: ClassroomPage, session: Session, lesson: Lesson, qtbot: QtBot
) -> None:
    families = list(session.cases.family_by_id)[:2]
    slides = [
        _add(page, session, lesson, blank_slide(SlideKind.COMPARISON, family_id=family))
        for family in families
    ]
    page.slides.choose(slides[0].id)  # and at once another: what was begun for it is dropped
    for _ in range(2):
        for slide, family in zip(slides, families, strict=True):
            page.slides.choose(slide.id)
            qtbot.waitUntil(lambda slide=slide: page.inspector.slide_id == slide.id)  # type: ignore[misc]
            field = _field(page, "family", FamilyField)
            groups = {group.id for group in family_groups(session.cases, family)}
            in_sight = [box for box in field.findChildren(QCheckBox) if box.isVisibleTo(field)]
            assert set(field.boxes) == groups
            assert len(in_sight) == len(groups), "those of the other are gone"


def test_regions_that_are_begun_for_another_slide_stay_out_of_sight(
    page: ClassroomPage, session: Session, lesson: Lesson
) -> None:
    slides = [
        _add(page, session, lesson, blank_slide(SlideKind.COMPARISON, family_id=family))
        for family in list(session.cases.family_by_id)[:2]
    ]
    page.choose(slides[0].id)
    field = _field(page, "family", FamilyField)
    lines = len(field.boxes)
    _add(page, session, lesson, blank_slide(SlideKind.TEXT))
    begun = field.prepare(slides[1])
    next(begun)
    next(begun)
    page.choose(slides[0].id)
    in_sight = [box for box in field.findChildren(QCheckBox) if box.isVisibleTo(page)]
    assert len(in_sight) == lines


def test_a_quote_that_the_text_no_longer_has_says_so(
    page: ClassroomPage, session: Session, of_kind: Callable[[SlideKind], Slide]
) -> None:
    slide = of_kind(SlideKind.QUOTE)
    stale = replace(slide.quotes[0], exact="原文里没有的话")
    operations.write(session, slide, quotes=(stale,))
    page.refresh()
    page.choose(slide.id)
    field = _field(page, "quote", QuoteField)
    assert "原文已变" in field.where.text()
    assert not field.open.isEnabled()


def test_facets_left_out_are_stored_and_all_of_them_are_nothing(
    page: ClassroomPage, session: Session, of_kind: Callable[[SlideKind], Slide]
) -> None:
    slide = of_kind(SlideKind.MECHANISM)
    page.choose(slide.id)
    field = _field(page, "facets", FacetsField)
    said = [facet.kind for facet in session.cases.facets(slide.mechanism_ids[0])]
    for kind, box in field.boxes.items():
        assert box.isEnabled() == (kind in said)
        assert box.isChecked() == (kind in said)
    field.boxes[said[0]].click()
    page.refresh()
    assert set(_now(session, slide).facets) == {kind.value for kind in said[1:]}
    for kind in said[1:]:
        field.boxes[kind].click()
        page.refresh()
    assert _now(session, slide).facets, "a slide without any would show nothing"
    for kind in said:
        if not field.boxes[kind].isChecked():
            field.boxes[kind].click()
            page.refresh()
    assert _now(session, slide).facets == ()


def test_a_comparison_takes_a_family_or_mechanisms_chosen_by_hand(
    page: ClassroomPage, session: Session, lesson: Lesson, samples: Samples, answers: Answers
) -> None:
    cases = session.cases
    family = next(
        f for f in cases.family_by_id if any(len(g.members) > 1 for g in family_groups(cases, f))
    )
    group = next(g for g in family_groups(cases, family) if len(g.members) > 1)
    slide = _add(page, session, lesson, blank_slide(SlideKind.COMPARISON))
    answers.next = [[family]]
    _field(page, "family", FamilyField).button.click()
    page.refresh()
    assert _now(session, slide).family_id == family
    field = _field(page, "family", FamilyField)
    field.menu_of(group, group.members[0].id).actions()[1].trigger()
    groups = family_groups(cases, family)
    wanted = [group.members[1].id if g.id == group.id else g.members[0].id for g in groups]
    assert _now(session, slide).mechanism_ids == tuple(wanted)
    page.refresh()
    field.boxes[groups[0].id].click()
    assert _now(session, slide).mechanism_ids == tuple(wanted[1:]), "a region is left out"
    page.refresh()
    field.boxes[groups[0].id].click()
    page.refresh()
    assert len(_now(session, slide).mechanism_ids) == len(groups)
    several = [m.id for m in samples.several(3)]
    answers.next = [several]
    _field(page, "mechanisms", MechanismsField).button.click()
    page.refresh()
    now = _now(session, slide)
    assert (now.family_id, now.mechanism_ids) == (None, tuple(several))
    chosen = _field(page, "mechanisms", MechanismsField)
    chosen.list.stepped.emit(several[0], 1)
    assert _now(session, slide).mechanism_ids == (several[1], several[0], several[2])
    chosen.list.removed.emit(several[1])
    assert _now(session, slide).mechanism_ids == (several[0], several[2])


def test_figures_are_those_of_a_measure_or_chosen_by_hand(
    page: ClassroomPage, session: Session, lesson: Lesson, answers: Answers
) -> None:
    slide = _add(page, session, lesson, blank_slide(SlideKind.FIGURES))
    field = _field(page, "figures", FiguresField)
    answers.next = [lambda rows: [rows[0].id]]
    field.by_measure.click()
    measure = _now(session, slide).measure_id
    assert measure in {m.id for m in session.cases.measures}
    answers.next = [lambda rows: [row.id for row in rows[:3]]]
    field.by_hand.click()
    now = _now(session, slide)
    assert now.measure_id is None
    assert len(now.figure_ids) == 3
    assert set(now.figure_ids) <= set(session.cases.figure_by_id)


def test_the_right_option_stays_the_answer_when_it_is_rewritten(
    page: ClassroomPage, session: Session, lesson: Lesson
) -> None:
    quiz = blank_slide(SlideKind.QUIZ, options=("16项", "8项"), answer="16项")
    slide = _add(page, session, lesson, quiz)
    field = _field(page, "options", OptionsField)
    assert [line.right.isChecked() for line in field.lines] == [True, False]
    field.lines[0].text.setFocus()
    field.lines[0].text.insertPlainText("左右")
    field.store()
    now = _now(session, slide)
    assert now.answer == now.options[0] != "16项"
    field.lines[1].right.click()
    assert _now(session, slide).answer == "8项"
    field.button.click()
    assert len(_now(session, slide).options) == 3
    field.remove(2)
    assert _now(session, slide).options[1] == "8项"


def test_no_note_is_shown_to_the_class_but_the_one_that_is_named(
    page: ClassroomPage,
    session: Session,
    samples: Samples,
    answers: Answers,
    of_kind: Callable[[SlideKind], Slide],
) -> None:
    slide = of_kind(SlideKind.MECHANISM)
    page.choose(slide.id)
    field = _field(page, "note", NoteField)
    field.switch.click()
    assert _now(session, slide).note_id is None
    assert not field.switch.isChecked(), "there is no note to show"
    note = start_note(session, samples.rich().id)
    write_note(session, note, "只给自己看的话")
    answers.next = [[]]
    field.switch.click()
    assert not field.switch.isChecked(), "nothing was named"
    answers.next = [lambda rows: [rows[0].id]]
    field.switch.click()
    page.refresh()
    assert _now(session, slide).note_id == note.id
    assert "全班都看得到" in field.warning.text()
    assert field.warning.isVisible()
    field.switch.click()
    page.refresh()
    assert _now(session, slide).note_id is None
    assert not field.warning.isVisible()


def test_how_a_comparison_is_uncovered_is_chosen(
    page: ClassroomPage, session: Session, of_kind: Callable[[SlideKind], Slide]
) -> None:
    from desktop.pages.classroom.fields import RevealField

    slide = of_kind(SlideKind.MECHANISM)
    page.choose(slide.id)
    field = _field(page, "reveal", RevealField)
    field.choice.chosen.emit("cells")
    assert _now(session, slide).reveal is Reveal.CELLS
    assert session.undo.undoText() == "改逐步显示"
    session.undo.undo()
    page.refresh()
    assert field.choice.current == "all"


def test_what_is_chosen_can_be_taken_out_however_long_its_name_is(
    session: Session, qtbot: QtBot
) -> None:
    chosen = ChosenList(session.appearance)
    qtbot.addWidget(chosen)
    name = "Leasing idle collective buildings and woodland to third parties"
    rows = [Row(str(n), name, theme="fortress", figure="Liupanshui") for n in range(2)]
    chosen.show_rows(rows, ordered=True)
    room = session.appearance.size("plan", "drawer", "min") - 2 * session.appearance.px(16)
    assert chosen.minimumSizeHint().width() <= room


def test_a_row_that_is_moved_keeps_the_focus(session: Session, qtbot: QtBot) -> None:
    chosen = ChosenList(session.appearance)
    qtbot.addWidget(chosen)
    rows = [Row(name, name, figure="云浮") for name in "abc"]
    chosen.stepped.connect(
        lambda ref, by: chosen.show_rows(_stepped(chosen_rows(chosen), ref, by), ordered=True)
    )
    chosen.show_rows(rows, ordered=True)
    chosen.show()
    chosen.activateWindow()
    down = next(b for b in chosen.findChildren(IconButton) if b.accessibleName() == "下移a")
    down.setFocus()
    qtbot.waitUntil(down.hasFocus)
    for expected in ("下移a", "移出a"):  # the last one cannot be moved further down
        QTest.keyClick(_held(), Qt.Key.Key_Space)
        assert _held().accessibleName() == expected
    assert [row.id for row in chosen_rows(chosen)] == ["b", "c", "a"]


def test_lines_of_what_was_chosen_before_are_not_in_sight(session: Session, qtbot: QtBot) -> None:
    chosen = ChosenList(session.appearance)
    qtbot.addWidget(chosen)
    assert len(list(chosen.prepare(3))) == 3
    chosen.show()
    for names in ("abc", "d", "ef"):
        chosen.show_rows([Row(name, name) for name in names])
        labels = [one.text() for one in chosen.findChildren(PlainLabel) if one.isVisible()]
        assert [label for label in labels if label] == list(names)
        with qtbot.waitSignal(chosen.removed) as said:
            buttons = [b for b in chosen.findChildren(IconButton) if b.isVisible()]
            buttons[-1].click()
        assert said.args == [names[-1]]
    chosen.show_rows([])
    assert not chosen.isVisible()


def chosen_rows(chosen: ChosenList) -> list[Row]:
    """What the list shows."""
    assert chosen._shown is not None
    return chosen._shown[0]


def _stepped(rows: list[Row], ref: str, by: int) -> list[Row]:
    at = [row.id for row in rows].index(ref)
    rows = list(rows)
    rows.insert(at + by, rows.pop(at))
    return rows


def _held() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found
