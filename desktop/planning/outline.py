"""The standard outline of a township's plan, what to write in each section, and its numbers.

Titles are data in the plan's own language, which is Chinese; prompts are shown beside an empty
section and are never text of the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.i18n import tr
from desktop.planning.numbering import heading_number
from desktop.planning.reading import read

if TYPE_CHECKING:
    from db.records.plan import Section
    from desktop.planning.reading import Reading
    from desktop.plans import Plans

OPENING: Final = "引言"
"""The first section under this title is the opening paragraph: no number, no heading in print."""
TASKS: Final = "重点任务"
STANDARD: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (OPENING, ()),
    ("总体要求", ("指导思想", "基本原则")),
    ("工作目标", ()),
    (TASKS, ()),
    ("实施步骤", ("动员部署", "全面实施", "总结验收")),
    ("保障措施", ("组织领导", "压实责任", "督导考核", "资金保障", "宣传引导")),
)
"""Titles of the first level, each with those under it."""
_TASK_WORDS: Final = ("任务", "举措", "做法")
_MOST: Final = 99  # the highest number that is written in Chinese


def prompt(title: str) -> str:
    """What a section of the standard outline is for; '' for any other title."""
    return {
        OPENING: tr("为……，结合我镇实际，制定本方案。"),
        "总体要求": tr("以什么为指导，坚持哪些原则。"),
        "指导思想": tr("以……为指导，全面贯彻……，推动……"),
        "基本原则": tr("坚持什么、突出什么，三四条，每条一句话。"),
        "工作目标": tr("到什么时候，达到什么程度，尽量写成数字。"),
        TASKS: tr("把借鉴的做法放到这里，逐条写成本镇做法。"),
        "实施步骤": tr("分几个阶段，每个阶段从何时到何时。"),
        "动员部署": tr("何时前：开会部署，制定措施，明确责任。"),
        "全面实施": tr("何时至何时：按任务分解表推进，定期调度。"),
        "总结验收": tr("何时前：对照目标验收，总结经验，形成制度。"),
        "保障措施": tr("人、责任、督导、资金、宣传，怎样保证办成。"),
        "组织领导": tr("成立什么小组，谁任组长，办公室设在哪里。"),
        "压实责任": tr("谁牵头，谁配合，责任到岗到人。"),
        "督导考核": tr("多久督导一次，结果怎样运用。"),
        "资金保障": tr("资金从哪里来，用在哪里，怎样监管。"),
        "宣传引导": tr("用什么渠道宣传，怎样发现和推广典型。"),
    }.get(title, "")


def task_section(plans: Plans, plan_id: str) -> Section | None:
    """The section that borrowings go to unless told otherwise; None where the plan has none."""
    sections = plans.sections(plan_id)
    for wanted in (TASKS, *_TASK_WORDS):
        for section in sections:
            if wanted in section.title:
                return section
    return sections[-1] if sections else None


def is_opening(plans: Plans, section: Section) -> bool:
    """Whether a section is the opening paragraph of its plan."""
    return numberless(section) and plans.sections(section.plan_id)[0].id == section.id


def numbers(plans: Plans, plan_id: str) -> dict[str, str]:
    """The number of each section, borrowing and task that has a heading, by id: 一、 or （一）.

    Under a section of the first level come its borrowings that were not rejected, then its free
    tasks, then its subsections. What has no number is not in it: the opening, what was rejected,
    what stands in a subsection.
    """
    reading = read(plans, plan_id)
    if not reading.numbers:
        reading.numbers = _numbers(reading)
    return reading.numbers


def _numbers(reading: Reading) -> dict[str, str]:
    found: dict[str, str] = {}
    first = 0
    for place, part in enumerate(reading.top):
        if part.section is None:
            continue
        if place or not numberless(part.section):
            first += 1
            found[part.section.id] = section_number(1, first)
        under = [row.id for row in part.taken]
        under += [task.id for task in part.tasks]
        under += [below.section.id for below in part.below if below.section]
        found |= {row_id: section_number(2, second) for second, row_id in enumerate(under, start=1)}
    return found


def numberless(section: Section) -> bool:
    """Whether a section, standing first in its plan, is the opening paragraph."""
    return section.parent_id is None and section.title.strip() == OPENING


def section_number(level: int, number: int) -> str:
    """The number of a heading; beyond 99 in Arabic numerals."""
    if number > _MOST:  # no number in Chinese is told from the next at a glance any more
        return f"{number}、" if level == 1 else f"（{number}）"
    return heading_number(level, number)
