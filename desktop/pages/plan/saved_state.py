"""“已存到本机 10:42”: whether the disk has what was typed, in words, beside the plan's title."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from desktop.session import Session

_LOOK_MS: Final = 200


class SavedState(PlainLabel):
    """Looks at the saver a moment after each change of a plan, until nothing is waiting."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("quiet")
        self._session = session
        self._plan_id = ""
        self._at: datetime | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        session.changes.plans_changed.connect(self._on_change)
        session.changes.save_failed.connect(self._say_unsaved)
        session.changes.save_recovered.connect(self._timer.start)

    def show_plan(self, plan_id: str) -> None:
        """Say when a plan was last changed; '' says nothing."""
        if plan_id == self._plan_id:
            return
        self._plan_id = plan_id
        stamps = [row.modified_at for row in self._session.plans.rows_of(plan_id)]
        self._at = datetime.fromisoformat(max(stamps)).astimezone() if stamps else None
        self._look()

    def _on_change(self, plan_id: str) -> None:
        if plan_id == self._plan_id:
            self._at = datetime.now().astimezone()
            self._timer.start()

    def _look(self) -> None:
        if self._session.saver.unsaved():
            self._timer.start()
            return
        self._timer.stop()
        self.setText(tr("已存到本机 {time}").format(time=_words(self._at)) if self._at else "")

    def _say_unsaved(self, _why: str) -> None:
        if self._plan_id:
            self.setText(tr("还没有存上，正在重试"))


def _words(moment: datetime) -> str:
    """The time of day, and the date where it is not today's."""
    time = f"{moment:%H:%M}"
    if moment.date() == datetime.now().astimezone().date():
        return time
    return tr("{m}月{d}日 {time}").format(m=moment.month, d=moment.day, time=time)
