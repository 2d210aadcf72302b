"""The articles of the manual as they lie in resources/help, one Markdown file a topic. No Qt.

The files are read when the help is first opened, never before. Beside plain Markdown they know two
marks: `Ctrl+K` is a key, 【导出】 is a word of the interface. What is made while the program runs
(the keys of the page in sight) is added to a topic as more Markdown.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENTS: Final = "contents.json"
PICTURES: Final = "pictures"
_HEADING: Final = re.compile(r"^(#{1,3}) +(.+?) *$")
_RULE: Final = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*$")
_TARGET: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LEAD: Final = re.compile(r"^\s*(?:>\s?)*(?:[-*]\s+|\d+\.\s+)?")
_MARKS: Final = str.maketrans("", "", "*`【】")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, as plain text; under the title the heading is ''."""

    topic: str
    title: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the contents and the topics under it, in order."""

    name: str
    topics: tuple[str, ...]


@dataclass(slots=True)
class Shelf:
    """The topics of one language."""

    folder: Path
    """resources/help"""
    language: str
    more: dict[str, str] = field(default_factory=dict)
    """Topic -> Markdown that is added below it."""
    _read: dict[str, str] = field(default_factory=dict)
    _cut: dict[str, tuple[str, tuple[Section, ...]]] = field(default_factory=dict)
    _groups: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """The contents."""
        if not self._groups:
            listed = json.loads((self.folder / CONTENTS).read_text(encoding="utf-8"))
            self._groups = tuple(
                Group(str(each[self.language]), tuple(map(str, each["topics"]))) for each in listed
            )
        return self._groups

    @property
    def topics(self) -> list[str]:
        """Every topic, in the order of the contents."""
        return [topic for group in self.groups for topic in group.topics]

    def source(self, topic: str) -> str:
        """The Markdown of a topic, with what was added to it."""
        if topic not in self._read:
            path = self.folder / self.language / f"{topic}.md"
            self._read[topic] = path.read_text(encoding="utf-8")
        added = self.more.get(topic, "")
        return f"{self._read[topic].rstrip()}\n\n{added}" if added else self._read[topic]

    def title(self, topic: str) -> str:
        """The title of a topic."""
        first = self.source(topic).partition("\n")[0]
        return plain(first.removeprefix("# "))

    def heading(self, topic: str, name: str) -> str:
        """The heading that a link means by `name`; '' for none."""
        found = (section.heading for section in self.sections(topic))
        return next((heading for heading in found if name and slug(heading) == name), "")

    def sections(self, topic: str) -> tuple[Section, ...]:
        """A topic cut at its headings."""
        source = self.source(topic)
        known = self._cut.get(topic)
        if known is None or known[0] != source:
            known = self._cut[topic] = source, tuple(self._sections(topic, source))
        return known[1]

    def _sections(self, topic: str, source: str) -> Iterator[Section]:
        title, heading = self.title(topic), ""
        lines: list[str] = []
        for line in source.splitlines()[1:]:
            found = _HEADING.match(line)
            if found is None:
                lines.append(line)
                continue
            yield Section(topic, title, heading, _text(lines))
            heading, lines = plain(found[2]), []
        yield Section(topic, title, heading, _text(lines))


def slug(heading: str) -> str:
    """A heading as links name it, the way that Git forges do: `#to-be-placed`."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def plain(line: str) -> str:
    """A line of Markdown without its marks, as it is read in the article."""
    return _TARGET.sub(r"\1", line).translate(_MARKS).strip()


def _text(lines: list[str]) -> str:
    kept = (line for line in lines if line.strip() and not _RULE.match(line))
    return " ".join(plain(_LEAD.sub("", line)).replace("|", " ").strip() for line in kept)
