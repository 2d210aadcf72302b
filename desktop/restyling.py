"""Gives all widgets another style sheet, each once, and so that the interface stays awake.

`QApplication.setStyleSheet` polishes every widget anew once for each of its ancestors: with all
pages made, two seconds on a slow machine. Here the old sheet is taken from every widget, the new
one put in force while Qt finds nothing to polish, and every widget polished once: those in sight
first, the others while nobody waits. A widget that comes into sight earlier is polished then, as
any that is shown for the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_POLISHED: Final = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE: Final = Qt.WidgetAttribute.WA_SetStyle
_AT_ONCE: Final = 12
"""Widgets of one step: few enough for a part of a frame."""


def restyle(
    app: QApplication,
    prepared: Iterator[None],
    apply: Callable[[], None],
    told: Callable[[], None],
) -> Iterator[None]:
    """The steps: `apply` puts the sheet in force, `told` tells everybody before it is seen.

    Nothing is painted between the first of `prepared` and what is behind `told`: no window is seen
    half in the old look, half in the new.
    """
    windows = [w for w in app.topLevelWidgets() if w.isVisible() and w.updatesEnabled()]
    for window in windows:
        window.setUpdatesEnabled(False)
    try:
        yield from prepared
        yield from _take_off(app)
        _swap(app, apply)
        yield
        yield from _put_on(app, [w for w in _ordered(app) if w.isVisible()])
        told()
    finally:
        for window in windows:
            if shiboken6.isValid(window):
                window.setUpdatesEnabled(True)
    yield
    yield from _put_on(app, _ordered(app))


def _ordered(app: QApplication) -> list[QWidget]:
    """All widgets, those around others before what is in them."""
    return [
        widget
        for window in app.topLevelWidgets()
        for widget in (window, *window.findChildren(QWidget))
    ]


def _take_off(app: QApplication) -> Iterator[None]:
    for number, widget in enumerate(_ordered(app)):
        if shiboken6.isValid(widget) and widget.testAttribute(_POLISHED):
            app.style().unpolish(widget)
            widget.setAttribute(_POLISHED, False)
        if number % _AT_ONCE == 0:
            yield


def _swap(app: QApplication, apply: Callable[[], None]) -> None:
    """Put a sheet in force without any widget being touched."""
    for _ in _take_off(app):  # what was made or shown meanwhile
        pass
    widgets = [w for w in app.allWidgets() if not w.testAttribute(_OWN_STYLE)]
    for widget in widgets:
        widget.setAttribute(_OWN_STYLE)
    try:
        app.setStyleSheet("")  # from none to one Qt passes over the widgets without a style
        apply()
    finally:
        for widget in widgets:
            if shiboken6.isValid(widget):
                widget.setAttribute(_OWN_STYLE, False)


def _put_on(app: QApplication, widgets: list[QWidget]) -> Iterator[None]:
    for number, widget in enumerate(widgets):
        if shiboken6.isValid(widget) and not widget.testAttribute(_POLISHED):
            widget.setAttribute(_POLISHED)
            app.style().polish(widget)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        if number % _AT_ONCE == 0:
            yield
