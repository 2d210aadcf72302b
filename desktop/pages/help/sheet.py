"""How an article is set: what stands in its style sheet, and in the tags where none reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.pages.help.article import Colors

if TYPE_CHECKING:
    from desktop.theme import Appearance

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


def style_sheet(look: Appearance) -> str:
    """The style sheet of an article in this look."""
    return _SHEET.format(
        leading=116,
        gap=look.px(10),
        tight=look.px(5),
        wide=look.px(20),
        serif=look.families_css("colTitle"),
        title=look.px(24),
        head=look.px(18),
        text=look.px(15),
        key=look.px(13),
        small=look.px(13),
        accent=look.color("accent").name(),
        quiet=look.color("ink2").name(),
        faint=look.color("ink3").name(),
    )


def colors(look: Appearance) -> Colors:
    """The colours and sizes that stand in the tags."""
    return Colors(
        ground=look.color("sunken").name(),
        line=look.color("hair").name(),
        stripe=look.color("accentLine").name(),
        pad=look.px(7),
    )
