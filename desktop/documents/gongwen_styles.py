"""The styles of an official document per GB/T 9704-2012, and the settings of its file.

Type area 156 × 225 mm with 22 lines of 28 characters: lines of 28.95 pt exactly (29 pt loses one),
characters on a grid. The template of python-docx is American, so nothing of its styles is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.documents.gongwen_fonts import stand_ins
from desktop.documents.gongwen_text import Style
from desktop.documents.text import one_line, xml_text
from desktop.documents.word import LATIN, speak_chinese, w

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from docx.document import Document

    from desktop.documents.gongwen_fonts import Fonts
    from desktop.documents.word import Element

LINE: Final = 579
"""Twentieths of a point from line to line: 22 of them fill 225 mm."""
TWO: Final = {"firstLineChars": 200, "firstLine": 640}
"""两字: the indent of a paragraph."""
_TIGHT: Final = -6
"""Twentieths of a point between characters of 16 pt: 28 of them then fill 156 mm."""
_SONG: Final = "宋体"
_FAMILY: Final = {"charset": "86", "family": "auto", "pitch": "variable"}


def set_up(document: Document, fonts: Fonts) -> None:
    """Styles, fonts and settings, before the first paragraph is written."""
    styles = document.styles.element
    for style in list(styles.style_lst):
        styles.remove(style)
    _set_defaults(document, fonts)
    styles.extend(_styles(fonts))
    _set_settings(document)
    speak_chinese(document)
    _name_fonts(document, fonts)
    _drop_the_templates_own(document)


def set_properties(document: Document, title: str, author: str, day: date) -> None:
    """What the file says of itself."""
    from datetime import datetime, time

    core = document.core_properties
    core.title, core.author = one_line(xml_text(title))[:255], one_line(xml_text(author))[:255]
    core.last_modified_by = core.author
    core.comments, core.keywords, core.language = "", "", "zh-CN"
    core.created = core.modified = datetime.combine(day, time())
    core.revision = 1


def _set_defaults(document: Document, fonts: Fonts) -> None:
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults"))
    for child in list(defaults):
        defaults.remove(child)
    language = w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    run = w("rPr", _fonts(fonts.body), *_size(16), language)
    defaults.append(w("rPrDefault", run))
    defaults.append(w("pPrDefault"))


def _fonts(east: str, latin: str = LATIN) -> Element:
    return w("rFonts", ascii=latin, hAnsi=latin, cs=latin, eastAsia=east, hint="eastAsia")


def _size(points: float) -> list[Element]:
    half = round(points * 2)
    return [w("sz", val=half), w("szCs", val=half)]


def _other_size(points: float) -> list[Element]:
    """Any but that of the text, which alone is set tighter."""
    return [w("spacing", val=0), *_size(points)]


def _styles(fonts: Fonts) -> list[Element]:
    return [
        _normal(fonts),
        w("style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1),
          w("semiHidden"), type="character", default=1, styleId="DefaultParagraphFont"),
        _table_normal(),
        _table_grid(),
        w("style", w("name", val="No List"), w("uiPriority", val=99), w("semiHidden"),
          type="numbering", default=1, styleId="NoList"),
        *_body_styles(fonts),
        *_annex_styles(fonts),
        *_small_styles(fonts),
    ]  # fmt: skip


def _normal(fonts: Fonts) -> Element:
    """Every line of the grid is used: Word would else keep two lines of a paragraph together.

    Punctuation may hang over the edge but not begin a line, and no blank creeps in between
    Chinese and Latin or digits.

    The grid of the page says 22 × 28, and text that is typed in other styles keeps to it. Ours
    keeps to the same measure by itself, lines exactly and characters a quarter of a point
    tighter: 28 characters of 16 pt are a little too wide, and LibreOffice, which cannot make them
    narrower, gives each two cells of the grid. The size is said here again because it looks for
    the measure of the grid here and not among the defaults.
    """
    layout = w(
        "pPr",
        w("widowControl", val=0),
        w("kinsoku"),
        w("overflowPunct"),
        w("autoSpaceDE", val=0),
        w("autoSpaceDN", val=0),
        w("snapToGrid", val=0),
        w("spacing", before=0, after=0, line=LINE, lineRule="exact"),
        w("jc", val="both"),
    )
    face = w(
        "rPr", _fonts(fonts.body), w("snapToGrid", val=0), w("spacing", val=_TIGHT), *_size(16)
    )
    return w("style", w("name", val="Normal"), w("qFormat"), layout, face,
             type="paragraph", default=1, styleId=Style.PLAIN.value)  # fmt: skip


def _paragraph_style(
    style: Style,
    name: str,
    *layout: Element,
    run: Sequence[Element] = (),
    after: Style = Style.BODY,
    offered: bool = True,
) -> Element:
    own = {"customStyle": 1} if style.startswith("Gongwen") else {}
    made = w("style", w("name", val=name), w("basedOn", val=Style.PLAIN.value),
             w("next", val=after.value), type="paragraph", styleId=style.value, **own)  # fmt: skip
    if offered:
        made.append(w("qFormat"))
    if layout:
        made.append(w("pPr", *layout))
    if run:
        made.append(w("rPr", *run))
    return made


def _body_styles(fonts: Fonts) -> list[Element]:
    headings = [
        (Style.HEADING_1, _fonts(fonts.heading1)),
        (Style.HEADING_2, _fonts(fonts.heading2)),
        (Style.HEADING_3, _fonts(fonts.body)),
        (Style.HEADING_4, _fonts(fonts.body)),
    ]
    return [
        _paragraph_style(Style.TITLE, "Title", *_centred(),
                         run=[_fonts(fonts.title), *_other_size(22)], after=Style.PLAIN),
        _paragraph_style(Style.BODY, "公文正文", w("ind", **TWO)),
        *(
            _paragraph_style(style, f"heading {level}", w("keepNext"), w("ind", **TWO),
                             w("outlineLvl", val=level - 1), run=[face])
            for level, (style, face) in enumerate(headings, start=1)
        ),
        _paragraph_style(Style.QUOTE, "Quote", w("ind", **TWO), run=[_fonts(fonts.heading2)]),
        _paragraph_style(Style.ISSUER, "公文署名", w("keepNext"), w("jc", val="right")),
        _paragraph_style(Style.DATE, "公文成文日期", w("jc", val="right"), after=Style.PLAIN),
    ]  # fmt: skip


def _centred() -> list[Element]:
    return [w("keepNext"), w("jc", val="center")]


def _annex_styles(fonts: Fonts) -> list[Element]:
    return [
        _paragraph_style(Style.ANNEXES, "公文附件说明", w("keepNext"), w("jc", val="left"),
                         after=Style.ANNEXES),
        _paragraph_style(Style.ANNEX_MARK, "公文附件序号", w("keepNext"), w("jc", val="left"),
                         run=[_fonts(fonts.heading1)], after=Style.ANNEX_TITLE),
        _paragraph_style(Style.ANNEX_TITLE, "公文附件标题", *_centred(), w("outlineLvl", val=0),
                         run=[_fonts(fonts.title), *_other_size(22)]),
        _paragraph_style(Style.TABLE_HEAD, "公文表头", *_in_table("center"),
                         run=[_fonts(fonts.heading1), *_other_size(10.5)], after=Style.TABLE_TEXT),
        _paragraph_style(Style.TABLE_TEXT, "公文表文", *_in_table("left"), run=_other_size(10.5),
                         after=Style.TABLE_TEXT),
        _paragraph_style(Style.TABLE_MIDDLE, "公文表文居中", *_in_table("center"),
                         run=_other_size(10.5), after=Style.TABLE_MIDDLE),
    ]  # fmt: skip


def _in_table(side: str) -> list[Element]:
    """A line in a cell is as high as its text."""
    spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
    return [spacing, w("jc", val=side)]


def _small_styles(fonts: Fonts) -> list[Element]:
    tight = [w("spacing", before=0, after=0, line=320, lineRule="exact")]
    number = [w("spacing", before=0, after=0, line=320, lineRule="exact")]
    gap = w("rPr", w("shd", val="clear", color="auto", fill="FFFF00"))
    mark = w("rPr", w("vertAlign", val="superscript"))
    return [
        _paragraph_style(Style.CITATION, "公文出处", w("ind", **TWO)),
        _paragraph_style(Style.FOOTER, "footer", *number, after=Style.FOOTER,
                         run=[_fonts(fonts.number, fonts.number), *_other_size(14)], offered=False),
        _paragraph_style(Style.FOOTNOTE, "footnote text", *tight, after=Style.FOOTNOTE,
                         run=_other_size(10.5), offered=False),
        w("style", w("name", val="footnote reference"), w("basedOn", val="DefaultParagraphFont"),
          mark, type="character", styleId=Style.FOOTNOTE_MARK.value),
        w("style", w("name", val="公文待补"), w("basedOn", val="DefaultParagraphFont"),
          w("qFormat"), gap, type="character", customStyle=1, styleId=Style.GAP.value),
    ]  # fmt: skip


def _table_normal() -> Element:
    margins = w("tblCellMar", *(
        w(side, w=width, type="dxa")
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    ))  # fmt: skip
    properties = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    return w("style", w("name", val="Normal Table"), w("uiPriority", val=99), w("semiHidden"),
             properties, type="table", default=1, styleId="TableNormal")  # fmt: skip


def _table_grid() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(
        w(side, val="single", sz=4, space=0, color="auto") for side in sides
    ))  # fmt: skip
    return w("style", w("name", val="Table Grid"), w("basedOn", val="TableNormal"),
             w("tblPr", borders), type="table", styleId="TableGrid")  # fmt: skip


def _set_settings(document: Document) -> None:
    """As Chinese Word makes a document: left and right pages differ, a grid, footnotes."""
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    compatible = [
        w(name) for name in ("spaceForUL", "balanceSingleByteDoubleByteWidth",
                             "doNotLeaveBackslashAlone", "ulTrailSpace", "doNotExpandShiftReturn",
                             "useFELayout")
    ]  # fmt: skip
    mode = w("compatSetting", name="compatibilityMode",
             uri="http://schemas.microsoft.com/office/word", val=15)  # fmt: skip
    settings.extend([
        w("zoom", percent=100),
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", *compatible, mode),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ])  # fmt: skip


def _name_fonts(document: Document, fonts: Fonts) -> None:
    """The table of fonts, with what may stand in for one that the reader's machine lacks."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.oxml import serialize_part_xml

    families = dict.fromkeys(
        (fonts.title, fonts.body, fonts.heading1, fonts.heading2, fonts.number, _SONG)
    )
    table = w("fonts")
    for family in families:
        others = stand_ins(family)
        named = [w("altName", val=",".join(others))] if others else []
        kinds = [w(name, val=value) for name, value in _FAMILY.items()]
        table.append(w("font", *named, *kinds, name=xml_text(family)))
    latin = {"charset": "00", "family": "roman", "pitch": "variable"}
    table.append(w("font", *(w(name, val=value) for name, value in latin.items()), name=LATIN))
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = serialize_part_xml(table)


def _drop_the_templates_own(document: Document) -> None:
    """A picture of another document, and parts that nobody here has filled."""
    kinds = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering")
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.endswith(kinds):
                del relations[name]
