"""课件 as pages: every slide looked up in the case base and cut to size, once, and kept.

What a page shows of the user's own is what its slide says: the trainer's words, and the one note
that was switched on for it. 讲稿 goes along for the presenter, apart from the blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.lesson import Reveal, SlideKind
from desktop.documents.citations import EDITIONS
from desktop.documents.sheet import Prose, Question, Shape, Sheet, Table, sources_of
from desktop.i18n import tr
from desktop.teaching.kinds import Head, Lookup
from desktop.teaching.numbering import numbered
from desktop.teaching.prose_pages import prose_pages
from desktop.teaching.quotations import article_of
from desktop.teaching.references import reference_pages
from desktop.teaching.room import Room
from desktop.teaching.tables import regions_of
from desktop.words import region_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from db.records.lesson import Slide
    from db.records.own import Note
    from desktop.casebase import CaseBase
    from desktop.documents.sheet import Block
    from desktop.lessons import Lessons
    from desktop.teaching.kinds import Pages

_HEADED = 60.0  # what 批注 above a note takes


def _no_note(_: str) -> None:
    return None


class Deck:
    """The pages of one lesson as it is now. What did not change is not looked up again."""

    def __init__(
        self,
        cases: CaseBase,
        lessons: Lessons,
        lesson_id: str,
        *,
        notes: Callable[[str], Note | None] = _no_note,
        shape: Shape = Shape.WIDE,
        zoom: float = 1.0,
        edition: str = EDITIONS[0],
    ) -> None:
        """`notes` finds the user's note by its id; `edition` is of GB/T 7714."""
        self._cases = cases
        self._lessons = lessons
        self.lesson_id = lesson_id
        self._note = notes
        self._room = Room(shape, zoom)
        self._lookup = Lookup(cases, self._room)
        self._edition = edition
        self._kept: dict[str, tuple[Slide, Note | None, list[Sheet]]] = {}

    @property
    def shape(self) -> Shape:
        """The shape that the pages are cut for."""
        return self._room.shape

    @property
    def zoom(self) -> float:
        """How much larger text is than designed."""
        return self._room.zoom

    def reshape(self, shape: Shape, zoom: float) -> None:
        """Cut the pages for another screen, or for larger text."""
        if (shape, zoom) != (self._room.shape, self._room.zoom):
            self._room = Room(shape, zoom)
            self._lookup = Lookup(self._cases, self._room)
            self._kept.clear()

    def sheets(self) -> list[Sheet]:
        """All pages in order."""
        return [
            sheet
            for slide in self._lessons.slides(self.lesson_id)
            for sheet in self.sheets_of(slide)
        ]

    def prepare(self) -> Iterator[None]:
        """Look the slides up one by one, for callers that have a moment now and then."""
        for slide in self._lessons.slides(self.lesson_id):
            # 出处 would look up all the others at one go; it is not kept anyway.
            if slide.kind is not SlideKind.SOURCES:
                yield from self.prepare_slide(slide)

    def prepare_slide(self, slide: Slide) -> Iterator[None]:
        """Look up what one slide needs, in steps."""
        if slide.kind is SlideKind.SOURCES:
            yield from self.prepare()
        elif self._known(slide) is None:
            yield from self._lookup.prepare(slide)
        self.sheets_of(slide)
        yield

    def sheets_of(self, slide: Slide) -> list[Sheet]:
        """The pages of one slide: at least one."""
        if slide.kind is SlideKind.SOURCES:  # changes with every other slide
            return self._finished(slide, None)
        known = self._known(slide)
        if known is None:
            note = self._note_of(slide)
            known = self._finished(slide, note)
            self._kept[slide.id] = slide, note, known
        return known

    def _known(self, slide: Slide) -> list[Sheet] | None:
        """What was looked up of a slide as it is now."""
        kept = self._kept.get(slide.id)
        return kept[2] if kept is not None and kept[:2] == (slide, self._note_of(slide)) else None

    def _note_of(self, slide: Slide) -> Note | None:
        return self._note(slide.note_id) if slide.note_id else None

    def first_of(self, slide_id: str) -> int:
        """The place of a slide's first page among all; 0 where there is no such slide."""
        place = 0
        for slide in self._lessons.slides(self.lesson_id):
            if slide.id == slide_id:
                return place
            place += len(self.sheets_of(slide))
        return 0

    def _finished(self, slide: Slide, note: Note | None) -> list[Sheet]:
        lesson = self._lessons.lesson(self.lesson_id)
        if slide.kind is SlideKind.SOURCES:
            head, pages = Head(tr("出处")), self._sources()
        else:
            head, pages = self._lookup.pages(slide, lesson)
        pages = pages or [()]
        if note is not None and note.body.strip():
            parts = prose_pages(note.body, self._room, less=_HEADED)
            pages = [*pages, *((Prose(part, tr("批注")),) for part in parts)]
        made = []
        for part, blocks in enumerate(pages, start=1):
            shown = numbered(blocks)
            tables = [block for block in shown if isinstance(block, Table)]
            made.append(
                Sheet(
                    slide_id=slide.id,
                    kind=slide.kind.value,
                    title=slide.title.strip() or head.title,
                    blocks=shown,
                    label=head.label,
                    subject=head.subject,
                    theme_id=head.theme_id,
                    part=part,
                    parts=len(pages),
                    steps=steps_of(slide, shown),
                    reveal=slide.reveal.value,
                    notes=slide.notes,
                    minutes=slide.minutes if part == 1 else 0.0,
                    regions=regions_of(tables) or self._regions(shown),
                )
            )
        return made

    def _regions(self, blocks: Sequence[Block]) -> tuple[str, ...]:
        """The names of the regions that quotes on a page are from."""
        regions = self._cases.region_by_id
        sheet = Sheet("", "", "", tuple(blocks))
        found = []
        for source in sources_of(sheet):
            article = article_of(self._cases, source.article_id)
            if article is not None and article.region_id in regions:
                found.append(region_name(regions[article.region_id]))
        return tuple(dict.fromkeys(found))

    def _sources(self) -> Pages:
        """Every article that another slide quotes."""
        cited: dict[str, None] = {}
        for slide in self._lessons.slides(self.lesson_id):
            if slide.kind is not SlideKind.SOURCES:
                for sheet in self.sheets_of(slide):
                    cited |= dict.fromkeys(source.article_id for source in sources_of(sheet))
        return reference_pages(self._cases, cited, self._room, self._edition)


def steps_of(slide: Slide, blocks: Sequence[Block]) -> int:
    """In how many steps a page is uncovered; the first shows its first column or cell."""
    steps = 1
    for block in blocks:
        if isinstance(block, Table) and slide.reveal is Reveal.COLUMNS:
            steps += len(block.columns) - 1
        elif isinstance(block, Table) and slide.reveal is Reveal.CELLS:
            steps += len(block.columns) * len(block.rows) - 1
        elif isinstance(block, Question) and (block.answer.strip() or block.right is not None):
            steps += 1
    return max(steps, 1)
