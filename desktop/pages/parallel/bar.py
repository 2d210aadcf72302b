"""The second bar of 原文并排: the family, the facet that the texts are aligned by, a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop import words
from desktop.i18n import pick, tr
from desktop.pages.family.chooser import FamilyChooser
from desktop.widgets.parts import Panel, PlainLabel, SealLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from db.records.evidence import FacetKind
    from desktop.pages.parallel.hits import Topic
    from desktop.session import Session

_EDGES: Final = 32  # left and right of the bar


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
            button.setAccessibleName(words.facet_title(kind))
            keys = action.shortcut().toString()
            button.setToolTip(tr("{text}（{key}）").format(text=words.facet_title(kind), key=keys))
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
        self._menu_button.setToolTip(tr("对齐要素（Alt+1…8）"))
        menu = QMenu(self._menu_button)
        menu.addActions(list(self._facets.values()))
        self._menu_button.setMenu(menu)
        for action in self._facets.values():
            action.toggled.connect(self._name_menu)
        self._name_menu()
        return self._menu_button

    def _name_menu(self) -> None:
        chosen = [kind for kind, action in self._facets.items() if action.isChecked()]
        name = words.facet_title(chosen[0]) if chosen else tr("不限")
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
        page = self.parentWidget() or self
        if self._chooser is None:
            self._chooser = FamilyChooser(self._session, page)
            self._chooser.chosen.connect(self.family_chosen)
            self._chooser.left.connect(self.family.setFocus)
        corner = self.family.mapTo(page, QPoint(0, self.family.height() + 2))
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
        room = self.width() - _EDGES - self.seal.sizeHint().width() - look.px(24)
        room -= _width_of(self.family)
        used = self._fit_facets(room)
        beside = _width_of(self._notice) + look.px(16) <= room - used
        self._notice.setVisible(beside and bool(self._notice.text()))
        self._below.setVisible(not beside and bool(self._below.text()))
        row = look.size("subBar")
        self._facet_row.setFixedHeight(row - 1)
        height = row
        if not self._below.isHidden():
            self._below.setContentsMargins(0, 0, 0, look.px(7))
            height += self._below.heightForWidth(max(self.width() - _EDGES, 1))
        self.setFixedHeight(height)

    def _fit_facets(self, room: int) -> int:
        """Full names, short names, or a menu; returns the width that is taken."""
        label = _width_of(self._label)
        choices = ((True, label), (False, label), (False, 0))
        for long, before in choices:
            used = self._name_facets(long=long) + before
            if used <= room:
                break
        fits = used <= room
        self._label.setVisible(fits and before > 0)
        self._facet_row.setVisible(fits)
        self._menu_button.setVisible(not fits)
        return used if fits else _width_of(self._menu_button)

    def _name_facets(self, *, long: bool) -> int:
        """Name the buttons in full or in short; returns the width they need."""
        width = 0
        for kind, button in self._buttons.items():
            button.setText(words.facet_title(kind) if long else words.facet_name(kind))
            # As if it were the chosen one, which is bold: choosing must not push the notice out.
            width += _width_of(button) + self._session.appearance.px(4) + 2
        return width


def _width_of(widget: QWidget) -> int:
    widget.ensurePolished()  # its size is asked for before it is shown
    return widget.sizeHint().width()
