"""The user's Markdown as paragraphs, lists and tables of Word, in the template's own styles.

Lists are Word's lists: an ordered one counts for itself from the number it begins with. Links are
their text with the address behind it, as on paper: no click leads anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from desktop.documents.prose import tree
from desktop.documents.text import xml_text
from desktop.documents.word import HEI, KAI, SONG, set_fonts, set_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from markdown_it.tree import SyntaxTreeNode

    from desktop.documents.word import Body

_DEEPEST_LIST: Final = 3  # the template has styles for so many
_DEEPEST_HEADING: Final = 6
_MONO: Final = "Consolas"
_QUOTE_INDENT: Final = 22
_CODE = "code"
_FACES: Final = {"strong": "bold", "em": "italic", "s": "strike"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: its style, its number's list, how many quotes it is within."""

    style: str = "Normal"
    number: int | None = None
    depth: int = 0
    quotes: int = 0
    below: int = 0


def set_up_prose(document: Document) -> None:
    """Give the styles that `add_prose` uses Chinese faces, in black."""
    for level in range(3, _DEEPEST_HEADING + 1):
        set_style(document, f"Heading {level}", HEI, 11, before=8, after=2)
    for depth in range(1, _DEEPEST_LIST + 1):
        for kind in ("List Bullet", "List Number", "List Continue"):
            set_style(document, _of_depth(kind, depth), SONG, 11, after=2)


def add_prose(body: Body, text: str, *, below: int) -> None:
    """Add a text at the end; its headings begin under level `below`."""
    _add(body, tree(text), _Place(below=below))


def _add(body: Body, nodes: Iterable[SyntaxTreeNode], place: _Place) -> None:
    for node in nodes:
        match node.type:
            case "heading":
                level = min(int(node.tag[1:]) + place.below, _DEEPEST_HEADING)
                _paragraph(body, node.children, replace(place, style=f"Heading {level}"))
            case "bullet_list" | "ordered_list":
                _add_list(body, node, place)
            case "blockquote":
                _add(body, node.children, replace(place, quotes=place.quotes + 1))
            case "fence" | "code_block":
                _add_code(body, node.content, place)
            case "table":
                _add_table(body, node)
            case "hr":
                body.paragraph().add_run("——————")
            case _:
                _paragraph(body, node.children, place)


# Lists


def _of_depth(kind: str, depth: int) -> str:
    return kind if depth == 1 else f"{kind} {depth}"


def _add_list(body: Body, node: SyntaxTreeNode, place: _Place) -> None:
    depth = min(place.depth + 1, _DEEPEST_LIST)
    ordered = node.type == "ordered_list"
    style = _of_depth("List Number" if ordered else "List Bullet", depth)
    start = int(node.attrs.get("start", 1)) if ordered else 1
    number = _new_list(body, style, start) if ordered else None
    first = replace(place, style=style, number=number, depth=depth)
    rest = replace(place, style=_of_depth("List Continue", depth), depth=depth, number=None)
    for item in node.children:
        others = list(item.children)
        words: Sequence[SyntaxTreeNode] = ()
        if others and others[0].type == "paragraph":  # else it begins with a list, or is empty
            words = others.pop(0).children
        _paragraph(body, words, first)
        _add(body, others, rest)


def _new_list(body: Body, style: str, start: int) -> int:
    """A list of its own in a style's numbering, which else would count on from the last."""
    part: Any = body.document.part  # python-docx has not typed what follows
    numbering = part.numbering_part.element
    number_of_style = body.document.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(number_of_style).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


# Paragraphs


def _paragraph(body: Body, nodes: Sequence[SyntaxTreeNode], place: _Place) -> Paragraph:
    from docx.shared import Pt

    paragraph: Paragraph = body.paragraph(place.style)
    if place.number is not None:
        properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = place.number
    if place.quotes:
        indent = paragraph.paragraph_format.left_indent
        paragraph.paragraph_format.left_indent = (indent or 0) + Pt(_QUOTE_INDENT * place.quotes)
    heading = place.style.startswith("Heading")
    for child in _inline(nodes):
        _add_runs(paragraph, child, frozenset(), kai=bool(place.quotes), one=heading)
    return paragraph


def _inline(nodes: Sequence[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    return [child for node in nodes for child in node.children]


def _add_runs(
    paragraph: Paragraph,
    node: SyntaxTreeNode,
    faces: frozenset[str],
    *,
    kai: bool = False,
    one: bool = False,
) -> None:
    if node.type in ("softbreak", "hardbreak"):
        if one:
            paragraph.add_run(" ")
        else:
            paragraph.add_run().add_break()
        return
    if node.type in ("text", "code_inline"):
        own = faces | ({_CODE} if node.type == "code_inline" else set())
        _add_run(paragraph, node.content, own, kai=kai)
        return
    own = faces | ({_FACES[node.type]} if node.type in _FACES else set())
    for child in node.children:
        _add_runs(paragraph, child, own, kai=kai, one=one)
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        if address and address != "".join(child.content for child in node.children):
            _add_run(paragraph, f"（{address}）", faces, kai=kai)


def _add_run(paragraph: Paragraph, text: str, faces: Set[str], *, kai: bool) -> None:
    if not text:
        return
    run = paragraph.add_run(xml_text(text))
    run.font.bold = True if "bold" in faces else None
    run.font.italic = True if "italic" in faces else None
    run.font.strike = True if "strike" in faces else None
    if _CODE in faces:
        set_fonts(run._r.get_or_add_rPr(), SONG, latin=_MONO)
    elif kai:
        set_fonts(run._r.get_or_add_rPr(), KAI)


def _add_code(body: Body, content: str, place: _Place) -> None:
    paragraph = _paragraph(body, (), replace(place, number=None))
    _add_run(paragraph, content.removesuffix("\n"), {_CODE}, kai=False)


# Tables


def _add_table(body: Body, node: SyntaxTreeNode) -> None:
    from docx.shared import Pt

    rows = [row for part in node.children for row in part.children]
    made: Any = body.table(len(rows[0].children))
    for number, row in enumerate(rows):
        for cell, words in zip(made.add_row().cells, row.children, strict=True):
            paragraph: Paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            for child in _inline(words.children):
                faces = frozenset({"bold"}) if number == 0 else frozenset[str]()
                _add_runs(paragraph, child, faces)
    body.paragraph()  # two tables in a row would be one
