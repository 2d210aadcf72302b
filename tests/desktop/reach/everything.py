"""Everything that can be seen: each page in each of its states, each dialog.

A new page or dialog is one line more here; what has to hold for all of them then holds for it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from db.records.lesson import SlideKind
from desktop.notebook.filters import ALL, LOST, REMOVED, Wanted
from desktop.operations import lessons, plans
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import delete_note, start_note, start_span_note, write_note
from desktop.operations.tags import set_tags
from desktop.pages.help.window import HelpWindow
from desktop.pages.welcome.overlay import Welcome
from desktop.screenshots import _furnish, _showpiece
from desktop.teaching.slides import blank_slide, first_quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.lesson import Slide
    from desktop.main_window import MainWindow
    from desktop.session import Session


def furnish(session: Session) -> None:
    """Something of everything: without it most pages are empty, and tests of them hollow."""
    _furnish(session)
    shown = showpiece(session)
    article, quote = session.cases.article_of(shown), session.cases.citations(shown)[0]
    note = start_span_note(session, article, quote.start, quote.end)
    write_note(session, note, "一句话的批注")
    set_tags(session, note.id, ["党建", "比武"])
    gone = start_note(session, shown)
    write_note(session, gone, "不要了的批注")
    delete_note(session, gone.id)
    add_highlight(session, article, quote.end + 5, quote.end + 25)
    plan = plans.current_plan(session)
    assert plan is not None
    plans.keep_version(session, plan.id, "第一稿")
    plans.new_plan(session, "另一个镇的方案")
    plans.choose_plan(session, plan.id)
    _add_every_slide(session)
    session.undo.clear()


def _add_every_slide(session: Session) -> None:
    """The lesson has a slide of every kind, and a vote of a class."""
    lesson, cases, shown = lessons.current_lesson(session), session.cases, showpiece(session)
    assert lesson is not None
    family = cases.mechanism_by_id[shown].family_id
    members = tuple(m.id for m in cases.family_members(family or ""))[:3]
    quote = first_quote(cases, shown)
    assert quote is not None
    fields: dict[SlideKind, dict[str, Any]] = {
        SlideKind.MECHANISM: {"mechanism_ids": (shown,)},
        SlideKind.COMPARISON: {"mechanism_ids": members},
        SlideKind.DIFFERENCES: {"mechanism_ids": members, "family_id": family},
        SlideKind.QUOTE: {"mechanism_ids": (shown,), "quotes": (quote,)},
        SlideKind.FIGURES: {"figure_ids": tuple(f.id for f in cases.figures(shown))},
        SlideKind.QUIZ: {"body": "哪个地方？", "options": ("甲", "乙"), "answer": "甲"},
        SlideKind.TALLY: {"mechanism_ids": members},
    }
    there = {slide.kind for slide in session.lessons.slides(lesson.id)}
    new = [blank_slide(kind, **fields.get(kind, {})) for kind in SlideKind if kind not in there]
    lessons.add_slides(session, lesson.id, new)
    lessons.record_votes(session, lesson.id, shown, 3, class_name="镇村班", on="2026-11-20")


def showpiece(session: Session) -> str:
    """The mechanism that the pages dwell on: it has facets, figures and quotes."""
    return _showpiece(session)


# Pages


def _compare(window: MainWindow) -> None:
    window.show_page(window.compare)
    window.compare.select(showpiece(window.session))


def _compare_note(window: MainWindow) -> None:
    _compare(window)
    window.compare.write_note()


def _family(window: MainWindow) -> None:
    window.show_page(window.family)
    window.family.show_mechanism(showpiece(window.session))


def _parallel(window: MainWindow) -> None:
    window.show_page(window.parallel)
    window.parallel.show_mechanism(showpiece(window.session))


def _choosing_family(window: MainWindow) -> None:
    _parallel(window)
    window.parallel.sub_bar.choose_family()


def _figures(window: MainWindow) -> None:
    window.show_page(window.figures)
    window.figures.show_figure(window.session.cases.figures(showpiece(window.session))[0].id)


def _reader(window: MainWindow) -> None:
    shown, cases = showpiece(window.session), window.session.cases
    quote = cases.citations(shown)[0]
    window.show_page(window.reader)
    window.reader.open(cases.article_of(shown), quote.start, quote.end, shown)


def _find(window: MainWindow) -> None:
    _reader(window)
    window.reader.finder.open()


def _library(window: MainWindow, of: str = "mechanism") -> None:
    shown, cases = showpiece(window.session), window.session.cases
    mechanism = cases.mechanism_by_id[shown]
    page = window.library
    window.show_page(page)
    if of == "region":
        page.show_region(mechanism.region_id)
    elif of == "family":
        page.show_family(mechanism.family_id or "")
    else:
        page.select(cases.article_of(shown) if of == "article" else shown)


def _results(window: MainWindow) -> None:
    window.show_page(window.results)
    window.results.show_query("家访")
    window.results.search()


def _notebook(window: MainWindow, kind: str = ALL) -> None:
    window.show_page(window.notebook)
    window.notebook.filter_by(Wanted(kind=kind))


def _a_note(window: MainWindow) -> None:
    _notebook(window)
    window.notebook.clear_filters()
    window.notebook.show_note(next(n for n in window.session.marks.notes() if n.article_id))


def _notebook_edit(window: MainWindow) -> None:
    _a_note(window)
    window.notebook.edit()


def _notebook_tag(window: MainWindow) -> None:
    _a_note(window)
    window.notebook.tag()


def _plan(window: MainWindow) -> None:
    window.show_page(window.plan)


def _card(window: MainWindow) -> None:
    _plan(window)
    window.plan.editor.go_to(window.session.plans.borrowings(window.plan.plan_id)[0].id)


def _table(window: MainWindow) -> None:
    _plan(window)
    window.plan.editor.go_to("table")


def _lesson(window: MainWindow, kind: SlideKind = SlideKind.TITLE) -> None:
    window.show_page(window.classroom)
    window.classroom.choose(_slide(window.session, kind).id)
    window.classroom.refresh()


def _slide(session: Session, kind: SlideKind) -> Slide:
    lesson = lessons.current_lesson(session)
    assert lesson is not None
    return next(slide for slide in session.lessons.slides(lesson.id) if slide.kind is kind)


def _settings(window: MainWindow) -> None:
    window.show_page(window.settings_page)


PAGES: Final[dict[str, Callable[[MainWindow], None]]] = {
    "compare": _compare,
    "compare, a note": _compare_note,
    "family": _family,
    "parallel": _parallel,
    "parallel, choosing a family": _choosing_family,
    "figures": _figures,
    "reader": _reader,
    "reader, finding": _find,
    "library": _library,
    "library, an article": partial(_library, of="article"),
    "library, a region": partial(_library, of="region"),
    "library, a family": partial(_library, of="family"),
    "results": _results,
    "notebook": _notebook,
    "notebook, editing": _notebook_edit,
    "notebook, a tag": _notebook_tag,
    "notebook, lost": partial(_notebook, kind=LOST),
    "notebook, removed": partial(_notebook, kind=REMOVED),
    "plan": _plan,
    "plan, a card": _card,
    "plan, its table": _table,
    **{f"lesson, {kind}": partial(_lesson, kind=kind) for kind in SlideKind},
    "settings": _settings,
}


# Dialogs: made as their page makes them, and shown


def _search_dialog(window: MainWindow) -> QWidget:
    window.open_search()
    assert window.search_dialog is not None
    window.search_dialog.edit.setText("比武")
    window.search_dialog.search()
    return window.search_dialog


def _help_window(window: MainWindow) -> QWidget:
    window.open_help()
    QApplication.processEvents()
    return next(w for w in window.findChildren(HelpWindow) if w.isVisible())


def _about_dialog(window: MainWindow) -> QWidget:
    window.open_about()
    return _modal()


def _welcome(window: MainWindow) -> QWidget:
    window.open_welcome()
    QApplication.processEvents()
    return next(w for w in window.findChildren(Welcome) if w.isVisible())


def _restore_dialog(window: MainWindow) -> QWidget:
    from desktop.pages.settings.restore_dialog import RestoreDialog

    return _opened(RestoreDialog(window.session, window))


def _crash_dialog(window: MainWindow) -> QWidget:
    from desktop.frame.crash_dialog import CrashDialog, Said

    said = Said("他山出错了", "刚才的操作没有做完。", "写下的都已存好。", True, "Traceback …\n一行")
    return _opened(CrashDialog(window.session.appearance, said, window.session.folder, window))


def _plan_dialog(window: MainWindow) -> QWidget:
    from desktop.pages.plan.plan_dialog import PlanDialog

    return _opened(PlanDialog(window.session, window))


def _profile_dialog(window: MainWindow) -> QWidget:
    window.plan.whole.edit()
    return _modal()


def _history_dialog(window: MainWindow) -> QWidget:
    window.plan.whole.open_history()
    return _modal()


def _compare_plans(window: MainWindow) -> QWidget:
    window.plan.whole.open_compare()
    return _modal()


def _preview_dialog(window: MainWindow) -> QWidget:
    window.plan.preview_action.trigger()
    return _modal()


def _new_lesson_dialog(window: MainWindow) -> QWidget:
    from desktop.pages.classroom.lesson_dialog import LessonDialog

    return _opened(LessonDialog(window.session, window))


def _tallies_dialog(window: MainWindow) -> QWidget:
    window.classroom.whole.open_tallies()
    return _modal()


def _quiz_dialog(window: MainWindow) -> QWidget:
    from desktop.pages.classroom.quiz_dialog import QuizDialog

    return _opened(QuizDialog(window.session, [showpiece(window.session)], window.classroom))


def _choice_dialog(window: MainWindow) -> QWidget:
    from desktop.pages.classroom import offers
    from desktop.pages.classroom.choice_dialog import ChoiceDialog

    offer = partial(offers.family_rows, window.session)
    return _opened(ChoiceDialog(window.session, window, "选同类做法", offer, several=True))


def _class_dialog(window: MainWindow) -> QWidget:
    from desktop.pages.classroom.votes import ClassDialog

    return _opened(ClassDialog("镇村班", window))


def _opened(dialog: QWidget) -> QWidget:
    dialog.show()
    dialog.activateWindow()
    return dialog


def _modal() -> QWidget:
    for _ in range(3):  # one that is made, styled and shown on a turn each
        QApplication.processEvents()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None, "no dialog has opened"
    return dialog


DIALOGS: Final[dict[str, tuple[Callable[[MainWindow], None], Callable[[MainWindow], QWidget]]]] = {
    "search": (_compare, _search_dialog),
    "help": (_compare, _help_window),
    "about": (_compare, _about_dialog),
    "welcome": (_compare, _welcome),
    "restore": (_settings, _restore_dialog),
    "crash": (_compare, _crash_dialog),
    "new plan": (_plan, _plan_dialog),
    "plan's profile": (_plan, _profile_dialog),
    "plan's history": (_plan, _history_dialog),
    "compare plans": (_plan, _compare_plans),
    "plan's preview": (_plan, _preview_dialog),
    "new lesson": (_lesson, _new_lesson_dialog),
    "tallies": (_lesson, _tallies_dialog),
    "quiz": (_lesson, _quiz_dialog),
    "choice": (_lesson, _choice_dialog),
    "class": (_lesson, _class_dialog),
}
"""Name -> the page over which it opens, and what opens it."""
