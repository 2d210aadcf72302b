"""The menus of the columns: which are shown, in what order, pinned, and whose member."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker

from desktop import words
from desktop.i18n import tr
from desktop.widgets.parts import CheckMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from desktop.comparing.comparison import Column
    from desktop.pages.family.board import ComparisonBoard
    from desktop.session import Session

_BLANK: Final = "\u3000 "  # as wide as the dot before the member that is shown


def column_name(session: Session, column: Column) -> str:
    """Region and mechanism."""
    region = session.cases.region_by_id[column.mechanism.region_id]
    return f"{words.region_name(region)} {words.mechanism_name(column.mechanism)}"


def columns_menu(session: Session, board: ComparisonBoard, parent: QWidget) -> CheckMenu:
    """All columns with a tick for those shown; stays open while columns are chosen."""
    menu = CheckMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for column_id in board.arrangement.arranged(board.column_ids):
        column = next(c for c in board.comparison.columns if c.id == column_id)
        action = menu.addAction(column_name(session, column))
        action.setCheckable(True)
        action.setChecked(column not in board.hidden_columns())
        action.toggled.connect(partial(_toggle, board, action, column_id))
    menu.addSeparator()
    menu.addAction(tr("全部显示，恢复原来的次序")).triggered.connect(board.reset_columns)
    return menu


def _toggle(board: ComparisonBoard, action: QAction, column_id: str, shown: bool) -> None:
    if not board.set_hidden(column_id, not shown):
        with QSignalBlocker(action):  # the last column stays
            action.setChecked(True)


def column_menu(
    board: ComparisonBoard,
    column_id: str,
    shared: list[QAction],
    parent: QWidget,
) -> CheckMenu:
    """One column: its other members first, then what can be done with it."""
    column = next(c for c in board.comparison.columns if c.id == column_id)
    menu = CheckMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    if len(column.members) > 1:
        for member in column.members:
            name = words.mechanism_name(member)
            text = tr("{name}（相关）").format(name=name) if member.id in column.related else name
            mark = "● " if member.id == column.mechanism.id else _BLANK
            action = menu.addAction(mark + text)
            action.triggered.connect(partial(_choose, board, column_id, member.id))
        menu.addSeparator()
    pinned = column_id in board.arrangement.pinned
    pin = menu.addAction(tr("不再固定这一列") if pinned else tr("固定这一列"))
    pin.triggered.connect(partial(_pin, board, column_id))
    menu.addActions(shared)
    hide = menu.addAction(tr("隐藏这一列"))
    hide.triggered.connect(partial(_hide, board, column_id))
    hide.setEnabled(len(board.hidden_columns()) < len(board.column_ids) - 1)
    return menu


# A menu's `triggered` carries whether the action is checked: nothing here asks for it.


def _choose(board: ComparisonBoard, column_id: str, member_id: str, _on: bool = False) -> None:
    board.show_member(column_id, member_id)


def _pin(board: ComparisonBoard, column_id: str, _on: bool = False) -> None:
    board.toggle_pin(column_id)


def _hide(board: ComparisonBoard, column_id: str, _on: bool = False) -> None:
    board.set_hidden(column_id, hidden=True)
