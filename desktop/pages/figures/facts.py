"""The lines under a number: how the text writes it, how it is counted, and whose it is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Mechanism
    from desktop.pages.figure_words import Fact
    from desktop.theme import Appearance

_TONES: Final = {"strong": "strong", "warn": "warnText", "": "facetText"}
_TOP: Final = Qt.AlignmentFlag.AlignTop


class FactGrid(QWidget):
    """Its labels are made once and filled again: making and styling them takes most of a frame."""

    mechanism_wanted = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[tuple[str, str], tuple[PlainLabel, PlainLabel]] = {}
        self._mechanism: Mechanism | None = None

    def show_facts(self, facts: Sequence[Fact], mechanism: Mechanism | None) -> None:
        """Show these, and the mechanism that the number stands in."""
        self._mechanism = mechanism
        self._grid.setColumnMinimumWidth(0, self._look.px(56))
        shown = {(fact.name, fact.tone): fact.text for fact in facts}
        link = (tr("做法"), "link")
        if mechanism is not None:
            shown[link] = words.mechanism_name(mechanism)
        # In the order in which they may stand together, whichever figure was shown first.
        for name, tone in (*_order(), link):
            if (name, tone) in shown or (name, tone) in self._rows:
                self._fill(name, tone, shown.get((name, tone)))

    def _fill(self, name: str, tone: str, text: str | None) -> None:
        title, label = self._row(name, tone)
        if text is not None and tone == "link":
            color = self._look.color("accent").name()
            label.setText(
                f'<a href="m" style="color:{color}; text-decoration:none">{escape(text)}</a>'
            )
            label.setAccessibleName(text)
        elif text is not None:
            label.setText(text)
        for one in (title, label):
            one.setVisible(text is not None)

    def _row(self, name: str, tone: str) -> tuple[PlainLabel, PlainLabel]:
        if (name, tone) not in self._rows:
            title, label = PlainLabel(name), PlainLabel()
            title.setObjectName("quietBody")
            label.setWordWrap(True)
            if tone == "link":
                self._make_link(label)
            else:
                label.setObjectName(_TONES[tone])
            place = [*_order(), (tr("做法"), "link")].index((name, tone))
            self._grid.addWidget(title, place, 0, _TOP)
            self._grid.addWidget(label, place, 1, _TOP)
            self._rows[name, tone] = title, label
        return self._rows[name, tone]

    def _make_link(self, label: PlainLabel) -> None:
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        label.linkActivated.connect(lambda _link: self._follow())

    def _follow(self) -> None:
        if self._mechanism is not None:
            self.mechanism_wanted.emit(self._mechanism.id)


def _order() -> list[tuple[str, str]]:
    """Name and tone of what `figure_words.facts` may say, in its order."""
    return [
        (tr("原文"), "strong"),
        (tr("换算"), ""),
        (tr("口径"), ""),
        (tr("可比"), ""),
        (tr("慎比"), "warn"),
    ]
