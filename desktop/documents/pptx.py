"""A lesson as a PowerPoint file: real text and real tables, the speaker's notes kept.

What the class is to find out comes in two slides, the second with the answer; what a showing
uncovers step by step stands there at once. Every slide's notes end with the quotes behind it and
where they stand. python-pptx is imported when a file is made.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from desktop.documents.plain_prose import plain_prose
from desktop.documents.pptx_blocks import Canvas, add_block, room_of
from desktop.documents.pptx_library import new_presentation
from desktop.documents.pptx_text import UNIT, Face, add_box, add_run, emu, first_paragraph, rgb
from desktop.documents.sheet import HEIGHT, Question
from desktop.documents.text import display_width, no_progress, one_line, xml_text

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

    from desktop.documents.lesson import LessonDocument
    from desktop.documents.sheet import Sheet
    from desktop.documents.text import Progress

MARGIN: Final = 96
_TOP: Final = 262
_COVER_TITLE: Final = 330  # of a lesson's first page, which is nothing but its title
_TITLE_TOP: Final = 122
_LINE: Final = 124  # the height of a title
_ROOMS: Final = ((1.0, (76, 64, 56)), (1.8, (48,)))
_LATIN: Final = 0.58  # how wide a bold letter is beside an ideograph
_BOTTOM: Final = 960
_COVER: Final = "title"
_GAP: Final = 48
_TITLE_LAYOUT: Final = 5  # "Title Only" of python-pptx's own template
_THEME: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def to_pptx(document: LessonDocument, progress: Progress = no_progress) -> bytes:
    """The lesson as the bytes of a .pptx file."""
    made = new_presentation()
    made.slide_width, made.slide_height = emu(document.shape.width), emu(HEIGHT)
    _name_faces(made, document)
    _sign(made, document)
    sheets = [shown for sheet in document.sheets for shown in _as_slides(sheet)]
    for number, sheet in enumerate(sheets, start=1):
        _add_slide(made, document, sheet, number, len(sheets))
        progress(number, len(sheets))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _as_slides(sheet: Sheet) -> list[Sheet]:
    """A sheet as it is asked, and a second time with the answer where it has one."""
    if not any(isinstance(block, Question) and _has_answer(block) for block in sheet.blocks):
        return [sheet]
    asked = tuple(
        replace(block, answer="", right=None, sources=()) if isinstance(block, Question) else block
        for block in sheet.blocks
    )
    return [replace(sheet, blocks=asked), sheet]


def _has_answer(block: Question) -> bool:
    return bool(block.answer.strip()) or block.right is not None


# The presentation


def _name_faces(made: Presentation, document: LessonDocument) -> None:
    """The theme's own Chinese faces: for what the trainer types into the file later on."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.oxml import serialize_part_xml
    from pptx.oxml import parse_xml

    part: Any = made.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    for kind, name in (("majorFont", document.look.serif), ("minorFont", document.look.sans)):
        for holder in theme.iter(f"{{{_THEME}}}{kind}"):
            holder.find(f"{{{_THEME}}}ea").set("typeface", name)
    part._blob = serialize_part_xml(theme)


def _sign(made: Presentation, document: LessonDocument) -> None:
    """The file's own title; the template's author and remark are none of ours."""
    core = made.core_properties
    core.title, core.subject = one_line(document.title), one_line(document.occasion)
    core.author = core.comments = core.keywords = ""
    core.language = "zh-CN"


# A slide


def _add_slide(
    made: Presentation, document: LessonDocument, sheet: Sheet, number: int, count: int
) -> None:
    slide = made.slides.add_slide(made.slide_layouts[_TITLE_LAYOUT])
    _paint_paper(slide, document)
    _add_head(slide, document, sheet)
    _add_title(slide, document, sheet)
    canvas = Canvas(slide, document, sheet.theme_id, document.shape.width - 2 * MARGIN)
    rooms = [room_of(canvas, block) for block in sheet.blocks]
    spare = _BOTTOM - _TOP - sum(rooms) - _GAP * max(len(rooms) - 1, 0)
    # Too much for the page: everything gives way alike, the type shrinks within its box.
    share = 1.0 if spare >= 0 or not rooms else max(0.5, 1 + spare / sum(rooms))
    top = float(_TOP)
    if sheet.kind == _COVER:
        top += _COVER_TITLE - _TITLE_TOP
    for block, room in zip(sheet.blocks, rooms, strict=True):
        add_block(canvas, block, (MARGIN, top, canvas.width, room * share))
        top += room * share + _GAP
    _add_number(slide, document, number, count)
    _add_notes(slide, document, sheet)


def _paint_paper(slide: Slide, document: LessonDocument) -> None:

    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = rgb(document.look.paper)


