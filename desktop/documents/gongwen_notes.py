"""Real footnotes: python-docx has none, so their part is made here.

A source that is named twice has one footnote; the second place refers to the first, as Word's own
cross-reference does, and so do the entries of 借鉴来源.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.documents.gongwen_text import Style, paragraph, run
from desktop.documents.text import one_line
from desktop.documents.word import field, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document

    from desktop.documents.plan import Source
    from desktop.documents.word import Element

_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)  # fmt: skip
_BOOKMARK: Final = "_Ref90700{:04d}"


class Footnotes:
    """The footnotes of one document, in the order in which the text names their sources."""

    def __init__(self, sources: Iterable[Source], appendix: str) -> None:
        self._sources = {source.number: source for source in sources}
        self._appendix = appendix
        self._numbers: dict[int, int] = {}
        self._notes: list[Element] = []

    @property
    def numbers(self) -> dict[int, int]:
        """Number of a source to the number that its footnote shows."""
        return dict(self._numbers)

    def marks(self, numbers: Iterable[int]) -> list[Element]:
        """The raised marks behind a text that was borrowed from these sources."""
        marks: list[Element] = []
        for number in dict.fromkeys(numbers):
            if number in self._numbers:
                marks += self.reference(number, raised=True)
            elif number in self._sources:
                marks += self._add(self._sources[number])
        return marks

    def reference(self, number: int, *, raised: bool = False) -> list[Element]:
        """A cross-reference to a footnote that stands before: it follows when numbers change."""
        shown = str(self._numbers[number])
        style = Style.FOOTNOTE_MARK.value if raised else ""
        properties = w("rPr", w("rStyle", val=style)) if raised else None
        bookmark = _BOOKMARK.format(self._numbers[number])
        return [run("[", style=style), *field(f"NOTEREF {bookmark} \\h", shown, properties),
                run("]", style=style)]  # fmt: skip

    def _add(self, source: Source) -> list[Element]:
        number = len(self._numbers) + 1
        self._numbers[source.number] = number
        self._notes.append(self._note(number, source))
        style = Style.FOOTNOTE_MARK.value
        mark = w("r", w("rPr", w("rStyle", val=style)), w("footnoteReference", id=number))
        return [
            run("[", style=style),
            w("bookmarkStart", id=number, name=_BOOKMARK.format(number)),
            mark,
            w("bookmarkEnd", id=number),
            run("]", style=style),
        ]

    def _note(self, number: int, source: Source) -> Element:
        style = Style.FOOTNOTE_MARK.value
        own = w("r", w("rPr", w("rStyle", val=style)), w("footnoteRef"))
        where = "".join(one_line(part) for part in (source.region, source.mechanism))
        named = f"借鉴{where}。" if where else ""
        text = f" {named}{one_line(source.citation)} 引文见{self._appendix}。"
        marked = [run("[", style=style), own, run("]", style=style)]
        return w("footnote", paragraph(Style.FOOTNOTE, *marked, run(text)), id=number)

    def save(self, document: Document) -> None:
        """Add the part; Word wants its two separators even where there are no footnotes."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        root = w("footnotes", _separator("separator", -1), _separator("continuationSeparator", 0))
        root.extend(self._notes)
        part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, root, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _separator(kind: str, number: int) -> Element:
    line = paragraph(Style.FOOTNOTE, w("r", w(kind)))
    return w("footnote", line, type=kind, id=number)
