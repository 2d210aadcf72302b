"""What 同类做法 says where there is nothing to compare yet: one sentence and one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.i18n import pick, tr
from desktop.operations.basket import FEWEST, MOST, basket, toggle_in_basket
from desktop.widgets.brief_notice import say_briefly
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from desktop.session import Session


class FamilyPrompt(QWidget):
    """A basket with too little in it, or a mechanism that belongs to no family."""

    matrix_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.alone = ""
        """The mechanism without a family that is spoken of, '' while it is the basket."""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        self._sentence = PlainLabel()
        self._sentence.setObjectName("quietBody")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self._act)
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say_basket(self, count: int) -> None:
        """The basket holds too few."""
        self.alone = ""
        self._sentence.setText(
            tr("自选对比里有 {n} 条做法，再加入至少 {more} 条就能对比，最多 {most} 条。").format(
                n=count, more=FEWEST - count, most=MOST
            )
            + "\n"
            + tr("在总览矩阵或同类做法里选中一条，按 C 加入。")
        )
        self.button.setText(tr("去总览矩阵"))

    def say_alone(self, mechanism_id: str) -> None:
        """A mechanism has no family: the basket is the way to compare it."""
        mechanism = self._session.cases.mechanism_by_id[mechanism_id]
        self.alone = mechanism_id
        self._sentence.setText(
            tr("{name}没有同类做法。可以把它加入自选对比，再选别的做法和它比。").format(
                name=pick(mechanism.name, mechanism.name_en)
            )
        )
        kept = mechanism_id in basket(self._session)
        self.button.setText(tr("移出自选对比") if kept else tr("加入对比"))

    def _act(self) -> None:
        if not self.alone:
            self.matrix_wanted.emit()
            return
        say_briefly(self, toggle_in_basket(self._session, self.alone))
        self.say_alone(self.alone)
