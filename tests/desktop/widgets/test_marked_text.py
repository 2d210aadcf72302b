"""A text with removed and added words: shown as it is, said in words, as high as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.widgets.marked_text import Look, MarkedText, Part

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

PARTS = [
    Part(Look.QUIET, "之前\n"),
    Part(Look.PLAIN, "每"),
    Part(Look.REMOVED, "年"),
    Part(Look.ADDED, "<b>季度</b>"),
]


def test_words_are_no_markup_and_line_feeds_are_blanks(look: Appearance, qtbot: QtBot) -> None:
    text = MarkedText(look)
    qtbot.addWidget(text)
    text.show_parts("原来的文字", PARTS)
    assert text.toPlainText() == "之前 每年<b>季度</b>"


def test_what_differs_is_said_and_drawn_without_colour(look: Appearance, qtbot: QtBot) -> None:
    text = MarkedText(look)
    qtbot.addWidget(text)
    text.show_parts("原来的文字", PARTS)
    assert text.accessibleName() == "原来的文字 之前\n每（删去：年）（增加：<b>季度</b>）"
    cursor = text.textCursor()
    cursor.setPosition(5)
    assert cursor.charFormat().fontStrikeOut()
    cursor.setPosition(7)
    assert cursor.charFormat().fontUnderline()


def test_it_is_as_high_as_its_lines_at_every_width(look: Appearance, qtbot: QtBot) -> None:
    text = MarkedText(look)
    qtbot.addWidget(text)
    text.show()
    text.show_parts("", [Part(Look.PLAIN, "村党组织书记" * 30)])
    text.resize(800, text.height())
    wide = text.height()
    text.resize(300, text.height())
    assert text.height() > wide
    assert text.document().size().height() <= text.height()
