"""Shows one article: a measure that is good to read, keys as caps, hits marked, nothing loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextFragment,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from db.text import Utf16Map, find_all, merged
from desktop.i18n import tr
from desktop.pages.help.article import KEY, Colors, anchor, link_of, to_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QResizeEvent, QTextBlock, QTextLine

    from db.text import Span
    from desktop.pages.help.picture import Pictures
    from desktop.theme import Appearance

_MEASURE: Final = 700
_SHEET: Final = """
p {{ line-height: {leading}%; margin-top: 0; margin-bottom: {gap}px; }}
ul, ol {{ margin-top: 0; margin-bottom: {gap}px; }}
li {{ line-height: {leading}%; margin-bottom: {tight}px; }}
table {{ margin-top: {tight}px; margin-bottom: {gap}px; }}
th {{ text-align: left; font-weight: bold; }}
h1 {{ font-family: {serif}; font-size: {title}px; margin-top: 0; margin-bottom: {gap}px; }}
h2 {{ font-family: {serif}; font-size: {head}px; margin-top: {wide}px; margin-bottom: {tight}px; }}
h3 {{ font-size: {text}px; margin-top: {gap}px; margin-bottom: {tight}px; }}
a {{ color: {accent}; }}
.key {{ font-size: {key}px; color: {quiet}; }}
.picture {{ line-height: 100%; margin-top: {gap}px; margin-bottom: {tight}px; }}
.caption {{ line-height: 140%; font-size: {small}px; color: {faint}; margin-bottom: {wide}px; }}
"""


class ArticleView(QTextBrowser):
    """Links lead to other topics; nothing else can be opened or loaded."""

    topic_wanted = Signal(str, str)
    """A topic ('' for this one) and one of its headings as a link names it, or ''."""
    hits_changed = Signal()

    def __init__(self, appearance: Appearance, pictures: Pictures) -> None:
        super().__init__()
        self._look = appearance
        self._pictures = pictures
        self._text = ""
        self._words: tuple[str, ...] = ()
        self._hits: list[Span] = []
        self._at = -1
        self._caps: list[tuple[int, int]] = []
        self.setObjectName("helpArticle")
        self.setAccessibleName(tr("帮助的正文"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._again = QTimer(self, singleShot=True, interval=120)
        self._again.timeout.connect(self._render)
        self.anchorClicked.connect(self._follow)
        appearance.changed.connect(self._restyle)
        self._restyle()

    # What is shown

    def show_article(self, markdown: str, words: Sequence[str] = ()) -> None:
        """Show an article from its beginning, with these words marked."""
        self._text, self._words = markdown, tuple(words)
        self._at = -1
        self._render()
        self.verticalScrollBar().setValue(0)

    def mark(self, words: Sequence[str]) -> None:
        """Mark other words in the article that is shown."""
        self._words = tuple(words)
        self._at = -1
        self._mark()

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top."""
        self.scrollToAnchor(anchor(heading))

    @property
    def hits(self) -> tuple[int, int]:
        """(which hit is the current one, counted from 1, 0 for none; how many there are)."""
        return self._at + 1, len(self._hits)

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1), round and round."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits) if self._at >= 0 else 0
            self._paint_hits()
            self._reveal(self._hits[self._at])
            self.hits_changed.emit()

    def step_into(self, heading: str) -> None:
        """The first hit at or behind a heading becomes the current one."""
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
        self.document().setDefaultFont(look.font("summary"))
        self.document().setIndentWidth(look.px(22))
        families = look.font("colTitle").families()
        sheet = _SHEET.format(
            leading=116,
            gap=look.px(10),
            tight=look.px(5),
            wide=look.px(20),
            serif=", ".join(f"'{name}'" for name in families),
            title=look.px(24),
            head=look.px(18),
            text=look.px(15),
            key=look.px(13),
            small=look.px(13),
            accent=look.color("accent").name(),
            quiet=look.color("ink2").name(),
            faint=look.color("ink3").name(),
        )
        self.document().setDefaultStyleSheet(sheet)
        self._place()
        self._render()

    def _place(self) -> None:
        """The text keeps its measure in the middle, however wide the window is."""
        look = self._look
        side = max(look.px(24), (self.width() - look.px(_MEASURE)) // 2)
        self.setViewportMargins(side, look.px(18), max(side - look.px(11), look.px(10)), 0)

    def _render(self) -> None:
        look = self._look
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        colors = Colors(
            ground=look.color("sunken").name(),
            line=look.color("hair").name(),
            stripe=look.color("accentLine").name(),
            pad=look.px(7),
        )
        self._room = self.viewport().width()
        self.setHtml(to_html(self._text, colors) if self._text else "")
        self._caps = [
            (fragment.position(), fragment.position() + fragment.length())
            for fragment in self._fragments()
            if _is_key(fragment)
        ]
        bar.setValue(round(share * bar.maximum()))
        self._mark()

    def _fragments(self) -> Iterator[QTextFragment]:
        block: QTextBlock = self.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                yield pieces.fragment()
                pieces += 1
            block = block.next()

    def _mark(self) -> None:
        text = self.document().toPlainText()
        units = Utf16Map(text)
        spans = merged(span for word in self._words for span in find_all(text, word))
        self._hits = [(units.to_utf16(start), units.to_utf16(end)) for start, end in spans]
        self._paint_hits()
        self.hits_changed.emit()

    def _paint_hits(self) -> None:
        marks = []
        for place, (start, end) in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setBackground(self._look.color("sel"))
            form.setForeground(self._look.color("ink1"))
            # Colour is not alone: all hits are underlined, the current one twice as heavily.
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(self._look.color("accent"))
            if place == self._at:
                form.setBackground(self._look.color("accent"))
                form.setForeground(self._look.color("accentInk"))
            mark.cursor, mark.format = cursor, form
            marks.append(mark)
        self.setExtraSelections(marks)

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
        # Pictures are as wide as the text at most. While a text is put in, its scroll bar goes and
        # comes back: what counts is the width at the end.
        if self._text and self.viewport().width() != self._room:
            self._again.start()
        else:
            self._again.stop()

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
        for start, end in self._caps:
            for rect in self._boxes(start, end):
                if rect.intersects(seen):
                    painter.drawRoundedRect(rect, look.px(4), look.px(4))
        painter.end()

    def _boxes(self, start: int, end: int) -> Iterator[QRectF]:
        block = self.document().findBlock(start)
        corner = self.document().documentLayout().blockBoundingRect(block).topLeft()
        layout, first = block.layout(), block.position()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            left = max(start - first, line.textStart())
            right = min(end - first, line.textStart() + line.textLength())
            if left < right:
                x, to = _x(line, left), _x(line, right)
                base = corner.y() + line.y() + line.ascent()
                high = self._look.px(13)
                yield QRectF(
                    corner.x() + x + 0.5, base - high - 0.5, to - x - 1, high + self._look.px(5)
                )

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: ARG002
        """Only pictures of the help's own folder, by their bare names, are ever loaded."""
        wanted = name.toString() if isinstance(name, QUrl) else name
        return self._pictures.card(wanted, self._room, self.devicePixelRatioF())


def _x(line: QTextLine, position: int) -> float:
    found: object = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _is_key(fragment: QTextFragment) -> bool:
    ground: QColor = fragment.charFormat().background().color()
    return (ground.red(), ground.green(), ground.blue()) == KEY and ground.alpha() == 0
