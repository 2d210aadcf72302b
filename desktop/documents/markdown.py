"""A table as Markdown: a pipe table, its quotes listed behind it.

No word of a user or a source may act as markup: whatever could is escaped, so that a reader of the
file sees the characters that were written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from desktop.documents.text import no_progress, quote_marks, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.table import Cell, Source, Table
    from desktop.documents.text import Captions, Progress

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&|~$^@#=]")
# What GitHub's dialect makes a link of without being asked.
_ADDRESS: Final = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")
# At the beginning of a line: bullets, rules, ordered lists.
_LEADING: Final = re.compile(r"^([+-]|\d{1,9}(?=[.)]))(.?)")


def to_markdown(table: Table, captions: Captions, progress: Progress = no_progress) -> bytes:
    """The document in UTF-8."""
    lines = [f"# {inline(table.title)}", ""]
    for remark in table.remarks:
        lines += [line_start(inline(remark)), ""]
    lines.append(pipe_row([inline(name) for name in table.columns]))
    lines.append(pipe_row(["---"] * len(table.columns)))
    for number, row in enumerate(table.rows, start=1):
        lines.append(pipe_row([_cell(cell) for cell in row]))
        progress(number, len(table.rows))
    if table.sources:
        lines += ["", f"## {inline(captions.sources)}", ""]
        lines += [_source(source) for source in table.sources]
    return ("\n".join(lines) + "\n").encode()


def inline(text: str) -> str:
    """`text` as one line that shows exactly its characters; breaks become <br>."""
    lines = [" ".join(line.split()) for line in xml_text(text).strip().split("\n")]
    return "<br>".join(escaped(line) for line in lines)


def escaped(line: str) -> str:
    """One line on which nothing acts as markup, its blanks as they are."""
    return _ADDRESS.sub(r"\1\3\\\2\4", _MARKUP.sub(r"\\\g<0>", line))


def line_start(line: str) -> str:
    """What `inline` gave, fit to begin a line: no bullet, no number of a list."""
    return _LEADING.sub(
        lambda match: (
            f"{match[1]}\\{match[2]}" if match[1][0].isdigit() else f"\\{match[1]}{match[2]}"
        ),
        line,
    )


def pipe_row(fields: Sequence[str]) -> str:
    """A row of a table, of fields that are escaped already."""
    return f"| {' | '.join(fields)} |"


def _cell(cell: Cell) -> str:
    marks = quote_marks(cell.quotes)
    return " ".join(part for part in (_emphasised(cell), inline(marks) if marks else "") if part)


def _emphasised(cell: Cell) -> str:
    """The text with its bold stretches between stars, where stars can stand."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(cell.bold):
        # Two stretches that touch would have four stars between them.
        if (done and start <= done) or not _can_be_bold(cell.text, start, end):
            continue
        parts += [_kept(cell.text[done:start]), f"**{_kept(cell.text[start:end])}**"]
        done = end
    return "".join([*parts, _kept(cell.text[done:])]).strip()


def _kept(text: str) -> str:
    """`inline` of a part: the blanks at its ends are part of the text."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{inline(text)}{after}"


def _can_be_bold(text: str, start: int, end: int) -> bool:
    """Whether CommonMark sees stars around this stretch as such: beside an ideograph, a stretch
    that begins or ends with punctuation does not become bold, its stars are shown."""
    inside = text[start:end]
    if not inside or "\n" in inside or inside != inside.strip() or xml_text(text) != text:
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = not _is_mark(inside[0]) or not before or before.isspace() or _is_mark(before)
    closes = not _is_mark(inside[-1]) or not after or after.isspace() or _is_mark(after)
    return opens and closes


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _source(source: Source) -> str:
    return f"- {inline(f'[{source.number}]')} {inline(source.exact)} ——{inline(source.citation)}"
