"""A case file is read block by block; words come out as they were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records.evidence import Claim, FacetKind
from db.seeding.casefile import CLAIMS, CaseFile, read_case_file, read_figures_file
from db.seeding.mistakes import Mistakes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.conftest import SmallSeeds

FACETS = {"步骤": FacetKind.STEPS, "steps": FacetKind.STEPS, "成效": FacetKind.OUTCOME}
HEAD = "---\nname: 甲\n---\n"
TABLE_HEAD = "| 名目 | 数值 | 单位 | 修饰 | 时点 | 性质 | 原文 |\n" + "| --- " * 7 + "|\n"
ROW = "| 甲 | 3 | 个 | | | 成效 | 乙 |\n"

# Words as an article could hold them: no blanks at the ends, none of Markdown's own line starts.
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="〔〕\u0085"),
    min_size=1,
    max_size=20,
)


def _read(tmp_path: Path, text: str) -> tuple[CaseFile, Mistakes]:
    path = tmp_path / "demo-x.md"
    path.write_bytes(text.encode())
    mistakes = Mistakes()
    case = read_case_file(path, FACETS, mistakes)
    assert case is not None
    return case, mistakes


def test_quotes_before_and_under_a_heading_are_told_apart(tmp_path: Path) -> None:
    case, mistakes = _read(
        tmp_path,
        HEAD
        + "\n> 〔做法〕甲\n\n> 〔评价语｜第2处〕乙\n\n"
        + "## 步骤\n\n先做。\n再做。\n\n> 〔数据〕丙\n",
    )
    assert mistakes.found == []
    assert [(q.text, q.claim, q.occurrence, q.line) for q in case.quotes] == [
        ("甲", Claim.PRACTICE, None, 5),
        ("乙", Claim.APPRAISAL, 2, 7),
    ]
    facet = case.facets[0]
    assert (facet.kind, facet.line, facet.text, facet.text_line) == (
        FacetKind.STEPS, 9, "先做。再做。", 11,
    )  # fmt: skip
    assert [(q.text, q.line) for q in facet.quotes] == [("丙", 14)]


def test_neighbouring_quotes_without_a_blank_line_are_two(tmp_path: Path) -> None:
    case, _ = _read(tmp_path, HEAD + "> 〔做法〕甲\n> 〔做法〕乙\n> 接着乙\n>\n> 〔数据〕丙\n")
    assert [(q.text, q.line) for q in case.quotes] == [("甲", 4), ("乙接着乙", 5), ("丙", 8)]


def test_a_figure_row_is_read_cell_by_cell(tmp_path: Path) -> None:
    case, mistakes = _read(
        tmp_path,
        HEAD
        + f"## 数据\n\n{TABLE_HEAD}"
        + "| 资金 | 2亿 | 元 | 近、多 | 目前 | 成效 | 〔第2处〕甲乙 |\n",
    )
    assert mistakes.found == []
    row = case.figures[0]
    assert (row.label, row.value, row.unit, row.qualifiers) == ("资金", "2亿", "元", ("近", "多"))
    assert (row.as_of, row.kind, row.quote, row.occurrence, row.line) == (
        "目前", "成效", "甲乙", 2, 8,
    )  # fmt: skip


def test_fields_keep_words_and_lines(tmp_path: Path) -> None:
    case, mistakes = _read(
        tmp_path, "---\nname: “甲”\naliases: [乙, “丙”]\nplace:\nchecked: yes\n---\n"
    )
    assert mistakes.found == []
    assert case.fields is not None
    found = {key: (field.values, field.line) for key, field in case.fields.items()}
    assert found == {
        "name": (("“甲”",), 2),
        "aliases": (("乙", "“丙”"), 3),
        "place": ((), 4),
        "checked": (("yes",), 5),
    }


def test_a_comment_is_nobodys_business(tmp_path: Path) -> None:
    case, mistakes = _read(tmp_path, HEAD + "<!-- 待查 -->\n\n> 〔做法〕甲\n")
    assert mistakes.found == []
    assert len(case.quotes) == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("> 〔做法〕甲\n", 1, "第一行应是 ---"),
        ("---\nname: 甲\n", 1, "没有结束"),
        ("---\nname: 甲: 乙: 丙\n---\n", 2, "字段写得不对"),
        ("---\nname: 甲\nrank: [a\n---\n", 3, "字段写得不对"),
        ("---\n只有一句话\n---\n", 2, "键: 值"),
        ("---\nname: 甲\nname: 乙\n---\n", 3, "写了两遍"),
        ("---\nname:\n  a: b\n---\n", 2, "只能是一行文字或一列"),
        ("---\naliases: [[甲]]\n---\n", 2, "只能是文字"),
        (HEAD + "> 甲\n", 4, "要写明性质"),
        (HEAD + "> 〔传闻〕甲\n", 4, "不认得的性质〔传闻〕"),
        (HEAD + "> 〔做法〕\n", 4, "引文是空的"),
        (HEAD + "> - 〔做法〕甲\n", 4, "只能是照抄的原文"),
        (HEAD + "## 步聚\n", 4, "不认得的标题“步聚”"),
        (HEAD + "# 步骤\n", 4, "两个井号"),
        (HEAD + "### 步骤\n", 4, "两个井号"),
        (HEAD + "## 步骤\n\n甲。\n\n## 步骤\n", 8, "写了两遍"),
        (HEAD + "## 步骤\n\n> 〔做法〕甲\n\n乙。\n", 8, "概括要写在引文前面"),
        (HEAD + "甲。\n", 4, "第一个 ## 之前只放引文"),
        (HEAD + "- 甲\n", 4, "不能用列表"),
        (HEAD + "```\n甲\n```\n", 4, "不能用列表、代码"),
        (HEAD + "***\n", 4, "分隔线"),
        (HEAD + "## 数据\n\n| 名目 | 数值 |\n", 6, "这不是一张表"),
        (HEAD + "## 数据\n\n> 〔数据〕甲\n", 6, "只放表格"),
        (HEAD + "## 数据\n\n| 名目 |\n| --- |\n| 甲 |\n", 6, "表头应是七列"),
        (HEAD + f"## 数据\n\n{TABLE_HEAD}", 6, "数据表是空的"),
        (HEAD + f"## 数据\n\n{TABLE_HEAD}| 甲 | 3 |\n", 8, "缺性质、原文"),
        (HEAD + f"## 步骤\n\n{TABLE_HEAD}| 甲 | 3 |\n", 6, "表格只能放在"),
        (HEAD + f"## 数据\n\n{TABLE_HEAD}{ROW}\n## 数据\n", 10, "写了两遍"),
    ],
)
def test_what_the_format_does_not_know_is_a_mistake_at_its_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    _, mistakes = _read(tmp_path, text)
    assert [m.line for m in mistakes.found if words in m.message] == [line]
    assert len(mistakes.found) == 1


def test_a_file_of_figures_holds_headings_and_tables_only(tmp_path: Path) -> None:
    path = tmp_path / "figures.md"
    path.write_text(f"# 全市\n\n{TABLE_HEAD}{ROW}\n一段话。\n", "utf-8")
    mistakes = Mistakes()
    assert [draft.label for draft in read_figures_file(path, mistakes)] == ["甲"]
    assert [(m.line, "只能有标题和数据表" in m.message) for m in mistakes.found] == [(7, True)]


@settings(deadline=None)  # each example writes a file
@given(st.lists(st.tuples(st.sampled_from(sorted(CLAIMS)), _WORDS), min_size=1, max_size=5))
def test_quotes_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, quotes: list[tuple[str, str]]
) -> None:
    body = "\n\n".join(f"> 〔{claim}〕{words}" for claim, words in quotes)
    case, mistakes = _read(tmp_path_factory.mktemp("case"), HEAD + body + "\n")
    assert mistakes.found == []
    assert [quote.text for quote in case.quotes] == [words for _, words in quotes]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_whatever_makes_the_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("case") / "demo-x.md"
    path.write_bytes(f"---\n{text}\n---\n{text}".encode("utf-8", "replace"))
    read_case_file(path, FACETS, Mistakes())
    read_figures_file(path, Mistakes())


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter(small_seeds: SmallSeeds) -> None:
    small_seeds.case.write_bytes(
        b"\xef\xbb\xbf" + small_seeds.case.read_bytes().replace(b"\n", b"\r\n")
    )
    mistakes = Mistakes()
    case = read_case_file(small_seeds.case, FACETS, mistakes)
    assert mistakes.found == []
    assert case is not None
    assert case.quotes[0].text == "示范市开展“擂台比武”活动680余次"
