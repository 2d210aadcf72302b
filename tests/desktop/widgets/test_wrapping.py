"""A text wrapped into lines is still that text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from desktop.theme import Appearance


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(alphabet="村党组织 “比武”𠮷ab1，", max_size=30), st.integers(1, 300))
def test_wrapping_loses_no_character(look: Appearance, text: str, room: int) -> None:
    font: QFont = look.font("colTitle")
    assert "".join(wrapped(text, font, room)) == text
