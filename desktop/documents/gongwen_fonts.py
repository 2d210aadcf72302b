"""The fonts of an official document: those of GB/T 9704-2012, and what stands in for them.

The standard names 小标宋, 仿宋, 黑体, 楷体 and 宋体. Few machines have the first; older ones have
the GB 2312 cuts only, which lack characters of names (镕, 垚): to be chosen, never the default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fonts:
    """A family's name for each part of the document."""

    title: str = "方正小标宋简体"
    body: str = "仿宋"
    heading1: str = "黑体"
    heading2: str = "楷体"
    number: str = "宋体"
    """Of page numbers."""


ROLES: Final = ("title", "body", "heading1", "heading2", "number")
"""The fields of `Fonts`, in the order in which a document shows them."""

CHOICES: Final = {
    "title": (
        "方正小标宋简体", "方正小标宋_GBK", "华文中宋", "思源宋体", "Noto Serif CJK SC", "宋体",
    ),
    "body": ("仿宋", "仿宋_GB2312", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "宋体"),
    "heading1": ("黑体", "方正黑体_GBK", "方正黑体简体", "思源黑体", "Noto Sans CJK SC"),
    "heading2": ("楷体", "楷体_GB2312", "方正楷体_GBK", "方正楷体简体", "华文楷体"),
    "number": ("宋体", "方正书宋_GBK", "思源宋体", "Noto Serif CJK SC"),
}  # fmt: skip
"""What offices use for each part, the standard's own first."""

_SAME_FACE: Final = {  # the name that the face has on a machine which does not speak Chinese
    "宋体": ("SimSun",),
    "黑体": ("SimHei",),
    "仿宋": ("FangSong",),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "楷体": ("KaiTi",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0"),
    "方正小标宋_GBK": ("FZXiaoBiaoSong-B05", "FZXBSK--GBK1-0"),
    "方正仿宋_GBK": ("FZFangSong-Z02",),
    "方正仿宋简体": ("FZFangSong-Z02S",),
    "方正黑体_GBK": ("FZHei-B01",),
    "方正黑体简体": ("FZHei-B01S",),
    "方正楷体_GBK": ("FZKai-Z03",),
    "方正楷体简体": ("FZKai-Z03S",),
    "方正书宋_GBK": ("FZShuSong-Z01",),
    "华文中宋": ("STZhongsong",),
    "华文仿宋": ("STFangsong",),
    "华文楷体": ("STKaiti",),
    "思源宋体": ("Source Han Serif SC", "Source Han Serif CN"),
    "思源黑体": ("Source Han Sans SC", "Source Han Sans CN"),
}
_LIKE: Final = {
    "仿宋": "仿宋_GB2312",
    "仿宋_GB2312": "仿宋",
    "楷体": "楷体_GB2312",
    "楷体_GB2312": "楷体",
    **dict.fromkeys(("方正仿宋_GBK", "方正仿宋简体", "华文仿宋"), "仿宋"),
    **dict.fromkeys(("方正楷体_GBK", "方正楷体简体", "华文楷体"), "楷体"),
    **dict.fromkeys(("方正黑体_GBK", "方正黑体简体", "思源黑体", "Noto Sans CJK SC"), "黑体"),
    **dict.fromkeys(("方正小标宋简体", "方正小标宋_GBK", "华文中宋", "方正书宋_GBK"), "宋体"),
    **dict.fromkeys(("思源宋体", "Noto Serif CJK SC"), "宋体"),
}


def stand_ins(family: str) -> tuple[str, ...]:
    """Names under which Word may look for a face of this kind where `family` is missing."""
    like = _LIKE.get(family)
    return (*_SAME_FACE.get(family, ()), *((like, *_SAME_FACE[like]) if like else ()))


def is_there(family: str, families: Iterable[str]) -> bool:
    """Whether `families` of a machine hold this very face, in Chinese or under its Latin name."""
    known = {name.casefold() for name in families}
    return any(name.casefold() in known for name in (family, *_SAME_FACE.get(family, ())))
