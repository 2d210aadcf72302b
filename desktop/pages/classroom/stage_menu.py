"""What can be done on one screen by whoever has no keyboard at hand: a menu over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import tr
from desktop.pages.classroom.showing_keys import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.classroom.showing_windows import Windows


def stage_menu(stage: QWidget, windows: Windows, act: Callable[[Act], object]) -> QMenu:
    """The menu, to be opened by the caller; it goes with being closed."""
    menu = QMenu(stage)
    menu.aboutToHide.connect(menu.deleteLater)
    entries = [
        (tr("下一页"), Act.NEXT),
        (tr("上一页"), Act.BACK),
        None,
        (tr("聚光"), Act.LIGHT),
        (tr("原文"), Act.SOURCE),
        (tr("画笔"), Act.PEN),
        (tr("光点"), Act.POINTER),
        (tr("黑屏"), Act.BLACK),
        (tr("概览"), Act.OVERVIEW),
        None,
    ]
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        text, what = entry
        menu.addAction(text).triggered.connect(lambda _on=False, what=what: act(what))
    screens = menu.addMenu(tr("放映屏"))
    for key, name, chosen in windows.offers():
        choice = screens.addAction(name)
        choice.setCheckable(True)
        choice.setChecked(chosen)
        choice.triggered.connect(lambda _on=False, key=key: windows.choose(key))
    menu.addAction(tr("结束放映")).triggered.connect(lambda: windows.stage.closing.emit())
    return menu
