"""Shows one article: a measure that is good to read, keys as caps, hits marked, nothing loaded.

It is made over a few turns of the event loop, and what was there before is seen until it is whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from db.text import Utf16Map, find_all, merged
from desktop.i18n import tr
from desktop.pages.help.article import anchor, link_of, to_html
from desktop.pages.help.caps import cap_boxes
from desktop.pages.help.galley import Galley
from desktop.pages.help.marked import marked
from desktop.pages.help.sheet import colors
from desktop.widgets.in_turns import InTurns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from db.text import Span
    from desktop.pages.help.picture import Pictures
    from desktop.theme import Appearance

_MEASURE: Final = 700


class ArticleView(QTextBrowser):
    """Links lead to other topics; nothing else can be opened or loaded."""

    topic_wanted = Signal(str, str)
    """A topic ('' for this one) and one of its headings as a link names it, or ''."""
    hits_changed = Signal()

    def __init__(self, appearance: Appearance, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance
        self._pictures = pictures
        self._text = ""
        self._words: tuple[str, ...] = ()
        self._hits: list[Span] = []
        self._at = -1
        self._caps: list[QRectF] | None = []
        self._shown = Galley(appearance, pictures, self, 0)
        self.setDocument(self._shown.document)
        self._next: Galley | None = None
        self._share = 0.0
        self._then: Callable[[], None] | None = None
        self._turns = InTurns(self)
        self.setObjectName("helpArticle")
        self.setAccessibleName(tr("帮助的正文"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._again = QTimer(self, singleShot=True, interval=120)
        self._again.timeout.connect(self._render)
        self.anchorClicked.connect(self._follow)
        appearance.changed.connect(self._restyle)
        self._restyle()

    # What is shown

    def show_article(self, markdown: str, words: Sequence[str] = ()) -> None:
        """Show an article from its beginning, with these words marked."""
        self._text, self._words = markdown, tuple(words)
        self._at, self._share = -1, 0.0
        self._then = None
        self._make()

    def clear_article(self) -> None:
        """Show nothing till there is something else."""
        self._drop()
        self._text, self._then, self._hits = "", None, []
        self._take(Galley(self._look, self._pictures, self, 0))
        self.setUpdatesEnabled(True)

    @property
    def there(self) -> bool:
        """Whether what is to be shown is shown."""
        return not self._turns.active

    def when_there(self, act: Callable[[], None]) -> None:
        """Do this with the article that is to be shown: now, if it is there."""
        if self.there:
            act()
        else:
            self._then = act

    def complete(self) -> None:
        """Have the article there now."""
        self._turns.complete()

    def toPlainText(self) -> str:
        """The words of the article that is to be shown."""
        self.complete()
        return super().toPlainText()

    def mark(self, words: Sequence[str]) -> None:
        """Mark other words in the article that is shown."""
        if tuple(words) == self._words and self._at < 0:
            return
        self._words = tuple(words)
        self._at = -1
        if self.there:
            self._mark()

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top."""
        self.complete()
        self.scrollToAnchor(anchor(heading))

    @property
    def hits(self) -> tuple[int, int]:
        """(which hit is the current one, counted from 1, 0 for none; how many there are)."""
        self.complete()
        return self._at + 1, len(self._hits)

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1), round and round."""
        self.complete()
        if self._hits:
            self._at = (self._at + by) % len(self._hits) if self._at >= 0 else 0
            self._paint_hits()
            self._reveal(self._hits[self._at])
            self.hits_changed.emit()

    def step_into(self, heading: str) -> None:
        """The first hit at or behind a heading becomes the current one."""
        self.complete()
        top = self.verticalScrollBar().value() if heading else 0
        for place, span in enumerate(self._hits):
            if self._top_of(span[0]) >= top - self._look.px(40):
                self._at = place - 1
                self.step(1) if place else self._first()
                return

    def _first(self) -> None:
        self._at = -1
        self.step(1)

    # Making

    def _restyle(self) -> None:
        look = self._look
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, look.color("paper"))
        self.setPalette(palette)
        self._place()
        if self._text:
            self.setUpdatesEnabled(False)  # what is seen is in the former look till it is made anew
        self._render()

    def _place(self) -> None:
        """The text keeps its measure in the middle, however wide the window is."""
        look = self._look
        side = max(look.px(24), (self.width() - look.px(_MEASURE)) // 2)
        self.setViewportMargins(side, look.px(18), max(side - look.px(11), look.px(10)), 0)

    def _render(self) -> None:
        """Make the same anew, in another look or for another width."""
        if self.there:
            bar = self.verticalScrollBar()
            self._share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._make()

    def _make(self) -> None:
        self._again.stop()
        self._drop()
        if self._text:
            self._turns.begin(self._made())

    def _drop(self) -> None:
        self._turns.drop()
        if self._next is not None:
            self._next.discard()
            self._next = None

    def _made(self) -> Iterator[None]:
        html = to_html(self._text, colors(self._look))
        yield
        yield from self._put_in(html, self._room_beside_bar())
        if self._shown.pictured and self.viewport().width() != self._shown.room:
            yield from self._put_in(html, self.viewport().width())
        self._mark()
        bar = self.verticalScrollBar()
        bar.setValue(round(self._share * bar.maximum()))
        act, self._then = self._then, None
        if act is not None:
            act()
        self.setUpdatesEnabled(True)

    def _put_in(self, html: str, room: int) -> Iterator[None]:
        """With pictures for so much room."""
        galley = self._next = Galley(self._look, self._pictures, self, room)
        yield from galley.set(html)
        self.setUpdatesEnabled(False)  # seen when the hits are known too
        # The bar stays meanwhile: without, all is laid out for the width with it and without it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._take(galley)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._again.stop()

    def _take(self, galley: Galley) -> None:
        self.setExtraSelections([])
        self.setDocument(galley.document)
        self._shown.discard()
        self._shown, self._next, self._caps = galley, None, None

    def _room_beside_bar(self) -> int:
        """For text that scrolls, as most articles do."""
        bar = self.verticalScrollBar()
        return self.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())

    def _mark(self) -> None:
        text = self.document().toPlainText()
        units = Utf16Map(text)
        spans = merged(span for word in self._words for span in find_all(text, word))
        self._hits = [(units.to_utf16(start), units.to_utf16(end)) for start, end in spans]
        self._paint_hits()
        self.hits_changed.emit()

    def _paint_hits(self) -> None:
        self.setExtraSelections(list(marked(self.document(), self._look, self._hits, self._at)))

    # Places

    def _top_of(self, position: int) -> float:
        block = self.document().findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        top = self.document().documentLayout().blockBoundingRect(block).top()
        return top + (line.y() if line.isValid() else 0.0)

    def _reveal(self, span: Span) -> None:
        top, bar = round(self._top_of(span[0])), self.verticalScrollBar()
        room = self.viewport().height()
        if not bar.value() + self._look.px(20) <= top <= bar.value() + room - self._look.px(60):
            bar.setValue(top - room // 3)

    def _follow(self, url: QUrl) -> None:
        link = link_of(url.toString())
        if link is not None:
            self.topic_wanted.emit(link.topic, link.heading)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)
        # Pictures are as wide as the text at most.
        if self._shown.pictured and self.viewport().width() != self._shown.room:
            self._again.start()
        else:
            self._again.stop()
        self._caps = None

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_caps(event, filled=True)
        super().paintEvent(event)
        self._paint_caps(event, filled=False)

    def _paint_caps(self, event: QPaintEvent, *, filled: bool) -> None:
        """The grounds of the keys lie under the text, their edges over it."""
        look, painter = self._look, QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        down = self.verticalScrollBar().value()
        painter.translate(0, -down)
        seen = QRectF(event.rect()).translated(0, down)
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("window"))
        else:
            painter.setPen(QPen(look.color("ink4"), 1))
        for rect in self._cap_boxes():
            if rect.intersects(seen):
                painter.drawRoundedRect(rect, look.px(4), look.px(4))
        painter.end()

    def _cap_boxes(self) -> list[QRectF]:
        """Where the keys stand, found out once for each width."""
        if self._caps is None:
            self._caps = list(cap_boxes(self.document(), self._look))
        return self._caps

    def loadResource(self, type: int, name: QUrl | str) -> None:
        """Nothing is ever loaded: the pictures of the help lie in the document."""
