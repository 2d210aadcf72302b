"""A small lesson with every kind of block, made by hand: no library is needed to write it."""

from __future__ import annotations

from desktop.documents.lesson import LessonCaptions, LessonDocument, SheetLook, ThemeLook
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
SOURCE = Source(1, "putian", 10, 10 + len(QUOTE), QUOTE, "putian-contest")
COLUMNS = (
    Column("云浮", "头雁领航大比拼", "contest", "yunfu-contest"),
    Column("莆田", "练兵比武", "contest", "putian-contest"),
)
TABLE = Table(
    COLUMNS,
    (
        Row("评价标准", (Cell("原文未提及", gap=Gap.SILENT), Cell("16项指标", (SOURCE,))), only=1),
        Row("结果运用", (Cell("颁奖", (SOURCE,), own=((0, 1),)), Cell("与报酬结合", (SOURCE,)))),
    ),
)
QUIZ = Question("开展比武____场次。", ("680余次", "130多场"), 0, "", (SOURCE,))
SHEETS = (
    Sheet("t", "title", "擂台比武专题", (Prose("镇村干部培训班"),), notes="先点名"),
    Sheet(
        "c",
        "comparison",
        "怎么评？",
        (TABLE,),
        "同类做法",
        "擂台比武",
        "contest",
        notes="看**三栏**",
    ),
    Sheet("q", "quote", "原文", (Quotation(QUOTE, "莆田，第 3 自然段", "contest", SOURCE),)),
    Sheet(
        "f",
        "figures",
        "多少场",
        (
            Bars(
                "场",
                (
                    Bar("莆田", "村级比武", "680余次", "", 1.0, target=False, source=SOURCE),
                    Bar("云浮", "大比拼", "130多场", "", 0.2, target=True, source=SOURCE),
                    Bar("乳源", "打擂", "数场", "", None, target=False, source=SOURCE),
                ),
                caution="口径不同",
            ),
        ),
    ),
    Sheet("d", "question", "想一想", (Question("分**几档**？", answer="看原文"),)),
    Sheet("z", "quiz", "测一测", (QUIZ,)),
    Sheet("v", "tally", "选一选", (Ballot(COLUMNS),)),
    Sheet(
        "p",
        "text",
        "说明",
        (Prose("1. 甲\n2. 乙\n   - 丙\n\n> 引\n\n|a|b|\n|-|-|\n|1|2|", "批注"),),
    ),
    Sheet(
        "r",
        "sources",
        "出处",
        (References((Reference("某报. 某文[N].", "莆田", own_report=True),)),),
    ),
    Sheet("m", "mechanism", "没有了", (Missing("案例库里已没有这项做法。"),)),
)
DOCUMENT = LessonDocument(
    title="擂台比武专题",
    occasion="镇村干部培训班",
    sheets=SHEETS,
    captions=LessonCaptions(
        classroom="他山 课堂",
        target="目标",
        only_here="仅此地提及",
        answer="答案",
        sources="依据",
        own_report="部门自述",
        votes="票",
    ),
    look=SheetLook(themes={"contest": ThemeLook("核", "F6E6EA", "EDCCD8", "AD7093", "6A3B56")}),
    citations={"putian": "莆田市委组织部. 练兵比武[EB/OL]. （2025-02-17）."},
)
