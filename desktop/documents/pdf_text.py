"""Makes the words of a PDF that Qt wrote found and copied as they were typed. Pure.

A font draws 示 and the radical ⽰ (U+2F70) with one glyph. Qt says of each glyph the first
character that the font draws with it, and the radicals come before the characters: a reader that
searches the file for 示例 finds nothing. The table that says so is text in the file, every
character of it in four digits, so that one can be put in place of another without moving anything.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TABLE: Final = re.compile(rb"/CIDInit /ProcSet.*?endcmap", re.DOTALL)
_ROW: Final = re.compile(rb"\[[^\]]*\]")  # what a run of glyphs stands for
_RADICAL: Final = re.compile(rb"<(2[EF][0-9A-F]{2})>")

_SUPPLEMENT: Final = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺫罒"
    "⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺹耂⺺肀⺾艹⻁虎⻂衤⻃覀⻅见⻆角⻈讠⻉贝⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青"
    "⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Radicals of CJK Radicals Supplement, each with the character that is drawn alike.

Unicode decomposes two of them only; those of the Kangxi block it decomposes all, 户 (drawn in
the simplified way here, decomposed into the traditional one) apart.
"""
_CHARACTERS: Final = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)) | {"⼾": "户"}


def typed_characters(pdf: bytes) -> bytes:
    """Return the file with the characters in place of their radicals; as long as it was."""
    return _TABLE.sub(lambda table: _ROW.sub(_row, table[0]), pdf)


def _row(found: re.Match[bytes]) -> bytes:
    return _RADICAL.sub(_character, found[0])


def _character(found: re.Match[bytes]) -> bytes:
    radical = chr(int(found[1], 16))
    typed = _CHARACTERS.get(radical) or unicodedata.normalize("NFKC", radical)
    return b"<%04X>" % ord(typed)
