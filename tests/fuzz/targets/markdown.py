"""A note that somebody wrote: shown, exported as everything, and it reaches for nothing."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from desktop.documents.gongwen_markdown import Faces, to_blocks
from desktop.documents.notes import EntryKind, NoteDocument, NoteEntry
from desktop.documents.notes_docx import notes_to_docx
from desktop.documents.notes_jsonld import notes_to_jsonld
from desktop.documents.notes_markdown import notes_to_markdown
from desktop.documents.plain_prose import plain_prose
from desktop.documents.prose import rewritten
from desktop.startup import application
from desktop.widgets.markdown import to_html, to_plain
from tests.fuzz.guard import nothing_outside
from tests.fuzz.limits import in_time

_APP = application()
_ID = "5c0ffee0-0000-4000-8000-00000000000a"
_WHEN = "2026-11-20T08:00:00.123456+00:00"
_WORD_OF = 16  # a Word file costs ten times the rest
_TAG = re.compile(r"<(/?[a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)(?: /)?>")
_TAGS = frozenset(
    ("a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
     "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul")
)  # fmt: skip
_ATTRIBUTE = re.compile(r" ([a-z]+)=")
_ATTRIBUTES = frozenset({"href", "title", "class", "start", "style"})
_ADDRESS = re.compile(r'<a href="\s*(?:javascript|vbscript|file|data):', re.IGNORECASE)


class _Document(QTextDocument):
    """Notes what the text would have loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: ARG002
        self.asked.append(name.toString() if isinstance(name, QUrl) else name)


def one(data: bytes) -> None:
    """The input is the note."""
    if data[:1] == b"\x1f":  # half characters and all
        text = data[1 : (len(data) - 1) // 2 * 2 + 1].decode("utf-16-le", "surrogatepass")
    else:
        text = data.decode("utf-8", "replace")
    with nothing_outside(), in_time(len(data)):
        _show(text)
        _export(text)
        if zlib.crc32(data) % _WORD_OF == 0:
            _export_word(text)


def _show(text: str) -> None:
    html = to_html(text)
    rest = _TAG.sub("", html)
    assert "<" not in rest, f"markup that is none of ours: {rest[:80]!r}"
    for name, attributes in _TAG.findall(html):
        assert name.removeprefix("/") in _TAGS, name
        assert set(_ATTRIBUTE.findall(attributes)) <= _ATTRIBUTES, attributes
    assert not _ADDRESS.search(html)
    to_plain(text)
    if len(text) < 2_000:
        document = _Document()
        document.setHtml(f"<body>{html.encode('utf-16', 'replace').decode('utf-16')}</body>")
        document.size()
        assert not document.asked, document.asked


def _export(text: str) -> None:
    rewritten(rewritten(text), below=3)
    plain_prose(text)
    to_blocks(text, Faces("楷体"))
    document = _document(text)
    notes_to_markdown(document)
    notes_to_jsonld(
        document, "2026-11-20T08:00:00.123456+00:00", "5c0ffee0-0000-4000-8000-00000000000b"
    )


def _export_word(text: str) -> None:
    with zipfile.ZipFile(io.BytesIO(notes_to_docx(_document(text)))) as word:
        for name in word.namelist():
            if name.endswith(".rels"):
                assert b"External" not in word.read(name), name
        written = word.read("word/document.xml")
    assert b"<w:instrText" not in written, "a field can load"
    assert b"<w:hyperlink" not in written


def _document(text: str) -> NoteDocument:
    title = text[:60]
    entry = NoteEntry(
        id=_ID, kind=EntryKind.NOTE, kind_name="批注",
        title=title, region=title, theme="", quote=title, citation=title, body=text,
        tags=(title,), author=title, created=_WHEN,
        modified=_WHEN, when="2026-11-20",
    )  # fmt: skip
    return NoteDocument(title, (entry,), "标签：")
