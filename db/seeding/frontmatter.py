"""The fields between the two `---` lines of a case file, each with its line.

PyYAML's compose keeps the place of every node; only scalars as written and lists of scalars are
taken, so that `yes`, `2022` and `云浮` all stay the words the author typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.seeding.mistakes import Mistakes

_FENCE = "---"
# No field holds more than a flat list, and libyaml overflows its stack on what is nested deeply.
_MOST_BRACKETS: Final = 200
_NESTED: Final = re.compile(r"^[ \t]*(?:[-?:][ \t]+){4}", re.MULTILINE)
# Written in C where PyYAML was built with libyaml: reading the seeds takes half as long.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its words (a scalar counts as a list of one, an empty one as none), its line."""

    values: tuple[str, ...]
    line: int
    is_list: bool = False

    @property
    def text(self) -> str:
        """The words of a scalar, '' where nothing was written."""
        return self.values[0] if self.values else ""


def split_front_matter(
    path: Path, text: str, mistakes: Mistakes
) -> tuple[dict[str, Field] | None, str]:
    """The fields, and the text with the front matter blanked so that lines keep their numbers.

    The fields are None, with a mistake, where they cannot be read at all.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        mistakes.add(path, 1, "文件第一行应是 ---，接着写各个字段，再以 --- 结束。")
        return None, text
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            fields = _fields(path, "\n".join(lines[1:number]), mistakes)
            return fields, "\n".join([""] * (number + 1) + lines[number + 1 :])
    mistakes.add(path, 1, "开头的字段没有结束，请在字段之后补一行 ---。")
    return None, ""


def _fields(path: Path, source: str, mistakes: Mistakes) -> dict[str, Field] | None:
    """Parse the YAML between the fences; its line 0 is the file's line 2. None when it is none."""
    if source.count("[") + source.count("{") > _MOST_BRACKETS or _NESTED.search(source):
        mistakes.add(path, 2, "字段只能是一行文字或一列 [甲, 乙]，请去掉层层嵌套的括号和列表。")
        return None
    try:
        root = yaml.compose(source, Loader=_LOADER)
    except yaml.YAMLError:
        line = _mistaken_line(source) + 2
        problem = "字段写得不对：一行一个，冒号用半角、后空一格；内容里有半角冒号就用双引号括起。"
        mistakes.add(path, line, problem)
        return None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        mistakes.add(path, 2, "字段应写成“键: 值”，冒号用半角、后空一格。")
        return None
    fields: dict[str, Field] = {}
    for key, node in root.value:
        line = key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarNode):
            mistakes.add(path, line, "冒号前面只能是一个字段名，不能是一列。")
            continue
        if key.value in fields:
            mistakes.add(path, line, f"字段 {key.value} 写了两遍，请删去一个。")
        fields[key.value] = _field(path, key.value, node, line, mistakes)
    return fields


def _mistaken_line(source: str) -> int:
    """The line that cannot be read, from 0: the reader in Python tells it best."""
    try:
        yaml.compose(source, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return int(mark.line) if mark is not None else 0
    except RecursionError:
        pass  # what the reader in C could not read, the one in Python need not understand either
    return 0


def _field(path: Path, key: str, node: yaml.Node, line: int, mistakes: Mistakes) -> Field:
    """One value: a scalar, or a flat list of scalars."""
    if isinstance(node, yaml.ScalarNode):
        words = node.value.strip()
        return Field((words,) if words else (), line)
    if isinstance(node, yaml.SequenceNode):
        return Field(tuple(_items(path, key, node, mistakes)), line, is_list=True)
    mistakes.add(path, line, f"字段 {key} 只能是一行文字或一列 [甲, 乙]。")
    return Field((), line)


def _items(path: Path, key: str, node: yaml.SequenceNode, mistakes: Mistakes) -> Iterator[str]:
    """The scalars of a list."""
    for item in node.value:
        if isinstance(item, yaml.ScalarNode):
            if words := item.value.strip():
                yield words
        else:
            mistakes.add(path, item.start_mark.line + 2, f"字段 {key} 的一列里只能是文字。")
