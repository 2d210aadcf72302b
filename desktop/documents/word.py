"""What all writers of Word documents share: elements, fonts by name, Chinese proofreading.

python-docx is imported when a document is made: the first paint does not pay for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from desktop.documents.text import xml_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

Element: TypeAlias = Any
"""An element of a part; lxml has no types."""

LATIN: Final = "Times New Roman"
SONG: Final = "宋体"
HEI: Final = "黑体"
KAI: Final = "楷体"
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = f"{{{_MAIN}}}"
_PREFIXES: Final = {"w": _MAIN}
_SIDES: Final = "ascii", "hAnsi", "cs"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@lru_cache(maxsize=1)
def _maker() -> Callable[..., Element]:
    """Makes elements of the classes that python-docx reads."""
    from docx.oxml.parser import oxml_parser

    make: Callable[..., Element] = oxml_parser.makeelement
    return make


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of WordprocessingML with its attributes, all in its namespace.

    A long plan has a hundred thousand: python-docx's own way takes three times as long.
    """
    named = {f"{_W}{name}": str(value) for name, value in attributes.items()}
    element = _maker()(f"{_W}{tag}", named, _PREFIXES)
    element.extend(children)
    return element


def words(text: str) -> list[Element]:
    """`text` as the children of a run: breaks and tabs are elements of their own."""
    parts: list[Element] = []
    for number, line in enumerate(xml_text(text).split("\n")):
        if number:
            parts.append(w("br"))
        for place, stretch in enumerate(line.split("\t")):
            if place:
                parts.append(w("tab"))
            if stretch:
                element = w("t")
                element.text = stretch
                element.set(_SPACE, "preserve")
                parts.append(element)
    return parts


def field(code: str, shown: str, properties: Element | None = None) -> list[Element]:
    """The runs of a field: what it says, and what stands there until Word has worked it out."""
    from copy import deepcopy

    def run(*children: Element) -> Element:
        return w("r", *([] if properties is None else [deepcopy(properties)]), *children)

    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set(_SPACE, "preserve")
    return [
        run(w("fldChar", fldCharType="begin")),
        run(instruction),
        run(w("fldChar", fldCharType="separate")),
        run(*words(shown)),
        run(w("fldChar", fldCharType="end")),
    ]


def set_fonts(properties: Element, font: str, latin: str = LATIN) -> None:
    """Both faces by name: a theme's font named beside them would win over them."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for side in _SIDES:
        fonts.set(qn(f"w:{side}"), latin)
    fonts.set(qn("w:eastAsia"), font)


def speak_chinese(document: Document) -> None:
    """The template proofreads East Asian text as English."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")


class Body:
    """A document's body to add to at the end.

    Styles are looked up once, and a paragraph is put before the section's properties, which end a
    body: python-docx walks through all styles and all paragraphs for each.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._end: Element = document.sections[-1]._sectPr
        self._ids: dict[str, str] = {}

    def style_id(self, name: str) -> str:
        """The id of a style of the template."""
        if name not in self._ids:
            self._ids[name] = self.document.styles[name].style_id
        return self._ids[name]

    def paragraph(self, style: str = "Normal") -> Paragraph:
        """A new paragraph."""
        from docx.text.paragraph import Paragraph

        element = w("p")
        self._end.addprevious(element)
        made = Paragraph(element, self.document._body)
        if style != "Normal":
            made._p.style = self.style_id(style)
        return made

    def table(self, columns: int) -> Table:
        """A new table with rules, without rows."""
        made: Table = self.document.add_table(rows=0, cols=columns)
        made._tbl.tblStyle_val = self.style_id("Table Grid")
        return made


def lay_out_page(document: Document, size_mm: tuple[int, int], margin_mm: int) -> None:
    """One size of page with equal margins, and its number at the foot."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    width, height = size_mm
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(margin_mm)
    section.top_margin = section.bottom_margin = Mm(margin_mm)
    add_page_number(section.footer.paragraphs[0])


def sign(document: Document, title: str) -> None:
    """The document's own title; the template's author and remark are none of ours."""
    core = document.core_properties
    core.title, core.author, core.comments = title, "", ""
    core.language = "zh-CN"


def set_style(
    document: Document,
    name: str,
    font: str,
    points: float,
    *,
    before: float = 0,
    after: float = 0,
    centred: bool = False,
) -> None:
    """Set a paragraph style of the template: face, size in points, spacing; black, not bold."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor
    from docx.styles.style import ParagraphStyle

    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold = Pt(points), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_fonts(style.element.get_or_add_rPr(), font)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.15
    if centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_page_number(paragraph: Paragraph) -> None:
    """The number of the page, in the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
