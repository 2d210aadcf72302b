"""How an official document is set: GB/T 9704-2012 in numbers, in the file and on its pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from desktop.documents.gongwen import to_gongwen
from desktop.documents.gongwen_fonts import CHOICES, ROLES, Fonts, is_there, stand_ins
from desktop.documents.plan import PlanSection
from tests.desktop.documents.gongwen_sample import LONG, plan

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

_OFFICE = shutil.which("soffice")
_TO_TEXT = shutil.which("pdftotext")


@pytest.fixture(scope="module")
def document() -> Document:
    """The sample as Word has it."""
    return docx.Document(BytesIO(to_gongwen(plan())))


def _millimetres(section: Section) -> list[int]:
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    return [round(side.mm) for side in sides if side is not None]


def test_the_text_has_pages_of_its_own_and_each_table_landscape_ones(document: Document) -> None:
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, True, True, True, False]
    for section, is_turned in zip(document.sections, turned, strict=True):
        assert section.page_width is not None
        assert section.page_height is not None
        wide, high = (297, 210) if is_turned else (210, 297)
        assert abs(section.page_width - Mm(wide)) < Mm(0.1)
        assert abs(section.page_height - Mm(high)) < Mm(0.1)
        # Turned clockwise with its page, the margin at the top is the one that was at the left.
        assert _millimetres(section) == ([28, 37, 26, 35] if is_turned else [37, 26, 35, 28])


def test_a_page_holds_22_lines_of_28_characters(document: Document) -> None:
    for section in (document.sections[0], document.sections[-1]):
        grid = section._sectPr.find(qn("w:docGrid"))
        assert [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch", "charSpace")] == [
            "linesAndChars", "579", "-849",
        ]  # fmt: skip
    normal = document.styles["Normal"].element
    line = int(normal.pPr.find(qn("w:spacing")).get(qn("w:line")))
    assert (225 / 25.4 * 1440) // line == 22
    character = 16 * 20 + int(normal.rPr.find(qn("w:spacing")).get(qn("w:val")))
    assert (156 / 25.4 * 1440) // character == 28


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("heading 1", "黑体", None),
        ("heading 2", "楷体", None),
        ("heading 3", "仿宋", None),
        ("heading 4", "仿宋", None),
        ("Normal", "仿宋", 16),
        ("公文附件序号", "黑体", None),
        ("公文附件标题", "方正小标宋简体", 22),
        ("footer", "宋体", 14),
    ],
)
def test_every_style_names_its_chinese_face(
    document: Document, style: str, face: str, points: int | None
) -> None:
    properties = next(
        element.rPr for element in document.styles.element.style_lst if element.name_val == style
    )
    fonts = properties.rFonts
    assert fonts.get(qn("w:eastAsia")) == face
    assert not [name for name in fonts.attrib if name.endswith("Theme")]
    size = properties.find(qn("w:sz"))
    assert (None if size is None else int(size.get(qn("w:val"))) / 2) == points


def test_the_fonts_chosen_are_the_fonts_named() -> None:
    chosen = Fonts("华文中宋", "仿宋_GB2312", "思源黑体", "楷体_GB2312", "思源宋体")
    content = to_gongwen(plan(), chosen)
    with ZipFile(BytesIO(content)) as package:
        styles = package.read("word/styles.xml").decode()
        table = package.read("word/fontTable.xml").decode()
    for role in ROLES:
        assert f'w:eastAsia="{getattr(chosen, role)}"' in styles
        assert f'w:name="{getattr(chosen, role)}"' in table
    assert 'w:eastAsia="仿宋"' not in styles


def test_paragraphs_begin_two_characters_in(document: Document) -> None:
    for name in ("公文正文", "Heading 1", "Heading 2", "Quote"):
        indent = document.styles[name].element.pPr.ind
        assert indent.get(qn("w:firstLineChars")) == "200"
        assert indent.get(qn("w:firstLine")) == "640"


def test_line_breaking_is_chinese(document: Document) -> None:
    layout = document.styles["Normal"].element.pPr
    on = {tag: layout.find(qn(f"w:{tag}")) for tag in ("kinsoku", "overflowPunct")}
    assert all(element is not None and not element.attrib for element in on.values())
    off = [layout.find(qn(f"w:{tag}")) for tag in ("autoSpaceDE", "autoSpaceDN", "widowControl")]
    assert [element.get(qn("w:val")) for element in off] == ["0", "0", "0"]
    languages = list(document.styles.element.iter(qn("w:lang")))
    assert {language.get(qn("w:eastAsia")) for language in languages} == {"zh-CN"}
    chinese = [run for run in document.element.body.iter(qn("w:r")) if not run.text.isascii()]
    # Without it Word takes “ ” for Latin and sets them narrow.
    assert {run.rPr.rFonts.get(qn("w:hint")) for run in chinese} == {"eastAsia"}


def _feet(document: Document, number: int) -> dict[str, Any]:
    """The feet of the odd and the even pages of a section."""
    section = document.sections[number]._sectPr
    return {
        reference.get(qn("w:type")): document.part.related_parts[reference.get(qn("r:id"))]
        for reference in section.findall(qn("w:footerReference"))
    }


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(document: Document) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    for number in range(len(document.sections)):
        feet = _feet(document, number)
        assert set(feet) == {"default", "even"}
        for kind, side in (("default", "right"), ("even", "left")):
            root = parse_xml(feet[kind].blob)
            line = next(p for p in root.iter(qn("w:p")) if p.find(qn("w:r")) is not None
                        and "PAGE" in "".join(t.text for t in p.findall(f".//{qn('w:instrText')}"))
                        and p.find(f".//{qn('w:txbxContent')}") is None)  # fmt: skip
            assert line.pPr.find(qn("w:jc")).get(qn("w:val")) == side
            assert line.pPr.ind.get(qn(f"w:{side}Chars")) == "100"
            shown = "".join(text.text for text in line.iter(qn("w:t")))
            assert shown == "— 1 —"


def test_the_number_of_a_landscape_page_is_turned_with_it(document: Document) -> None:
    for number, is_turned in enumerate([False, True, True, True, False]):
        boxes = [
            box.get("vert")
            for foot in _feet(document, number).values()
            for box in parse_xml(foot.blob).iter()
            if str(box.tag).endswith("}bodyPr")
        ]
        assert boxes == (["vert", "vert"] if is_turned else [])


def test_the_file_says_whose_it_is(document: Document) -> None:
    core = document.core_properties
    sample = plan()
    assert (core.title, core.author, core.comments) == (sample.title, sample.issuer, "")
    assert core.language == "zh-CN"
    assert core.created is not None
    assert core.created.date() == sample.today


def test_properties_stand_in_the_order_of_the_schema_or_word_calls_the_file_damaged() -> None:
    order = {
        "rPr": "rStyle rFonts b strike snapToGrid spacing sz szCs shd vertAlign lang",
        "pPr": "pStyle keepNext widowControl kinsoku overflowPunct autoSpaceDE autoSpaceDN "
        "snapToGrid spacing ind jc outlineLvl sectPr",
        "sectPr": "footerReference type pgSz pgMar docGrid",
        "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
        "font": "altName charset family pitch",
    }
    with ZipFile(BytesIO(to_gongwen(plan()))) as package:
        parts = [
            package.read(n)
            for n in package.namelist()
            if n.startswith("word/") and n[-4:] == ".xml"
        ]
    seen = set()
    for element in (element for part in parts for element in parse_xml(part).iter()):
        name = next((name for name in order if element.tag == qn(f"w:{name}")), "")
        if name:
            places = [[qn(f"w:{n}") for n in order[name].split()].index(c.tag) for c in element]
            assert places == sorted(places), name
            seen.add(name)
    assert seen == set(order)


def test_nothing_of_the_template_is_left() -> None:
    with ZipFile(BytesIO(to_gongwen(plan()))) as package:
        names = package.namelist()
        styles = parse_xml(package.read("word/styles.xml"))
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert not {"Light Shading", "Intense Quote"} & {style.name_val for style in styles.style_lst}
    assert not [name for element in styles.iter() for name in element.attrib if "Theme" in name]


def test_a_font_is_known_under_its_latin_name_too() -> None:
    assert is_there("仿宋", ["fangsong"])
    assert is_there("Noto Sans CJK SC", ["Noto Sans CJK SC"])
    assert not is_there("仿宋", ["仿宋_GB2312"])  # it lacks characters that the other has
    assert stand_ins("方正小标宋简体")[-2:] == ("宋体", "SimSun")
    assert {CHOICES[role][0] for role in ROLES} == {
        getattr(Fonts(), role) for role in ROLES
    }  # the standard's own comes first


_Words = list[tuple[float, float, str]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[_Words]:
    """The words of each page as LibreOffice sets them, with their places in millimetres."""
    if not (_OFFICE and _TO_TEXT):
        pytest.skip("needs LibreOffice and poppler")
    folder = tmp_path_factory.mktemp("pages")
    # Without a mark that may hang over the edge, and without a pair that may not be parted.
    section = PlanSection(1, "", "", "为" * (28 * 60 - 2) + "\n\n" + LONG)
    (folder / "a.docx").write_bytes(to_gongwen(plan(sections=(section,))))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [_OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=200)
    command = [_TO_TEXT, "-bbox", str(folder / "a.pdf"), "-"]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return [
        [(float(x) / 72 * 25.4, float(y) / 72 * 25.4, text) for x, y, text in _WORD.findall(page)]
        for page in shown.split("<page ")[1:]
    ]


_WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>')


def test_libreoffice_shows_22_lines_of_28_characters(pages: list[_Words]) -> None:
    lines: dict[int, int] = {}
    for _, y, text in pages[1]:
        if set(text) == {"为"}:
            lines[round(y)] = lines.get(round(y), 0) + len(text)
    assert list(lines.values()) == [28] * 22


def test_libreoffice_shows_numbers_where_the_standard_puts_them(pages: list[_Words]) -> None:
    def number(page: int) -> tuple[float, float]:
        return next((x, y) for x, y, text in pages[page - 1] if text == str(page))

    first, second = number(1), number(2)
    assert first[0] > 160  # at the right of an odd page
    assert second[0] < 50  # and at the left of an even one, both below the text
    assert min(first[1], second[1]) > 297 - 35
    annexes = [
        n for n, page in enumerate(pages, 1) if any("附件" in text for _, _, text in page[:9])
    ]
    assert len(annexes) >= 4
    for page in annexes[-4:-1]:  # three landscape ones, and the appendix behind them
        x, y = number(page)
        assert 20 < x < 35  # at the edge that is the lower one when the page is bound
        assert y > 150 if page % 2 else y < 60
