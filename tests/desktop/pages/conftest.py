"""What tests of pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def shown_text() -> Callable[[QWidget], str]:
    """All that the visible labels of a widget say."""

    def read(widget: QWidget) -> str:
        QApplication.processEvents()
        return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())

    return read
