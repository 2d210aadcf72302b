"""Who wrote a row, when, and under which id.

What only a write needs is imported by it: a start writes nothing.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

_STEP: Final = timedelta(microseconds=1)
_last = datetime.min.replace(tzinfo=UTC)
_lock = threading.Lock()


def now() -> str:
    """Return the present moment in UTC, ISO 8601 with microseconds: text order is time order.

    Also where the clock is set back meanwhile: what was done later says a later moment. Until the
    clock has caught up it says one just behind the last.
    """
    global _last
    with _lock:
        _last = max(datetime.now(UTC), _last + _STEP)
        return _last.isoformat(timespec="microseconds")


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
