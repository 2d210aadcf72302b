"""A box of choices in the look of the program: a style sheet's arrow has one colour only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent

    from desktop.theme import Appearance


class ChoiceBox(QComboBox):
    """Its arrow has the colour of the look; a turn of the wheel scrolls past and chooses nothing.

    What is too long loses its middle: names that are much alike differ at their ends.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        size, margin = self._look.px(14), self._look.px(6)
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        middle = Qt.TextElideMode.ElideMiddle
        # PySide's types know the name of this field under Qt's own spelling only.
        option.currentText = self.fontMetrics().elidedText(self.currentText(), middle, room.width())
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        place = QRect(self.width() - size - margin, (self.height() - size) // 2, size, size)
        self._look.icon("down", "ink2", 14).paint(painter, place)
        painter.end()
