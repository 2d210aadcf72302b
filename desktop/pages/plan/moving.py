"""Moving cards and sections of a plan by the keyboard: one place, or into the next section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.plan import Borrowing, Section, Task
from desktop.operations import plans as operations
from desktop.pages.plan.blocks import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.plan.blocks import Block
    from desktop.session import Session


def move_block(session: Session, blocks: Sequence[Block], block: Block, step: int) -> bool:
    """Move a block by one place among its like; whether it moved.

    A card at the end of its section goes to the next section that is shown.
    """
    if isinstance(block.row, Section):
        return _move_section(session, block.row, block.place, step)
    count = sum(1 for other in blocks if _stand_together(other, block))
    place = block.place + step
    section: str | None = block.section_id or None
    if not 0 <= place < count:
        section = _beside(blocks, block, step)
        if section is None:
            return False
        there = sum(
            1 for other in blocks if other.kind is block.kind and other.section_id == section
        )
        place = 0 if step > 0 else there
    return put(session, block, section, place)


def put(session: Session, block: Block, section_id: str | None, place: int | None) -> bool:
    """Put a card into a section, at a place counted without itself; whether it is a card."""
    if isinstance(block.row, Borrowing):
        operations.move_borrowing(session, block.row, section_id, place)
    elif isinstance(block.row, Task):
        operations.move_task(session, block.row, section_id, place)
    else:
        return False
    return True


def _move_section(session: Session, section: Section, place: int, step: int) -> bool:
    count = len(session.plans.sections(section.plan_id, section.parent_id))
    if not 0 <= place + step < count:
        return False
    operations.move_section(session, section, section.parent_id, place + step)
    return True


def _stand_together(one: Block, other: Block) -> bool:
    return one.kind is other.kind and one.section_id == other.section_id


def _beside(blocks: Sequence[Block], block: Block, step: int) -> str | None:
    """The section that is read next after that of a block, or before it."""
    sections = [other.key for other in blocks if other.kind is Kind.SECTION]
    if block.section_id not in sections:
        return sections[-1] if sections and step < 0 else None
    at = sections.index(block.section_id) + step
    return sections[at] if 0 <= at < len(sections) else None
