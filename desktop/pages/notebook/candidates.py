"""Where the words of an orphan may stand now: passages of the article that resemble them.

They are looked for on a thread; which one was meant, the user says with one click.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.resembling import Kind, Passage, differences, neighbourhood, passages
from desktop.widgets.marked_text import Look, MarkedText, Part
from desktop.widgets.parts import IconButton, Panel, PlainLabel, clear_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.plan import Quote
    from desktop.session import Session

CONTEXT: Final = 32
"""Characters around a quote or a passage that say where it stands."""

_LOOKS: Final = {Kind.SAME: Look.PLAIN, Kind.REMOVED: Look.REMOVED, Kind.ADDED: Look.ADDED}


class PassageFinder(QObject):
    """Looks for passages beside the interface; of several questions only the last is answered."""

    found = Signal(object)
    """The passages, best first."""
    _answered = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked = 0
        self._answered.connect(self._take)

    def look_for(self, quote: Quote, text: str) -> None:
        """Begin to look; `found` follows unless something else is asked for before."""
        self._asked += 1
        work = partial(self._work, self._asked, quote, text)
        threading.Thread(target=work, name="candidates", daemon=True).start()

    def stop(self) -> None:
        """What is under way is not wanted any more."""
        self._asked += 1

    def _work(self, number: int, quote: Quote, text: str) -> None:
        if number == self._asked:
            answer = passages(quote.exact, quote.prefix, quote.suffix, text)
            with suppress(RuntimeError):  # the pane was closed meanwhile
                self._answered.emit(number, answer)

    def _take(self, number: int, answer: Sequence[Passage]) -> None:
        if number == self._asked:
            self.found.emit(answer)


class CandidateList(QWidget):
    """The passages, each with what differs from the old words, and a button to take it."""

    chosen = Signal(int, int)
    """Hang it on this span."""
    shown = Signal(int, int)
    """Show this span in the article."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def clear(self) -> None:
        """Show nothing."""
        clear_layout(self)
        self.buttons = []

    def show_passages(self, quote: Quote, text: str, found: Sequence[Passage]) -> None:
        """Show passages, the best first."""
        self.clear()
        for number, passage in enumerate(found, start=1):
            self._column.addWidget(self._card(number, quote, text, passage))

    def _card(self, number: int, quote: Quote, text: str, passage: Passage) -> QWidget:
        look = self._session.appearance
        card = Panel("candidate")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        likeness = PlainLabel(
            tr("第 {n} 处，相同的字占 {share}%").format(n=number, share=int(passage.likeness * 100))
        )
        likeness.setObjectName("meta")
        head.addWidget(likeness, 1)
        span = (passage.start, passage.end)
        eye = IconButton(look, "eye", tr("在下面的文章里看第 {n} 处").format(n=number), size=15)
        eye.setAccessibleName(eye.toolTip())
        eye.clicked.connect(lambda: self.shown.emit(*span))
        head.addWidget(eye)
        take = QPushButton(tr("重新定位到这里"))
        take.setAccessibleName(tr("重新定位到第 {n} 处").format(n=number))
        take.clicked.connect(lambda: self.chosen.emit(*span))
        self.buttons.append(take)
        head.addWidget(take)
        column.addLayout(head)
        words = MarkedText(look)
        words.show_parts("", _parts(quote, text, passage))
        column.addWidget(words)
        return card


def _parts(quote: Quote, text: str, passage: Passage) -> list[Part]:
    left, right = neighbourhood(text, passage.start, passage.end, CONTEXT)
    changed = differences(quote.exact, text[passage.start : passage.end])
    return [
        Part(Look.QUIET, text[left : passage.start]),
        *(Part(_LOOKS[piece.kind], piece.text) for piece in changed),
        Part(Look.QUIET, text[passage.end : right]),
    ]
