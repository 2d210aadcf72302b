"""导出: what a plan can become, each with a line that says what one gets.

A menu like any other for keys, mouse and screen readers; its rows only look richer. Its last line
says how much of the plan is still open: told, never in the way.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget, QWidgetAction

from desktop.i18n import tr
from desktop.pages.exporting import EXCEL, MARKDOWN, WORD
from desktop.pages.plan.plan_export import PDF, PlanExporter
from desktop.planning.checks import ProblemKind, problems
from desktop.widgets.opening import open_soon
from desktop.widgets.parts import IconLabel, Panel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop.session import Session

PRINT: Final = "print"
_KEY: Final = "Ctrl+E"


class ExportMenu(QMenu):
    """The menu of the button 导出, for the plan that `plan_id` names.

    `store` hands over what is being typed, before anything is written.
    """

    def __init__(
        self,
        session: Session,
        plan_id: Callable[[], str],
        parent: QWidget,
        store: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportMenu")
        self._session = session
        self._plan_id = plan_id
        self._store = store
        self.exporter = PlanExporter(session, plan_id, parent)
        self._rows: dict[QAction, _Row] = {}
        for number, (kind, icon, name, what) in enumerate(_choices()):
            row = _Row(session, icon, name, what, "" if number else _KEY)
            action = self._add(row, tr("{text}（{key}）").format(text=name, key=what))
            action.triggered.connect(partial(self.choose, kind))
        self._line = self.addSeparator()
        self._gaps = _Gaps(session)
        self._last = self._add(self._gaps, "")
        self._last.setEnabled(False)  # keys pass it by
        self.hovered.connect(self._on_hovered)
        self.aboutToShow.connect(self._on_about_to_show)

    def choose(self, kind: str) -> None:
        """Do what a row offers: write a file of a kind, or show the pages and print."""
        if self._store is not None:
            self._store()
        if kind == PRINT:
            self.preview()
        else:
            self.exporter.save(kind)

    def preview(self) -> None:
        """公文预览: the pages as they will be printed."""
        from desktop.pages.plan.preview import PreviewDialog

        document = self.exporter.current()
        if document is not None:
            faces = self.exporter.faces  # which loads fonts, once the window is there
            dialog = PreviewDialog(self._session, document, faces, self.parent_window())
            open_soon(dialog)

    def open_below(self, button: QWidget) -> None:
        """Open with the right edges in line: the button stands at the right of its page."""
        corner = button.mapToGlobal(button.rect().bottomRight())
        self.popup(corner - QPoint(self.sizeHint().width() - 1, -1))

    def rows(self) -> list[tuple[QAction, QWidget]]:
        """What can be chosen, and how it is shown."""
        return list(self._rows.items())

    def event(self, event: QEvent) -> bool:
        """That key would open the menu again: the page behind it has it as a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_first(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key of the first row, which has opened the menu, chooses that row when it is open."""
        if _is_first(event):
            self.close()
            next(iter(self._rows)).trigger()
        else:
            super().keyPressEvent(event)

    def parent_window(self) -> QWidget:
        """Over which dialogs stand."""
        parent = self.parentWidget()
        assert parent is not None, "the menu was made with a parent"
        return parent

    def _add(self, row: QWidget, name: str) -> QAction:
        action = QWidgetAction(self)
        action.setDefaultWidget(row)
        action.setText(name)  # what a screen reader says
        row.setAccessibleName(name)
        # The menu takes every click and key: a row that took some would be a second menu.
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.addAction(action)
        if isinstance(row, _Row):
            self._rows[action] = row
        return action

    def _on_hovered(self, action: QAction) -> None:
        for each, row in self._rows.items():
            row.set_current(each is action)

    def _on_about_to_show(self) -> None:
        open_ = [
            problem
            for problem in problems(self._session.plans, self._plan_id(), date.today())
            if problem.kind is not ProblemKind.OVERDUE
        ]
        sentence = tr("还有 {n} 项未填，导出时标“待补”。").format(n=len(open_))
        self._gaps.say(sentence)
        self._last.setText(sentence)
        self._gaps.setAccessibleName(sentence)
        self._line.setVisible(bool(open_))
        self._last.setVisible(bool(open_))
        self._gaps.setVisible(bool(open_))  # the menu only stops making room for it
        self._gaps.setEnabled(True)  # it cannot be chosen, and yet it is not grey
        first = next(iter(self._rows))
        self.setActiveAction(first)
        self._on_hovered(first)


class _Row(Panel):
    """Icon, name, one line about it, and a key."""

    def __init__(self, session: Session, icon: str, name: str, what: str, key: str) -> None:
        super().__init__("exportRow")
        self._look = look = session.appearance
        self._grid = grid = QGridLayout(self)
        grid.setVerticalSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(IconLabel(look, icon, "ink1", 20), 0, 0, 2, 1, top)
        title, line = PlainLabel(name), PlainLabel(what)
        title.setObjectName("exportName")
        line.setObjectName("quiet")
        grid.addWidget(title, 0, 1)
        grid.addWidget(line, 1, 1)
        grid.setColumnStretch(1, 1)
        if key:
            cap = PlainLabel(key.replace("+", " "))
            cap.setObjectName("keyCap")
            grid.addWidget(cap, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        px = self._look.px
        self._grid.setContentsMargins(px(10), px(6), px(10), px(6))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setColumnMinimumWidth(1, px(200))

    def set_current(self, current: bool) -> None:
        """Look chosen, or not."""
        if bool(self.property("current")) != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()


class _Gaps(Panel):
    """How much is still open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        look = session.appearance
        row = QGridLayout(self)
        row.setContentsMargins(look.px(10), look.px(4), look.px(10), look.px(6))
        row.setHorizontalSpacing(look.px(7))
        row.addWidget(IconLabel(look, "warn", "warn", 15), 0, 0, Qt.AlignmentFlag.AlignTop)
        self._text = PlainLabel()
        self._text.setObjectName("exportGaps")
        row.addWidget(self._text, 0, 1)
        row.setColumnStretch(1, 1)

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self._text.setText(sentence)


def _is_first(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) == QKeySequence(
        _KEY
    )


def _choices() -> tuple[tuple[str, str, str, str], ...]:
    return (
        (WORD, "word", tr("Word 公文"), tr("按 GB/T 9704 公文格式排版")),
        (EXCEL, "table", tr("Excel 任务分解表"), tr("任务、责任人、时限、衡量指标")),
        (PDF, "pdf", tr("PDF 打印稿"), tr("A4，附引文出处")),
        (MARKDOWN, "markdown", tr("Markdown"), tr("纯文本，便于再编辑")),
        (PRINT, "print", tr("打印"), tr("先看每一页，再送打印机")),
    )
