"""A start that finds the workspace damaged asks what to open in its place."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from db.workspace.health import State, inspect
from db.workspace.restoring import is_damaged
from desktop import suspicion
from desktop.damage_dialog import DamageDialog
from desktop.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path

    from db.errors import WorkspaceError
    from desktop.theme import Appearance

log = logging.getLogger(__name__)


def mend(folder: Path, error: WorkspaceError, look: Appearance) -> str | None:
    """Ask what to open in place of a workspace that fails with `error`, and put it there.

    Returns a sentence for the start that follows, None where the user opens nothing now. Raises
    `error` again where the file is not at fault.
    """
    if not is_damaged(error) or suspicion.is_marked(folder):
        health = inspect(folder)
        if health.state in {State.SOUND, State.MISSING} and suspicion.is_marked(folder):
            suspicion.clear(folder)
            return ""
        if health.state is not State.DAMAGED:
            raise error
    log.warning("the workspace is damaged: %s", error)
    look.apply()
    dialog = DamageDialog(folder, look)
    if dialog.exec() != DamageDialog.DialogCode.Accepted or dialog.aside is None:
        return None
    return tr("损坏的工作区原样留在 {folder}。").format(folder=dialog.aside)
