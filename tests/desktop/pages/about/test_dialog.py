"""关于: what stands there is true, all of it can be copied, and the keyboard is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from shiboken6 import isValid

from desktop import __version__
from desktop.pages.about.dialog import AboutDialog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.main_window import MainWindow
    from desktop.session import Session


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[AboutDialog]:
    """The dialog, opened from the menu's action."""
    window.global_actions["about"].trigger()
    found = _opened_in(window)
    yield found
    if isValid(found):
        found.reject()


def _opened_in(window: QWidget) -> AboutDialog:
    for _ in range(3):  # it is styled, laid out and shown on a turn each
        QApplication.processEvents()
    found = window.findChild(AboutDialog)
    assert found is not None
    return found


def test_everything_that_is_shown_can_be_copied(dialog: AboutDialog, session: Session) -> None:
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel)).replace("\u200b", "")
    dialog.copying.click()
    copied = QGuiApplication.clipboard().text()
    made = session.cases.made
    for known in (
        __version__,
        "PySide6",
        session.cases.content_hash,
        made["schema_version"],
        made["built_with"],
        str(len(session.cases.mechanisms)),
        str(session.folder),
        str(session.folder / "logs"),
    ):
        assert known in copied
        assert known in shown
    assert "\u200b" not in copied


def test_the_licences_are_a_second_sheet(dialog: AboutDialog) -> None:
    dialog.licences.click()
    dialog.copying.click()
    assert "MIT License" in QGuiApplication.clipboard().text()
    dialog.licences.click()
    dialog.copying.click()
    assert "MIT License" not in QGuiApplication.clipboard().text()


def test_the_notices_of_a_built_program_come_first(
    dialog: AboutDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = tmp_path / "notices.txt"
    notices.write_text("Qt: LGPL", encoding="utf-8")
    monkeypatch.setattr("desktop.pages.about.licences.notices_file", lambda: notices)
    dialog.show_notices()
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "Qt: LGPL"


def test_enter_closes_and_every_control_has_a_name(dialog: AboutDialog, window: MainWindow) -> None:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    for button in dialog.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text() or not button.isVisible()
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert window.isVisible()


def test_the_help_leads_there(window: MainWindow) -> None:
    window.open_help()
    shown = next(w for w in window.findChildren(QDialog) if w.objectName() == "help")
    next(b for b in shown.findChildren(QAbstractButton) if b.text() == "关于他山").click()
    found = _opened_in(shown)
    assert found.isVisible()
    found.reject()
    assert shown.isVisible()
