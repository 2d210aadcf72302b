"""The status bar: what there is on the left, the keys of the page in sight on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import (
    KeyHint,
    Panel,
    PlainLabel,
)
from desktop.widgets.spoken import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.session import Session

_SPACING = 14


class StatusBar(Panel):
    """Follows the user's bookmarks and notes; the keys give way where room is short."""

    def __init__(self, session: Session) -> None:
        super().__init__("statusBar")
        self._session = session
        self._said = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(_SPACING, 0, _SPACING, 0)
        row.setSpacing(_SPACING)
        self._counts = PlainLabel()
        self._counts.setObjectName("quiet")
        row.addWidget(self._counts)
        row.addStretch(1)
        self._made: list[KeyHint] = []
        self._hints = QWidget()
        self._hint_row = QHBoxLayout(self._hints)
        self._hint_row.setContentsMargins(0, 0, 0, 0)
        self._hint_row.setSpacing(_SPACING)
        row.addWidget(self._hints)
        session.changes.bookmarks_changed.connect(self._refresh)
        session.changes.notes_changed.connect(self._refresh)
        session.appearance.changed.connect(self.restyle)
        self._refresh()
        self.restyle()

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show the keys of a page: (key, what it does)."""
        while len(self._made) < len(hints):
            self._add_hint()
        for number, hint in enumerate(self._made):
            hint.setVisible(number < len(hints))
        for hint, (key, text) in zip(self._made, hints, strict=False):
            hint.say(key, text)
        self._fit()

    def _add_hint(self) -> None:
        # Kept from page to page: making and styling one takes a good part of a frame.
        hint = KeyHint()
        self._made.append(hint)
        self._hint_row.addWidget(hint)
        for label in hint.findChildren(QLabel):
            label.ensurePolished()  # its size is asked for before it is shown

    def say(self, text: str) -> None:
        """Say something of the page in place of the counts; '' brings them back."""
        if text != self._said:
            announce(self, text)
        self._said = text
        self._refresh()
        self._fit()

    def restyle(self) -> None:
        """Take the sizes from the look in force."""
        self.setFixedHeight(self._session.appearance.size("statusBar"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = 0
        for hint in self._made:
            if hint.isHidden():  # the page before had more
                continue
            inner = hint.layout()
            if inner is not None:
                inner.invalidate()  # a cached size of another font scale would be too small
            wanted += hint.sizeHint().width() + _SPACING
        room = self.width() - self._counts.sizeHint().width() - 4 * _SPACING
        self._hints.setVisible(0 < wanted < room)

    def _refresh(self, _mechanism_id: str = "") -> None:
        if self._said:
            self._counts.setText(self._said)
            return
        cases, marks = self._session.cases, self._session.marks
        self._counts.setText(
            tr("{a} 篇案例，{m} 条做法，已收藏 {b}，批注 {n}").format(
                a=cases.article_count,
                m=len(cases.mechanisms),
                b=marks.bookmark_count,
                n=marks.note_count,
            )
        )
