"""Quotations found again in changed texts, and orphaned rather than guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.anchors import CONTEXT, Anchor, find_anchor, locate, make_anchor

BEFORE = (
    "云浮市把抓党建促乡村振兴摆在突出位置,压实市县镇三级书记的责任。"
    "全市上下形成了齐抓共管的良好局面。"
)
TARGET = "每年组织村党组织书记开展练兵比武,由县级党委书记现场点评并打分。"
BEHIND = "比武结果与年度考核、评先评优直接挂钩,排名靠后的书记由镇党委约谈。这一做法已在全市推开。"
TEXT = BEFORE + TARGET + BEHIND
SPAN = (len(BEFORE), len(BEFORE) + len(TARGET))
ANCHOR = make_anchor(TEXT, *SPAN)

PLACES = st.sampled_from(["云浮", "莆田", "汕头", "乳源", "六盘水", "茂名", "清远"])
VERBS = st.sampled_from(["组织", "开展", "举办", "推行", "召开"])
THINGS = st.sampled_from(["擂台比武", "述职评议", "观摩学习", "书记论坛", "项目路演"])
TAILS = st.sampled_from(
    ["", ",并将结果作为年度考核、评先评优和选拔使用干部的重要依据", ",压实各级党组织书记的责任"]
)
SENTENCES = st.builds(
    lambda place, verb, count, thing, tail: (
        f"{place}市委{verb}村党组织书记{thing}{count}场次,市县镇三级书记现场点评{tail}。"
    ),
    PLACES,
    VERBS,
    st.integers(1, 99),
    THINGS,
    TAILS,
)


def quoted(span: tuple[int, int] | None, text: str) -> str | None:
    return None if span is None else text[slice(*span)]


@given(st.text(st.sampled_from("党建引领,。村😀\n"), min_size=1, max_size=200), st.data())
def test_an_unedited_text_gives_the_span_back_unless_it_repeats_itself(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = make_anchor(text, start, end)
    found = find_anchor(anchor, text)
    if found is None:
        whole = anchor.prefix + anchor.exact + anchor.suffix
        assert text.find(whole) != text.rfind(whole)
    else:
        assert found == (start, end)


@given(st.lists(SENTENCES, min_size=3, max_size=12, unique=True), st.data())
def test_edits_elsewhere_keep_the_anchor_on_the_same_statement(
    sentences: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sentences) - 1))
    anchor, _ = anchored(sentences, at)
    left, right = "".join(sentences[:at]), "".join(sentences[at + 1 :])
    if len(left) > CONTEXT:
        cut = data.draw(st.integers(0, len(left) - CONTEXT - 1))
        left = left[:cut] + data.draw(SENTENCES | st.just("")) + left[len(left) - CONTEXT :]
        left = data.draw(SENTENCES) + left
    text = left + sentences[at] + right
    assume(text.count(anchor.prefix + anchor.exact + anchor.suffix) == 1)
    if len(left) >= CONTEXT:
        assert find_anchor(anchor, text) == (len(left), len(left) + len(sentences[at]))


def anchored(sentences: list[str], at: int) -> tuple[Anchor, str]:
    text = "".join(sentences)
    start = sum(map(len, sentences[:at]))
    return make_anchor(text, start, start + len(sentences[at])), text


@given(st.lists(SENTENCES, min_size=2, max_size=12, unique=True), st.data())
def test_a_deleted_sentence_never_re_anchors_to_a_parallel_one(
    sentences: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sentences) - 1))
    anchor, _ = anchored(sentences, at)
    left = "".join(sentences[:at] + sentences[at + 1 :])
    assert find_anchor(anchor, left) is None


@given(st.lists(SENTENCES, min_size=2, max_size=12, unique=True), st.data())
def test_a_part_of_a_deleted_sentence_never_re_anchors_to_a_parallel_one(
    sentences: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sentences) - 1))
    base = sum(map(len, sentences[:at]))
    start = data.draw(st.integers(0, len(sentences[at]) - 1))
    end = data.draw(st.integers(start + 1, len(sentences[at])))
    anchor = make_anchor("".join(sentences), base + start, base + end)
    left = "".join(sentences[:at] + sentences[at + 1 :])
    found = find_anchor(anchor, left)
    # Around a short quote parallel sentences may agree over the whole context: then it is, word
    # for word, the same statement.
    if found is not None:
        begin, stop = found
        assert left[max(0, begin - CONTEXT) : begin] == anchor.prefix
        assert left[stop : stop + CONTEXT] == anchor.suffix


@given(st.lists(SENTENCES, min_size=1, max_size=6, unique=True), st.data())
def test_an_equal_sentence_elsewhere_is_not_the_deleted_one(
    sentences: list[str], data: st.DataObject
) -> None:
    """X T Y … Z T W, first T deleted: the second stands between other neighbours."""
    text = BEFORE + TARGET + BEHIND + "".join(sentences) + TARGET + data.draw(SENTENCES)
    anchor = make_anchor(text, *SPAN)
    assert find_anchor(anchor, text) == SPAN
    assert find_anchor(anchor, BEFORE + text[SPAN[1] :]) is None


def test_a_sentence_inserted_before_or_behind_does_not_lose_the_anchor() -> None:
    new = "这项工作由组织部门牵头。"
    before = BEFORE + new + TARGET + BEHIND
    assert quoted(find_anchor(ANCHOR, before), before) == TARGET
    behind = BEFORE + TARGET + new + BEHIND
    assert find_anchor(ANCHOR, behind) == SPAN


def test_other_widths_and_quotation_marks_are_no_change() -> None:
    text = TEXT.replace(",", "，")
    assert text != TEXT
    assert find_anchor(ANCHOR, text) == SPAN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("现场点评并打分", "现场点评打分"),
        ("开展练兵比武", "开展了练兵比武"),
        ("练兵比武", "“练兵比武”"),
        ("练兵比武,由", "练兵比武;由"),
    ],
)
def test_a_small_correction_in_the_quote_keeps_the_anchor(old: str, new: str) -> None:
    text = BEFORE + TARGET.replace(old, new) + BEHIND
    assert quoted(find_anchor(ANCHOR, text), text) == TARGET.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BEFORE + BEHIND,
        BEFORE + TARGET.replace("练兵比武,由县级党委书记", "述职评议,请驻村工作队长") + BEHIND,
        BEFORE + TARGET.replace("每年组织", "两年组织") + BEHIND,
        BEFORE + TARGET.replace("县级", "市级") + BEHIND,
        BEFORE + TARGET.replace("党组织书记", "党组织副书记") + BEHIND,
        BEFORE + "莆田市" + TARGET + BEHIND,
        BEFORE + TARGET.replace("县级", "市级") + BEHIND + TARGET.replace("县级", "镇级"),
        TARGET,
        "另一篇。" + TARGET + "别的文章。",
    ],
    ids=[
        "empty",
        "deleted",
        "rewritten",
        "number",
        "name",
        "office",
        "new subject",
        "two parallel",
        "alone",
        "other text",
    ],
)
def test_doubt_makes_an_orphan(text: str) -> None:
    assert find_anchor(ANCHOR, text) is None


def test_parallel_clauses_that_closed_up_are_not_taken_for_the_deleted_one() -> None:
    stars = [
        f"对获评{n}星的村,给予奖励{m}万元;" for n, m in zip("一二三四五", "12345", strict=True)
    ]
    text = "".join(stars)
    for at in range(5):
        start = sum(map(len, stars[:at])) + stars[at].index("给予")
        anchor = make_anchor(text, start, start + 4)
        assert find_anchor(anchor, text) == (start, start + 4)
        assert find_anchor(anchor, "".join(stars[:at] + stars[at + 1 :])) is None


def test_a_short_quote_is_held_by_the_whole_of_a_long_sentence() -> None:
    """The window of 32 characters around it is the same in both sentences."""
    tail = "市委每季度组织村党组织书记到先进村现场观摩，由县级领导逐一点评并当场打分，评出的等次"
    tail += "作为年度考核、评先评优和选拔使用干部的重要依据，排名靠后的由镇党委约谈。"
    text = "".join(place + tail for place in ("云浮", "莆田", "汕头"))
    start = text.index("逐一点评")
    anchor = make_anchor(text, start, start + 4)
    assert find_anchor(anchor, text) == (start, start + 4)
    assert find_anchor(anchor, text[len(tail) + 2 :]) is None
    assert find_anchor(anchor, text.replace("云浮", "清远")) is None
    assert locate(anchor, start, text[len(tail) + 2 :]) is None


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        ("5万人参加了这次活动。", "5万人", "1.5万人"),
        ("每村每年安排工作经费1。", "1。", "1.5万元。"),
        ("共有3、500多名党员报名参加。", "3、500", "3,500"),
        ("评出先进支部15个，予以表彰。", "15个", "1.5个"),
        ("评出先进支部680余个，予以表彰。", "680余个", "680个"),
    ],
)
def test_no_mark_put_into_a_number_passes_for_no_change(sentence: str, old: str, new: str) -> None:
    text = BEFORE + sentence + BEHIND
    anchor = make_anchor(text, len(BEFORE), len(BEFORE) + len(sentence))
    assert find_anchor(anchor, text.replace(old, new)) is None


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 999)])
def test_only_spans_inside_the_text_can_be_anchored(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        make_anchor(TEXT, *span)


def test_an_empty_quote_is_nowhere() -> None:
    assert find_anchor(Anchor("", "云", "浮"), "云浮") is None


def test_a_large_repetitive_text_is_searched_quickly_enough_to_be_asked() -> None:
    text = "".join(f"第{n}条,{BEHIND}" for n in range(6000))
    assert len(text) > 280_000
    assert find_anchor(ANCHOR, text) is None


@given(text=st.text(alphabet="甲乙丙。1a", min_size=1, max_size=200), data=st.data())
def test_an_unchanged_text_gives_the_span_back_even_where_it_repeats_itself(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert locate(make_anchor(text, start, end), start, text) == (start, end)


def test_a_text_that_moved_is_searched_and_a_lost_quote_is_nowhere() -> None:
    before = "".join(f"前面第{n}句各说各的。" for n in range(8))
    behind = "".join(f"后面第{n}句也不一样。" for n in range(8))
    quote = "每季度开展一次比武，由镇党委组织。"
    text = before + quote + behind
    start = len(before)
    anchor = make_anchor(text, start, start + len(quote))
    assert locate(anchor, start, "新加的一段。\n" + text) == (start + 7, start + 7 + len(quote))
    assert locate(anchor, start, before + behind) is None
