"""The words of a PDF are those that were typed, not the radicals that look like them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QPainter, QPdfWriter

from desktop.documents.pdf_text import typed_characters
from desktop.theme import load_fallback

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_WORDS = "示例镇人民长期工作方案，户户见面，龙马一体"


def _pdf(words: str) -> bytes:
    """One line in the program's own font, as Qt writes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.setFont(QFont(load_fallback("serif"), 16))
    painter.drawText(100, 500, words)
    painter.end()
    return bytes(buffer.data().data())


def _said(pdf: bytes) -> set[str]:
    tables = re.findall(rb"begincmap.*?endcmap", pdf, re.DOTALL)
    return {chr(int(code, 16)) for code in re.findall(rb"<([0-9A-F]{4})>", b"".join(tables))}


def test_every_character_that_was_drawn_can_be_searched_for(qapp: QApplication) -> None:
    assert qapp
    written = _pdf(_WORDS)
    made = typed_characters(written)
    assert set(_WORDS) <= _said(made)
    assert len(made) == len(written), "the places in the file's index stay right"


def test_glyphs_keep_their_numbers() -> None:
    table = b"/CIDInit /ProcSet begincmap <2F00> <2FFF> [<2F70> <2EA0> <2F3E>] endcmap"
    made = typed_characters(table)
    assert made == b"/CIDInit /ProcSet begincmap <2F00> <2FFF> [<793A> <6C11> <6237>] endcmap"


@given(st.binary(max_size=400))
def test_what_is_no_table_of_characters_stays(content: bytes) -> None:
    picture = b"stream [<2F70> <2EA0>] endstream" + content
    if b"/CIDInit" not in content:
        assert typed_characters(picture) == picture
