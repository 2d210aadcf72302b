"""No edit of a text moves an anchor to another statement: the laws, over texts made and real.

The statement of a span is what its sentences say, all words and numbers of them. Only marks and
particles may differ where an anchor is found.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from db.anchors import AnchorText, find_anchor, locate, make_anchor
from db.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.text import Span

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ARTICLES = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*/article.txt"))]

PLACES = ["云浮", "莆田", "汕头", "乳源", "六盘水", "茂名", "清远"]
SUBJECTS = ["市委", "县委", "镇党委", "各村党组织", "组织部门"]
NUMBERS = ["3", "5", "15", "1.5", "680余", "1,000", "十二", "两", "95%", "2023"]
DEEDS = ["组织书记擂台比武", "开展述职评议", "举办观摩学习", "落实联系制度", "推行积分管理"]
TAILS = [
    "",
    "，并将结果作为年度考核、评先评优和选拔使用干部的重要依据，排名靠后的由镇党委书记约谈提醒",
    "；由县级领导现场点评、当场打分，各村党员群众代表、“两代表一委员”参加评议并公开结果",
]
SENTENCE = st.builds(
    "{}{}{}{}场次{}{}".format,
    st.sampled_from(PLACES),
    st.sampled_from(SUBJECTS),
    st.sampled_from(DEEDS),
    st.sampled_from(NUMBERS),
    st.sampled_from(TAILS),
    st.sampled_from(["。", "！", "？"]),
)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=6).map("".join)
TEXT = st.lists(PARAGRAPH, min_size=1, max_size=4).map("\n".join)

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?余?|[一二两三四五六七八九十百千万亿]+")
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]|[^。！？!?\n]+$")
_BARE = re.compile(r"[,;:\"' \n的了着并]")


def sentences(text: str) -> list[Span]:
    """Where the sentences stand, each with its mark at the end."""
    return [
        match.span() for match in re.finditer(r"[^。！？!?\n]*[。！？!?\n]|[^。！？!?\n]+$", text)
    ]


def statement(text: str, span: Span) -> str:
    """The sentences that a span touches."""
    return "".join(text[a:b] for a, b in sentences(text) if a < span[1] and b > span[0])


def beside(text: str, span: Span) -> tuple[str, str]:
    """The last words before a statement and the first behind it, '' at the ends of the text."""
    touched = [(a, b) for a, b in sentences(text) if a < span[1] and b > span[0]]
    before, behind = text[: touched[0][0]], text[touched[-1][1] :]
    return words(before[-20:])[-3:], words(behind[:20])[:3]


def numbers(text: str) -> list[str]:
    return _NUMBER.findall(text)


def words(text: str) -> str:
    """A statement without what does not change it."""
    return _BARE.sub("", fold(text))


# Edits: each takes a text and the means to choose, and returns another text.


def _cut(text: str, draw: Callable[..., Span]) -> tuple[str, str, str]:
    start, end = draw(text)
    return text[:start], text[start:end], text[end:]


def deleted(text: str, data: st.DataObject) -> str:
    before, _, behind = _cut(text, lambda t: data.draw(st.sampled_from(sentences(t))))
    return before + behind


def inserted(text: str, data: st.DataObject) -> str:
    before, kept, behind = _cut(text, lambda t: data.draw(st.sampled_from(sentences(t))))
    return before + data.draw(SENTENCE) + kept + behind


def replaced(text: str, data: st.DataObject) -> str:
    before, _, behind = _cut(text, lambda t: data.draw(st.sampled_from(sentences(t))))
    return before + data.draw(SENTENCE) + behind


def renamed(text: str, data: st.DataObject) -> str:
    """One name or number of one sentence becomes another: its parallel stands in its place."""
    before, kept, behind = _cut(text, lambda t: data.draw(st.sampled_from(sentences(t))))
    for words_ in data.draw(st.permutations([PLACES, SUBJECTS, NUMBERS, DEEDS])):
        if here := [word for word in words_ if word in kept]:
            new = data.draw(st.sampled_from(words_))
            return before + kept.replace(data.draw(st.sampled_from(here)), new, 1) + behind
    return text


def duplicated(text: str, data: st.DataObject) -> str:
    """A sentence stands a second time elsewhere; the first may go at the same time."""
    found = sentences(text)
    a, b = data.draw(st.sampled_from(found))
    at = data.draw(st.sampled_from(found))[0]
    text_with = text[:at] + text[a:b] + text[at:]
    if not data.draw(st.booleans()):
        return text_with
    shift = b - a if at <= a else 0
    return text_with[: a + shift] + text_with[b + shift :]


def moved(text: str, data: st.DataObject) -> str:
    return "\n".join(data.draw(st.permutations(text.split("\n"))))


def scratched(text: str, data: st.DataObject) -> str:
    """Any few characters are lost, or others come in: no editor, but the worst."""
    at = data.draw(st.integers(0, len(text)))
    lost = data.draw(st.integers(0, 6))
    new = data.draw(
        st.sampled_from(["", "的", "了", "，", "。", "\n", "1", "不", "副", "万", "市"])
    )
    return text[:at] + new + text[at + lost :]


EDITS = [deleted, inserted, replaced, renamed, duplicated, moved, scratched]


def edited(text: str, data: st.DataObject, most: int = 4) -> str:
    for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=most)):
        if sentences(text):
            text = edit(text, data)
    return text


def drawn_span(text: str, data: st.DataObject, longest: int = 120) -> Span:
    start = data.draw(st.integers(0, len(text) - 1))
    return start, data.draw(st.integers(start + 1, min(len(text), start + longest)))


def check_found(old: str, span: Span, new: str, found: Span | None) -> None:
    """What is found says the same, with the same numbers, beside a sentence it stood beside."""
    if found is None:
        return
    assert 0 <= found[0] < found[1] <= len(new)
    assert words(new[slice(*found)]) == words(old[slice(*span)])
    before, after = statement(old, span), statement(new, found)
    assert words(after) == words(before)
    assert numbers(after) == numbers(before)
    sides = zip(beside(old, span), beside(new, found), strict=True)
    assert any(there == here for there, here in sides)


@given(TEXT, st.data())
def test_no_edit_moves_an_anchor_to_another_statement(text: str, data: st.DataObject) -> None:
    span = drawn_span(text, data)
    anchor = make_anchor(text, *span)
    new = edited(text, data)
    check_found(text, span, new, find_anchor(anchor, new))
    check_found(text, span, new, locate(anchor, span[0], new))


@given(st.sampled_from(ARTICLES), st.data())
@settings(max_examples=60)
def test_no_edit_of_a_real_article_moves_an_anchor_to_another_statement(
    text: str, data: st.DataObject
) -> None:
    span = drawn_span(text, data)
    anchor = make_anchor(text, *span)
    new = edited(text, data, most=8)
    check_found(text, span, new, find_anchor(anchor, new))
    check_found(text, span, new, locate(anchor, span[0], new))


@given(st.sampled_from(ARTICLES), st.data())
@settings(max_examples=60)
def test_in_a_real_article_an_edit_elsewhere_loses_no_anchor(
    text: str, data: st.DataObject
) -> None:
    span = drawn_span(text, data)
    anchor = make_anchor(text, *span)
    # What the anchor is held by stays, and stands once; all before it and behind may change.
    start, end = span[0] - len(anchor.prefix), span[1] + len(anchor.suffix)
    left = edited(text[:start], data) + "\n" if start > 0 else ""
    right = "\n" + edited(text[end:], data) if end < len(text) else ""
    new = left + text[start:end] + right
    if new.count(text[start:end]) == 1 and fold(new).count(fold(text[start:end])) == 1:
        place = len(left) + len(anchor.prefix)
        assert locate(anchor, span[0], new) == (place, place + span[1] - span[0])


@given(TEXT | st.sampled_from(ARTICLES), st.data())
def test_an_unchanged_text_always_gives_the_span_back(text: str, data: st.DataObject) -> None:
    span = drawn_span(text, data)
    assert locate(make_anchor(text, *span), span[0], text) == span


@given(
    st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(), st.integers(-9, 99)
)
def test_whatever_is_looked_for_wherever_it_never_fails(
    exact: str, prefix: str, suffix: str, text: str, start: int
) -> None:
    from db.anchors import Anchor

    where = AnchorText(text)
    for found in (
        where.find(Anchor(exact, prefix, suffix)),
        where.locate(Anchor(exact, prefix, suffix), start),
        AnchorText(prefix + exact + suffix + text).find(Anchor(exact, prefix, suffix)),
    ):
        assert found is None or found[0] < found[1]
