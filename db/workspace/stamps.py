"""Who wrote a row, when, and under which id.

What only a write needs is imported by it: a start writes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache


def now() -> str:
    """Return the present moment in UTC, ISO 8601 with microseconds: text order is time order."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@cache
def author() -> str:
    """Return the name of the user's account, '' where the system does not tell."""
    import getpass

    try:
        return getpass.getuser()
    # Without a LOGNAME getpass asks the account database: ImportError on Windows, KeyError or
    # OSError where the account is not in it.
    except (ImportError, KeyError, OSError):
        return ""


def new_id() -> str:
    """Return a fresh UUID."""
    import uuid

    return str(uuid.uuid4())
