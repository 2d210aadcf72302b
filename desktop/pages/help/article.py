"""An article of the manual as rich text: raw HTML off, pictures from the help's own folder only.

Keys and words of the interface become marks that the view recognises: `KEY` is a colour that is
drawn as nothing, and behind which the view draws a cap.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote, unquote

from desktop.documents import commonmark
from desktop.pages.help.shelf import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

KEY: Final = (1, 2, 3)
"""The red, green and blue of the ground of a key; it is fully transparent."""
_LABEL: Final = re.compile("【([^】]+)】")
_PICTURE: Final = re.compile(r"\.\./pictures/([a-z0-9-]+\.png)")
_SHOWN: Final = re.compile(r'<img src="([a-z0-9-]+\.png)"')
_TOPIC: Final = re.compile(r"([a-z]+)\.md(?:#(.+))?|#(.+)")


class Colors(NamedTuple):
    """The colours and sizes that stand in the tags themselves, where no sheet reaches."""

    ground: str
    line: str
    stripe: str
    pad: int


class Link(NamedTuple):
    """Where a link leads: a topic ('' for the same), and the slug of a heading ('' for the top)."""

    topic: str
    heading: str


def link_of(target: str) -> Link | None:
    """`notebook.md#to-be-placed` as a topic and a heading's slug; None for anything else."""
    found = _TOPIC.fullmatch(unquote(target))
    return None if found is None else Link(found[1] or "", found[2] or found[3] or "")


def picture_of(target: str) -> str:
    """The file name of a picture of the help; '' for anything else."""
    found = _PICTURE.fullmatch(target)
    return found[1] if found else ""


def pictures_in(html: str) -> list[str]:
    """The file names of the pictures of an article, each once."""
    return list(dict.fromkeys(_SHOWN.findall(html)))


def anchor(heading: str) -> str:
    """The name under which a heading is found in the document."""
    return "h-" + quote(heading, safe="")


@lru_cache(maxsize=32)
def to_html(markdown: str, colors: Colors) -> str:
    """The rich text of an article."""
    rendered: str = _parser().render(markdown, {"colors": colors})
    return f"<body>{rendered}</body>"


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    made = commonmark.new_parser()
    made.enable("image")
    made.core.ruler.push("figures", _free_pictures)
    for name, rule in _RULES.items():
        made.add_render_rule(name, _adapted(rule))
    return made


def _free_pictures(state: StateCore) -> None:
    """A picture that is a paragraph of its own stands outside any paragraph."""
    tokens = state.tokens
    for number in range(1, len(tokens) - 1):
        children = tokens[number].children or []
        if len(children) == 1 and children[0].type == "image":
            tokens[number - 1].hidden = tokens[number + 1].hidden = True


# Rules of the renderer


class Spot(NamedTuple):
    """What a rule is given: a token, the one behind it, and the colours."""

    token: Token
    after: Token | None
    colors: Colors


def _adapted(rule: Callable[[Spot], str]) -> Callable[..., str]:
    def render(
        _renderer: RendererHTML,
        tokens: Sequence[Token],
        at: int,
        _options: Any,
        env: Mapping[str, Any],
    ) -> str:
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        return rule(Spot(tokens[at], after, env["colors"]))

    return render


def _text(spot: Spot) -> str:
    return _LABEL.sub(r"<b>\1</b>", escape(spot.token.content))


def _key(spot: Spot) -> str:
    red, green, blue = KEY
    ground = f"background-color: rgba({red}, {green}, {blue}, 0)"
    # Blanks that do not break keep the cap in one piece and give it its margin.
    return f'<span class="key" style="{ground}">&nbsp;{escape(spot.token.content)}&nbsp;</span>'


def _heading(spot: Spot) -> str:
    name = anchor(plain(spot.after.content if spot.after is not None else ""))
    return f'<{spot.token.tag}><a name="{name}"></a>'


def _note(spot: Spot) -> str:
    look = spot.colors
    # What stands in it are paragraphs, with their own room below.
    inner = f"padding: {look.pad}px {2 * look.pad}px 0px {2 * look.pad}px"
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" border="0">'
        f'<tr><td width="3" bgcolor="{look.stripe}"></td>'
        f'<td bgcolor="{look.ground}" style="{inner}">'
    )


def _note_end(_spot: Spot) -> str:
    return "</td></tr></table>"


def _table(spot: Spot) -> str:
    return f'<table width="100%" cellspacing="0" cellpadding="{spot.colors.pad}" border="0">'


def _cell(spot: Spot) -> str:
    tag, look = spot.token.tag, spot.colors
    ground = f"background-color: {look.ground}; " if tag == "th" else ""
    return f'<{tag} style="{ground}border-bottom: 1px solid {look.line}">'


def _picture(spot: Spot) -> str:
    told = escape(spot.token.content)
    name = picture_of(str(spot.token.attrGet("src") or ""))
    if not name:
        return told
    shown = f'<p class="picture" align="center"><img src="{name}" alt="{told}"></p>'
    return f'{shown}<p class="caption" align="center">{told}</p>'


def _nothing(_spot: Spot) -> str:
    return ""


_RULES: Final = {
    "text": _text,
    "code_inline": _key,
    "heading_open": _heading,
    "blockquote_open": _note,
    "blockquote_close": _note_end,
    "table_open": _table,
    "th_open": _cell,
    "td_open": _cell,
    # Qt knows no parts of a table.
    "thead_open": _nothing,
    "thead_close": _nothing,
    "tbody_open": _nothing,
    "tbody_close": _nothing,
    "image": _picture,
}
