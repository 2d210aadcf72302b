"""What is done with whole plans: made, copied, kept, compared, removed; their quotes looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from db.errors import LibraryError
from desktop.i18n import tr
from desktop.operations import plans as operations
from desktop.pages.plan.plan_dialog import PlanDialog, ask_new_plan
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.opening import open_soon

if TYPE_CHECKING:
    from db.records.plan import Plan, Quote
    from desktop.session import Session

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class WholePlans:
    """Dialogs over the page and what they ask the operations for."""

    def __init__(self, session: Session, page: QWidget) -> None:
        self._session = session
        self._page = page
        self._stands: dict[Quote, bool] = {}

    @property
    def _plan(self) -> Plan | None:
        return operations.current_plan(self._session)

    def ask_new(self) -> Plan | None:
        """Ask for a new plan; None where the user would rather not."""
        return ask_new_plan(self._session, self._page)

    def edit(self) -> None:
        """Change the title and what the township says of itself."""
        if self._plan is not None:
            dialog = PlanDialog(self._session, self._page, self._plan)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            open_soon(dialog)

    def duplicate(self) -> None:
        """Copy the plan for the next year: the year in its title goes on by one."""
        plan = self._plan
        if plan is None:
            return
        title = next_title(plan.title)
        operations.duplicate_plan(self._session, plan.id, title)
        form = tr("已复制成《{name}》，现在看到的就是它。任务状态已回到未启动。")
        say_briefly(self._page, form.format(name=title))

    def keep_template(self) -> None:
        """Keep the plan's sections to start others from, under a name that is asked for."""
        plan = self._plan
        if plan is None:
            return
        dialog = QInputDialog(self._page)
        dialog.setWindowTitle(tr("另存为模板"))
        dialog.setLabelText(tr("模板名称"))
        dialog.setTextValue(plan.title)
        # A title is longer than what Qt makes room for.
        dialog.resize(self._session.appearance.px(460), dialog.sizeHint().height())
        wanted, name = dialog.exec(), dialog.textValue().strip()
        dialog.deleteLater()
        if wanted and name:
            operations.save_as_template(self._session, plan.id, name)
            form = tr("已存为模板“{name}”。新建方案时可以选它。")
            say_briefly(self._page, form.format(name=name))

    def remove(self) -> None:
        """Remove the plan; Ctrl+Z brings it back."""
        plan = self._plan
        if plan is not None:
            operations.remove(self._session, plan)
            form = tr("已删除《{name}》。按 Ctrl+Z 恢复。")
            say_briefly(self._page, form.format(name=plan.title))

    def open_history(self) -> None:
        """Earlier versions of the plan."""
        from desktop.pages.plan.history import HistoryDialog

        if self._plan is not None:
            dialog = HistoryDialog(self._session, self._plan.id, self._page)
            dialog.compare_wanted.connect(self.compare_with)
            open_soon(dialog)

    def open_compare(self) -> None:
        """Compare the plan with another one."""
        plan = self._plan
        if plan is None:
            return
        others = [other for other in self._session.plans.plans() if other.id != plan.id]
        versions = self._session.plans.versions(plan.id)
        if not others and not versions:
            say_briefly(self._page, tr("还没有别的方案或版本可以比较。先复制一份，或存一版。"))
            return
        self.compare_with(others[0].id if others else versions[0].id)

    def compare_with(self, other_id: str) -> None:
        """Compare the plan with another, or with a version of it."""
        from desktop.pages.plan.compare_plans import ComparePlans

        if self._plan is not None:
            dialog = ComparePlans(self._session, other_id, self._plan.id, self._page)
            open_soon(dialog)

    # Quotes

    def quotes(self, plan_id: str) -> tuple[int, int]:
        """How many quotes of a plan stand in the texts of this library, and how many do not."""
        rows = self._session.plans.borrowings(plan_id) if plan_id else []
        stands = [self._stands_there(quote) for row in rows for quote in row.quotes]
        return sum(stands), len(stands) - sum(stands)

    def _stands_there(self, quote: Quote) -> bool:
        if quote not in self._stands:  # the library does not change while the program runs
            try:
                text = self._session.cases.article(quote.article_id).text
                self._stands[quote] = text[quote.start : quote.end] == quote.exact
            except (KeyError, LibraryError):
                self._stands[quote] = False
        return self._stands[quote]


def next_title(title: str) -> str:
    """The title of the next year's plan: 2026 becomes 2027; without a year it is called a copy."""
    found = _YEAR.search(title)
    if found is None:
        return tr("{title}（明年）").format(title=title)
    return title[: found.start()] + str(int(found[0]) + 1) + title[found.end() :]
