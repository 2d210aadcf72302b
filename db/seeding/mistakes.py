"""A place to drop mistakes into, so that one run reports all of them and not only the first.

Seeds may come from anybody: only plain files are read, and none that is larger than any text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from db.errors import Mistake, SeedError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_TEXT: Final = 4 << 20
"""Bytes of an article; a newspaper page is a few thousand."""
LARGEST_TABLE: Final = 1 << 20
"""Bytes of a TOML file or a case file."""


@dataclass(slots=True)
class Mistakes:
    """All mistakes found so far, of all files. Reading goes on after each."""

    found: list[Mistake] = field(default_factory=list)

    def add(self, path: Path, line: int, message: str) -> None:
        """Note one mistake; `line` counts from 1, `message` says in Chinese what to do."""
        self.found.append(Mistake(path, max(line, 1), message))

    def raise_if_any(self) -> None:
        """Raise SeedError holding every mistake, or return when there is none."""
        if self.found:
            raise SeedError(self.found)


def read_text(path: Path, mistakes: Mistakes, most: int = LARGEST_TABLE) -> str | None:
    """The file's text, line ends as "\\n"; None, with a mistake, where there is none to read.

    That is: missing, no plain file (a folder, a pipe), larger than `most` bytes, not UTF-8.
    """
    try:
        if path.exists() and not path.is_file():
            mistakes.add(path, 1, f"{path.name} 不是普通文件，请换成文本文件。")
            return None
        if path.exists() and path.stat().st_size > most:
            mistakes.add(path, 1, f"文件太大，最多 {most >> 20} MB，请拆开或查查内容。")
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        mistakes.add(path, 1, f"缺这个文件，请补上 {path.name}。")
    except UnicodeDecodeError:
        mistakes.add(path, 1, "文件不是 UTF-8 编码，请用 UTF-8 另存。")
    else:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return None
