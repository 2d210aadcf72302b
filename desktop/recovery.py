"""What the disk refused until the end: kept in a file of its own, and taken back at a next start.

It lies in the workspace's folder; where that takes nothing (a stick that was pulled out, a folder
that has become read-only), in the user's home or the temporary folder, under a name that tells
whose it is: the next start looks there too.

A recovery file is a JSON array of the contents of changes (`desktop.saving.Change`): notes and
highlights and rows of plans with all their fields, bookmarks by mechanism. It is text a person
can read, too.
"""

from __future__ import annotations

import json
import logging
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.errors import WorkspaceError
from db.text import storable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.own import Highlight, Note
    from db.workspace import Workspace

log = logging.getLogger(__name__)
_NAME: Final = "recovery-"
_MOMENT: Final = "%Y%m%d-%H%M%S"


def write(contents: Sequence[dict[str, Any]], folder: Path) -> Path | None:
    """Keep contents in a new file, in `folder` or wherever there is room; None if nowhere."""
    stamp = _stamp(folder)
    owner = _owner(folder)
    for place in (folder, *_elsewhere()):
        path = place / (f"{stamp}.json" if place == folder else f"{stamp}-{owner}.json")
        try:
            _write(contents, path)
        except OSError:
            with suppress(OSError):
                path.unlink()  # half of it, on a full disk
            continue
        log.warning("kept what could not be saved in %s", path)
        return path
    # Not into the log: it holds no words of the user's, and its folder is the first that refused.
    log.critical("nowhere to keep what could not be saved: %d changes", len(contents))
    return None


def _stamp(folder: Path) -> str:
    """What a new file is called: behind those there are, wherever the clock has been set.

    They are taken back in the order of their names, and the newest words must come last.
    """
    from datetime import datetime, timedelta

    moment = datetime.now()
    before = max((path.name[len(_NAME) :][:15] for path in _files(folder)), default="")
    with suppress(ValueError):
        moment = max(moment, datetime.strptime(before, _MOMENT) + timedelta(seconds=1))
    return _NAME + moment.strftime(_MOMENT)


def _elsewhere() -> list[Path]:
    """Where else a file may lie: home, and the folder that `tempfile` would choose first.

    Not asked of `tempfile`: a start without accidents has no use for all that it imports.
    """
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    places = [Path(next((name for name in named if name), "/tmp"))]
    with suppress(RuntimeError):  # neither HOME nor the system says where it is
        places.insert(0, Path.home())
    return places


def _owner(folder: Path) -> str:
    """Stands for a workspace in the name of a file that does not lie with it."""
    return f"{zlib.crc32(str(folder.absolute()).encode(errors='replace')):08x}"


def _files(folder: Path) -> list[Path]:
    """The recovery files of a workspace, oldest first. A place that cannot be read holds none."""
    owner = _owner(folder)
    found = set(folder.glob("recovery-*.json"))
    for place in _elsewhere():
        with suppress(OSError):
            found |= set(place.glob(f"recovery-*-{owner}*.json"))
    return sorted(found, key=lambda path: path.name)


def _write(contents: Sequence[dict[str, Any]], path: Path) -> None:
    path.write_text(_text(contents), encoding="utf-8")


def _text(contents: Sequence[dict[str, Any]]) -> str:
    return storable(json.dumps(list(contents), ensure_ascii=False, indent=2))


def take_back(workspace: Workspace, folder: Path) -> int:
    """Store what the recovery files of `folder` hold; returns how many changes came back.

    A file that was taken back is renamed, never deleted. What cannot be stored is left for the
    next start, by itself: a change that came back must not come again, over what the user has
    written since.
    """
    count = 0
    for path in _files(folder):
        changes = _read(path)
        if changes is None:
            continue
        left = [entry for entry in changes if not _stored(workspace, entry, path)]
        if left and len(left) == len(changes):
            continue
        count += len(changes) - len(left)
        try:
            if left:
                _write(left, path.with_name(f"{path.stem}-rest.json"))
            path.rename(path.with_suffix(".restored"))
        except OSError as error:
            log.warning("recovery file %s is left as it is: %s", path, error)
    return count


def _read(path: Path) -> list[dict[str, Any]] | None:
    """The changes in a recovery file; None where it cannot be read."""
    try:
        contents = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        log.warning("recovery file %s is left as it is: %s", path, error)
        return None
    if not isinstance(contents, list):
        log.warning("recovery file %s is left as it is: no list of changes", path)
        return None
    return [entry for entry in contents if isinstance(entry, dict)]


def _stored(workspace: Workspace, entry: dict[str, Any], path: Path) -> bool:
    try:
        with workspace.together():
            _store(workspace, entry)
    except WorkspaceError as error:
        log.warning("not taken back from %s: %s", path, error)
        return False
    except Exception:
        # It may be of another version, or edited by hand: no reason not to start.
        log.exception("not taken back from %s", path)
        return False
    return True


def _store(workspace: Workspace, entry: dict[str, Any]) -> None:
    from db.records.own import Highlight, Note

    if "bookmark" in entry:
        if entry.get("kept"):
            region = str(entry.get("region_id", ""))
            workspace.add_bookmark(str(entry["bookmark"]), str(entry.get("name", "")), region)
        else:
            workspace.remove_bookmark(str(entry["bookmark"]))
    elif isinstance(kept := entry.get("plan row"), dict):
        from db.workspace import plans

        row = plans.from_dict(str(entry.get("kind")), kept)
        if removed_at := entry.get("deleted"):
            workspace.remove_plan_row(row, removed_at if isinstance(removed_at, str) else "")
        else:
            workspace.put_plan_row(row)
    elif isinstance(kept := entry.get("lesson row"), dict):
        from db.workspace import lessons

        part = lessons.from_dict(str(entry.get("kind")), kept)
        if removed_at := entry.get("deleted"):
            workspace.remove_lesson_row(part, str(removed_at))
        else:
            workspace.put_lesson_row(part)
    elif "state" in entry:
        workspace.put_state(str(entry["state"]), entry.get("value"))
    elif isinstance(kept := entry.get("highlight"), dict):
        workspace.put_highlight(Highlight(**_fields(Highlight, kept)))
        if entry.get("deleted"):
            workspace.remove_highlight(str(kept.get("id")))
    else:
        values = _fields(Note, entry)
        values["tags"] = tuple(values.get("tags", ()))
        workspace.put_note(Note(**values))
        # Deleted with words that were never stored: they can be brought back.
        if entry.get("deleted"):
            workspace.remove_note(str(entry["id"]))


def _fields(record: type[Highlight | Note], kept: dict[str, Any]) -> dict[str, Any]:
    """What a record takes of what was kept, by another version perhaps."""
    from dataclasses import fields

    return {field.name: kept[field.name] for field in fields(record) if field.name in kept}
