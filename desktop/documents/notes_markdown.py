"""Notes as Markdown: the user's own stays Markdown, every other word stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.documents.markdown import inline, line_start
from desktop.documents.notes import about
from desktop.documents.prose import rewritten
from desktop.documents.text import no_progress, xml_text

if TYPE_CHECKING:
    from desktop.documents.notes import NoteDocument, NoteEntry
    from desktop.documents.text import Progress

_LEVEL: Final = 2


def notes_to_markdown(document: NoteDocument, progress: Progress = no_progress) -> bytes:
    """The document in UTF-8: a heading for each entry, its quote set off, its source, its words."""
    parts = [f"# {inline(document.title)}"]
    for number, entry in enumerate(document.entries, start=1):
        parts += _entry(entry, document.tags)
        progress(number, len(document.entries))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _entry(entry: NoteEntry, caption: str) -> list[str]:
    citation = inline(entry.citation)
    quote = [f"> {line_start(inline(line))}".rstrip() for line in _lines(entry.quote)]
    if quote and citation:
        quote += [">", f"> ——{citation}"]
    elif citation:
        quote = [f"——{citation}"]
    return [
        f"{'#' * _LEVEL} {inline(entry.title)}",
        line_start(inline(about(entry, caption))),
        "\n".join(quote),
        rewritten(entry.body, below=_LEVEL),
    ]


def _lines(text: str) -> list[str]:
    return xml_text(text).split("\n") if text.strip() else []
