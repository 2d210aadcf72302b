"""Paints rows of the list of copies: whether it is sound, when it was made, what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from desktop.roles import Role
from desktop.widgets.removed_delegate import RemovedDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.widgets.row_delegate import Index


class CopyDelegate(RemovedDelegate):
    """Two lines of Role.SUBTITLE as they are, so that all rows are of one height."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        px = self._look.px
        return QSize(0, px(8) + px(18) + px(24) + px(22) * 2 + px(8))

    def _words(self, index: Index, _width: int) -> list[str]:
        return str(index.data(Role.SUBTITLE) or "").splitlines()[:2]
