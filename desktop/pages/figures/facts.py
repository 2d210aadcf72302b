"""The lines under a number: how the text writes it, how it is counted, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Mechanism
    from desktop.pages.figure_words import Fact
    from desktop.theme import Appearance

_TONES: Final = {"strong": "strong", "warn": "warnText", "": "facetText"}
_LINK: Final = "link"
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
        for place, (name, tone) in enumerate(_order()):
            self._rows[name, tone] = self._make_row(place, name, tone)

    def show_facts(self, facts: Sequence[Fact], mechanism: Mechanism | None) -> None:
        """Show these, and the mechanism that the number stands in."""
        self._mechanism = mechanism
        self._grid.setColumnMinimumWidth(0, self._look.px(56))
        shown = {(fact.name, fact.tone): fact.text for fact in facts}
        if mechanism is not None:
            shown[tr("做法"), _LINK] = words.mechanism_name(mechanism)
        for row, (title, label) in self._rows.items():
            text = shown.get(row)
            if text is not None:
                self._say(label, text, linked=row[1] == _LINK)
            title.setVisible(text is not None)
            label.setVisible(text is not None)

    def _say(self, label: PlainLabel, text: str, *, linked: bool) -> None:
        if not linked:
            label.setText(text)
            return
        color = self._look.color("accent").name()
        label.setText(
            f'<a href="m" style="color:{color}; text-decoration:none">{escaped(text)}</a>'
        )
        label.setAccessibleName(text)

    def _make_row(self, place: int, name: str, tone: str) -> tuple[PlainLabel, PlainLabel]:
        title, label = PlainLabel(name), PlainLabel()
        title.setObjectName("quietBody")
        label.setWordWrap(True)
        if tone == _LINK:
            self._make_link(label)
        else:
            label.setObjectName(_TONES[tone])
        for column, one in enumerate((title, label)):
            self._grid.addWidget(one, place, column, _TOP)
            one.hide()
        return title, label

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
    """Name and tone of what `figure_words.facts` may say, in its order, and the mechanism's."""
    return [
        (tr("原文"), "strong"),
        (tr("换算"), ""),
        (tr("口径"), ""),
        (tr("可比"), ""),
        (tr("慎比"), "warn"),
        (tr("做法"), _LINK),
    ]
