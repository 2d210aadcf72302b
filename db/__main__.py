"""The command line of the case base: build, check, audit, search.

The only module of `db` that prints. Exit codes: 0 all right, 1 problems found (seeds, library or
audit), 2 the command was wrong or the machine would not do it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from db.errors import DataError, SeedError
from db.paths import default_library, seeds_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records.search import SearchHit

OK, PROBLEMS, FAILURE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another code page must not stop us
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except SeedError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except DataError as error:
        print(error, file=sys.stderr)
        return FAILURE
    except BrokenPipeError:  # the reader (head, a pager) has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 — for the flush at exit
        return OK
    except OSError as error:
        print(f"读写失败：{error.filename or ''}（{error.strerror or error}）。", file=sys.stderr)
        return FAILURE


class _Formatter(argparse.HelpFormatter):
    """Help whose fixed words are Chinese too."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """argparse's usage line under a Chinese heading."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one Chinese sentence; argparse itself exits with 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **settings)
        self._positionals.title, self._optionals.title = "要写的", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """argparse's own message stays, since it names the argument."""
        self.exit(FAILURE, f"命令写得不对，请对照用法（{message}）。\n{self.format_usage()}")


def _parser() -> argparse.ArgumentParser:
    """The commands and their options, explained in Chinese."""
    parser = _Parser(prog="python -m db", description="他山案例库：编库、检查、核对、搜索。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    build = commands.add_parser("build", help="把 seeds 编成案例库")
    _add_path(build, "--seeds", "目录", "案例种子目录，默认是随程序的 seeds")
    _add_path(build, "--out", "文件", "案例库写到哪里，默认是程序自己的位置")
    check = commands.add_parser("check", help="检查案例库：引文、键、完整性")
    check.add_argument(
        "file", type=Path, nargs="?", metavar="文件", help="案例库文件，默认是程序自己的"
    )
    audit = commands.add_parser("audit", help="核对原文里的数字和名称有没有遗漏")
    _add_path(audit, "--seeds", "目录", "案例种子目录，默认是随程序的 seeds")
    search = commands.add_parser("search", help="在案例库里搜索")
    search.add_argument(
        "query",
        metavar="词语",
        help="空格隔开的几个词都要有，引号里的作一句找，-词 表示不要；名称可用拼音或首字母",
    )
    _add_path(search, "--library", "文件", "案例库文件，默认是程序自己的")
    search.add_argument(
        "--limit", type=_positive, default=50, metavar="条数", help="最多几条，默认 50"
    )
    search.add_argument(
        "--kind", choices=("mechanism", "figure", "passage"), help="只找做法、数据或原文段落"
    )
    search.add_argument("--no-synonyms", action="store_true", help="不找同义词")
    search.add_argument("--json", action="store_true", help="写成一个 JSON 数组")
    return parser


def _add_path(command: argparse.ArgumentParser, option: str, metavar: str, help_: str) -> None:
    """An option that takes a path."""
    command.add_argument(option, type=Path, metavar=metavar, help=help_)


def _positive(word: str) -> int:
    """A whole number above 0."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError("条数要是大于 0 的整数")
    return int(word)


def _build(options: argparse.Namespace) -> int:
    """Build the library and say what is in it."""
    from db.seeding.build import build_library

    report = build_library(options.seeds or seeds_dir(), options.out or default_library())
    counts = "，".join(f"{table} {count}" for table, count in report.counts.items())
    print(f"已编成 {report.path}\n{counts}\ncontent_hash {report.content_hash}")
    return OK


def _check(options: argparse.Namespace) -> int:
    """Check the library and list what is wrong."""
    from db.seeding.check import check_library

    path = options.file or default_library()
    problems = check_library(path)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"案例库没有问题：{path}")
    return PROBLEMS if problems else OK


def _audit(options: argparse.Namespace) -> int:
    """Audit the seeds and list what is open."""
    from db.seeding.audit import audit

    report = audit(options.seeds or seeds_dir())
    for item in report.open_items:
        print(item)
    print(f"共 {report.items} 个数字和名称，{len(report.open_items)} 个没有着落。")
    return PROBLEMS if report.open_items else OK


def _search(options: argparse.Namespace) -> int:
    """Search the library; finding nothing is no failure."""
    from db.library import Library

    with Library.open(options.library or default_library()) as library:
        hits = library.search(
            options.query,
            options.limit,
            options.kind,
            pinyin=True,
            synonyms=not options.no_synonyms,
        )
    if options.json:
        # One array, a hit a line: read as a whole by a program, line by line by a person.
        rows = (json.dumps(_as_json(hit), ensure_ascii=False) for hit in hits)
        print("[" + ",\n ".join(rows) + "]")
    else:
        for hit in hits:
            print(_as_line(hit))
    if not hits:
        print(f"没有找到“{options.query}”。", file=sys.stderr if options.json else sys.stdout)
    return OK


def _as_json(hit: SearchHit) -> dict[str, object]:
    """The fields of a hit under fixed names; `by` only where words not typed led to it."""
    fields: dict[str, object] = {
        "kind": hit.kind,
        "id": hit.ref_id,
        "title": hit.title,
        "region": hit.region_id,
        "article": hit.article_id,
        "start": hit.start,
        "end": hit.end,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
    }
    if hit.by:
        fields["by"] = [
            {"kind": each.kind, "typed": each.typed, "word": each.word} for each in hit.by
        ]
    return fields


def _as_line(hit: SearchHit) -> str:
    """A hit for a person to read."""
    by = "、".join(dict.fromkeys(each.word for each in hit.by))
    found = f"（按“{by}”找到）" if by else ""
    return f"[{hit.region_id}] {hit.title} ({hit.kind} {hit.ref_id}){found}\n    {hit.snippet}"


_COMMANDS = {"build": _build, "check": _check, "audit": _audit, "search": _search}

if __name__ == "__main__":
    sys.exit(main())
