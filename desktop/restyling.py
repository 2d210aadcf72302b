"""Gives all widgets another style sheet, each once, and so that the interface stays awake.

`QApplication.setStyleSheet` polishes every widget anew once for each of its ancestors: with all
pages made, two seconds on a slow machine. Here the old sheet is taken from every widget, the new
one put in force while Qt finds nothing to polish, and every widget polished once: those in sight
first, the others while nobody waits. A widget that comes into sight earlier is polished then, as
any that is shown for the first time.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QLayout

_POLISHED: Final = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE: Final = Qt.WidgetAttribute.WA_SetStyle
_LARGE: Final = 400
"""Higher than this, in pixels, is a pane or what lies around panes."""
_LONG: Final = True
"""Yielded before a step that takes most of a frame: for a turn of its own."""


def restyle(
    app: QApplication,
    prepared: Iterator[None],
    apply: Callable[[], None],
    told: Iterator[bool | None],
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
    told: Iterator[bool | None],
) -> Iterator[bool | None]:
    widgets: list[QWidget] = []
    try:
        with _unpainted(app), _LayoutsLater() as layouts:
            yield _LONG
            every = _ordered(app)
            yield _LONG
            yield from layouts.put_off(every)
            yield from prepared
            yield from _take_off(app, every, widgets)
            yield _LONG
            yield from _swap(app, apply)
            yield from _put_on(widgets, seen=True)
            yield from told
            yield from layouts.catch_up()
        yield None
        yield from _put_on(widgets)
    finally:
        for widget in widgets:
            if shiboken6.isValid(widget):
                widget.setAttribute(_OWN_STYLE, False)


def _swap(app: QApplication, apply: Callable[[], None]) -> Iterator[bool]:
    """Put another sheet in force, which no widget takes notice of."""
    # While one widget has a sheet of its own, Qt does not give up all that it knows of all
    # widgets' styles when the application has none: that would take longer than a frame.
    keeper = QWidget()
    keeper.setStyleSheet("QWidget {}")
    yield _LONG
    app.setStyleSheet("")  # from none to one Qt passes over the widgets without a style
    yield _LONG
    apply()
    yield _LONG
    QWidget().ensurePolished()  # the first to be styled: Qt reads the sheet
    yield _LONG


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


class _LayoutsLater:
    """Keeps the main window from being laid out before it has its new style, type and words.

    It would be laid out for each of them, and all of it on one turn. Dialogs are small, and would
    grow for what their parts ask on the way, and stay as large.
    """

    def __init__(self) -> None:
        self._kept: list[QWidget] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for _ in self.catch_up():
            pass

    def put_off(self, every: list[QWidget]) -> Iterator[None]:
        """Take these out of the hands of their layouts till then, a yield after each."""
        for widget in every:
            if shiboken6.isValid(widget) and widget.isVisible() and self._puts_off(widget):
                self._kept.append(widget)
            yield None

    def _puts_off(self, widget: QWidget) -> bool:
        layout = widget.layout()
        if layout is None or not layout.isEnabled() or widget.isWindow():
            return False
        if isinstance(widget.parentWidget(), QAbstractScrollArea):
            return False  # its bars say at once how wide they are
        if not isinstance(widget.window(), QMainWindow):
            return False
        layout.setEnabled(False)
        return True

    def catch_up(self) -> Iterator[bool | None]:
        """Lay out one widget a step, those around others before what is in them.

        Some then ask those around them for another size: a second time, and only these, with what
        has another size for it or since.
        """
        for _, layout in self._living():
            layout.invalidate()  # what is in it may need another size
        sizes: dict[QWidget, QSize] = {}
        for again in (False, True):
            for widget, layout in self._living():
                yield _LONG if widget.height() > _LARGE else None
                if not shiboken6.isValid(layout):
                    continue
                if again and widget.size() != sizes.get(widget):
                    layout.invalidate()
                sizes[widget] = widget.size()
                layout.setEnabled(True)
                layout.activate()
                layout.setEnabled(again)
        self._kept.clear()
        yield None

    def _living(self) -> list[tuple[QWidget, QLayout]]:
        living = [widget for widget in self._kept if shiboken6.isValid(widget)]
        layouts = ((widget, widget.layout()) for widget in living)
        return [(widget, layout) for widget, layout in layouts if layout is not None]


def _ordered(app: QApplication) -> list[QWidget]:
    """All widgets, those around others before what is in them."""
    return [
        widget
        for window in app.topLevelWidgets()
        for widget in (window, *window.findChildren(QWidget))
    ]


def _take_off(
    app: QApplication, every: list[QWidget], widgets: list[QWidget]
) -> Iterator[bool | None]:
    """Take the old sheet from all widgets, and mark them as if each had a style of its own.

    Then Qt touches none of them when it has another sheet. What is made or shown from now on it
    does style: few widgets, at once.
    """
    for widget in every:
        if not shiboken6.isValid(widget):
            continue
        if widget.testAttribute(_POLISHED):
            app.style().unpolish(widget)
            widget.setAttribute(_POLISHED, False)
        if not widget.testAttribute(_OWN_STYLE):
            widget.setAttribute(_OWN_STYLE)
            widgets.append(widget)
        yield None


def _put_on(widgets: list[QWidget], *, seen: bool = False) -> Iterator[bool | None]:
    """Give these the new sheet, each once; only what is in what is in sight, if that is first."""
    for widget in widgets:
        if _lays_out_at_once(widget) and _wants(widget, seen=seen):
            yield _LONG
        if not _wants(widget, seen=seen):
            continue
        widget.setAttribute(_OWN_STYLE, False)
        if not widget.testAttribute(_POLISHED):
            widget.setAttribute(_POLISHED)
            widget.style().polish(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        yield None


def _lays_out_at_once(widget: QWidget) -> bool:
    if not shiboken6.isValid(widget):
        return False
    return isinstance(widget, QScrollArea) or isinstance(widget.parentWidget(), QMainWindow)


def _wants(widget: QWidget, *, seen: bool) -> bool:
    if not shiboken6.isValid(widget) or not widget.testAttribute(_OWN_STYLE):
        return False
    # Where something is hidden, what it lies in may ask how large it is all the same.
    around = None if widget.isWindow() else widget.parentWidget()
    return not seen or widget.isVisible() or (around is not None and around.isVisible())
