"""The blocks of a sheet as shapes of PowerPoint: how much room each takes, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db.text import circled
from desktop.documents.fitting import height
from desktop.documents.pptx_table import add_table, table_room
from desktop.documents.pptx_text import (
    Box,
    Face,
    add_box,
    add_prose,
    add_run,
    emu,
    first_paragraph,
    next_paragraph,
    rgb,
)
from desktop.documents.sheet import (
    LEAST,
    Ballot,
    Bars,
    Missing,
    Prose,
    Question,
    Quotation,
    References,
    Table,
)

if TYPE_CHECKING:
    from pptx.slide import Slide

    from desktop.documents.lesson import LessonDocument
    from desktop.documents.sheet import Bar, Block

_QUOTE: Final = 50
_BODY: Final = 40
_ASK: Final = 52
_BAR_ROW: Final = 116
_LETTERS: Final = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class Canvas:
    """A slide to put blocks on; `width` is the room between its margins."""

    slide: Slide
    document: LessonDocument
    theme_id: str
    width: float


def room_of(canvas: Canvas, block: Block) -> float:
    """How high a block stands by its own, in units."""
    width = canvas.width
    match block:
        case Table():
            return table_room(block, width)
        case Quotation():
            return height(_quoted(block), _QUOTE, width - 54) * 1.25 + 70
        case Bars():
            return len(block.bars) * _BAR_ROW + (60 if block.caution else 0)
        case Prose():
            return height(block.markdown, _BODY, width) + (60 if block.heading else 0)
        case Question():
            options = sum(height(option, _BODY, width - 60) + 16 for option in block.options)
            answer = height(block.answer, _BODY, width) + 80 if block.answer else 0
            return height(block.markdown, _ASK, width) + options + answer + 40
        case Ballot():
            return len(block.choices) * 88
        case References():
            return sum(height(entry.citation, 34, width) + 18 for entry in block.entries)
        case Missing():
            return height(block.sentence, _BODY, width)


def add_block(canvas: Canvas, block: Block, box: Box) -> None:
    """Put a block into its place."""
    match block:
        case Table():
            add_table(canvas.slide, canvas.document, block, box)
        case Quotation():
            _add_quotation(canvas, block, box)
        case Bars():
            _add_bars(canvas, block, box)
        case Prose():
            _add_prose(canvas, block, box)
        case Question():
            _add_question(canvas, block, box)
        case Ballot():
            _add_ballot(canvas, block, box)
        case References():
            _add_references(canvas, block, box)
        case Missing():
            look = canvas.document.look
            frame = _frame(canvas, box, "missing")
            add_run(first_paragraph(frame), block.sentence, Face(look.sans, _BODY, look.quiet))


def _frame(canvas: Canvas, box: Box, name: str) -> Any:
    """A box whose type shrinks when the trainer adds to it."""
    from pptx.enum.text import MSO_AUTO_SIZE

    frame = add_box(canvas.slide, box, name)
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    return frame


def _quoted(block: Quotation) -> str:
    return block.before + block.text + block.behind


def _add_quotation(canvas: Canvas, block: Quotation, box: Box) -> None:
    from pptx.enum.shapes import MSO_SHAPE

    look = canvas.document.look
    theme = look.theme(block.theme_id)
    left, top, width, tall = box
    stripe = canvas.slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, emu(left), emu(top), emu(10), emu(tall)
    )
    stripe.name, stripe.shadow.inherit = "stripe", False
    stripe.fill.solid()
    stripe.fill.fore_color.rgb = rgb(theme.rule)
    stripe.line.fill.background()
    frame = _frame(canvas, (left + 54, top, width - 54, tall), "quote")
    words = first_paragraph(frame, 1.7)
    plain = Face(look.serif, _QUOTE, look.soft)
    if block.before:
        add_run(words, block.before, plain)
    shown = Face(look.serif, _QUOTE, look.ink, mark=theme.quote, line=theme.rule)
    add_run(words, block.text, shown)
    if block.behind:
        add_run(words, block.behind, plain)
    add_run(next_paragraph(frame), block.byline, Face(look.sans, LEAST, look.soft))
    if block.stale:
        add_run(next_paragraph(frame), block.stale, Face(look.sans, LEAST, look.quiet))


def _add_bars(canvas: Canvas, block: Bars, box: Box) -> None:
    left, top, width, tall = box
    look = canvas.document.look
    if block.caution:
        frame = add_box(canvas.slide, (left, top, width, 52), "caution")
        add_run(first_paragraph(frame), block.caution, Face(look.sans, LEAST, look.quiet))
        top, tall = top + 60, tall - 60
    row = tall / max(len(block.bars), 1)
    for number, bar in enumerate(block.bars):
        _add_bar(canvas, bar, (left, top + number * row, width, row))


def _add_bar(canvas: Canvas, bar: Bar, box: Box) -> None:
    from pptx.enum.dml import MSO_PATTERN
    from pptx.enum.shapes import MSO_SHAPE

    look = canvas.document.look
    theme = look.theme(canvas.theme_id)
    left, top, width, tall = box
    name = add_box(canvas.slide, (left, top, 200, tall), "region")
    add_run(first_paragraph(name), bar.region, Face(look.serif, 44, look.ink, bold=True))
    frame = add_box(canvas.slide, (left + 220, top, width - 220, tall - 30), "figure")
    words = first_paragraph(frame, 1.25)
    add_run(words, bar.wording, Face(look.sans, 44, look.ink, bold=True))
    told = f"　{bar.label}" + (f"（{canvas.document.captions.target}）" if bar.target else "")
    add_run(words, told, Face(look.sans, LEAST, look.soft))
    add_run(words, circled(bar.source.number), Face(look.sans, LEAST, look.accent, raised=True))
    if bar.share is None:
        return
    long = max(8.0, (width - 220) * bar.share)
    shape = canvas.slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, emu(left + 220), emu(top + tall - 34), emu(long), emu(16)
    )
    shape.name, shape.shadow.inherit = "bar", False
    if bar.target:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        shape.fill.back_color.rgb = rgb(look.paper)
    else:
        shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(theme.rule)
    shape.line.color.rgb = rgb(theme.rule)


def _add_prose(canvas: Canvas, block: Prose, box: Box) -> None:
    left, top, width, tall = box
    look = canvas.document.look
    if block.heading:
        frame = add_box(canvas.slide, (left, top, width, 56), "heading of text")
        add_run(first_paragraph(frame), block.heading, Face(look.sans, LEAST, look.quiet))
        top, tall = top + 60, tall - 60
    frame = _frame(canvas, (left, top, width, tall), "text")
    add_prose(frame, block.markdown, Face(look.sans, _BODY, look.ink))


def _add_question(canvas: Canvas, block: Question, box: Box) -> None:
    look = canvas.document.look
    frame = _frame(canvas, box, "question")
    add_prose(frame, block.markdown, Face(look.serif, _ASK, look.ink))
    for place, option in enumerate(block.options):
        chosen = place == block.right
        paragraph = next_paragraph(frame)
        face = Face(look.sans, _BODY, look.accent if chosen else look.ink, bold=chosen)
        tick = "✓ " if chosen else ""
        add_run(paragraph, f"{_LETTERS[place % len(_LETTERS)]}. {tick}{option}", face)
    if block.answer.strip():
        paragraph = next_paragraph(frame)
        add_run(
            paragraph, f"{canvas.document.captions.answer}　", Face(look.sans, _BODY, look.accent)
        )
        add_run(paragraph, block.answer.strip(), Face(look.sans, _BODY, look.ink, bold=True))


def _add_ballot(canvas: Canvas, block: Ballot, box: Box) -> None:
    look = canvas.document.look
    frame = _frame(canvas, box, "choices")
    for number, choice in enumerate(block.choices, start=1):
        paragraph = first_paragraph(frame) if number == 1 else next_paragraph(frame)
        add_run(paragraph, f"{number}　", Face(look.sans, 44, look.accent, bold=True))
        add_run(paragraph, f"{choice.region}　", Face(look.serif, 44, look.ink, bold=True))
        add_run(paragraph, choice.name, Face(look.sans, _BODY, look.soft))
        add_run(
            paragraph, f"　＿＿{canvas.document.captions.votes}", Face(look.sans, 34, look.quiet)
        )


def _add_references(canvas: Canvas, block: References, box: Box) -> None:
    look = canvas.document.look
    frame = _frame(canvas, box, "references")
    for number, entry in enumerate(block.entries, start=block.first):
        begins = number == block.first
        paragraph = first_paragraph(frame) if begins else next_paragraph(frame)
        add_run(paragraph, f"[{number}] ", Face(look.sans, 34, look.quiet))
        add_run(paragraph, entry.citation, Face(look.sans, 34, look.ink))
        if entry.own_report:
            own = f"　{canvas.document.captions.own_report}"
            add_run(paragraph, own, Face(look.sans, LEAST, look.quiet))
