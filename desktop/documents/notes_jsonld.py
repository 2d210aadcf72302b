"""Notes as W3C Web Annotations: one AnnotationCollection with its one page, as JSON-LD.

The data model is https://www.w3.org/TR/annotation-model/ of 2017-02-23. A note is a comment, a
highlight highlights, a bookmark bookmarks; tags are bodies of their own. A passage is found by
its quote with what stands around it, and by its position, which counts characters (code points).
The addresses in it are names: nothing is ever fetched.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote as percent_encoded

from db.text import storable
from desktop.documents.notes import EntryKind
from desktop.documents.text import no_progress

if TYPE_CHECKING:
    from desktop.documents.notes import NoteDocument, NoteEntry, Passage
    from desktop.documents.text import Progress

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_GENERATOR: Final = "Tashan"
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOTIVATIONS: Final = {
    EntryKind.NOTE: "commenting",
    EntryKind.HIGHLIGHT: "highlighting",
    EntryKind.BOOKMARK: "bookmarking",
}


def article_urn(article_id: str) -> str:
    """The name of an article as a source."""
    return _urn("article", article_id)


def subject_urn(kind: str, subject_id: str) -> str:
    """The name of a mechanism or a family."""
    return _urn(kind, subject_id)


def _urn(kind: str, own: str) -> str:
    return f"urn:tashan:{kind}:{percent_encoded(storable(own), safe='')}"


def notes_to_jsonld(
    document: NoteDocument, made: str, collection_id: str, progress: Progress = no_progress
) -> bytes:
    """The document in UTF-8. `made` is the moment of the export, `collection_id` a UUID for it."""
    items = []
    for number, entry in enumerate(document.entries, start=1):
        items.append(_annotation(entry))
        progress(number, len(document.entries))
    collection = f"urn:uuid:{collection_id}"
    content: dict[str, Any] = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": document.title,
        "created": _moment(made),
        "generator": {"type": "Software", "name": _GENERATOR},
        "total": len(items),
    }
    if items:  # a page holds at least one annotation
        content["first"] = {
            "id": f"{collection}#page-1",
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return (storable(text) + "\n").encode()


def _annotation(entry: NoteEntry) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"urn:uuid:{entry.id}" if _UUID.fullmatch(entry.id) else _urn(entry.kind, entry.id),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[entry.kind],
    }
    if entry.author:
        made["creator"] = {"type": "Person", "name": entry.author}
    made["created"] = _moment(entry.created)
    made["modified"] = _moment(entry.modified)
    if bodies := _bodies(entry):
        made["body"] = bodies
    made["target"] = _target(entry)
    return made


def _bodies(entry: NoteEntry) -> list[dict[str, Any]]:
    bodies = []
    if entry.body.strip():
        bodies.append(
            {
                "type": "TextualBody",
                "value": entry.body,
                "format": "text/markdown",
                "purpose": "commenting",
            }
        )
    bodies += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in entry.tags]
    return bodies


def _target(entry: NoteEntry) -> dict[str, Any] | str:
    if entry.passage is not None:
        return {
            "source": article_urn(entry.passage.article_id),
            "selector": _selectors(entry.quote, entry.passage),
        }
    # A note that hangs on nothing is about itself: an annotation must have a target.
    return entry.subject or _urn(entry.kind, entry.id)


def _selectors(exact: str, passage: Passage) -> list[dict[str, Any]]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
    }
    if passage.start is None or passage.end is None:
        return [quote]
    return [
        quote,
        {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
    ]


def _moment(stamp: str) -> str:
    """An xsd:dateTime in UTC as the model asks for it; microseconds and the zone stay."""
    return stamp.replace("+00:00", "Z")
