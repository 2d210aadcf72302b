"""The panes beside the slide: where they stand on a large window, how they lie over a small one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QSplitter, QWidget

    from desktop.pages.classroom.inspector import Inspector
    from desktop.pages.classroom.slide_list import SlideList
    from desktop.pages.page import Page
    from desktop.widgets.berth import Berth

_LIST = "lesson slides"
_INSPECTOR = "lesson"


class Sides(QObject):
    """Shows, hides, sizes and lays over the list of slides and the inspector."""

    def __init__(
        self,
        page: Page,
        slides: tuple[SlideList, QAction, QSplitter, Berth],
        inspector: tuple[Inspector, QAction, QSplitter, Berth],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._list, self._list_action, self._inner, self._list_berth = slides
        self._inspector, self._inspector_action, self._outer, self._inspector_berth = inspector
        self._compact = self._empty = False
        self._wanted = (True, True)
        for split in (self._inner, self._outer):
            split.handle(1).installEventFilter(self)
        self._inner.splitterMoved.connect(lambda: page.keep_width(_LIST, self._list.width()))
        self._outer.splitterMoved.connect(
            lambda: page.keep_width(_INSPECTOR, self._inspector.width())
        )

    def _both(self) -> tuple[tuple[QWidget, QAction], tuple[QWidget, QAction]]:
        return (self._list, self._list_action), (self._inspector, self._inspector_action)

    @property
    def compact(self) -> bool:
        """Whether the panes lie over the page."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """On a small window the panes are put away, and lie over the page when asked for."""
        if compact == self._compact:
            return
        self._compact = compact
        berths = (self._list_berth, self._inspector_berth)
        if compact:
            self._wanted = (self._list_action.isChecked(), self._inspector_action.isChecked())
            self.close_overlays()
            for berth in berths:
                berth.undock()
        else:
            for berth, (_, action), wanted in zip(berths, self._both(), self._wanted, strict=True):
                action.setChecked(wanted)
                berth.dock(shown=wanted and not self._empty)
            self.size()
            for pane, action in self._both():
                pane.setVisible(action.isChecked() and not self._empty)
        self._edge()

    def set_empty(self, empty: bool) -> None:
        """Without a lesson there is nothing to show in them."""
        if empty == self._empty:
            return
        self._empty = empty
        for pane, action in self._both():
            action.setEnabled(not empty)
            pane.setVisible(action.isChecked() and not empty)
        if not empty:
            self.size()

    def _edge(self) -> None:
        """Where it lies over the page, the list needs an edge of its own."""
        self._list.setProperty("over", self._compact)
        self._list.style().unpolish(self._list)
        self._list.style().polish(self._list)

    def toggle_list(self) -> None:
        """Show or hide the slides."""
        self._toggle(self._list, self._list_action, self._list.view)

    def toggle_inspector(self) -> None:
        """Show or hide what the slide is made of."""
        self._toggle(self._inspector, self._inspector_action, self._inspector)
        if self._inspector.isVisible():
            self._inspector.focus_first()

    def _toggle(self, pane: QWidget, action: QAction, first: QWidget) -> None:
        wanted = action.isChecked()
        if wanted and self._compact:
            self.close_overlays()
            action.setChecked(True)
        pane.setVisible(wanted)
        if wanted:
            if self._compact:
                self.place()
                pane.raise_()
            first.setFocus()

    def close_overlays(self) -> None:
        """On a small window put both panes away."""
        if self._compact:
            for pane, action in self._both():
                action.setChecked(False)
                pane.hide()

    def place(self) -> None:
        """Lay over the page what is to be seen of them, where the window is small."""
        if not self._compact:
            return
        if not self._inspector.isHidden():
            self._page.lay_over(self._inspector, self._inner, 400)
        if not self._list.isHidden():
            page = self._page
            wide = min(page.session.appearance.px(300), page.width() * 3 // 4)
            top = self._inner.mapTo(page, self._inner.rect().topLeft()).y()
            self._list.setGeometry(0, top, wide, page.height() - top)

    def size(self) -> None:
        """Give the panes their widths: the user's own, or the design's."""
        page, look = self._page, self._page.session.appearance
        self._inspector.size_head()
        self._list_berth.limit(look.px(180))
        self._inspector_berth.limit(look.size("plan", "drawer", "min"))
        inspector = page.pane_width(_INSPECTOR, "plan", "drawer", "default")
        own = page.session.settings.width(_LIST)
        slides = look.px(240 if own is None else own)
        wide = max(page.width(), inspector * 2)
        if not self._compact:
            self._outer.setSizes([wide - inspector, inspector])
            self._inner.setSizes([slides, max(wide - inspector - slides, slides)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on the edge of a pane gives it its own place again."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            for name in (_LIST, _INSPECTOR):
                self._page.session.settings.set_width(name, None)
            self.size()
            return True
        return super().eventFilter(watched, event)