def _add_head(slide: Slide, document: LessonDocument, sheet: Sheet) -> None:
    """The seal, what the slide is about, and where one is."""
    from pptx.enum.text import PP_ALIGN

    look, left = document.look, float(MARGIN)
    theme = look.theme(sheet.theme_id)
    if sheet.theme_id and theme.glyph:
        _add_seal(slide, document, sheet.theme_id)
        left += 70
    frame = add_box(slide, (left, 50, document.shape.width - left - 400, 60), "heading")
    paragraph = first_paragraph(frame)
    if sheet.label:
        add_run(paragraph, f"{sheet.label}　", Face(look.sans, 34, look.soft))
    if sheet.subject:
        add_run(paragraph, sheet.subject, Face(look.sans, 34, look.ink, bold=True))
    place = (document.shape.width - MARGIN - 300.0, 50.0, 300.0, 60.0)
    right = first_paragraph(add_box(slide, place, "classroom"))
    right.alignment = PP_ALIGN.RIGHT
    add_run(right, document.captions.classroom, Face(look.sans, 34, look.soft))


def _add_seal(slide: Slide, document: LessonDocument, theme_id: str) -> None:
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    theme = document.look.theme(theme_id)
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, emu(MARGIN), emu(55), emu(50), emu(50)
    )
    shape.name, shape.shadow.inherit = "seal", False
    shape.adjustments[0] = 0.08
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(theme.paper)
    shape.line.color.rgb = rgb(theme.rule)
    shape.line.width = emu(2)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    add_run(frame.paragraphs[0], theme.glyph, Face(document.look.serif, 31, theme.ink, bold=True))


def _add_title(slide: Slide, document: LessonDocument, sheet: Sheet) -> None:
    """The title's own placeholder: the outline and screen readers look there."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN

    title: Any = slide.shapes.title
    width, cover = document.shape.width - 2 * MARGIN, sheet.kind == _COVER
    # A cover's title stands on its line and grows upwards, where nothing else is.
    top, height = (_COVER_TITLE - _LINE, 2 * _LINE) if cover else (_TITLE_TOP, _LINE)
    title.left, title.top, title.width, title.height = (
        emu(side) for side in (MARGIN, top, width, height)
    )
    frame = title.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM if cover else MSO_ANCHOR.MIDDLE
    frame.auto_size = MSO_AUTO_SIZE.NONE
    paragraph = first_paragraph(frame, 1.2)
    paragraph.alignment = PP_ALIGN.LEFT
    words = one_line(sheet.title) or " "
    if sheet.parts > 1:
        words = f"{words}（{sheet.part}/{sheet.parts}）"
    size = _title_size(words, width, cover=cover)
    add_run(paragraph, words, Face(document.look.serif, size, document.look.ink, bold=True))


def _title_size(words: str, width: float, *, cover: bool) -> int:
    """The largest type in which a title stands on one line, or, where it is long, on some."""
    wide = display_width(words) - len(words)
    length = wide + (len(words) - wide) * _LATIN
    # A word that does not fit goes down whole: lines hold less than so many times one.
    rooms = ((1, (96, 76)), (1.8, (80, 72, 64)), (2.6, (56, 48))) if cover else _ROOMS
    sizes = (size for room, some in rooms for size in some if length * size <= room * width)
    return next(sizes, 40)


def _add_number(slide: Slide, document: LessonDocument, number: int, count: int) -> None:
    from pptx.enum.text import PP_ALIGN

    look = document.look
    place = (document.shape.width - MARGIN - 300.0, HEIGHT - 96.0, 300.0, 50.0)
    paragraph = first_paragraph(add_box(slide, place, "number"))
    paragraph.alignment = PP_ALIGN.RIGHT
    add_run(paragraph, str(number), Face(look.sans, 36, look.ink, bold=True))
    add_run(paragraph, f" / {count}", Face(look.sans, 32, look.quiet))


def _add_notes(slide: Slide, document: LessonDocument, sheet: Sheet) -> None:
    """讲稿, and below it the quotes behind the slide with their citations."""
    said = [plain_prose(sheet.notes)] if sheet.notes.strip() else []
    sources = document.sources(sheet)
    if sources:
        said.append(document.captions.sources)
    said += [
        f"[{number}] “{one_line(source.exact)}”{document.citations.get(source.article_id, '')}"
        for number, source in enumerate(sources, start=1)
    ]
    if not said:
        return
    frame: Any = slide.notes_slide.notes_text_frame
    face = Face(document.look.sans, 24, "000000")
    lines = xml_text("\n".join(said)).split("\n")
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if line:
            add_run(paragraph, line, face)


assert UNIT * HEIGHT == 6858000, "a slide of PowerPoint is 7.5 inches high"
