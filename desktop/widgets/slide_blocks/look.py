"""How one page of a lesson is looked at: how far it is uncovered, and what stands out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.documents.sheet import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRectF

    from desktop.documents.sheet import Source


@dataclass(frozen=True, slots=True)
class Look:
    """What a painter is told beside the sheet.

    `step` counts from 0; -1 uncovers everything. `spotlight` is the column of a table that stands
    out. `votes` are counted by mechanism id. `number` of `count` is the page; `answer` False keeps
    answers covered whatever the step. `zoom` is that of the deck: how much larger the trainer
    wants the text. `contrast` leaves out every quiet ink, for weak projectors.
    """

    step: int = -1
    spotlight: int | None = None
    votes: Mapping[str, int] = field(default_factory=dict, hash=False)
    count: int = 1
    number: int = 1
    answer: bool = True
    shape: Shape = Shape.WIDE
    zoom: float = 1.0
    contrast: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a citation mark or a quote was painted, in the painter's own coordinates."""

    rect: QRectF
    source: Source


@dataclass(frozen=True, slots=True)
class Moment:
    """What of one block is to be seen: `shown` of its parts, counted in the order of uncovering.

    `latest` is the column that was uncovered last, None where nothing is covered any more.
    """

    shown: int
    by_column: bool = False
    latest: int | None = None
    spotlight: int | None = None
    votes: Mapping[str, int] = field(default_factory=dict, hash=False)
