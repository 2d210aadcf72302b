"""Where the keys of an article stand in its document, to be drawn as caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from desktop.pages.help.article import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor, QTextBlock, QTextDocument, QTextFragment, QTextLine

    from desktop.theme import Appearance


def cap_boxes(document: QTextDocument, look: Appearance) -> Iterator[QRectF]:
    """A box for each key; two for one that is broken."""
    high, below = look.px(13), look.px(5)
    block: QTextBlock = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            fragment: QTextFragment = pieces.fragment()
            if _is_key(fragment):
                yield from _boxes(document, block, fragment, (high, below))
            pieces += 1
        block = block.next()


def _boxes(
    document: QTextDocument, block: QTextBlock, key: QTextFragment, sizes: tuple[int, int]
) -> Iterator[QRectF]:
    high, below = sizes
    corner = document.documentLayout().blockBoundingRect(block).topLeft()
    layout, start = block.layout(), key.position() - block.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        left = max(start, line.textStart())
        right = min(start + key.length(), line.textStart() + line.textLength())
        if left < right:
            x, to = _x(line, left), _x(line, right)
            base = corner.y() + line.y() + line.ascent()
            yield QRectF(corner.x() + x + 0.5, base - high - 0.5, to - x - 1, high + below)


def _x(line: QTextLine, position: int) -> float:
    found: object = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _is_key(fragment: QTextFragment) -> bool:
    ground: QColor = fragment.charFormat().background().color()
    return (ground.red(), ground.green(), ground.blue()) == KEY and ground.alpha() == 0
