"""Made-up pages of a lesson: every kind of block, known to no case base."""

from __future__ import annotations

from desktop.documents.sheet import (
    Ballot,
    Bar,
    Bars,
    Cell,
    Column,
    Gap,
    Missing,
    Prose,
    Question,
    Quotation,
    Reference,
    References,
    Row,
    Sheet,
    Source,
    Table,
)

QUOTE = "按照不比存量比增量、不比起步比进步,明确“先进村重点比提升”"


def source(number: int) -> Source:
    """A span that a mark opens."""
    return Source(number, "article", 0, len(QUOTE), QUOTE, "mechanism")


def table() -> Table:
    """Three columns, three rows, eight marks; one cell is silent, one row has only one voice."""
    columns = tuple(
        Column(region, name, "kh", name)
        for region, name in (("云浮", "大比拼"), ("六盘水", "大比武"), ("莆田", "练兵"))
    )
    silent = Cell("原文未提及", gap=Gap.SILENT)
    return Table(
        columns,
        (
            Row(
                "谁来评",
                (silent, Cell("群众、部门", (source(1),)), Cell("评议团综合评定", (source(2),))),
            ),
            Row(
                "怎么评",
                tuple(Cell(f"按办法{n}评定等次", (source(n),)) for n in (3, 4, 5)),
            ),
            Row("频次", (Cell("每季一次", (source(6),), own=((0, 2),)), silent, silent), only=0),
        ),
    )


def quotation() -> Quotation:
    """A quote in the colour of a theme."""
    return Quotation(QUOTE, "莆田 练兵比武　第 3 自然段", "kh", source(9))


def comparison(reveal: str = "all", steps: int = 1) -> Sheet:
    """The page of the design: a table, and a quote under it."""
    blocks = (table(), quotation())
    return Sheet(
        "one", "comparison", "怎么评？", blocks, "同类做法", "擂台比武", "kh", 1, 1, steps, reveal
    )


def bars(*, target: bool = True) -> Bars:
    """A target and a result."""
    return Bars(
        "人",
        (
            Bar("六盘水", "计划提升", "600名", "600名", 0.75, target, source(1)),
            Bar("莆田", "参加学习", "800余名", "800名", 1.0, False, source(2)),
        ),
    )


def quiz() -> Question:
    """One right answer of four, hidden first."""
    options = ("680余次", "1200多次", "36项", "90户以上")
    return Question("走访 ＿＿＿＿ 次？", options, 0, "“走访680余次”", (source(1),))


def every_block() -> tuple[Sheet, ...]:
    """A page for each kind of block."""
    choices = table().columns
    markdown = (
        "## 问题\n\n1. **谁**来评\n   - [ ] 群众\n\n> 引文 <b>粗</b>\n\n|甲|乙|\n|-|-|\n|1|2|\n"
    )
    references = References((Reference("某某. 某文[N]. 某报, 2022.", "云浮", True),))
    kinds = (
        ("comparison", table()),
        ("quote", quotation()),
        ("figures", bars()),
        ("text", Prose(markdown, "批注")),
        ("quiz", quiz()),
        ("tally", Ballot(choices)),
        ("sources", references),
        ("mechanism", Missing("案例库里已经没有这条做法。")),
        ("title", Prose("镇村干部培训班")),
    )
    return tuple(Sheet(kind, kind, "标题", (block,)) for kind, block in kinds)
