"""Input methods show their candidates at the caret, at every size of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop.conftest import settle
from tests.desktop.reach.fields import check_caret, fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.main_window import MainWindow
    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_the_candidates_are_shown_where_the_caret_is(
    session: Session, another_window: Callable[[], MainWindow], samples: Samples, scale: float
) -> None:
    session.appearance.set(scale=scale)
    window = another_window()
    window.activateWindow()
    window.compare.select(samples.rich().id)
    window.compare.write_note()
    settle(window)
    found = fields(window)
    assert found
    window.open_search()
    assert window.search_dialog is not None
    for field in [*found, *fields(window.search_dialog)]:
        check_caret(field)
    window.search_dialog.close()
