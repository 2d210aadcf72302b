"""筛选: one menu with a list of choices for region, theme, family, kind and unit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal

from db.records import FigureKind
from desktop import words
from desktop.i18n import pick, tr
from desktop.models.figures import FigureFilter
from desktop.widgets.parts import CheckMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from desktop.casebase import CaseBase
    from desktop.models.figures import FigureTable


class FilterMenu(CheckMenu):
    """Nothing chosen in a list means all of it; each list says how many are chosen."""

    changed = Signal()
    cleared = Signal()
    """The user wants no filter at all, of this menu or beside it."""

    def __init__(self, table: FigureTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._menus: dict[str, CheckMenu] = {}
        self._titles: dict[str, str] = {}
        self._actions: dict[str, list[QAction]] = {}
        for key, title, choices in _lists(table):
            self._add_list(key, title, choices)
        self.addSeparator()
        self.addAction(tr("清除筛选")).triggered.connect(self.cleared)

    def _add_list(self, key: str, title: str, choices: list[tuple[str, str]]) -> None:
        menu = CheckMenu(title, self)
        self._menus[key], self._titles[key], self._actions[key] = menu, title, []
        for value, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            action.toggled.connect(self._on_toggled)
            self._actions[key].append(action)
        self.addMenu(menu)

    def chosen(self, key: str) -> frozenset[str]:
        """What is chosen of one list."""
        return frozenset(str(a.data()) for a in self._actions[key] if a.isChecked())

    def wanted(self, *, comparable: bool) -> FigureFilter:
        """All choices as the models take them."""
        return FigureFilter(
            regions=self.chosen("regions"),
            themes=self.chosen("themes"),
            families=self.chosen("families"),
            kinds=self.chosen("kinds"),
            units=self.chosen("units"),
            comparable=comparable,
        )

    def choose(self, key: str, values: frozenset[str]) -> None:
        """Choose these of one list, and no others."""
        for action in self._actions[key]:
            with QSignalBlocker(action):
                action.setChecked(action.data() in values)
        self._on_toggled()

    def clear_choices(self) -> None:
        """Choose nothing: everything is shown."""
        for actions in self._actions.values():
            for action in actions:
                with QSignalBlocker(action):
                    action.setChecked(False)
        self._on_toggled()

    def _on_toggled(self) -> None:
        for key, menu in self._menus.items():
            count = len(self.chosen(key))
            title = self._titles[key]
            menu.setTitle(tr("{name} {n}").format(name=title, n=count) if count else title)
        self.changed.emit()


def _lists(table: FigureTable) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(key, title, [(value, text)]) of every list; only what some figure has."""
    cases = table.cases
    figures = cases.all_figures
    themes = {table.theme(f) for f in figures} | {m.theme_id for m in cases.measures}
    families = {table.family(figure) for figure in figures}
    kinds = {figure.kind for figure in figures}
    return [
        ("regions", tr("地区"), [(r.id, words.region_name(r)) for r in cases.regions]),
        (
            "themes",
            tr("主题"),
            [(t.id, pick(t.name, t.name_en)) for t in cases.themes if t.id in themes],
        ),
        (
            "families",
            tr("同类做法"),
            [
                (f.id, pick(f.name, f.name_en))
                for f in cases.family_by_id.values()
                if f.id in families
            ],
        ),
        (
            "kinds",
            tr("类别"),
            [(str(kind), words.figure_kind(kind)) for kind in FigureKind if kind in kinds],
        ),
        ("units", tr("单位"), _units(cases)),
    ]


def _units(cases: CaseBase) -> list[tuple[str, str]]:
    """Units, the most used first; a number may have none."""
    counts = Counter(figure.unit for figure in cases.all_figures)
    return [
        (unit, tr("{name} {n}").format(name=unit or tr("没有单位"), n=count))
        for unit, count in counts.most_common()
    ]
