"""关于: what this is, which library it shows, where the user's own lies, and on what terms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.about.facts import Fact, as_text, facts
from desktop.pages.folders import open_folder
from desktop.widgets.enter_key import enter_presses
from desktop.widgets.paced_painting import PacedWindow, pace, pace_all
from desktop.widgets.parts import ActionButton, IconButton, PlainLabel, Stamp, hline

if TYPE_CHECKING:
    from desktop.session import Session

_WIDTH: Final = 660
_HEIGHT: Final = 620


class AboutDialog(PacedWindow, QDialog):
    """Two sheets: what there is to say, and the licences."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = session.appearance
        self.facts = facts(session)
        self.setWindowTitle(tr("关于他山"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(self._room(parent))
        self._terms: QPlainTextEdit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(hline())
        self._sheets = QStackedWidget()
        column.addWidget(self._sheets, 1)
        self._build_facts()
        column.addWidget(hline())
        column.addLayout(self._build_foot())
        self._close.setFocus()
        pace_all(self)

    def _room(self, parent: QWidget) -> QSize:
        wide, high = self._look.px(_WIDTH), self._look.px(_HEIGHT)
        return QSize(min(wide, parent.width() - 40), min(high, parent.height() - 40))

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 16)
        head.setSpacing(14)
        head.addWidget(Stamp(self._look), 0, Qt.AlignmentFlag.AlignVCenter)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(_label("paneTitle", tr("他山 Tashan")))
        motto = tr("他山之石，可以攻玉：各地做法对着看，句句有出处。")
        names.addWidget(_label("meta", motto))
        head.addLayout(names, 1)
        return head

    def _build_facts(self) -> None:
        """From the outside in: what is put somewhere is styled again with all that is in it."""
        scroll = QScrollArea()
        scroll.setObjectName("aboutScroll")
        scroll.setAccessibleName(tr("关于他山"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheets.addWidget(scroll)
        inner = QWidget()
        inner.setObjectName("dialogInner")
        scroll.setWidget(inner)
        grid = QGridLayout(inner)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(self.facts):
            name = PlainLabel(fact.name)
            name.setObjectName("facetName")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(fact), row, 1)
            if fact.folder is not None:
                grid.addWidget(self._opener(fact), row, 2, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self.facts), 1)

    def _value(self, fact: Fact) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        # A path or a fingerprint has no spaces to break at.
        value = _label(
            "facetText", "\u200b".join(fact.value) if _is_long(fact.value) else fact.value
        )
        value.setAccessibleName(f"{fact.name} {fact.value}")
        column.addWidget(value)
        if fact.more:
            column.addWidget(_label("quiet", fact.more))
        return cell

    def _opener(self, fact: Fact) -> ActionButton:
        button = ActionButton(self._look, "open", tr("打开"))
        button.setProperty("role", "small")
        button.setToolTip(tr("在文件管理器里打开"))
        button.setAccessibleName(tr("打开{name}").format(name=fact.name))
        assert fact.folder is not None
        button.clicked.connect(partial(self._open, fact))
        return button

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 14)
        row.setSpacing(8)
        self.copying = ActionButton(self._look, "copy", tr("复制全部"))
        self.copying.clicked.connect(self.copy)
        self.licences = ActionButton(self._look, "document", tr("许可证"))
        self.licences.setCheckable(True)
        self.licences.toggled.connect(self._switch)
        close = IconButton(self._look, "check", tr("关闭"), role="primary", beside=True)
        close.setAccessibleName(tr("关闭"))
        close.clicked.connect(self.reject)
        row.addWidget(self.copying)
        row.addWidget(self.licences)
        row.addStretch(1)
        row.addWidget(close)
        self._close = close
        return row

    # Doing

    def copy(self) -> None:
        """Put what is shown on the clipboard."""
        shown = self._sheets.currentWidget()
        text = shown.toPlainText() if isinstance(shown, QPlainTextEdit) else as_text(self.facts)
        QGuiApplication.clipboard().setText(text)
        self.copying.set_icons("check")
        self.copying.setText(tr("已复制"))

    def show_notices(self) -> None:
        """Turn to the licences."""
        self.licences.setChecked(True)

    def _switch(self, on: bool) -> None:
        if self._terms is None:
            self._terms = self._build_licences()
            self._sheets.addWidget(self._terms)
        self._sheets.setCurrentIndex(int(on))
        self.copying.set_icons("copy")
        self.copying.setText(tr("复制全部"))
        if on:
            self._terms.setFocus()

    def _build_licences(self) -> QPlainTextEdit:
        from desktop.pages.about.licences import licences

        text = QPlainTextEdit(licences())
        text.setObjectName("licenceText")
        text.setAccessibleName(tr("许可证"))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        pace(text.viewport())
        return text

    def _open(self, fact: Fact) -> None:
        assert fact.folder is not None
        # The folder of the log is made by the first thing that there is to tell.
        there = fact.folder if fact.folder.is_dir() else fact.folder.parent
        open_folder(there, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(event):
            super().keyPressEvent(event)


def _is_long(text: str) -> bool:
    return len(text) > 24 and " " not in text


def _label(name: str, text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
