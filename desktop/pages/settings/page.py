"""设置: how large, how bright, which language, which keys, and where the user's data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.documents.citations import EDITIONS
from desktop.i18n import tr
from desktop.pages.document_fonts import DocumentFonts
from desktop.pages.page import Page
from desktop.pages.settings.choices import choices
from desktop.pages.settings.place import DataPlace
from desktop.pages.settings.restoring import Backups
from desktop.settings import SCALES, Mode
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator


class SettingsPage(Page):
    """Every choice takes effect at once; the language at the next start."""

    home = "settings"
    topic = "settings"

    scale_chosen = Signal(float)
    mode_chosen = Signal(str)
    single_keys_chosen = Signal(bool)

    def build(self) -> Iterator[None]:
        session = self.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar, row = self.build_bar(tr("设置"))
        row.addStretch(1)
        column.addWidget(bar)
        scroll = QScrollArea()
        scroll.setObjectName("settingsScroll")
        scroll.setAccessibleName(tr("设置"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("settingsInner")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(24, 20, 24, 20)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(18)
        self._grid.setColumnStretch(1, 1)
        self._scales = QButtonGroup(self)
        self._modes = QButtonGroup(self)
        self._languages = QButtonGroup(self)
        self._editions = QButtonGroup(self)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)
        yield from self._fill()
        session.appearance.changed.connect(self._refresh)
        self._refresh()
        yield

    def _fill(self) -> Iterator[None]:
        scales = [(f"{round(scale * 100)}%", scale) for scale in SCALES]
        self._add(tr("字号"), choices(self._scales, [text for text, _ in scales]))
        self._scales.idClicked.connect(lambda number: self.scale_chosen.emit(SCALES[number]))
        self._add(tr("外观"), choices(self._modes, [tr("浅色"), tr("深色")]))
        yield
        self._modes.idClicked.connect(lambda number: self.mode_chosen.emit(list(Mode)[number]))
        self._add(tr("语言"), choices(self._languages, ["中文", "English"]))
        self._languages.idClicked.connect(self._choose_language)
        self._language_hint = PlainLabel(tr("下次启动时生效。"))
        self._language_hint.setObjectName("quiet")
        self._language_hint.hide()
        self._grid.addWidget(self._language_hint, self._grid.rowCount(), 1)
        yield
        keys = QCheckBox(tr("用单个字母作快捷键（B 收藏、N 批注、J/K 前后）"))
        keys.setChecked(self.session.settings.single_keys)
        keys.toggled.connect(self.single_keys_chosen)
        self._add(tr("按键"), keys)
        names = [tr("GB/T 7714—{year}").format(year=year) for year in EDITIONS]
        self._add(tr("引文格式"), choices(self._editions, names))
        self._editions.idClicked.connect(self._choose_edition)
        yield
        fonts = DocumentFonts(self.session)
        yield
        self._add(tr("公文字体"), fonts)
        yield
        self._add(tr("数据位置"), DataPlace(self.session))
        yield
        self._add(tr("备份和恢复"), Backups(self.session))
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _add(self, name: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        label = PlainLabel(name)
        label.setObjectName("facetName")
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def _choose_language(self, number: int) -> None:
        self.session.settings.language = ("zh", "en")[number]
        self._language_hint.show()

    def _choose_edition(self, number: int) -> None:
        self.session.settings.citation_edition = EDITIONS[number]

    def _refresh(self) -> None:
        look = self.session.appearance
        nearest = min(range(len(SCALES)), key=lambda number: abs(SCALES[number] - look.scale))
        self._scales.button(nearest).setChecked(True)
        self._modes.button(list(Mode).index(look.mode)).setChecked(True)
        edition = self.session.settings.citation_edition
        self._editions.button(EDITIONS.index(edition)).setChecked(True)
        self._languages.button(1 if self.session.settings.language == "en" else 0).setChecked(True)
