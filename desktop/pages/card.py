"""A card of 案例库: a title, facts and lists in one column that scrolls as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from db.records import Rank
from desktop import words
from desktop.i18n import tr
from desktop.models.rows import Row
from desktop.pages.full_list import FullList
from desktop.widgets.parts import ActionButton, PlainLabel, TitleLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Mechanism
    from desktop.session import Session


class Card(QScrollArea):
    """What the cards share: the column, its labels, and lists of mechanisms."""

    mechanism_wanted = Signal(str)
    """A mechanism was chosen on the card."""
    family_wanted = Signal(str)
    """A family was chosen on the card."""
    opened = Signal(str)
    """Open an article, by its id."""
    lesson_wanted = Signal(str, str)
    """Make a lesson of what the card is about: region, family or theme, and its id."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("paneBody")
        self.session = session
        self.lesson_of = ("", "")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("paneInner")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(10)
        self._title = TitleLabel()
        self._title.setObjectName("paneTitle")
        self._title.setWordWrap(True)
        self._subtitle = PlainLabel()
        self._subtitle.setObjectName("quietBody")
        self._subtitle.setWordWrap(True)
        self.column.addWidget(self._title)
        self.column.addWidget(self._subtitle)
        self.setWidget(body)
        session.changes.bookmarks_changed.connect(self._on_bookmark)

    def set_title(self, title: str, subtitle: str) -> None:
        """The head of the card, from its top."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.verticalScrollBar().setValue(0)

    def lesson_button(self) -> ActionButton:
        """A button that makes a lesson of what the card is about (`lesson_of`)."""
        button = ActionButton(self.session.appearance, "classroom", tr("做成课件"))
        button.setToolTip(tr("一键成课：开场提问、各地做法、对比、出处"))
        button.clicked.connect(lambda: self.lesson_wanted.emit(*self.lesson_of))
        return button

    def add_heading(self) -> PlainLabel:
        """A heading over what is added next."""
        label = PlainLabel()
        label.setObjectName("cardHeading")
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def add_list(self, name: str) -> FullList:
        """A list that scrolls with the card and follows the keyboard."""
        made = FullList(self.session.appearance, name)
        made.reached.connect(lambda place, made=made: self._bring(made, place))
        self.column.addWidget(made)
        return made

    def current_mechanism(self) -> str:
        """The mechanism under the keyboard on this card, '' for none."""
        found = (made.current_id() for made in self.findChildren(FullList))
        return next((row for row in found if row in self.session.cases.mechanism_by_id), "")

    def rows_of(
        self, members: Iterable[Mechanism], heading: str, figures: Counter[str | None]
    ) -> list[Row]:
        """A heading and the mechanisms under it; beside each what its text counts or lacks."""
        rows = [self._row(mechanism, figures[mechanism.id]) for mechanism in members]
        if not rows:
            return []
        text = tr("{name}　{n} 条").format(name=heading, n=len(rows))
        return [Row(f"heading {heading}", text, kind="heading"), *rows]

    def count_figures(self, article_ids: Iterable[str]) -> Counter[str | None]:
        """How many figures of these articles each mechanism has; None counts the others."""
        return Counter(
            figure.mechanism_id
            for article_id in article_ids
            for figure in self.session.cases.article_figures(article_id)
        )

    def _row(self, mechanism: Mechanism, figures: int) -> Row:
        parts = []
        if mechanism.rank is Rank.CORE:
            parts.append(tr("核心"))
        if not mechanism.itemised:
            parts.append(tr("原文只提名称"))
        if figures:
            parts.append(tr("{n} 个数据").format(n=figures))
        return Row(
            mechanism.id,
            words.mechanism_name(mechanism),
            theme=mechanism.theme_id,
            figure=" · ".join(parts),
            bookmarked=self.session.marks.is_bookmarked(mechanism.id),
        )

    def _bring(self, made: FullList, place: QRect) -> None:
        top = made.y() + place.top()
        margin = self.session.appearance.px(36)
        self.ensureVisible(0, top + place.height() // 2, 0, place.height() // 2 + margin)

    def _on_bookmark(self, mechanism_id: str) -> None:
        kept = self.session.marks.is_bookmarked(mechanism_id)
        for made in self.findChildren(FullList):
            made.rows.set_bookmarked(mechanism_id, kept)
