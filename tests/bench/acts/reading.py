"""A text is opened, read, marked and searched."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.bench.acts.base import Acts
from tests.bench.acts.hands import wheel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.acts.base import Act


class ReadingActs(Acts):
    """See the module."""

    def read_acts(self) -> Iterator[Act]:
        """See the module."""
        w, cases = self.window, self.session.cases
        for article in cases.articles:
            yield "reader: open a text", partial(self.open_text, article.id)
        for entry in cases.article_evidence(cases.articles[-1].id)[::40]:
            yield "reader: select", partial(w.reader.select, entry.mechanism_id)
        yield from self._turn_pages()
        yield from self._mark()
        yield "reader: find", w.reader.finder.open
        yield "reader: type in find", partial(w.reader.find_bar.edit.setText, "党")
        yield "reader: next found", partial(w.reader.finder.step, 1)

    def _turn_pages(self) -> Iterator[Act]:
        text = self.window.reader.view
        for _ in range(5):
            yield "reader: wheel", partial(wheel, text)
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(3):
                yield "reader: turn a page", partial(QTest.keyClick, text, key)
        bar = text.verticalScrollBar()
        yield "reader: drag the bar", partial(bar.setValue, bar.maximum() // 2)
        for row in range(0, text.height(), text.height() // 8):
            yield "reader: hover", partial(QTest.mouseMove, text.viewport(), QPoint(200, row))

    def _mark(self) -> Iterator[Act]:
        reader = self.window.reader
        start = reader.view.first_visible_offset() + 40
        yield "reader: select words", partial(self._choose, start, start + 20)
        yield "reader: underline", reader._writing.toggle_highlight
        yield "reader: select words", partial(self._choose, start + 30, start + 50)
        yield "reader: write on words", reader.write_note
        yield "reader: close the note", reader.view.setFocus

    def _choose(self, start: int, end: int) -> None:
        view = self.window.reader.view
        view.setFocus()
        cursor = view.textCursor()
        cursor.setPosition(view.source_map.position(start))
        cursor.setPosition(view.source_map.position(end), cursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)

    def search_acts(self) -> Iterator[Act]:
        """See the module."""
        w = self.window
        yield "search: open", w.open_search
        assert w.search_dialog is not None
        for letter in ("s", "j", "j", "f"):
            yield "search: type", partial(QTest.keyClicks, w.search_dialog.edit, letter)
        for text in ("考", "考核", "考核 村", "考核 -村"):
            yield "search: type", partial(w.search_dialog.edit.setText, text)
        yield "search: close", self.close_search
        for text in ("家访", "党", "考核"):
            yield "results: show", partial(w.ways.show_results, text, "")
