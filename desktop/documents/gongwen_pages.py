"""Pages of an official document: A4, the grid, and page numbers where the standard puts them.

A landscape page is the upright one turned clockwise, for bound it is: its margins turn with it,
and its number stays where the numbers of all pages are (GB/T 9704-2012, 9), so it stands at the
left edge and is turned too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desktop.documents.gongwen_styles import LINE
from desktop.documents.gongwen_text import Style, run
from desktop.documents.word import field, w

if TYPE_CHECKING:
    from docx.document import Document

    from desktop.documents.word import Element

_MM: Final = 1440 / 25.4
_A4: Final = (210, 297)
_TOP, _RIGHT, _BOTTOM, _LEFT = 37, 26, 35, 28
_TO_NUMBER: Final = 25
"""From the edge of the page to the foot of its number: the dashes are 7 mm below the text."""
_CHARACTER: Final = -849
"""4096ths of a point that a character of 16 pt gives up, so that 28 of them fill 156 mm."""
_ONE: Final = 280
"""One character of 14 pt."""


class Pages:
    """The sections' properties; the numbers at their feet are parts that sections share."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._upright = [self._footer(number) for number in _upright_numbers()]
        self._turned: list[str] = []

    def section(self, *, landscape: bool) -> Element:
        """Properties of a section that begins on a new page."""
        if landscape and not self._turned:
            self._turned = [self._footer(number) for number in _turned_numbers()]
        feet = self._turned if landscape else self._upright
        return w(
            "sectPr",
            *(_reference(kind, foot) for kind, foot in zip(("default", "even"), feet, strict=True)),
            w("type", val="nextPage"),
            _size(landscape=landscape),
            _margins(landscape=landscape),
            _grid(landscape=landscape),
        )

    def _footer(self, number: Element) -> str:
        holder: Any = self.document.part  # python-docx has not typed it
        part, name = holder.add_footer_part()
        for child in list(part.element):
            part.element.remove(child)
        part.element.append(number)
        return str(name)


def _reference(kind: str, name: str) -> Element:
    from docx.oxml.ns import qn

    reference = w("footerReference", type=kind)
    reference.set(qn("r:id"), name)
    return reference


def _twips(millimetres: float) -> int:
    return round(millimetres * _MM)


def _size(*, landscape: bool) -> Element:
    width, height = (_twips(side) for side in _A4)
    if landscape:
        return w("pgSz", w=height, h=width, orient="landscape")
    return w("pgSz", w=width, h=height)


def _margins(*, landscape: bool) -> Element:
    upright = (_TOP, _RIGHT, _BOTTOM, _LEFT)
    top, right, bottom, left = (_LEFT, *upright[:3]) if landscape else upright
    return w("pgMar", top=_twips(top), right=_twips(right), bottom=_twips(bottom),
             left=_twips(left), header=_twips(15),
             footer=_twips(10 if landscape else _TO_NUMBER), gutter=0)  # fmt: skip


def _grid(*, landscape: bool) -> Element:
    if landscape:
        return w("docGrid", type="lines", linePitch=LINE)
    return w("docGrid", type="linesAndChars", linePitch=LINE, charSpace=_CHARACTER)


def _number(*, odd: bool) -> Element:
    """— 1 —, odd at the right, even at the left, one character in."""
    indent = {"rightChars": 100, "right": _ONE} if odd else {"leftChars": 100, "left": _ONE}
    layout = w("pPr", w("pStyle", val=Style.FOOTER.value), w("ind", **indent),
               w("jc", val="right" if odd else "left"))  # fmt: skip
    fonts = w("rPr", w("rFonts", hint="eastAsia"))
    return w("p", layout, run("— "), *field("PAGE", "1", fonts), run(" —"))


def _upright_numbers() -> list[Element]:
    return [_number(odd=True), _number(odd=False)]


def _turned_numbers() -> list[Element]:
    return [_turned(_number(odd=odd), number) for number, odd in ((1, True), (2, False))]


_TO_MIDDLE: Final = 7
"""Millimetres from the text to the middle of a page's number."""
_EMU: Final = 36000


def _turned(paragraph: Element, number: int) -> Element:
    """The number in a text box at the left edge, whose lines run from top to bottom.

    It ends where the text begins, for its middle is 7 mm from there. It is placed by its sides:
    LibreOffice loses the distances of what stands in a foot of some documents.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    wide, high = 2 * _TO_MIDDLE * _EMU, (_A4[0] - _LEFT - _RIGHT) * _EMU
    box = parse_xml(_BOX.format(number=number, wide=wide, high=high))
    holder = next(box.iter(qn("w:txbxContent")))
    holder.append(paragraph)
    return w("p", w("pPr", w("pStyle", val=Style.FOOTER.value)), box)


_BOX: Final = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="leftMargin"><wp:align>right</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="页码 {number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"
 anchorCtr="0"><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>
</w:r>"""
