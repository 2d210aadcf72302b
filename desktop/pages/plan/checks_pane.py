"""完整性检查: what the plan lacks, counted by kind; each kind leads to where it is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.plan import outline_words
from desktop.widgets.parts import (
    ElidingLabel,
    IconButton,
    IconLabel,
    Panel,
    PlainLabel,
    clear_layout,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.planning.checks import Problem
    from desktop.session import Session
    from desktop.theme import Appearance

_KINDS = ("person", "goal", "due", "overdue", "ours", "body")
_NAMED = 3  # names beside a count: more would not be read


class _Row(QPushButton):
    """A sign, what is lacking, and where; as high as its words need."""

    def __init__(self, look: Appearance, icon: str, color: str, said: str, where: str) -> None:
        super().__init__()
        self.setProperty("role", "row")
        # A button's own policy never gives way: names at the right are cut instead.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("，").join(part for part in (said, where) if part))
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(9)
        row.addWidget(IconLabel(look, icon, color, 17))
        row.addWidget(PlainLabel(said))
        self._where = ElidingLabel(where)
        self._where.setObjectName("quiet")
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._where, 1)
        self._row = row
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def add_arrow(self) -> None:
        """Show that the row leads somewhere."""
        arrow = IconLabel(self._look, "right", "ink3", 13)
        arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(arrow)

    def sizeHint(self) -> QSize:
        wanted = self._row.sizeHint()
        return QSize(wanted.width(), max(wanted.height(), self._look.size("plan", "checkRow")))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._row.minimumSize().width(), self.sizeHint().height())


class ChecksPane(Panel):
    """Counts by kind below a head that folds it."""

    wanted = Signal(object)
    """Go to a problem."""
    folded = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__("checks")
        self._session = session
        self._problems: list[Problem] = []
        self._last: Problem | None = None
        head = Panel("checksHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        title = PlainLabel(tr("完整性检查"))
        title.setObjectName("strong")
        self._count = PlainLabel()
        self._fold = IconButton(session.appearance, "down", size=16)
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._set_folded)
        row.addWidget(title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._fold)
        self.head = head
        self._inner = QWidget()
        self._inner.setObjectName("checksInner")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        self._shown: tuple[object, ...] = ()
        self._entitle_fold()

    def show_problems(self, problems: Sequence[Problem], quotes: int, lost: int) -> None:
        """Show what a plan lacks, and how many of its quotes stand in the texts, or no longer."""
        self._problems = list(problems)
        counted = len(self._problems)
        self._count.setText(tr("{n} 项待补").format(n=counted) if counted else tr("没有待补的"))
        self._count.setObjectName("warnText" if counted else "okText")
        self._count.style().polish(self._count)
        rows = [
            (kind, len(found), tuple(problem.name for problem in found))
            for kind in _KINDS
            if (found := [problem for problem in self._problems if problem.kind == kind])
        ]
        shown = (*rows, quotes, lost)
        if shown == self._shown:
            return
        self._shown = shown
        focused = self._focused()
        clear_layout(self._inner)
        for kind, count, names in rows:
            self._add_kind(kind, count, names)
        self._add_quotes(quotes, lost)
        self._column.addStretch(1)
        for made in self._inner.findChildren(_Row):
            if made.property("kind") == focused and focused and not made.isHidden():
                made.setFocus()

    def _add_kind(self, kind: str, count: int, names: Sequence[str]) -> None:
        distinct = [name for name in dict.fromkeys(names) if name]
        where = tr("、").join(distinct[:_NAMED])
        if len(distinct) > _NAMED:
            where = tr("{names}等").format(names=where)
        look = self._session.appearance
        made = _Row(look, "warn", "warn", outline_words.problem_name(kind, count), where)
        made.add_arrow()
        made.setProperty("kind", kind)
        made.clicked.connect(lambda: self._go(kind))
        self._column.addWidget(made)

    def _add_quotes(self, quotes: int, lost: int) -> None:
        if not quotes and not lost:
            return
        count = tr("{n} 处").format(n=lost or quotes)
        said = tr("引文在原文里找不到了") if lost else tr("引文全部可回到原文")
        icon, color = ("warn", "warn") if lost else ("check", "ok")
        made = _Row(self._session.appearance, icon, color, said, count)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column.addWidget(made)

    def _focused(self) -> str:
        return next(
            (str(m.property("kind")) for m in self._inner.findChildren(_Row) if m.hasFocus()), ""
        )

    def _go(self, kind: str) -> None:
        """To the first of a kind; once more, to the next of it."""
        found = [problem for problem in self._problems if problem.kind == kind]
        if not found:
            return
        again = self._last in found
        place = (found.index(self._last) + 1) % len(found) if again and self._last else 0
        self._last = found[place]
        self.wanted.emit(self._last)

    @property
    def is_folded(self) -> bool:
        """Whether only the head is shown."""
        return self._fold.isChecked()

    def _set_folded(self, folded: bool) -> None:
        self._scroll.setVisible(not folded)
        self._entitle_fold()
        self.folded.emit(folded)

    def _entitle_fold(self) -> None:
        folded = self._fold.isChecked()
        self._fold.set_icons("up" if folded else "down", "up")
        text = tr("展开完整性检查") if folded else tr("收起完整性检查")
        self._fold.setToolTip(text)
        self._fold.setAccessibleName(text)
