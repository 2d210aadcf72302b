"""The binding itself: a release of it that breaks the interpreter must not be installed."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject

_CALLS = 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_a_call_into_qt_keeps_the_reference_count_of_none() -> None:
    # PySide6 6.12.0 loses one a call: after some minutes of use the interpreter dies of it.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < _CALLS // 10
