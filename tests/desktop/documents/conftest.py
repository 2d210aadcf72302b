"""A table with everything that can go wrong on its way out of the program."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from desktop.documents.table import Cell, Source, Table
from desktop.documents.text import Captions

WORDS = Captions("引文与来源", "序号", "引文", "出处", "{column}（数值）")
HOSTILE = (
    "=1+1", "+86", "-5%", "@SUM(A1)", "<b>粗</b>", "a|b", "**星**", "[链](http://x)", "&amp;", "\\",
    "# 题", "1. 项", "- 项", "`码`", "$x$", "www.example.com", "~~删~~", "~单~", "![图](/etc/x)",
)  # fmt: skip

ANY_TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HOSTILE),
    st.text(alphabet="\\`*_[]<>&|~$^@#=+-.!1) \n\t“四”:/wwwhttp", max_size=30),
)


@pytest.fixture
def captions() -> Captions:
    """The words of the writers."""
    return WORDS


@pytest.fixture
def table() -> Table:
    """Quotes, a number with its wording, a sentence about what is missing, a stretch in bold."""
    return Table(
        title="同类做法·擂台比武类",
        columns=("要点", "云浮", "户数"),
        rows=(
            (
                Cell("主体"),
                Cell("市委组织部\n统筹推进", quotes=(1, 2), bold=((0, 2),)),
                Cell("200余户", value=200.0, quotes=(2,)),
            ),
            (Cell("频次"), Cell("原文未提及", quiet=True), Cell("3", value=3.0)),
            (Cell("=1+1"), Cell("<b>不是标记</b>"), Cell("未写", quiet=True)),
        ),
        sources=(
            Source(1, "“四个三”机制", "曾贵真. 云浮[N]. [新快报]，[2023]."),
            Source(2, "=引文|也是*原文*", "韶关日报，2022-07-25."),
        ),
        remarks=("比较了 2 个地区", "1. 隐藏了没有写的行"),
    )
