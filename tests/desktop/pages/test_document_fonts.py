"""公文字体: every part's font can be chosen, and what this machine lacks is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontDatabase, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.documents.gongwen_fonts import CHOICES, ROLES, Fonts
from desktop.pages.document_fonts import DocumentFonts, FontBox
from desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def group(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> DocumentFonts:
    """The group on a machine that has 仿宋, under its Latin name, and 宋体."""
    monkeypatch.setattr(QFontDatabase, "families", lambda: ["FangSong", "宋体"])
    made = DocumentFonts(session)
    qtbot.addWidget(made)
    made.show()
    return made


def _boxes(group: DocumentFonts) -> list[FontBox]:
    return group.findChildren(FontBox)


def test_the_standards_fonts_are_chosen_until_the_user_chooses(
    group: DocumentFonts, session: Session
) -> None:
    assert session.settings.document_fonts == Fonts()
    chosen = [box.currentData() for box in _boxes(group)]
    assert chosen == [CHOICES[role][0] for role in ROLES]


def test_what_is_missing_here_is_said_in_words(
    group: DocumentFonts, shown_text: Callable[[QWidget], str]
) -> None:
    said = [box.accessibleDescription() for box in _boxes(group)]
    there, missing = "本机已安装", "本机没有，Word 会换成相近的字体"
    assert said == [missing, there, missing, missing, there]
    text = shown_text(group)
    assert (text.count(there), text.count(missing)) == (2, 3)
    assert _boxes(group)[0].currentText() == "方正小标宋简体（本机没有）"
    assert _boxes(group)[1].currentText() == "仿宋"


def test_a_choice_made_with_the_keyboard_is_remembered(
    group: DocumentFonts, session: Session
) -> None:
    box = _boxes(group)[1]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    session.settings.flush()
    assert Settings(session.folder).document_fonts == Fonts(body="仿宋_GB2312")
    assert box.accessibleDescription() == "本机没有，Word 会换成相近的字体"


def test_the_wheel_scrolls_the_page_and_changes_nothing(
    group: DocumentFonts, session: Session
) -> None:
    box = _boxes(group)[1]
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert not turn.isAccepted()
    assert session.settings.document_fonts == Fonts()


def test_a_font_of_another_machine_stays_chosen(group: DocumentFonts, session: Session) -> None:
    session.settings.set_document_font("body", "某某仿宋")
    group.refresh()
    assert _boxes(group)[1].currentData() == "某某仿宋"
    session.settings.set_document_font("body", "")
    assert session.settings.document_fonts == Fonts()


def test_every_box_says_what_it_is_for(group: DocumentFonts) -> None:
    names = [box.accessibleName() for box in _boxes(group)]
    assert len(set(names)) == len(ROLES)
    assert all(name.startswith("公文字体：") for name in names)
