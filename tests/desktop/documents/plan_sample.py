"""A small plan with everything in it that a writer of files must get right."""

from __future__ import annotations

from datetime import date
from typing import Final

from desktop.documents.plan import BorrowedBlock, PlanDocument, PlanSection, Source, TaskRow

QUOTES: Final = ("把比武擂台设在田间地头、项目现场", "=不比存量|比*增量*")
_TAKEN: Final = BorrowedBlock(
    mechanism="练兵比武",
    region="莆田",
    decision="改造",
    taken=True,
    reason="本镇村少，改为每季度一次",
    ours="每季度组织一次，按**百分制**打分。\n\n- 春季比产业\n- 秋季比治理",
    sources=(1,),
    number="（一）",
    heading="开展村书记练兵比武",
    lead_unit="镇党委",
    due="2026年3月25日",
)
_LEFT: Final = BorrowedBlock("书记家访", "云浮", "不采用", False, "已有入户走访", "", (2,))


def task(title: str, **fields: object) -> TaskRow:
    """A row of 任务分解表 that says nothing but its title and `fields`."""
    empty: dict[str, object] = {
        "measures": "", "goal": "", "source": "", "leader": "", "lead_unit": "", "units": "",
        "person": "", "due": "", "due_on": None, "assessment": "", "state": "未启动", "remark": "",
    }  # fmt: skip
    return TaskRow(title=title, **{**empty, **fields})  # type: ignore[arg-type]


TASKS: Final = (
    task("练兵比武", measures="每季度一次", goal="一年4场", lead_unit="镇党委", person="张三",
         due="2026年3月25日", due_on=date(2026, 3, 25), state="推进中"),
    task("双向承诺", units="各村党组织", due="每季度末月25日前", state="已完成"),
    task("=1+1", lead_unit="镇党委"),
)  # fmt: skip


def sample(**changes: object) -> PlanDocument:
    """The plan, with some of its fields changed."""
    fields: dict[str, object] = {
        "title": "示例镇抓党建促乡村振兴工作方案",
        "issuer": "中共示例镇委员会",
        "issued_on": "2026年11月22日",
        "profile": (("村（社区）", "21个"),),
        "sections": (
            PlanSection(1, "", "", "为推动全镇各村比学赶超，结合我镇实际，制定本方案。"),
            PlanSection(1, "一、", "总体要求", ""),
            PlanSection(2, "（一）", "指导思想", "坚持*以人民为中心*。\n\n```\n没有关上的代码"),
            PlanSection(1, "二、", "重点任务", "", (_TAKEN, _LEFT)),
            PlanSection(1, "三、", "保障措施", ""),
        ),
        "tasks": TASKS,
        "sources": (
            Source(1, "莆田", "练兵比武", QUOTES, "张三. 头雁领航[N]. 福建日报，2022-08-16."),
            Source(2, "云浮", "书记家访", ("“四个三”机制",), "[新快报]，[2023]."),
        ),
        "states": ("未启动", "推进中", "已完成", "已销号"),
        "done_states": ("已完成", "已销号"),
        "gap": "待补",
        "today": date(2026, 11, 22),
    }
    return PlanDocument(**{**fields, **changes})  # type: ignore[arg-type]
