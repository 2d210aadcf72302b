"""A family in its list."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from desktop.models.family_list import Coverage, FamilyListModel
from desktop.models.rows import Row
from desktop.widgets.family_delegate import FamilyDelegate
from desktop.widgets.parts import plain_tip

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance


def test_what_is_said_of_a_family_is_no_markup(
    look: Appearance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        "desktop.widgets.family_delegate.QToolTip",
        SimpleNamespace(showText=lambda _at, text, _view: shown.append(text)),
    )
    view = QListView()
    qtbot.addWidget(view)
    model = FamilyListModel(view)
    said = "<b>擂台</b>\n三地"
    model.set_rows([Row("f", "擂台", kind="family", payload=Coverage((True,), said))])
    view.setModel(model)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))
    option = QStyleOptionViewItem()
    assert FamilyDelegate(look, view).helpEvent(event, view, option, model.index(0))
    assert shown == [plain_tip(said)]
    assert "<b>" not in shown[0]
