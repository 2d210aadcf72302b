"""公文字体: which font each part of an official document is set in, and which this machine lacks.

A document can be made with fonts that are missing here: it is opened, and often printed, on
another machine. So a missing one is said, never forbidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.documents.gongwen_fonts import CHOICES, ROLES, is_there
from desktop.i18n import tr
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.parts import IconLabel, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from desktop.session import Session
    from desktop.theme import Appearance


_ROOM = 600
"""Pixels at 100% that the group needs for a name, a box and a sentence side by side."""


class FontBox(ChoiceBox):
    """A choice of fonts."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__(appearance)
        self.setAccessibleName(name)

    def offer(self, families: list[str], chosen: str, installed: set[str]) -> None:
        """Show these families, those that are missing here as such."""
        self.blockSignals(True)
        self.clear()
        for family in dict.fromkeys([*families, chosen]):
            there = is_there(family, installed)
            named = family if there else tr("{font}（本机没有）").format(font=family)
            self.addItem(named, family)
        self.setCurrentIndex(self.findData(chosen))
        self.blockSignals(False)


class _Check(QWidget):
    """Whether a font is there, as an icon and in words."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        self._there = IconLabel(appearance, "check", "ink3", 16)
        self._missing = IconLabel(appearance, "warn", "warn", 16)
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        for icon in (self._there, self._missing):
            grid.addWidget(icon, 0, 0)
        grid.addWidget(self.words, 0, 1)
        grid.setColumnStretch(1, 1)

    def show_state(self, *, there: bool) -> None:
        """Say it."""
        self._there.setVisible(there)
        self._missing.setVisible(not there)
        self.words.setObjectName("meta" if there else "warnText")
        self.words.setText(tr("本机已安装") if there else tr("本机没有，Word 会换成相近的字体"))
        self.words.style().polish(self.words)


class DocumentFonts(QWidget):
    """A choice for each part; it holds from the next export on."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._settings, look = session.settings, session.appearance
        self._boxes: dict[str, FontBox] = {}
        self._checks: dict[str, _Check] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        names = {
            "title": tr("标题"),
            "body": tr("正文"),
            "heading1": tr("一级标题"),
            "heading2": tr("二级标题、引文"),
            "number": tr("页码"),
        }
        for row, role in enumerate(ROLES):
            self._boxes[role] = box = FontBox(look, tr("公文字体：{part}").format(part=names[role]))
            self._checks[role] = _Check(look)
            box.activated.connect(lambda _index, role=role: self._choose(role))
            grid.addWidget(PlainLabel(names[role]), 2 * row, 0)
            grid.addWidget(box, 2 * row, 1)
        about = PlainLabel(tr("导出 Word 公文时使用，默认按 GB/T 9704—2012。"))
        about.setObjectName("quiet")
        about.setWordWrap(True)
        grid.addWidget(about, 2 * len(ROLES), 0, 1, 3)
        self._grid, self._look = grid, look
        self._lay_out(beside=False)

    def _lay_out(self, *, beside: bool) -> None:
        """What is said of a font stands beside its box, or below where there is no room."""
        self._beside = beside
        for row, check in enumerate(self._checks.values()):
            self._grid.removeWidget(check)
            if beside:
                self._grid.addWidget(check, 2 * row, 2)
            else:
                self._grid.addWidget(check, 2 * row + 1, 1, 1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never wider than the page: a wide group would make it scroll sideways."""
        super().resizeEvent(event)
        beside = event.size().width() >= self._look.px(_ROOM)
        if beside != self._beside:
            self._lay_out(beside=beside)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again: a font may have been installed since."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen and what of it this machine has."""
        installed = set(QFontDatabase.families())
        fonts = self._settings.document_fonts
        for role, box in self._boxes.items():
            chosen = str(getattr(fonts, role))
            box.offer(list(CHOICES[role]), chosen, installed)
            there = is_there(chosen, installed)
            self._checks[role].show_state(there=there)
            box.setAccessibleDescription(self._checks[role].words.text())

    def _choose(self, role: str) -> None:
        self._settings.set_document_font(role, str(self._boxes[role].currentData()))
        self.refresh()
