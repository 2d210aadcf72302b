"""What the drawer shows while nothing is bookmarked: how to begin, and one of each region."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.operations.bookmarks import toggle_bookmark
from desktop.widgets.in_steps import InSteps
from desktop.widgets.parts import (
    ActionButton,
    IconLabel,
    PlainLabel,
    SealLabel,
    TitleLabel,
    hline,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.records import Mechanism
    from desktop.session import Session


class FirstLooks(InSteps, QScrollArea):
    """Fixed for a case base: which mechanisms stand here, the page says."""

    def __init__(
        self, session: Session, mechanisms: Iterable[Mechanism], *, at_once: bool = True
    ) -> None:
        super().__init__()
        self._session, self._mechanisms = session, mechanisms
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("drawerInner")
        self.setWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_hint())
        column.addWidget(hline())
        head = PlainLabel(tr("可以先看这几条，每地一条"))
        head.setObjectName("quiet")
        head.setContentsMargins(16, 12, 16, 6)
        column.addWidget(head)
        yield
        for mechanism in self._mechanisms:
            column.addWidget(self._build_row(mechanism))
            column.addWidget(hline())
            yield
        column.addStretch(1)

    def _build_hint(self) -> QWidget:
        hint = QWidget()
        column = QVBoxLayout(hint)
        column.setContentsMargins(24, 26, 24, 22)
        column.setSpacing(4)
        center = Qt.AlignmentFlag.AlignCenter
        column.addWidget(IconLabel(self._session.appearance, "bookmark", "ink4", 30), 0, center)
        title = PlainLabel(tr("还没有收藏"))
        title.setAlignment(center)
        said = PlainLabel(tr("看到合用的做法，按 B 或点书签，就会出现在这里。"))
        said.setObjectName("quietBody")
        said.setWordWrap(True)
        said.setAlignment(center)
        column.addWidget(title)
        column.addWidget(said)
        return hint

    def _build_row(self, mechanism: Mechanism) -> QWidget:
        look = self._session.appearance
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(16, 9, 12, 9)
        row.setSpacing(9)
        region = PlainLabel(
            words.region_name(self._session.cases.region_by_id[mechanism.region_id])
        )
        region.setObjectName("quiet")
        name = words.mechanism_name(mechanism)
        keep = ActionButton(look, "bookmark", tr("收藏"), 14)
        keep.setProperty("role", "small")
        keep.setAccessibleName(tr("收藏“{name}”").format(name=name))
        keep.clicked.connect(partial(toggle_bookmark, self._session, mechanism.id))
        row.addWidget(SealLabel(look, 20, mechanism.theme_id))
        row.addWidget(TitleLabel(name))
        row.addWidget(region, 1)
        row.addWidget(keep)
        return made
