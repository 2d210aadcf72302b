"""What a screen reader is told, and what whoever has no mouse can reach and see, everywhere.

Walks what Qt hands to the system's accessibility (QAccessible), of every page and dialog.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from desktop.pages.page import Page
from tests.desktop.reach.conftest import everything, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAccessibleInterface

    from desktop.main_window import MainWindow

_ROLE: Final = QAccessible.Role
_LISTS: Final = (_ROLE.Table, _ROLE.Tree, _ROLE.List)
_SCROLLED: Final = "QScrollArea"
_PAINTED: Final = {
    "OverviewBar",  # says in its name what it shows and how much; its ticks are steps of arrow keys
    "PageView",  # the words of the page are its description
    "SlideView",  # so are those of the slide
    "_Framed",  # a slide in its frame, on the page of the lesson
    "Welcome",  # holds the focus for its steps, and says what they are
}
"""Painted by ourselves: Qt gives them no role of their own, so their words have to do."""
_LATER: Final = ("PlanEditor",)
"""Tab goes from one empty field to the next there (see the design), not to all."""


def _tree(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    if node.role() in _LISTS:
        return
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from _tree(child)


def _name(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name).strip()


@pytest.mark.parametrize("name", everything())
def test_everything_is_told_reached_and_seen(world: MainWindow, name: str) -> None:
    with shown(world, name) as place:
        check_names_and_roles(place)
        check_rows_cells_and_headers(place)
        check_that_tab_goes_as_one_reads_and_sticks_nowhere(place)
        check_that_the_focus_is_seen(place)


def check_names_and_roles(place: QWidget) -> None:
    """What takes the focus has a name of its own and a role; what is checked says so."""
    told: dict[tuple[object, ...], str] = {}
    for node in _tree(QAccessible.queryAccessibleInterface(place)):
        state, thing = node.state(), node.object()
        if not state.focusable:
            continue
        kind = type(thing).__name__
        assert _name(node), f"{kind} {thing.objectName()} has no name"
        if node.role() in (_ROLE.Client, _ROLE.NoRole, _ROLE.Pane):
            assert kind in _PAINTED or _SCROLLED in kind or _is_scrolled(thing), kind
        if isinstance(thing, QAbstractButton) and thing.isCheckable():
            assert state.checkable
            assert bool(state.checked) == thing.isChecked()
        if isinstance(thing, QLineEdit):
            assert _name(node) != thing.text() or not thing.text()
        description = node.text(QAccessible.Text.Description)
        key = (node.role(), _name(node), description, node.text(QAccessible.Text.Value))
        assert key not in told, f"two of {kind} are called {_name(node)} {description}"
        told[key] = kind


def _is_scrolled(thing: object) -> bool:
    return any(base.__name__ == _SCROLLED for base in type(thing).__mro__)


def check_rows_cells_and_headers(place: QWidget) -> None:
    """Rows, cells and headers say what they hold."""
    for view in place.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or isinstance(view, QHeaderView) or not view.isVisibleTo(place):
            continue
        if view.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert view.accessibleName(), type(view).__name__
        columns = model.columnCount(QModelIndex()) if isinstance(view, QTableView) else 1
        for row in range(min(model.rowCount(QModelIndex()), 12)):
            said = [_said(model.index(row, column)) for column in range(columns)]
            heading = model.headerData(row, Qt.Orientation.Vertical)  # of a group: it has no cells
            assert any(said) or heading, f"{view.accessibleName()}: row {row} says nothing"
        if isinstance(view, QTableView) and model.rowCount(QModelIndex()):
            for column in range(columns):
                role = Qt.ItemDataRole.DisplayRole
                spoken = Qt.ItemDataRole.AccessibleTextRole
                across = Qt.Orientation.Horizontal
                assert model.headerData(column, across, spoken) or model.headerData(
                    column, across, role
                ), f"{view.accessibleName()}: column {column} has no heading"


def _said(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")


def check_that_tab_goes_as_one_reads_and_sticks_nowhere(place: QWidget) -> None:
    """Tab goes through all of it, down and to the right."""
    stops = sorted(_stops(place), key=lambda each: (_rect(place, each).y(), _rect(place, each).x()))
    if not stops:
        return
    start = stops[0]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    walked: list[QWidget] = []
    for _ in range(200):
        now = QApplication.focusWidget()
        assert now is not None
        if now in walked or not (place is now or place.isAncestorOf(now)):
            break
        walked.append(now)
        for _ in range(80):  # in a text, Tab goes from link to link first
            QTest.keyClick(now, Qt.Key.Key_Tab)
            if QApplication.focusWidget() is not now or len(stops) == 1:
                break
        else:
            pytest.fail(f"Tab does not leave {_called(now)}")
    back = [
        f"{_called(before)} {_rect(place, before)} -> {_called(after)} {_rect(place, after)}"
        for before, after in pairwise(walked)
        if _goes_back(place, before, after)
    ]
    # In a dialog Tab goes round and round: once it comes from the end to the beginning.
    assert len(back) <= (0 if isinstance(place, Page) else 1), back


def _stops(place: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in place.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isEnabled()
        and widget.isVisibleTo(place)
    ]


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"


def _rect(place: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(place, QPoint(0, 0)), widget.size())


def _goes_back(place: QWidget, before: QWidget, after: QWidget) -> bool:
    """Up in the same column, or left in the same line; the next column begins above."""
    one, other = _rect(place, before), _rect(place, after)
    if _in_editor(before) or _in_editor(after) or before.isAncestorOf(after):
        return False
    above = other.bottom() <= one.top() and other.left() < one.right()
    left = other.right() <= one.left() and other.top() < one.bottom() < other.bottom() + 8
    return above or (left and other.bottom() > one.top())


def _in_editor(widget: QWidget | None) -> bool:
    while widget is not None:
        if type(widget).__name__ in _LATER:
            return True
        widget = widget.parentWidget()
    return False


_LOOKED_AT: Final[set[tuple[object, ...]]] = set()


def check_that_the_focus_is_seen(place: QWidget) -> None:
    """What has the focus looks otherwise than without it."""
    for widget in _stops(place):
        kind = (type(widget), widget.objectName(), widget.property("role"), _look(widget))
        if kind in _LOOKED_AT or widget.visibleRegion().isEmpty():
            continue
        _LOOKED_AT.add(kind)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not widget:
            continue
        focused, around = widget.grab().toImage(), place.grab().toImage()
        widget.clearFocus()
        seen = widget.grab().toImage() != focused or place.grab().toImage() != around
        assert seen, f"nothing shows that {_called(widget)} is it"


def _look(widget: QWidget) -> object:
    return widget.property("look"), isinstance(widget, QAbstractButton) and widget.isChecked()
