"""A township's plan with everything an official document must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from desktop.documents.plan import BorrowedBlock, PlanDocument, PlanSection, Source, TaskRow

GAP: Final = "待补"
LONG: Final = (
    "坚持以习近平新时代中国特色社会主义思想为指导，全面落实上级关于抓党建促乡村振兴的部署要求，"
    "以提升组织力为重点，突出政治功能，学习借鉴外地以赛促干、以评促改的经验，结合本镇实际，"
    "把党的组织优势转化为乡村振兴的发展优势。"
)
CONTEST: Final = BorrowedBlock(
    mechanism="“练兵比武”",
    region="莆田",
    decision="改造",
    taken=True,
    reason="我镇村数少，按片区两两对擂",
    ours="每季度一次，按**百分制**打分。\n\n1. 赛前公布题目；\n   1. 评议团占六成；\n2. 赛后通报。",
    sources=(1,),
    lead_unit="镇党委组织办",
    units="各村党组织",
    person="张三",
    due="2026年12月31日",
    goal="一年不少于4场",
    heading="开展村书记练兵比武",
    number="（一）",
)
VISITS: Final = BorrowedBlock(
    "“书记家访”", "云浮", "照搬", True, "", "", (2, 1), number="（二）", person="李四"
)
POINTS: Final = BorrowedBlock(
    "积分兑换超市", "六盘水", "不采用", False, "已有爱心超市，不另设", "", (3,)
)
SOURCES: Final = (
    Source(1, "莆田", "“练兵比武”", ["把比武擂台设在田间地头,项目现场", "不比存量 比增量"],
           "莆田市委组织部. 练兵比武[Z]."),
    Source(2, "云浮", "“书记家访”", ["镇村书记每月入户；问题建台账"], "曾贵真. 云浮[N]. 新快报."),
    Source(3, "六盘水", "积分兑换超市", ["以积分兑换<商品>&服务"], "六盘水[N]. 贵州日报，2022."),
)  # fmt: skip
SECTIONS: Final = (
    PlanSection(1, "", "", "为推进抓党建促乡村振兴，结合我镇实际，制定本方案。"),
    PlanSection(1, "一、", "总体要求", ""),
    PlanSection(2, "（一）", "指导思想", "\n\n".join([LONG] * 6)),
    PlanSection(1, "二、", "重点任务", "", (CONTEST, VISITS, POINTS)),
    PlanSection(1, "三、", "保障措施", ""),
)


def task(title: str = "开展村书记练兵比武", **fields: str) -> TaskRow:
    """A row with everything but what is not given."""
    blank = TaskRow(title, "", "", "", "", "", "", "", "", None, "", "未启动", "")
    return replace(blank, **fields)  # type: ignore[arg-type]


def plan(**changes: object) -> PlanDocument:
    """The plan, with some of it changed."""
    fields: dict[str, object] = {
        "title": "示例镇抓党建促乡村振兴工作方案",
        "issuer": "中共示例镇委员会",
        "issued_on": "2026年11月22日",
        "profile": (("村（社区）", "21个"),),
        "sections": SECTIONS,
        "tasks": (
            task(measures="每季度一次", goal="一年4场", leader="王五", person="张三", due="年底"),
            task("开展书记家访", lead_unit="镇纪委"),
        ),
        "sources": SOURCES,
        "states": ("未启动", "推进中", "已完成", "已销号"),
        "done_states": ("已完成", "已销号"),
        "gap": GAP,
        "today": date(2026, 11, 22),
    }
    return PlanDocument(**{**fields, **changes})  # type: ignore[arg-type]
