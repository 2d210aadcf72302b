"""The keys of a page and of the program as Markdown, made from the actions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QAction

_SPELT: Final = (
    ("Return", "Enter"),
    ("Left", "←"),
    ("Right", "→"),
    ("Up", "↑"),
    ("Down", "↓"),
    ("PgDown", "PageDown"),
    ("PgUp", "PageUp"),
    ("Del", "Delete"),
)


def key_rows(
    hints: Sequence[tuple[str, str]], actions: Iterable[QAction] = ()
) -> list[tuple[str, str]]:
    """(keys, meaning): the hints of a page, then its other actions that have keys."""
    rows = list(hints)
    told = {key for key, _ in hints}
    for action in actions:
        keys = " / ".join(dict.fromkeys(spelt(each.toString()) for each in action.shortcuts()))
        if keys and keys not in told:
            rows.append((keys, action.text()))
    return rows


def spelt(key: str) -> str:
    """A key as it stands on the keyboard: Enter, not Return; ←, not Left."""
    *held, last = (
        key.split("+") if not key.endswith("+") else (*key[:-1].rstrip("+").split("+"), "+")
    )
    return "+".join([*held, dict(_SPELT).get(last, last)])


def key_table(heading: str, rows: Sequence[tuple[str, str]]) -> str:
    """A section with a table of keys; '' for none."""
    if not rows:
        return ""
    lines = [f"## {heading}", "", f"| {tr('按键')} | {tr('作用')} |", "|---|---|"]
    lines += [f"| {_caps(keys)} | {_cell(text)} |" for keys, text in rows]
    return "\n".join(lines)


def _caps(keys: str) -> str:
    return " ".join(f"`{_cell(key)}`" for key in keys.split(" / "))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
