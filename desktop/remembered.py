"""How the user left the pages, kept in the workspace: the basket, columns, reading positions.

Pages read and write plain JSON values under a name. What comes back may have been written by
another version of the program, or by anybody: readers ask for a type and get their default where
the value is something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.saving import Change

if TYPE_CHECKING:
    from db.workspace import Workspace
    from desktop.saving import Saver


class Remembered:
    """States by name; every change goes to the saver at once."""

    def __init__(self, states: dict[str, Any], saver: Saver) -> None:
        self._states = states
        self._saver = saver

    def texts(self, name: str) -> list[str]:
        """A list of strings; what is no string is left out."""
        value = self._states.get(name)
        return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []

    def number(self, name: str, default: int = 0) -> int:
        """A whole number of 0 or more."""
        value = self._states.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            return default
        return value if value >= 0 else default

    def table(self, name: str) -> dict[str, Any]:
        """A JSON object; its values are not checked."""
        value = self._states.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def put(self, name: str, value: list[str] | int | dict[str, Any]) -> None:
        """Remember a value; nothing happens where it is remembered already."""
        if self._states.get(name) == value:
            return
        self._states[name] = value

        def write(workspace: Workspace) -> None:
            workspace.put_state(name, value)

        self._saver.save(Change(f"state {name}", write, {"state": name, "value": value}))
