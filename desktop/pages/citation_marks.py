"""①②: a text with the marks of the quotes that back it, each a link to its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import words
from desktop.widgets.parts import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance

_NO_BREAK = "\u2060"


def cited_html(look: Appearance, text: str, role: str, numbers: Sequence[int]) -> str:
    """Rich text of `text`, itself never markup, in the line height of a type role."""
    accent, size = look.color("accent").name(), look.px(13)
    marks = "".join(
        f'{_NO_BREAK}<a href="{number}" style="color:{accent}; text-decoration:none; '
        f'font-size:{size}px;">{words.circled(number)}</a>'
        for number in numbers
    )
    return (
        f'<p style="margin:0; line-height:{look.line(role)}px; '
        f'-qt-line-height-type:fixed;">{escaped(text)} {marks}</p>'
    )
