"""The second bar of 原文并排: the family, the facet that the texts are aligned by, a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from db.records import FacetKind
from desktop.i18n import pick, tr
from desktop.pages import words
from desktop.pages.family_chooser import FamilyChooser
from desktop.widgets.parts import Panel, PlainLabel, SealLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from desktop.pages.parallel_hits import Topic
    from desktop.session import Session


def facet_title(kind: FacetKind) -> str:
    """The full name of a facet, for where there is room."""
    return {
        FacetKind.STEPS: tr("做法步骤"),
        FacetKind.CRITERIA: tr("评价标准"),
        FacetKind.CONSEQUENCE: tr("结果运用"),
    }.get(kind, words.facet_name(kind))


class SubBar(Panel):
    """Names become short, then a menu, where room is short; the notice goes below."""

    family_chosen = Signal(str)

    def __init__(self, session: Session, facets: dict[FacetKind, QAction]) -> None:
        super().__init__("subBar")
        self._session = session
        self._facets = facets
        self._topic: Topic | None = None
        self._chooser: FamilyChooser | None = None
        self._buttons: dict[FacetKind, QToolButton] = {}
        self._notice = PlainLabel()
        self._below = PlainLabel()
        for label in (self._notice, self._below):
            label.setObjectName("quiet")
            label.setAccessibleName(tr("提示"))
        self._below.setWordWrap(True)
        self._build()
        session.appearance.changed.connect(self._fit)

    def _build(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        self.seal = SealLabel(self._session.appearance, 22)
        self.family = QToolButton()
        self.family.setProperty("role", "family")
        self.family.setToolTip(tr("换一类做法（Ctrl+L）"))
        self.family.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.family.clicked.connect(self.choose_family)
        self._rule = Panel("hairline")
        self._rule.setFixedWidth(1)
        self._label = PlainLabel(tr("对齐要素"))
        self._label.setObjectName("quiet")
        self._row.addWidget(self.seal)
        self._row.addWidget(self.family)
        self._row.addSpacing(6)
        self._row.addWidget(self._rule)
        self._row.addSpacing(8)
        self._row.addWidget(self._label)
        self._row.addSpacing(4)
        self._row.addWidget(self._build_facets())
        self._row.addWidget(self._build_menu())
        self._row.addStretch(1)
        self._row.addWidget(self._notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._below)

    def _build_facets(self) -> QWidget:
        self._facet_row = QWidget()
        row = QHBoxLayout(self._facet_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for kind, action in self._facets.items():
            button = QToolButton()
            button.setProperty("role", "facet")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(facet_title(kind))
            keys = action.shortcut().toString()
            button.setToolTip(tr("{text}（{key}）").format(text=facet_title(kind), key=keys))
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            self._buttons[kind] = button
            row.addWidget(button)
        return self._facet_row

    def _build_menu(self) -> QToolButton:
        self._menu_button = QToolButton()
        self._menu_button.setProperty("role", "facet")
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._menu_button)
        menu.addActions(list(self._facets.values()))
        self._menu_button.setMenu(menu)
        for action in self._facets.values():
            action.toggled.connect(self._name_menu)
        self._name_menu()
        return self._menu_button

    def _name_menu(self) -> None:
        chosen = [kind for kind, action in self._facets.items() if action.isChecked()]
        name = facet_title(chosen[0]) if chosen else tr("不限")
        self._menu_button.setText(f"{tr('对齐要素')} {name} ▾")

    # What is shown

    def show_topic(self, topic: Topic) -> None:
        """Name the family, or the mechanism that stands in none."""
        self._topic = topic
        cases = self._session.cases
        family = cases.family_by_id.get(topic.family_id)
        if family is not None:
            name = pick(family.name, family.name_en)
        else:
            name = words.mechanism_name(cases.mechanism_by_id[topic.id])
        self.family.setText(f"{name} ▾")
        self.family.setAccessibleName(tr("同类做法：{name}").format(name=name))
        self.seal.set_theme(topic.theme)
        self._fit()

    def say(self, sentence: str) -> None:
        """Show a notice; '' for none."""
        self._notice.setText(sentence)
        self._below.setText(sentence)
        self._fit()

    def notice(self) -> str:
        """What is being said."""
        return self._notice.text()

    def choose_family(self) -> None:
        """Open the list of families under its button."""
        if self._chooser is None:
            self._chooser = FamilyChooser(self._session, self)
            self._chooser.chosen.connect(self.family_chosen)
        corner = self.family.mapToGlobal(QPoint(0, self.family.height() + 2))
        self._chooser.open_at(corner, self._topic)

    @property
    def chooser(self) -> FamilyChooser | None:
        """The list of families, once it has been opened."""
        return self._chooser

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look = self._session.appearance
        self._rule.setFixedHeight(look.px(20))
        for widget in (self.family, self._menu_button, self._label, self._notice):
            widget.ensurePolished()
        room = self.width() - 32 - self.seal.sizeHint().width() - look.px(24)
        room -= self.family.sizeHint().width()
        label = self._label.sizeHint().width()
        for long, labelled in ((True, True), (False, True), (False, False)):
            used = self._name_facets(long=long) + (label if labelled else 0)
            if used <= room:
                break
        fits = used <= room
        self._label.setVisible(fits and labelled)
        self._facet_row.setVisible(fits)
        self._menu_button.setVisible(not fits)
        if not fits:
            used = self._menu_button.sizeHint().width()
        beside = self._notice.sizeHint().width() + look.px(16) <= room - used
        self._notice.setVisible(beside and bool(self._notice.text()))
        self._below.setVisible(not beside and bool(self._below.text()))
        self._below.setContentsMargins(0, 0, 0, look.px(7))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetDefaultConstraint)
        for widget in (self.family, self._menu_button):
            widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = look.size("subBar")
        self._facet_row.setFixedHeight(row - 1)
        self._menu_button.setFixedHeight(row - look.px(12))
        if self._below.isHidden():
            self.setFixedHeight(row)
        else:
            text = self._below.heightForWidth(max(self.width() - 32, 100))
            self.setFixedHeight(row + text)

    def _name_facets(self, *, long: bool) -> int:
        """Name the buttons in full or in short; returns the width they need."""
        width = 0
        for kind, button in self._buttons.items():
            button.setText(facet_title(kind) if long else words.facet_name(kind))
            button.ensurePolished()
            # As if it were the chosen one, which is bold: choosing must not move the others.
            width += button.sizeHint().width() + self._session.appearance.px(4) + 2
        return width
