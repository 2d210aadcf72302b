"""How wide a plan's text stands in its editor, and how tall blocks are before they were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.pages.plan.blocks import Kind

if TYPE_CHECKING:
    from desktop.pages.plan.blocks import Block
    from desktop.theme import Appearance

DOCUMENT: Final = 764
"""The widest that a plan's text grows, at 100 %."""
BESIDE: Final = 1080
"""The same where 原文做法 and 本镇做法 stand beside each other."""
_EDGE: Final = 32
_LOW: Final = {
    Kind.TITLE: 84,
    Kind.SECTION: 84,
    Kind.BORROWING: 260,
    Kind.TASK: 190,
    Kind.TABLE: 44,
}


def text_column(appearance: Appearance, room: int) -> tuple[int, int]:
    """Where the text begins in so much room, and how wide it is."""
    px = appearance.px
    edge = px(_EDGE) if room > px(560) else px(14)
    most = px(BESIDE) if room >= px(BESIDE) else px(DOCUMENT)
    width = min(room - 2 * edge, most)
    return max((room - width) // 2, 0), max(width, px(200))


def estimate(appearance: Appearance, block: Block) -> int:
    """The height of a block that has no widget yet."""
    return appearance.px(44 if block.folded else _LOW[block.kind])
