"""加入方案 (P): from a page with a mechanism, and from a selection in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.operations import plans as operations
from desktop.pages.plan import plan_dialog
from desktop.pages.plan.adding import span_owner
from desktop.widgets.brief_notice import BriefNotice
from desktop.widgets.lanes import Span
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from PySide6.QtWidgets import QWidget

    from desktop.main_window import MainWindow
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key


def _said(window: MainWindow) -> str:
    notice = window.findChild(BriefNotice)
    return notice.text() if isinstance(notice, BriefNotice) else ""


def test_p_borrows_the_current_mechanism_and_says_where_it_went(
    window: MainWindow, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    plan = operations.new_plan(session, "示例镇方案")
    mechanism = samples.rich()
    window.compare.select(mechanism.id)
    window.compare.view.setFocus()
    press(KEY.Key_P)
    assert [row.mechanism_id for row in session.plans.borrowings(plan.id)] == [mechanism.id]
    assert "《示例镇方案》的“重点任务”" in _said(window)
    settle(window)
    assert "已入方案" in window.compare.pane._plan.text()
    press(KEY.Key_P)
    assert len(session.plans.borrowings(plan.id)) == 1
    assert "已经在" in _said(window)


def test_without_a_plan_p_asks_for_one_and_takes_no_for_an_answer(
    window: MainWindow, session: Session, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QWidget] = []
    monkeypatch.setattr(plan_dialog, "ask_new_plan", lambda _session, parent: asked.append(parent))
    window.compare.select(samples.any().id)
    window.compare.add_to_plan()
    assert len(asked) == 1
    assert session.plans.plans() == []


def test_a_selection_in_the_text_is_the_first_quote_of_its_mechanism(
    window: MainWindow, session: Session, samples: Samples
) -> None:
    plan = operations.new_plan(session, "示例镇方案")
    mechanism = samples.rich()
    quote = session.cases.citations(mechanism.id)[-1]
    window.show_page(window.reader)
    window.reader.open(quote.article_id, quote.start, quote.end, mechanism.id)
    settle(window)
    reader = window.reader
    reader.view.setFocus()
    start, end = quote.start, quote.start + 4
    reader.view.chosen_span = lambda: (start, end)  # type: ignore[method-assign]
    QApplication.processEvents()
    reader.add_to_plan()
    made = session.plans.borrowings(plan.id)
    assert [row.mechanism_id for row in made] == [mechanism.id]
    assert (made[0].quotes[0].start, made[0].quotes[0].end) == (start, end)


def test_a_passage_belongs_to_what_stands_out_or_to_the_shortest_around_it() -> None:
    spans = [Span(0, 100, "long", "zz"), Span(10, 40, "short", "ty"), Span(50, 60, "other", "kh")]
    assert span_owner(spans, 12, 20, "") == "short"
    assert span_owner(spans, 12, 20, "long") == "long"
    assert span_owner(spans, 12, 20, "other") == "short"
    assert span_owner(spans, 90, 120, "") == ""
