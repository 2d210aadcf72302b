"""What all groups of acts stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from desktop.main_window import MainWindow
    from desktop.pages.page import Page
    from desktop.session import Session

    Act: TypeAlias = tuple[str, Callable[[], object]]


class Acts:
    """Acts in a window; each group is a generator that may be run alone."""

    session: Session
    window: MainWindow

    def show(self, page: Callable[[], Page]) -> None:
        """Bring a page into sight."""
        self.window.show_page(page())

    def open_text(self, article_id: str) -> None:
        """Open a text in the reader."""
        self.window.show_page(self.window.reader)
        self.window.reader.open(article_id)

    def close_search(self) -> None:
        """Close the palette."""
        dialog = self.window.search_dialog
        assert dialog is not None
        dialog.reject()
