"""比较两个方案, or a plan with an earlier version of it: what was added, removed, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.workspace.plans import load
from desktop.i18n import tr
from desktop.models.plan_differences import DifferenceModel
from desktop.pages.help.opening import help_key
from desktop.pages.plan.difference_rows import difference_rows
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from db.workspace.plans import PlanRow
    from desktop.session import Session

_VERSION: Final = "version "


class ComparePlans(QDialog):
    """Two choices above, one line a difference below; reads only."""

    def __init__(
        self, session: Session, before: str, after: str, parent: QWidget | None = None
    ) -> None:
        """`before` and `after` are ids of plans, or of versions of the plan `after`."""
        super().__init__(parent)
        help_key(self, session, "plan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.setWindowTitle(tr("比较两个方案"))
        self.before = ChoiceBox(session.appearance)
        self.after = ChoiceBox(session.appearance)
        self.model = DifferenceModel(self)
        self.table = QTableView(self)  # at once: a style is given anew to what changes its parent
        self._said = PlainLabel()
        # Once the columns have their widths: how high a row is depends on them.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.table.resizeRowsToContents)
        self._build()
        self._fill(before, after)

    def _build(self) -> None:
        look = self._session.appearance
        choices = QHBoxLayout()
        for box, name in ((self.before, tr("原来的")), (self.after, tr("后来的"))):
            label = PlainLabel(name)
            label.setObjectName("quiet")
            label.setBuddy(box)
            box.setAccessibleName(name)
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choices.addWidget(label)
            choices.addWidget(box, 1)
        table = self.table
        table.setObjectName("differences")
        table.setModel(self.model)
        table.setAccessibleName(tr("不同之处"))
        table.setWordWrap(True)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # versions differ at their ends
        header.sectionResized.connect(lambda *_sizes: self._later.start())
        self._said.setObjectName("quietBody")
        close = QPushButton(tr("关闭"))
        close.clicked.connect(self.close)
        below = QHBoxLayout()
        below.addWidget(self._said, 1)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.addLayout(choices)
        column.addWidget(table, 1)
        column.addLayout(below)
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(look.px(940), room.width() - 40), min(look.px(600), room.height() - 40))

    def _fill(self, before: str, after: str) -> None:
        plans = self._session.plans
        for box, chosen in ((self.before, before), (self.after, after)):
            for plan in plans.plans():
                box.addItem(plan.title, plan.id)
                for version in plans.versions(plan.id):
                    name = version.name.strip() or tr("未命名的版本")
                    form = tr("{plan}·版本“{name}”")
                    said = form.format(plan=plan.title, name=name)
                    box.addItem(said, _VERSION + version.id)
            place = max(box.findData(chosen), box.findData(_VERSION + chosen), 0)
            box.setCurrentIndex(place)
            box.currentIndexChanged.connect(self._compare)
        self._compare()

    def _rows(self, box: QComboBox) -> list[PlanRow]:
        """All rows of what is chosen. Raises ValueError for a version that cannot be read."""
        chosen = str(box.currentData() or "")
        plans = self._session.plans
        if not chosen.startswith(_VERSION):
            return plans.rows_of(chosen)
        for plan in plans.plans():
            for version in plans.versions(plan.id):
                if _VERSION + version.id == chosen:
                    return load(version.content)
        return []

    def _compare(self, _place: int = 0) -> None:
        try:
            lines = difference_rows(self._rows(self.before), self._rows(self.after))
        except ValueError:
            self.model.show_rows([], self.before.currentText(), self.after.currentText())
            self._said.setText(tr("这一版读不出来，没法比较。"))
            return
        self.model.show_rows(lines, self.before.currentText(), self.after.currentText())
        added = sum(line.change == "added" for line in lines)
        removed = sum(line.change == "removed" for line in lines)
        form = tr("新增 {a} 处，删去 {r} 处，改动 {c} 处。")
        said = form.format(a=added, r=removed, c=len(lines) - added - removed)
        self._said.setText(said if lines else tr("两边完全一样。"))
        self._later.start()
