"""Gives all widgets another style sheet, each once, and so that the interface stays awake.

`QApplication.setStyleSheet` polishes every widget anew once for each of its ancestors: with all
pages made, two seconds on a slow machine. Here the old sheet is taken from every widget, the new
one put in force while Qt finds nothing to polish, and every widget polished once: those in sight
first, the others while nobody waits. A widget that comes into sight earlier is polished then, as
any that is shown for the first time.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_POLISHED: Final = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE: Final = Qt.WidgetAttribute.WA_SetStyle
_LONG: Final = True
"""Yielded before a step that takes most of a frame: for a turn of its own."""


def restyle(
    app: QApplication,
    prepared: Iterator[None],
    apply: Callable[[], None],
    told: Iterator[None],
) -> Iterator[bool | None]:
    """The steps: `apply` puts the sheet in force, `told` tells everybody before it is seen.

    Nothing is painted between now and what is behind `told`: no window is seen half in the old
    look, half in the new.
    """
    steps = _steps(app, prepared, apply, told)
    next(steps)
    return steps


def _steps(
    app: QApplication,
    prepared: Iterator[None],
    apply: Callable[[], None],
    told: Iterator[None],
) -> Iterator[bool | None]:
    widgets: list[QWidget] = []
    try:
        with _unpainted(app):
            yield None
            yield from prepared
            yield from _take_off(app, widgets)
            yield _LONG
            app.setStyleSheet("")  # from none to one Qt passes over the widgets without a style
            yield _LONG
            apply()
            yield _LONG
            QWidget().ensurePolished()  # the first to be styled: Qt reads the sheet
            yield _LONG
            yield from _put_on(widgets, seen=True)
            yield from told
        yield None
        yield from _put_on(widgets)
    finally:
        for widget in widgets:
            if shiboken6.isValid(widget):
                widget.setAttribute(_OWN_STYLE, False)


@contextmanager
def _unpainted(app: QApplication) -> Iterator[None]:
    windows = [w for w in app.topLevelWidgets() if w.isVisible() and w.updatesEnabled()]
    for window in windows:
        window.setUpdatesEnabled(False)
    try:
        yield
    finally:
        for window in windows:
            if shiboken6.isValid(window):
                window.setUpdatesEnabled(True)


def _ordered(app: QApplication) -> list[QWidget]:
    """All widgets, those around others before what is in them."""
    return [
        widget
        for window in app.topLevelWidgets()
        for widget in (window, *window.findChildren(QWidget))
    ]


def _take_off(app: QApplication, widgets: list[QWidget]) -> Iterator[None]:
    """Take the old sheet from all widgets, and mark them as if each had a style of its own.

    Then Qt touches none of them when it has another sheet. What is made or shown from now on it
    does style: few widgets, at once.
    """
    every = _ordered(app)
    yield
    for widget in every:
        if not shiboken6.isValid(widget):
            continue
        if widget.testAttribute(_POLISHED):
            app.style().unpolish(widget)
            widget.setAttribute(_POLISHED, False)
        if not widget.testAttribute(_OWN_STYLE):
            widget.setAttribute(_OWN_STYLE)
            widgets.append(widget)
        yield


def _put_on(widgets: list[QWidget], *, seen: bool = False) -> Iterator[None]:
    """Give these the new sheet, each once; only what is in sight, if it is to be seen first."""
    for widget in widgets:
        if not shiboken6.isValid(widget) or not widget.testAttribute(_OWN_STYLE):
            continue
        if seen and not widget.isVisible():
            continue
        widget.setAttribute(_OWN_STYLE, False)
        if not widget.testAttribute(_POLISHED):
            widget.setAttribute(_POLISHED)
            widget.style().polish(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        yield
