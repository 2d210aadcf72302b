"""A figure is what its quote says: value, unit, qualifiers, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.records import FigureKind
from db.records.article import Article, DatePrecision, SourceKind
from db.seeding.article import CleanArticle
from db.seeding.figures import FigureOwner, make_figures
from db.seeding.figuretable import FigureDraft
from db.seeding.mistakes import Mistakes

TEXT = (
    "去年以来,开展活动680余次,每3-4名为一组,补贴学费的2/3、1/2;再办680场。\n"
    "比例分别占95.38%、88.08%,群众50余万人次,五大模块,680余次。"
)
ARTICLE = Article(
    "demo-2022", "demo", "题", "", "", (), None, DatePrecision.UNKNOWN, SourceKind.PRESS, "权", TEXT
)
SOURCE = CleanArticle(ARTICLE, ())
OWNER = FigureOwner("demo-x", "demo")


def _draft(
    value: str = "680",
    unit: str = "次",
    qualifiers: tuple[str, ...] = ("余",),
    quote: str = "开展活动680余次",
    as_of: str = "去年以来",
    kind: str = "成效",
    occurrence: int | None = None,
) -> FigureDraft:
    return FigureDraft("活动", value, unit, qualifiers, as_of, kind, quote, occurrence, 7)


@pytest.mark.parametrize(
    ("draft", "value", "value_max", "wording"),
    [
        (_draft(), 680, None, "680余次"),
        (_draft("3-4", "名", (), "每3-4名为一组"), 3, 4, "3-4名"),
        (_draft("2/3", "", (), "学费的2/3、1/2"), 2 / 3, None, "2/3"),
        (_draft("1/2", "", (), "学费的2/3、1/2"), 0.5, None, "1/2"),
        (_draft("88.08", "%", (), "分别占95.38%、88.08%"), 88.08, None, "88.08%"),
        (_draft("50万", "人次", ("余",), "群众50余万人次"), 500_000, None, "50余万人次"),
        (_draft("50余万", "人次", ("余",), "群众50余万人次"), 500_000, None, "50余万人次"),
        (_draft("五", "", (), "五大模块"), 5, None, "五"),
        (_draft("680", "场", (), TEXT[TEXT.index("680") : TEXT.index("。")]), 680, None, "680场"),
        (_draft(quote="680余次", occurrence=2), 680, None, "680余次"),
    ],
)  # fmt: skip
def test_a_correct_row_becomes_a_figure(
    draft: FigureDraft, value: float, value_max: float | None, wording: str
) -> None:
    mistakes = Mistakes()
    figures = make_figures(Path("x.md"), [draft], OWNER, SOURCE, mistakes)
    assert mistakes.found == []
    figure = figures[0]
    assert (figure.value, figure.value_max, figure.wording) == (value, value_max, wording)
    assert TEXT[figure.start : figure.end] == figure.exact == draft.quote
    assert (figure.id, figure.kind, figure.unit) == ("demo-x#f1", FigureKind.RESULT, draft.unit)


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (_draft(value="681"), "没有“681”这个数"),
        (_draft(value="若干"), "认不出"),
        (_draft(unit="场"), "后面不是单位“场”"),
        (_draft(unit=""), "缺单位"),
        (_draft(qualifiers=()), "原文数字旁有“余”"),
        (_draft(qualifiers=("余", "近")), "“近”不在原文的数字旁边"),
        (_draft(as_of="今年"), "时点“今年”不见于原文"),
        (_draft(kind="好事"), "不认得的性质“好事”"),
        (_draft(quote="开展活动680次"), "原文里找不到这条引文"),
        (_draft(quote="680余次"), "有2处"),
        (_draft("3", "名", (), "每3-4名为一组"), "没有“3”这个数"),
    ],
)
def test_a_wrong_row_is_one_mistake_at_its_line(draft: FigureDraft, words: str) -> None:
    mistakes = Mistakes()
    make_figures(Path("x.md"), [draft], OWNER, SOURCE, mistakes)
    assert [(m.line, words in m.message) for m in mistakes.found] == [(7, True)]


def test_kinds_may_be_written_in_english_and_regions_own_figures_too() -> None:
    owner = FigureOwner(None, "demo")
    figures = make_figures(Path("x"), [_draft(kind="input")], owner, SOURCE, Mistakes())
    assert (figures[0].id, figures[0].mechanism_id) == ("demo#f1", None)
    assert figures[0].kind is FigureKind.INPUT
