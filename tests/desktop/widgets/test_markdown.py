"""A note may come from anywhere: it is shown, and can do nothing."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from desktop.widgets.markdown import _BARE, to_html, to_plain

_HARMLESS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class _Tags(HTMLParser):
    """Which tags a piece of HTML has, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def _shown(text: str) -> str:
    document = QTextDocument()
    document.setHtml(to_html(text))
    return document.toPlainText().strip()


@pytest.mark.parametrize(
    "raw",
    [
        "<b>粗</b>",
        "<script>alert(1)</script>",
        "<img src='file:///etc/passwd'>",
        "<div onclick='x'>块</div>",
        "前<iframe src='http://x'></iframe>后",
        "<!-- 注释 -->",
    ],
)
def test_raw_html_is_shown_as_the_text_it_is(raw: str) -> None:
    assert _Tags(to_html(raw)).tags <= {"p"}
    assert _shown(raw) == raw


@pytest.mark.parametrize(
    "image",
    ["![图](file:///etc/passwd)", "![图](http://example.com/a.png)", "![图][甲]\n\n[甲]: a.png"],
)
def test_pictures_are_not_rendered(image: str) -> None:
    assert "img" not in _Tags(to_html(image)).tags


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "vbscript:x", "file:///etc/passwd", "data:text/html,x"]
)
def test_dangerous_links_are_not_live(address: str) -> None:
    html = to_html(f"[点这里]({address})\n\n<{address}>")
    assert _Tags(html).links == []


@given(st.text(max_size=80))
def test_whatever_is_typed_becomes_harmless_tags_only(text: str) -> None:
    found = _Tags(to_html(text))
    assert found.tags <= _HARMLESS
    assert not any(link.lower().startswith(("javascript:", "file:")) for link in found.links)


@given(st.text(alphabet="<>!-[]()`*_#|甲a\n /='\"", max_size=60))
def test_marks_in_any_mixture_become_harmless_tags_only(text: str) -> None:
    assert _Tags(to_html(text)).tags <= _HARMLESS


def test_emphasis_lists_and_tables_work() -> None:
    html = to_html("**粗** *斜* ~~删~~\n\n- 一\n- 二\n\n| 村 | 户 |\n| --- | --- |\n| 甲 | 3 |\n")
    assert {"strong", "em", "s", "ul", "li", "table", "th", "td"} <= _Tags(html).tags


def test_a_line_break_of_the_note_stays_one() -> None:
    assert _shown("第一行\n第二行").split() == ["第一行", "第二行"]


def test_plain_text_has_the_words_and_none_of_the_marks() -> None:
    text = "# 标题\n\n先选 **2 个**中心村，\n再`试`联建。\n\n- 甲\n- 乙\n\n    代码"
    assert to_plain(text) == "标题 先选 2 个中心村， 再试联建。 甲 乙 代码"


@given(st.text(alphabet="村委会 2。\n", max_size=40))
def test_plain_text_keeps_the_words_of_prose(text: str) -> None:
    assert to_plain(text).split() == text.split()


_MARKS = st.sampled_from(list("\\`*_~[]<>&#|=+-!.):0123456789 \t\n\r"))
_WORDS = st.text(st.one_of(_MARKS, st.sampled_from("村级a。，“”　\u2028\x0b"), st.characters()))


@given(_WORDS)
def test_the_words_of_a_bare_note_are_those_that_the_parser_finds(text: str) -> None:
    mark = "<!-- -->"  # never bare: it is parsed, and shown as the text it is
    whole = to_plain(f"{text}\n\n{mark}")
    if _BARE.fullmatch(text):
        assert whole == f"{to_plain(text)} {mark}".strip()
