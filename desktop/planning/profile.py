"""What a township says of itself, as a sentence for the opening of its plan. Nothing is added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.records.plan import Plan

_NUMBER: Final = re.compile(r"[\d,，.]+\s*[百千万余多]*")
"""A number by itself, which needs to be told of what."""


def profile_sentence(plan: Plan) -> str:
    """Its villages, people and Party members, and what there is already; '' where nothing is said.

    The user's words stay as they are; a bare number is given its unit.
    """
    people = _counted(plan.population, "人")
    facts = [
        _counted(plan.villages, "个行政村"),
        f"人口{people}" if people[:1].isdigit() else people,
        _counted(plan.members, "名党员"),
    ]
    said = "，".join(fact for fact in facts if fact)
    first = f"{plan.township.strip() or '本镇'}现有{said}。" if said else ""
    existing = plan.existing.strip()
    ended = existing if not existing or existing.endswith(("。", "！", "；")) else f"{existing}。"
    return first + ended


def _counted(words: str, unit: str) -> str:
    words = words.strip().rstrip("。，；")
    return f"{words}{unit}" if _NUMBER.fullmatch(words) else words
