"""One Markdown file -> the drafts of a mechanism, each with its line. Knows no article.

markdown-it-py finds the blocks; the words inside them are taken exactly as typed, because a quote
must match its article character for character. Anything the format (seeds/README.md) does not know
is a mistake and not skipped: skipped, it would be lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from db.markdown import bound_tables
from db.records.evidence import Claim, FacetKind
from db.seeding.figuretable import FigureDraft, read_table
from db.seeding.frontmatter import Field, split_front_matter
from db.seeding.mistakes import Mistakes, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from markdown_it.token import Token

FIGURES_HEADING = "数据"
CLAIMS = {"做法": Claim.PRACTICE, "数据": Claim.DATA, "评价语": Claim.APPRAISAL}

# No part of it can match in two ways: 〔 and a thousand blanks must not take a minute to refuse.
_MARK = re.compile(r"〔([^〕｜|]*)(?:[｜|]\s*第\s*([0-9]{1,9})\s*处\s*)?〕\s*")


@dataclass(frozen=True, slots=True)
class Quote:
    """A blockquote: the words, what they are, and which of several occurrences is meant."""

    text: str
    claim: Claim
    occurrence: int | None
    line: int


@dataclass(slots=True)
class FacetDraft:
    """A `##` section: its answer and its quotes. `text_line` is where the answer begins."""

    kind: FacetKind
    line: int
    text: str = ""
    text_line: int = 0
    quotes: list[Quote] = field(default_factory=list)


@dataclass(slots=True)
class CaseFile:
    """Everything one file says, before any of it is looked up."""

    path: Path
    fields: dict[str, Field] | None = None  # None: they cannot be read, which was reported
    quotes: list[Quote] = field(default_factory=list)
    facets: list[FacetDraft] = field(default_factory=list)
    figures: list[FigureDraft] = field(default_factory=list)


def read_case_file(
    path: Path, facet_names: Mapping[str, FacetKind], mistakes: Mistakes
) -> CaseFile | None:
    """Read `mechanisms/<id>.md`; None when the file is no text."""
    text = read_text(path, mistakes)
    if text is None:
        return None
    fields, body = split_front_matter(path, text, mistakes)
    reader = _Reader(CaseFile(path, fields), facet_names, mistakes)
    reader.read(body)
    return reader.case


def read_figures_file(path: Path, mistakes: Mistakes) -> list[FigureDraft]:
    """Read `figures.md`: headings as one likes, and tables of figures."""
    text = read_text(path, mistakes)
    if text is None:
        return []
    figures: list[FigureDraft] = []
    for block in _blocks(text):
        if block[0].type == "table_open":
            figures += read_table(path, block, mistakes)
        elif block[0].type != "heading_open" and not _is_comment(block[0]):
            problem = "这里只能有标题和数据表；表格请照 seeds/README.md 的样子写。"
            mistakes.add(path, _line(block[0]), problem)
    return figures


class _Reader:
    """Walks the blocks of one file; `section` is where the next block belongs."""

    def __init__(
        self, case: CaseFile, facet_names: Mapping[str, FacetKind], mistakes: Mistakes
    ) -> None:
        self.case = case
        self._facet_names = facet_names
        self._mistakes = mistakes
        self._section: FacetDraft | str | None = None  # None: before the first ##; str: 数据 or bad

    def read(self, body: str) -> None:
        """Take every block in turn."""
        for block in _blocks(body):
            head = block[0]
            if head.type == "heading_open":
                self._heading(head, block[1].content.strip())
            elif head.type == "blockquote_open":
                self._quotes(block)
            elif head.type == "table_open":
                self._table(block)
            elif head.type == "paragraph_open":
                self._paragraph(block[1])
            elif not _is_comment(head):
                self._add(head, "这里不能用列表、代码或分隔线，请写成一段文字。")

    def _add(self, token: Token, message: str) -> None:
        """Note a mistake at a block."""
        self._mistakes.add(self.case.path, _line(token), message)

    def _heading(self, head: Token, words: str) -> None:
        """A `##` opens a facet or the table of figures, each once."""
        self._section = words
        if head.tag != "h2":
            self._add(head, f"标题“{words}”应写成两个井号：## {words}。")
        elif words == FIGURES_HEADING:
            if self.case.figures:
                self._add(head, "“## 数据”写了两遍，请并成一张表。")
        elif (kind := self._facet_names.get(words)) is None:
            names = "、".join(name for name in self._facet_names if not name.isascii())
            self._add(head, f"不认得的标题“{words}”，只能是 {names} 或 {FIGURES_HEADING}。")
        elif any(facet.kind is kind for facet in self.case.facets):
            self._add(head, f"要点“{words}”写了两遍，请并到一处。")
        else:
            self._section = FacetDraft(kind, _line(head))
            self.case.facets.append(self._section)

    def _quotes(self, block: list[Token]) -> None:
        """A blockquote: one quote a paragraph, or one each time a line begins with 〔."""
        target = self.case.quotes
        if isinstance(self._section, FacetDraft):
            target = self._section.quotes
        elif self._section == FIGURES_HEADING:
            self._add(block[0], "“## 数据”下面只放表格，引文请移到要点或开头。")
            return
        for token in block[1:]:
            if token.type == "inline":
                target += self._split_quotes(token)
            elif token.type not in ("paragraph_open", "paragraph_close", "blockquote_close"):
                self._add(token, "引文里只能是照抄的原文，不能有列表、标题或表格。")
                return

    def _split_quotes(self, inline: Token) -> list[Quote]:
        """The quotes of one paragraph; a line that goes on without 〔 belongs to the one before."""
        quotes: list[tuple[int, str]] = []
        for number, line in enumerate(inline.content.split("\n"), start=_line(inline)):
            if line.startswith("〔") or not quotes:
                quotes.append((number, line.strip()))
            else:
                start, words = quotes[-1]
                quotes[-1] = (start, words + line.strip())
        return [quote for number, words in quotes if (quote := self._quote(number, words))]

    def _quote(self, line: int, words: str) -> Quote | None:
        """One quote: 〔性质｜第N处〕 and the words of the article."""
        path, add = self.case.path, self._mistakes.add
        mark = _MARK.match(words)
        if mark is None:
            add(path, line, "引文前面要写明性质：〔做法〕、〔数据〕或〔评价语〕。")
            return None
        claim = CLAIMS.get(mark[1].strip())
        if claim is None:
            add(path, line, f"不认得的性质〔{mark[1].strip()}〕，只能是 {'、'.join(CLAIMS)}。")
            return None
        text = words[mark.end() :]
        if not text:
            add(path, line, "引文是空的，请在〔〕后面照抄原文。")
            return None
        return Quote(text, claim, int(mark[2]) if mark[2] else None, line)

    def _table(self, block: list[Token]) -> None:
        """A table belongs under 数据."""
        if self._section != FIGURES_HEADING:
            self._add(block[0], "表格只能放在“## 数据”下面。")
            return
        self.case.figures += read_table(self.case.path, block, self._mistakes)

    def _paragraph(self, inline: Token) -> None:
        """A paragraph is a facet's answer; it stands before the facet's quotes."""
        section = self._section
        if not isinstance(section, FacetDraft):
            if section is None:
                self._add(inline, "第一个 ## 之前只放引文，以 > 开头；摘要写在 summary 里。")
            elif section == FIGURES_HEADING:
                self._add(inline, "这不是一张表；每行以 | 隔开七列，表头下面要有一行 | --- |。")
            return
        if section.quotes:
            self._add(inline, "概括要写在引文前面；若这是引文，请以 > 开头。")
        text = _unwrap(inline.content)
        section.text = f"{section.text}\n{text}" if section.text else text
        section.text_line = section.text_line or _line(inline)


@cache
def _parser() -> MarkdownIt:
    """Finds blocks; what stands in them is taken as it is written."""
    # Rules that would swallow or reinterpret plain words are off: an indented line is no code,
    # a line over === no heading, and [a]: b must not vanish as a link's definition.
    blocks_only = ["code", "lheading", "reference", "inline"]
    parser = MarkdownIt("commonmark").enable("table").disable(blocks_only)
    bound_tables(parser)
    return parser


def _blocks(body: str) -> list[list[Token]]:
    """The top-level blocks, each with all its tokens."""
    blocks: list[list[Token]] = []
    for token in _parser().parse(body):
        if token.level == 0 and token.nesting >= 0:
            blocks.append([])
        blocks[-1].append(token)
    return blocks


def _line(token: Token) -> int:
    """The 1-based line a block begins on."""
    return token.map[0] + 1 if token.map else 1


def _is_comment(token: Token) -> bool:
    """An HTML comment may stand anywhere: authors leave themselves notes."""
    return token.type == "html_block" and token.content.lstrip().startswith("<!--")


def _unwrap(content: str) -> str:
    """Join the lines of a paragraph; only between two Latin letters a break meant a space."""
    return re.sub(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])", " ", content).replace("\n", "")
