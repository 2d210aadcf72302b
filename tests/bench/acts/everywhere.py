"""What can be done on any page: look, size, menus, help, welcome."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from desktop.operations import plans
from tests.bench.acts.base import Acts
from tests.bench.acts.hands import close_popup, page_down
from tests.bench.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.acts.base import Act


class EverywhereActs(Acts):
    """See the module."""

    def everywhere_acts(self) -> Iterator[Act]:
        """See the module."""
        w = self.window
        yield from self.help_acts()
        yield from self.windows_acts()
        yield "settings: opening", partial(w.show_page, w.settings_page)
        for page in (w.compare, w.family, w.reader, w.plan, w.notebook, w.figures, w.classroom):
            name = type(page).__name__
            w.show_page(page)
            stretches(lambda: None)
            yield f"{name}: dark", w.toggle_mode
            yield f"{name}: light", w.toggle_mode
            yield f"{name}: larger", partial(w.change_look, scale=1.25)
            yield f"{name}: 100%", partial(w.change_look, scale=1.0)
            yield f"{name}: smaller window", partial(w.resize, 1024, 700)
            yield f"{name}: larger window", partial(w.resize, 1440, 900)
            yield f"{name}: F10", partial(w.top.menu.menu().popup, w.pos())
            yield f"{name}: F10 closed", close_popup
        w.show_page(w.plan)
        stretches(lambda: None)
        undo = self.session.undo
        for number in range(4):
            plans.add_task(self.session, w.plan.plan_id, title=f"又一项 {number}")
        stretches(lambda: None)
        for _ in range(4):
            yield "plan: undo", undo.undo
        for _ in range(4):
            yield "plan: redo", undo.redo
        w.show_page(w.compare)

    def help_acts(self) -> Iterator[Act]:
        """See the module."""
        from desktop.pages.help.window import HelpWindow

        w = self.window
        yield "help: first opening", w.open_help
        shown = w.findChild(HelpWindow)
        assert isinstance(shown, HelpWindow)
        for topic in list(shown._shelf.topics):
            yield "help: another topic", partial(shown.show_topic, topic)
            bar = shown.view.verticalScrollBar()
            for _ in range(6):
                yield "help: page down", partial(page_down, bar)
        for text in ("方", "方案", ""):
            yield "help: type", partial(shown.edit.setText, text)
        yield "help: closed", shown.close
        yield "help: again", w.open_help
        shown.close()

    def windows_acts(self) -> Iterator[Act]:
        """See the module."""
        from desktop.pages.about.dialog import AboutDialog
        from desktop.pages.welcome.overlay import Welcome

        w = self.window
        yield "about: opening", w.open_about
        about = w.findChild(AboutDialog)
        assert isinstance(about, AboutDialog)
        yield "about: licences", about.licences.click
        area = about._sheets.currentWidget()
        assert isinstance(area, QPlainTextEdit)
        for _ in range(3):
            yield "about: page down", partial(page_down, area.verticalScrollBar())
        yield "about: facts", about.licences.click
        yield "about: closed", about.close
        yield "welcome: first step", w.open_welcome
        welcome = w.findChild(Welcome)
        assert isinstance(welcome, Welcome)
        yield "welcome: second step", welcome.advance
        yield "welcome: third step", welcome.advance
        yield "welcome: end", welcome.finish
