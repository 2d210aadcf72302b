"""A plan as Markdown, read back by a parser of Markdown."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.documents.plan import PlanSection, Source
from desktop.documents.planmarkdown import plan_markdown
from desktop.documents.prose import rewritten
from desktop.documents.text import xml_text
from desktop.widgets.markdown import to_plain
from tests.desktop.documents.conftest import ANY_TEXT
from tests.desktop.documents.plan_sample import QUOTES, sample, task

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OWN_MARKDOWN = st.one_of(
    ANY_TEXT,
    st.lists(
        st.sampled_from(
            ["# 题", "```", "~~~", "- 项", "  - 里", "1. 一", "> 引", "**粗** *斜*", "[链](http://x)",
             "| a | b |", "|---|---|", "| 1 | 2 |", "", "    码", "`码|`", "---", "[^1]: 脚注",
             "<script>", "<!--", "平常的话", "***", "===", "\\", "<http://a.b>", "- ", "* 星",
             "2) 二"]
        ),
        max_size=8,
    ).map("\n".join),
)  # fmt: skip


def _headings(text: str) -> list[tuple[str, str]]:
    tokens = _READER.parse(text)
    return [
        (token.tag, "".join(child.content for child in tokens[place + 1].children or ()))
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def _shown(text: str) -> str:
    """What a reader of the file sees, without the blanks."""
    return re.sub(r"\s", "", re.sub("<[^>]*>", "", to_plain(text)))


def test_the_sections_are_headings_in_their_order() -> None:
    names = [text for tag, text in _headings(plan_markdown(sample())) if tag in ("h1", "h2")]
    assert names == [
        "示例镇抓党建促乡村振兴工作方案", "一、总体要求", "二、重点任务", "三、保障措施",
        "任务分解表", "责任清单", "问题清单（台账）", "借鉴来源",
    ]  # fmt: skip


def test_a_borrowing_bears_the_number_of_its_footnote_and_the_footnote_its_quotes() -> None:
    text = plan_markdown(sample())
    assert "### （一）开展村书记练兵比武[^1]" in text
    [note] = [line for line in text.splitlines() if line.startswith("[^1]: ")]
    shown = _shown(note.removeprefix("[^1]: "))
    assert all(quote in shown for quote in QUOTES)
    assert "福建日报" in shown


def test_what_was_not_taken_stands_behind_the_plan_with_its_reason() -> None:
    body, _, behind = plan_markdown(sample()).partition("## 借鉴来源")
    assert "书记家访" not in body
    assert "不采用。已有入户走访[^2]" in behind


def test_what_is_missing_is_marked() -> None:
    text = plan_markdown(sample())
    assert "## 三、保障措施\n\n待补" in text
    assert "责任人：待补" in text
    assert "## 一、总体要求\n\n### （一）指导思想" in text  # it has a section below it


def test_the_tasks_are_a_table_that_shows_their_words() -> None:
    tables = _READER.parse(plan_markdown(sample(tasks=(task("a|b\n=c"),))))
    cells = [tables[at + 1].content for at, token in enumerate(tables) if token.type == "td_open"]
    assert any(_shown(cell) == "a|b=c" for cell in cells)


@settings(max_examples=150, deadline=None)
@given(OWN_MARKDOWN)
def test_a_section_keeps_its_words_and_leaves_the_next_one_alone(body: str) -> None:
    sections = (PlanSection(1, "一、", "甲", body), PlanSection(1, "二、", "乙", "尾"))
    text = plan_markdown(sample(sections=sections, sources=(), tasks=()))
    tops = [name for tag, name in _headings(text) if tag in ("h1", "h2")]
    assert tops[1:3] == ["一、甲", "二、乙"]


@settings(max_examples=300, deadline=None)
@given(OWN_MARKDOWN)
def test_markdown_written_back_shows_the_same_words(text: str) -> None:
    shown = [re.sub(r"\s", "", to_plain(form)) for form in (rewritten(text), xml_text(text))]
    assert shown[0] == shown[1]


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_a_quote_is_no_markup_whatever_stands_in_it(quote: str, citation: str) -> None:
    source = Source(1, "莆田", "比武", (quote,), citation)
    text = plan_markdown(sample(sources=(source,)))
    [note] = [line for line in text.splitlines() if line.startswith("[^1]: ")]
    rendered = _READER.render(note.removeprefix("[^1]: "))
    assert not re.search(r"<(?!/?p>|br>)[a-z]", rendered)
