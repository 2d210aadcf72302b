"""文内查找: looks through the open text while it is being typed, a slice at a turn of the loop."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.i18n import tr
from desktop.widgets.text_finder import TextFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.text import Span
    from desktop.widgets.find_bar import FindBar
    from desktop.widgets.reader_view import ReaderView

_LONGEST_TAKEN: Final = 40  # characters of a selection that are taken for something to look for


class ReaderFind(QObject):
    """Connects the bar with the text: what is typed, the hits, the present one."""

    settled = Signal()
    """The search has looked through all of the text."""

    def __init__(self, view: ReaderView, bar: FindBar) -> None:
        super().__init__(view)
        self._view = view
        self._bar = bar
        self._finder = TextFinder("")
        self._work: Iterator[list[Span]] | None = None
        self._hits: list[Span] = []
        self._current = -1
        self._from = 0  # where the reader was when the search began
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)
        bar.typed.connect(self._search)
        bar.stepped.connect(self.step)
        bar.closed.connect(self._on_closed)

    @property
    def hits(self) -> list[Span]:
        """What has been found so far, in the order of the text."""
        return self._hits

    @property
    def current(self) -> int:
        """The index of the present hit, -1 for none."""
        return self._current

    def show_text(self, text: str) -> None:
        """Another text is open: what was looked for is looked for in it."""
        self._finder = TextFinder(text)
        self._from = 0
        self._drop()
        if self._bar.isVisible():
            self._search(self._bar.edit.text())

    def open(self) -> None:
        """Ctrl+F: from where the reader is, for what he has selected."""
        span = self._view.chosen_span()
        taken = self._view.source_map.text[span[0] : span[1]] if span is not None else ""
        if len(taken) > _LONGEST_TAKEN or "\n" in taken:
            taken = ""
        self._from = span[0] if span is not None else self._view.first_visible_offset()
        self._view.close_offer()
        opened = not self._bar.isVisible()
        self._bar.open_bar(taken)
        if opened and self._work is None and not self._hits:
            self._search(self._bar.edit.text())

    def step(self, by: int) -> None:
        """To the next or the former hit, from the last on to the first."""
        if not self._bar.isVisible():
            self.open()
        if not self._hits:
            return
        if self._current < 0:
            self._show(0 if by > 0 else len(self._hits) - 1)
            return
        wanted = self._current + by
        round_ = not 0 <= wanted < len(self._hits)
        self._show(wanted % len(self._hits), said=_turned(by) if round_ else "")

    def _search(self, word: str) -> None:
        self._drop()
        self._bar.tell("")
        if word:
            self._work = self._finder.search(word)
            self._go_on()

    def _go_on(self) -> None:
        if self._work is None:
            return
        found = next(self._work, None)
        if found is not None:
            self._hits += found
            if self._current < 0 and self._hits and self._hits[-1][0] >= self._from:
                self._show(bisect_left(self._hits, (self._from, 0)))
            self._tell()
            self._turn.start()
            return
        self._work = None
        if self._hits and self._current < 0:
            self._show(0, said=_turned(1))
        self._view.set_hits(self._hits, self._current)
        if not self._hits:
            self._bar.tell(tr("没有找到"), missing=True)
        elif self._current >= 0 and self._hits[self._current][0] >= self._from:
            self._tell()
        self.settled.emit()

    def _show(self, number: int, said: str = "") -> None:
        self._current = number
        if self._work is not None:
            self._view.set_hits(self._hits, number)
        else:
            self._view.set_hit(number)
        start, end = self._hits[number]
        self._view.show_hit(start, end)
        self._tell(said)

    def _tell(self, said: str = "") -> None:
        total = tr("{n} 处…") if self._work is not None else "{n}"
        state = f"{self._current + 1} / {total.format(n=len(self._hits))}" if self._hits else ""
        self._bar.tell(tr("，").join(part for part in (state, said) if part))

    def _drop(self) -> None:
        self._turn.stop()
        self._work = None
        self._hits, self._current = [], -1
        self._view.set_hits([])

    def _on_closed(self) -> None:
        here = self._hits[self._current] if 0 <= self._current < len(self._hits) else None
        self._drop()
        if here is not None:
            self._view.put_caret(here[0])
        self._view.setFocus()


def _turned(by: int) -> str:
    return tr("回到文首") if by > 0 else tr("回到文末")
