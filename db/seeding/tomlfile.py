"""TOML files read so that a mistake can name its line.

tomllib forgets where a value stood, so lines are found again in the text: a key by its name, a
table of an array by its header, a string by its words. Good enough for files a person wrote.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db.seeding.mistakes import Mistakes, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# A dotted key costs the parser the square of its length; ours have a single part.
_DOTTED = re.compile(
    r"""(?:^|[{,\[])[ \t]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){32}""",
    re.MULTILINE,
)
_LARGEST_INTEGER = 10**9
_HEADER = re.compile(r"\s*\[\[?[\w.\- ]+\]\]?\s*(#.*)?$")


@dataclass(slots=True)
class TomlTable:
    """One table: its values, and the lines of the file it spans (0-based, end exclusive)."""

    path: Path
    data: dict[str, Any]
    lines: list[str]
    first: int
    last: int
    mistakes: Mistakes
    read: set[str] = field(default_factory=set)
    keys: dict[str, list[int]] = field(default_factory=dict)  # key -> lines; all tables share it

    def add(self, line: int, message: str) -> None:
        """Note a mistake at a 1-based line of this file."""
        self.mistakes.add(self.path, line, message)

    def line(self, key: str) -> int:
        """The 1-based line of a key, or of the table when the key is not there."""
        if not self.keys:  # looked up line by line, a thousand mistakes would take a minute
            for number, text in enumerate(self.lines):
                name, equals, _ = text.partition("=")
                if equals:
                    self.keys.setdefault(name.strip().strip("\"'"), []).append(number)
        places = self.keys.get(key, [])
        place = bisect_left(places, self.first)
        if place < len(places) and places[place] < self.last:
            return places[place] + 1
        return self.first + 1

    def line_of_words(self, key: str, words: str) -> int:
        """The 1-based line where the string `words`, an item of list `key`, is written."""
        start = self.line(key)
        escaped = words.replace("\\", "\\\\").replace('"', '\\"')
        for number in range(start - 1, self.last):
            if words in self.lines[number] or escaped in self.lines[number]:
                return number + 1
        return start

    def string(self, key: str, *, required: bool = True, default: str = "") -> str:
        """A string without white space around it; a mistake when it is missing or no string."""
        self.read.add(key)
        value = self.data.get(key, default)
        if not isinstance(value, str):
            self.add(self.line(key), f"{key} 应是一个带引号的字符串。")
            return default
        if required and not value.strip():
            self.add(self.line(key), f"缺 {key}，请补上。")
        return value.strip()

    def integer(self, key: str) -> int:
        """A whole number; a mistake when it is missing or none."""
        self.read.add(key)
        value = self.data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.add(self.line(key), f"{key} 应是一个整数。")
            return 0
        if abs(value) > _LARGEST_INTEGER:
            self.add(self.line(key), f"{key} 这个数太大了，请改小。")
            return 0
        return value

    def strings(self, key: str) -> list[str]:
        """A list of strings, empty when the key is missing."""
        self.read.add(key)
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.add(self.line(key), f'{key} 应是一列带引号的字符串，写成 ["甲", "乙"]。')
            return []
        return [item.strip() for item in value]

    def table(self, key: str) -> TomlTable:
        """The table under [key], empty when it is missing."""
        self.read.add(key)
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.add(self.line(key), f"{key} 应写成一节 [{key}]。")
            value = {}
        spans = self._spans(f"[{key}]")
        first, last = spans[0] if spans else (self.line(key) - 1, self.last)
        return self._part(value, first, last)

    def tables(self, key: str) -> list[TomlTable]:
        """The tables under [[key]], in file order."""
        self.read.add(key)
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.add(self.line(key), f"{key} 应写成一条条 [[{key}]]。")
            return []
        spans = self._spans(f"[[{key}]]")
        if len(spans) != len(value):  # written inline: the whole file is the best we can name
            spans = [(self.line(key) - 1, self.last)] * len(value)
        return [
            self._part(item, first, last) for item, (first, last) in zip(value, spans, strict=True)
        ]

    def reject_unknown(self, known: Iterable[str] = ()) -> None:
        """A misspelt key is a mistake: silently ignored it would lose what the author meant."""
        for key in self.data:
            if key not in self.read and key not in known:
                self.add(self.line(key), f"不认得的键 {key}，请查拼写或删去。")

    def _part(self, data: dict[str, Any], first: int, last: int) -> TomlTable:
        return TomlTable(
            self.path, data, self.lines, first, last, self.mistakes, keys=self.keys
        )  # fmt: skip

    def _spans(self, header: str) -> list[tuple[int, int]]:
        """Line ranges of every table whose header line is `header`."""
        starts = [n for n in range(self.first, self.last) if _HEADER.match(self.lines[n])]
        return [
            (start, end)
            for start, end in zip(starts, [*starts[1:], self.last], strict=False)
            if self.lines[start].split("#")[0].replace(" ", "") == header
        ]


def read_toml(path: Path, mistakes: Mistakes) -> TomlTable | None:
    """The file's top table, or None with a mistake when it is missing or no TOML."""
    text = read_text(path, mistakes)
    if text is None:
        return None
    if dotted := _DOTTED.search(text):
        mistakes.add(path, text.count("\n", 0, dotted.end()) + 1, "键里的点太多了，请查这一行。")
        return None
    try:
        data = tomllib.loads(text)
    except RecursionError:
        mistakes.add(path, 1, "不是合格的 TOML：括号套得太深。请查方括号和花括号。")
        return None
    except ValueError as error:  # the error of the parser, and that of a number of 5,000 digits
        where = re.search(r"line (\d+)", str(error))
        line = int(where.group(1)) if where else len(text.splitlines())
        mistakes.add(path, line, f"不是合格的 TOML：{error}。请查引号、方括号和等号。")
        return None
    lines = text.split("\n")
    return TomlTable(path, data, lines, 0, len(lines), mistakes)
