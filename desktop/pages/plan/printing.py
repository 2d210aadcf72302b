"""A plan on paper: what stands on which page, as a PDF, and on a printer.

The body is an official document; its lists follow on pages that lie on their side, and behind
them where everything was borrowed. Laying out and writing a PDF need no interface and may run
beside it, as long as one thread does both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING, Final, overload

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.documents.pdf_text import typed_characters
from desktop.documents.plan_tables import (
    DUTIES,
    DUTY_COLUMNS,
    PROBLEM_COLUMNS,
    PROBLEMS,
    SOURCES,
    TASK_COLUMNS,
    TASKS,
    blocks,
    decisions,
    duties,
    duty_fields,
    heading,
    heading_level,
    responsibility,
    task_fields,
)
from desktop.documents.text import no_progress, quote_marks, xml_text
from desktop.pages.plan.print_layout import CHARACTER, POINT, Page
from desktop.pages.plan.print_text import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPagedPaintDevice

    from desktop.documents.plan import BorrowedBlock, PlanDocument, PlanSection
    from desktop.documents.text import Progress
    from desktop.pages.plan.print_layout import Faces

_RESOLUTION: Final = round(72 * POINT)  # of the PDF: one unit of the layout is one of its dots
_SLICE: Final = 0.05  # seconds
_BLANK_PROBLEMS: Final = 8
_TASK_WEIGHTS: Final = (4, 13, 24, 14, 9, 10, 12, 8, 11, 8)
_DUTY_WEIGHTS: Final = (4, 14, 18, 34, 9, 12, 14)
_PROBLEM_WEIGHTS: Final = (4, 8, 14, 6, 7, 14, 6, 8, 6, 7, 8, 7, 6, 7)


class Pages(Sequence[Page]):
    """The pages of a plan, as many as are laid out so far."""

    def __init__(self, document: PlanDocument, faces: Faces | Callable[[], Faces]) -> None:
        self._given = faces
        self._pages: list[Page] = []
        self._steps = self._compose(document)
        self.complete = False

    @cached_property
    def faces(self) -> Faces:
        """The families; fonts that are not there yet are loaded when they are first wanted."""
        return self._given() if callable(self._given) else self._given

    def give_up(self) -> Iterator[None]:
        """Throw the pages away, one on each step: all at once they take their time."""
        self.complete = True
        while self._pages:
            self._pages.pop()
            yield

    def _compose(self, document: PlanDocument) -> Iterator[None]:
        _ = self.faces
        yield
        yield from _compose(self._pages, document, self.faces)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> list[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | list[Page]:
        return self._pages[index]

    def __len__(self) -> int:
        return len(self._pages)

    def go_on(self, seconds: float = inf) -> None:
        """Lay out more, for about so long; `complete` says when there is nothing more."""
        end = perf_counter() + seconds
        while not self.complete and perf_counter() < end:
            self.complete = next(self._steps, self) is self


def _compose(pages: list[Page], document: PlanDocument, faces: Faces) -> Iterator[None]:
    yield from _body(Writer(pages, faces), document)
    gap = document.gap
    tasks = [task_fields(n, task, gap) for n, task in enumerate(document.tasks, start=1)]
    held = [duty_fields(n, task, gap) for n, task in enumerate(duties(document), start=1)]
    blank = [[str(n), *[""] * (len(PROBLEM_COLUMNS) - 1)] for n in range(1, _BLANK_PROBLEMS + 1)]
    lists = (
        (TASKS, TASK_COLUMNS, _TASK_WEIGHTS, tasks),
        (DUTIES, DUTY_COLUMNS, _DUTY_WEIGHTS, held),
        (PROBLEMS, PROBLEM_COLUMNS, _PROBLEM_WEIGHTS, blank),
    )
    for number, (name, columns, weights, rows) in enumerate(lists, start=1):
        writer = Writer(pages, faces, landscape=True)
        writer.attachment(f"附件{number}", name)
        yield from writer.table(columns, weights, rows)
    if _has_sources(document):
        yield from _sources(Writer(pages, faces), document)


# The body


def _body(writer: Writer, document: PlanDocument) -> Iterator[None]:
    writer.title(document.title or document.gap)
    yield
    following = [section.level for section in document.sections[1:]] + [0]
    for section, level in zip(document.sections, following, strict=False):
        yield from _section(writer, section, document.gap, bare=level > section.level)
    _attached(writer, (TASKS, DUTIES, PROBLEMS, *([SOURCES] if _has_sources(document) else [])))
    if document.issuer or document.issued_on:
        writer.line("")
        writer.signature(document.issuer, document.issued_on)


def _section(writer: Writer, section: PlanSection, gap: str, *, bare: bool) -> Iterator[None]:
    """A section; a `bare` one has others below it and needs no words of its own."""
    if section.number or section.heading:  # the opening of a plan has neither
        writer.heading(section.level, f"{section.number}{section.heading or gap}")
        yield
    taken = [block for block in section.borrowed if block.taken]
    if section.body.strip():
        yield from writer.markdown(section.body)
    elif not taken and not bare:
        writer.line(gap, indent=2 * CHARACTER)
    for number, block in enumerate(taken, start=1):
        level = heading_level(section, block)
        writer.heading(level, heading(block, number), quote_marks(block.sources))
        yield
        yield from _borrowed(writer, block, gap)


def _borrowed(writer: Writer, block: BorrowedBlock, gap: str) -> Iterator[None]:
    if block.ours.strip():
        yield from writer.markdown(block.ours)
    else:
        writer.line(gap, indent=2 * CHARACTER)
    writer.line(responsibility(block, gap), indent=2 * CHARACTER)
    yield


def _attached(writer: Writer, names: Sequence[str]) -> None:
    """附件说明: a blank line behind the text, two characters in."""
    writer.line("")
    writer.line(f"附件：1. {names[0]}", indent=2 * CHARACTER)
    for number, name in enumerate(names[1:], start=2):
        writer.line(f"{number}. {name}", left=5 * CHARACTER)


# Where it comes from


def _sources(writer: Writer, document: PlanDocument) -> Iterator[None]:
    writer.attachment("附件4", SOURCES)
    taken = decisions(document)
    for source in document.sources:
        decided = taken.get(source.number)
        words = (decided.decision, decided.reason) if decided else ()
        why = "：".join(part for part in words if part)
        head = f"[{source.number}] {source.region} {source.mechanism}{f'（{why}）' if why else ''}"
        writer.entry(head, source.quotes, source.citation)
        yield
    for block in _rejected(document):
        writer.entry(
            f"{block.region} {block.mechanism}（{block.decision}：{block.reason}）", (), ""
        )


def _has_sources(document: PlanDocument) -> bool:
    return bool(document.sources or _rejected(document))


def _rejected(document: PlanDocument) -> list[BorrowedBlock]:
    """What was left and has no entry of its own that would say so."""
    return [block for block in blocks(document) if not block.taken and not block.sources]


# Onto paper


def to_pdf(document: PlanDocument, faces: Faces, progress: Progress = no_progress) -> bytes:
    """The plan as a PDF; the lists are on pages that lie on their side."""
    pages = Pages(document, faces)
    guess = _likely_pages(document)
    while not pages.complete:
        pages.go_on(_SLICE)
        progress(min(len(pages), guess), 2 * guess)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(xml_text(document.title))
    writer.setCreator("")
    _set_page(writer, landscape=pages[0].landscape)
    painter = QPainter(writer)
    try:
        for number, page in enumerate(pages, start=1):
            if number > 1:
                _set_page(writer, landscape=page.landscape)
                writer.newPage()
            page.draw(painter, number, faces)
            progress(len(pages) + number, 2 * len(pages))
    finally:
        painter.end()
    return typed_characters(bytes(buffer.data().data()))


def _likely_pages(document: PlanDocument) -> int:
    """About how many pages there will be: only for saying how far one is."""
    words = sum(len(section.body) for section in document.sections)
    words += sum(len(block.ours) + 100 for block in blocks(document))
    return 5 + words // 450 + len(document.tasks) // 3


def _set_page(device: QPagedPaintDevice, *, landscape: bool) -> None:
    """A4 to its very edge: the margins are those of the layout."""
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    device.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
