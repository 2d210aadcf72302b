"""What can be opened in place of a damaged workspace, and putting it there.

The damaged file is never written to. Whatever is chosen, it is kept aside first, with its WAL, as
it is; and until something is chosen it stays where it is.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from db.errors import WorkspaceError
from db.workspace.inside import Inside
from db.workspace.listing import newest_good
from db.workspace.replacing import put_in_place_of_damaged
from db.workspace.restoring import ready_copy, ready_empty, ready_salvage
from desktop import suspicion
from desktop.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path

    from db.workspace.listing import ListedCopy
    from db.workspace.salvage import Salvaged
    from desktop.beside import Beside

log = logging.getLogger(__name__)


class Way(Enum):
    """What to open in place of a damaged workspace."""

    COPY = "copy"
    SALVAGE = "salvage"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to open; `problem` says why nothing could be salvaged."""

    copy: ListedCopy | None = None
    salvaged: Salvaged | None = None
    problem: str = ""

    @property
    def best(self) -> Way:
        """What loses least: whatever has more in it, and the later where both have as much."""
        rescued = self.salvaged.inside if self.salvaged is not None else Inside()
        backed_up = self.copy.health.inside if self.copy is not None else Inside()
        if not rescued.total and not backed_up.total:
            return Way.COPY if self.copy is not None else Way.EMPTY
        one = (rescued.total, rescued.changed_at)
        other = (backed_up.total, backed_up.changed_at)
        return Way.SALVAGE if one >= other else Way.COPY


def look_around(folder: Path, beside: Beside) -> Findings:
    """Find the newest good copy, and make the readable rows ready. Beside the interface."""
    beside.go_on(tr("正在找最近的好备份…"))
    copy = newest_good(folder)
    if not beside.go_on(tr("正在读还能读的内容…")):
        return Findings(copy)
    try:
        return Findings(copy, ready_salvage(folder)[1])
    except WorkspaceError as error:
        return Findings(copy, problem=str(error))


def carry_out(folder: Path, way: Way, findings: Findings, beside: Beside) -> Path:
    """Put what was chosen in the place of the damaged workspace; return where that is kept."""

    def go_on(_step: int) -> bool:
        return beside.go_on()

    if way is Way.COPY and findings.copy is not None:
        ready = ready_copy(folder, findings.copy.path, now_is_sound=False, go_on=go_on)
    elif way is Way.SALVAGE:
        ready, _ = ready_salvage(folder)
    else:
        ready = ready_empty(folder)
    aside = put_in_place_of_damaged(folder, ready)
    suspicion.clear(folder)
    log.warning("opened %s in its place; the damaged one is in %s", way.value, aside)
    return aside
