"""The one reading of Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.commonmark import parser


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**加强领导。**各村", "<p><strong>加强领导。</strong>各村</p>"),
        ("以**“四个三”**为例", "<p>以<strong>“四个三”</strong>为例</p>"),
        ("*强调：*后", "<p><em>强调：</em>后</p>"),
        ("一**粗**二", "<p>一<strong>粗</strong>二</p>"),
        ("3 * 4 * 5", "<p>3 * 4 * 5</p>"),
        ("a**“b”**c", "<p>a**“b”**c</p>"),
        ("** 不是 **", "<p>** 不是 **</p>"),
    ],
)
def test_stars_mean_in_chinese_what_their_writer_means(text: str, shown: str) -> None:
    assert str(parser().render(text)).strip() == shown


@given(st.text(alphabet="*_a。“一 \n", max_size=30))
def test_no_character_but_marks_is_lost(text: str) -> None:
    def letters(shown: str) -> str:
        return "".join(c for c in shown if c in "a。“一")

    tokens = parser().parse(text)
    shown = "".join(child.content for token in tokens for child in token.children or ())
    code = "".join(token.content for token in tokens if token.type == "code_block")
    assert sorted(letters(shown + code)) == sorted(letters(text))
