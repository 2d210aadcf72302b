"""What is done with whole lessons: begun, drafted, copied, named, removed; quizzes and tallies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop import words
from desktop.i18n import pick, tr
from desktop.operations import lessons as operations
from desktop.operations.basket import FEWEST, basket
from desktop.pages.classroom import offers
from desktop.pages.classroom.adding import make_lesson
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.lesson_dialog import LessonDialog, ask_new_lesson
from desktop.widgets.brief_notice import say_briefly

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.lesson import Lesson
    from desktop.models.rows import Row
    from desktop.session import Session


class WholeLessons:
    """Dialogs over the page and what they ask the operations for."""

    def __init__(self, session: Session, page: QWidget) -> None:
        self._session, self._page = session, page

    @property
    def _lesson(self) -> Lesson | None:
        return operations.current_lesson(self._session)

    def ask_new(self) -> Lesson | None:
        """Ask for a new lesson; None where the user would rather not."""
        return ask_new_lesson(self._session, self._page)

    def edit(self) -> None:
        """Change the title, for whom it is, and how long."""
        if self._lesson is not None:
            dialog = LessonDialog(self._session, self._page, self._lesson)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def duplicate(self) -> None:
        """Copy the lesson with its slides."""
        lesson = self._lesson
        if lesson is None:
            return
        title = tr("{title}（副本）").format(title=lesson.title)
        operations.duplicate_lesson(self._session, lesson.id, title)
        form = tr("已复制成《{name}》，现在看到的就是它。课堂选择的结果留在原来那份里。")
        say_briefly(self._page, form.format(name=title))

    def remove(self) -> None:
        """Remove the lesson; Ctrl+Z brings it back."""
        lesson = self._lesson
        if lesson is not None:
            operations.remove(self._session, [lesson])
            form = tr("已删除课件《{name}》。按 Ctrl+Z 恢复，笔记的回收站里也留 30 天。")
            say_briefly(self._page, form.format(name=lesson.title))

    def open_tallies(self) -> None:
        """What classes chose in this lesson."""
        from desktop.pages.classroom.tallies import TalliesDialog

        if self._lesson is not None:
            TalliesDialog(self._session, self._lesson.id, self._page).open()

    # 一键成课

    def drafts(self, made: Callable[[], object]) -> QMenu:
        """The menu of what a lesson can be made from; `made` is called when there is one."""
        menu = QMenu(tr("一键成课"))
        for source, text in (
            ("family", tr("按同类做法…")),
            ("theme", tr("按主题…")),
            ("region", tr("按地区…")),
            ("basket", tr("按自选对比")),
        ):
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _=False, source=source: made() if self.draft(source) else None
            )
            if source == "basket":
                n = len(basket(self._session))
                action.setText(tr("按自选对比（{n} 条）").format(n=n) if n else text)
                action.setEnabled(n >= FEWEST)
        return menu

    def draft(self, source: str) -> Lesson | None:
        """Ask what a lesson shall be made from, and make it."""
        ref = ""
        if source != "basket":
            title, offer = self._offer(source)
            finds = "mechanism" if source == "family" else ""
            found = choose(self._session, self._page, title, offer, finds=finds)
            if not found:
                return None
            ref = found[0]
        lesson = make_lesson(self._session, source, ref)
        if lesson is not None:
            n = len(self._session.lessons.slides(lesson.id))
            form = tr("已按{name}做成 {n} 页课件，可以调顺序、改内容。Ctrl+Z 撤销。")
            name = self._name(source, ref)
            say_briefly(self._page, form.format(name=name, n=n))
        return lesson

    def _offer(self, source: str) -> tuple[str, Callable[..., list[Row]]]:
        session = self._session
        if source == "family":
            return tr("选同类做法"), lambda query, found=None: offers.family_rows(
                session, query, found
            )
        if source == "theme":
            return tr("选主题"), lambda query: offers.theme_rows(session, query)
        return tr("选地区"), lambda query: offers.region_rows(session, query)

    def _name(self, source: str, ref: str) -> str:
        cases = self._session.cases
        if source == "basket":
            return tr("自选对比")
        if source == "region":
            return words.region_name(cases.region_by_id[ref])
        found = (cases.family_by_id if source == "family" else cases.theme_by_id)[ref]
        return pick(found.name, found.name_en)
