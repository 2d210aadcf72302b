"""Text on slides of PowerPoint: boxes in the scene's units, runs with a Chinese face, Markdown.

One unit of the scene is half a point, so that its 1920 by 1080 are a slide of 16:9. Faces are named
for East Asian text by themselves: PowerPoint would set Chinese in the theme's Latin face else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from desktop.documents.fitting import LEADING
from desktop.documents.prose import tree
from desktop.documents.text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.tree import SyntaxTreeNode
    from pptx.slide import Slide

UNIT: Final = 6350
"""English Metric Units in a unit of the scene."""
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
LATIN: Final = "Arial"

Box: TypeAlias = "tuple[float, float, float, float]"
"""Left, top, width, height in units of the scene."""


@dataclass(frozen=True, slots=True)
class Face:
    """How words are set: `size` in units of the scene, colours as RRGGBB."""

    name: str
    size: float
    colour: str
    bold: bool = False
    mark: str = ""
    """Colour behind the words, '' for none."""
    line: str = ""
    """Colour of the line below them, '' for none."""
    raised: bool = False


def emu(units: float) -> Any:
    """A length of the scene as PowerPoint counts it."""
    from pptx.util import Emu

    return Emu(round(units * UNIT))


def rgb(colour: str) -> Any:
    """A colour of six hexadecimal digits."""
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made.from_string(colour)


def add_box(slide: Slide, box: Box, name: str) -> Any:
    """An empty text box without margins; `name` is what the selection pane calls it."""
    left, top, width, tall = box
    shape = slide.shapes.add_textbox(emu(left), emu(top), emu(width), emu(tall))
    shape.name = name
    set_frame(shape.text_frame)
    return shape.text_frame


def set_frame(frame: Any, margins: Sequence[float] = (0, 0, 0, 0)) -> None:
    """Wrap words; margins left, top, right, bottom in units."""
    frame.word_wrap = True
    sides = ("margin_left", "margin_top", "margin_right", "margin_bottom")
    for side, units in zip(sides, margins, strict=True):
        setattr(frame, side, emu(units))


def add_run(paragraph: Any, text: str, face: Face) -> Any:
    """Words of one face at the end of a paragraph."""
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = xml_text(text).replace("\v", " ")
    font = run.font
    font.size, font.bold, font.name = Pt(face.size / 2), face.bold, LATIN
    font.color.rgb = rgb(face.colour)
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")
    if face.raised:
        properties.set("baseline", "30000")
    if face.line:
        properties.set("u", "sng")
    latin = properties.find(f"{{{_MAIN}}}latin")
    latin.addnext(element("ea", typeface=face.name))
    for tag, colour in (("uFill", face.line), ("highlight", face.mark)):
        if colour:
            _put_before_latin(properties, latin, tag, colour)
    return run


def _put_before_latin(properties: Any, latin: Any, tag: str, colour: str) -> None:
    """The schema wants fill, highlight, line of the underline, faces: in this order."""
    holder = element(tag)
    if tag == "uFill":
        fill = element("solidFill")
        fill.append(element("srgbClr", val=colour))
        holder.append(fill)
        latin.addprevious(holder)
        return
    holder.append(element("srgbClr", val=colour))
    line = properties.find(f"{{{_MAIN}}}uFill")
    (latin if line is None else line).addprevious(holder)


def element(tag: str, **attributes: str) -> Any:
    """An element of DrawingML."""
    from pptx.oxml.xmlchemy import OxmlElement

    made = OxmlElement(f"a:{tag}")
    for name, value in attributes.items():
        made.set(name, value)
    return made


def first_paragraph(frame: Any, spacing: float = LEADING) -> Any:
    """The paragraph that every frame has."""
    return set_spacing(frame.paragraphs[0], spacing)


def next_paragraph(frame: Any, spacing: float = LEADING) -> Any:
    """A further paragraph."""
    return set_spacing(frame.add_paragraph(), spacing)


def set_spacing(paragraph: Any, spacing: float) -> Any:
    """Lines as high as `spacing` sizes of a type: a face's own line is 1.2 sizes high."""
    paragraph.line_spacing = round(spacing / 1.2, 2)
    return paragraph


# Markdown


@dataclass(frozen=True, slots=True)
class _Lines:
    """Paragraphs added one after another to a frame that has an empty one."""

    frame: Any
    begun: list[bool]

    def paragraph(self) -> Any:
        """The next paragraph."""
        if self.begun:
            return next_paragraph(self.frame)
        self.begun.append(True)
        return first_paragraph(self.frame)


def add_prose(frame: Any, markdown: str, face: Face) -> None:
    """The user's Markdown as paragraphs; links are their words, with the address behind."""
    _blocks(_Lines(frame, []), tree(markdown), face, "", 0)


def _blocks(
    out: _Lines, nodes: Iterable[SyntaxTreeNode], face: Face, lead: str, depth: int
) -> None:
    for node in nodes:
        match node.type:
            case "heading":
                _words(out, node.children, replace(face, bold=True), lead, depth)
            case "bullet_list" | "ordered_list":
                _list(out, node, face, depth)
            case "blockquote":
                _blocks(out, node.children, face, "　", depth)
            case "fence" | "code_block":
                for line in node.content.rstrip("\n").split("\n"):
                    add_run(out.paragraph(), line, face)
            case "table":
                for row in (row for part in node.children for row in part.children):
                    words = "　｜　".join(_text(cell) for cell in row.children)
                    add_run(out.paragraph(), words, face)
            case "hr":
                add_run(out.paragraph(), "——————", face)
            case _:
                _words(out, node.children, face, lead, depth)


def _list(out: _Lines, node: SyntaxTreeNode, face: Face, depth: int) -> None:
    number = int(node.attrs.get("start", 1))
    for item in node.children:
        mark = f"{number}. " if node.type == "ordered_list" else "• "
        number += 1
        others = list(item.children)
        words: Sequence[SyntaxTreeNode] = ()
        if others and others[0].type == "paragraph":  # else it begins with a list, or is empty
            words = others.pop(0).children
        _words(out, words, face, mark, depth)
        _blocks(out, others, face, "", depth + 1)


def _words(out: _Lines, nodes: Sequence[SyntaxTreeNode], face: Face, lead: str, depth: int) -> None:
    paragraph = out.paragraph()
    if depth:
        paragraph.level = min(depth, 8)
    if lead:
        add_run(paragraph, lead, face)
    for child in (child for node in nodes for child in node.children):
        _inline(paragraph, child, face)


def _inline(paragraph: Any, node: SyntaxTreeNode, face: Face) -> None:
    if node.type in ("softbreak", "hardbreak"):
        paragraph.add_line_break()
        return
    if node.type in ("text", "code_inline"):
        if node.content:
            add_run(paragraph, node.content, face)
        return
    own = replace(face, bold=True) if node.type in ("strong", "em") else face
    for child in node.children:
        _inline(paragraph, child, own)
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        if address and address != _text(node):
            add_run(paragraph, f"（{address}）", face)


def _text(node: SyntaxTreeNode) -> str:
    return node.content if not node.children else "".join(_text(child) for child in node.children)
