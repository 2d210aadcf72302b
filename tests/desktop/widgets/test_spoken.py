"""What changes by itself is said to a screen reader, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.widgets import spoken
from desktop.widgets.brief_notice import say_briefly

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader gets to say."""
    told: list[str] = []

    def take(event: QAccessibleAnnouncementEvent) -> None:
        told.append(event.message())

    monkeypatch.setattr(spoken, "_send", take)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    return told


def test_notices_and_states_are_said(window: MainWindow, heard: list[str]) -> None:
    say_briefly(window, "已删除。按 Ctrl+Z 恢复。")
    window.session.changes.told.emit("今天没能备份")
    assert "已删除。按 Ctrl+Z 恢复。" in heard
    assert "今天没能备份" in heard


def test_a_step_within_a_cell_is_said(window: MainWindow, heard: list[str]) -> None:
    full = max(window.session.cases.cells.values(), key=len)
    window.compare.select(full[0].id)
    window.compare.view.setFocus()
    heard.clear()
    QTest.keyClick(window.compare.view, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert any(full[1].name in said for said in heard)


def test_where_nobody_listens_nothing_is_sent(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(spoken, "_send", sent.append)
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    say_briefly(window, "已复制")
    assert sent == []
