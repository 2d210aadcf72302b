"""The models as the pages make them, each watched by Qt's own model tester."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel


@pytest.fixture
def watch(qapp: object) -> Callable[[QAbstractItemModel], QAbstractItemModelTester]:  # noqa: ARG001
    """Has the tester check a model at every change; what it finds is a warning, which fails."""

    def start(model: QAbstractItemModel) -> QAbstractItemModelTester:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        return QAbstractItemModelTester(model, mode, model)

    return start
