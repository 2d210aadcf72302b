"""What each act of a showing does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.pages.classroom.showing_keys import Act
from desktop.widgets.ink import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.classroom.showing import Showing


def acts_of(showing: Showing) -> dict[Act, Callable[[], object]]:
    """Every act but the digits, which mean one thing or another."""
    tools, move = showing.tools, showing.move
    return {
        Act.NEXT: showing.next,
        Act.BACK: showing.back,
        Act.DOWN: partial(showing.turn, 1),
        Act.UP: partial(showing.turn, -1),
        Act.FIRST: partial(showing.go_to, 1),
        Act.LAST: lambda: showing.go_to(len(showing.lesson.sheets)),
        Act.ENTER: showing.enter,
        Act.SOURCE: showing.sources.open_next,
        Act.LEAVE: showing.leave,
        Act.LIGHT: lambda: move(lambda show: show.light_next(1)),
        Act.LIGHT_BACK: lambda: move(lambda show: show.light_next(-1)),
        Act.BLACK: lambda: move(lambda show: show.blank()),
        Act.FREEZE: lambda: move(lambda show: show.freeze()),
        Act.PEN: partial(tools.take, Tool.PEN),
        Act.POINTER: partial(tools.take, Tool.POINTER),
        Act.ERASE: tools.erase,
        Act.UNDRAW: tools.take_back,
        Act.OVERVIEW: tools.toggle_overview,
        Act.SWAP: showing.swap,
        Act.RESET: showing.reset_clock,
        Act.PAUSE: showing.pause,
        Act.NOTES: tools.wish_notes,
        Act.EDIT: tools.edit_notes,
        Act.LARGER: lambda: tools.notes.resize_text(1),
        Act.SMALLER: lambda: tools.notes.resize_text(-1),
        Act.ZOOM_IN: partial(tools.step_zoom, 1),
        Act.ZOOM_OUT: partial(tools.step_zoom, -1),
        Act.HELP: tools.open_help,
    }
