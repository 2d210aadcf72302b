"""The families that pages are laid out with: what the user chose, what stands in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase

from desktop.documents.gongwen_fonts import stand_ins
from desktop.pages.plan.print_layout import Faces
from desktop.theme import load_fallback

if TYPE_CHECKING:
    from desktop.documents.gongwen_fonts import Fonts


def faces(fonts: Fonts) -> Faces:
    """Names that are on this machine, and the program's own font where none is.

    To be asked on the interface thread: fonts are loaded there.
    """
    return Faces(
        title=_there(fonts.title, "serif"),
        body=_there(fonts.body, "serif"),
        heading1=_there(fonts.heading1, "sans"),
        heading2=_there(fonts.heading2, "serif"),
        number=_there(fonts.number, "serif"),
    )


def _there(family: str, fallback: str) -> list[str]:
    names = (family, *stand_ins(family))
    return [*filter(QFontDatabase.hasFamily, names), load_fallback(fallback)]
