"""The figures of the long runs, kept in figures.json beside this file."""

from __future__ import annotations

import json
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("figures.json")


def keep(name: str, summary: dict[str, Any]) -> None:
    """Keep what a long run came to, in place of what the last one did."""
    kept = json.loads(_FILE.read_text("utf-8")) if _FILE.exists() else {}
    about = {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
    }
    kept[name] = about | summary
    _FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
