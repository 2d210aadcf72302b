"""What a key means while a lesson is shown: the keyboard's, and those of a presenter's clicker."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Act(Enum):
    """What can be done in a showing."""

    NEXT = auto()
    BACK = auto()
    FIRST = auto()
    LAST = auto()
    UP = auto()
    DOWN = auto()
    DIGIT = auto()
    TAKE_BACK = auto()
    """Shift and a digit: one vote less."""
    ENTER = auto()
    LEAVE = auto()
    LIGHT = auto()
    LIGHT_BACK = auto()
    PEN = auto()
    POINTER = auto()
    ERASE = auto()
    UNDRAW = auto()
    BLACK = auto()
    FREEZE = auto()
    SOURCE = auto()
    OVERVIEW = auto()
    SWAP = auto()
    RESET = auto()
    PAUSE = auto()
    NOTES = auto()
    EDIT = auto()
    LARGER = auto()
    SMALLER = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    HELP = auto()


_K: Final = Qt.Key
_PLAIN: Final = {
    _K.Key_Right: Act.NEXT,
    _K.Key_Space: Act.NEXT,
    _K.Key_PageDown: Act.NEXT,
    _K.Key_Left: Act.BACK,
    _K.Key_PageUp: Act.BACK,
    _K.Key_Down: Act.DOWN,
    _K.Key_Up: Act.UP,
    _K.Key_Home: Act.FIRST,
    _K.Key_End: Act.LAST,
    _K.Key_Return: Act.ENTER,
    _K.Key_Enter: Act.ENTER,
    _K.Key_Escape: Act.LEAVE,
    _K.Key_Period: Act.BLACK,
    _K.Key_F1: Act.HELP,
    _K.Key_Plus: Act.LARGER,
    _K.Key_Equal: Act.LARGER,
    _K.Key_Minus: Act.SMALLER,
}
_LETTERS: Final = {
    _K.Key_S: Act.LIGHT,
    _K.Key_D: Act.PEN,
    _K.Key_L: Act.POINTER,
    _K.Key_E: Act.ERASE,
    _K.Key_Z: Act.UNDRAW,
    _K.Key_B: Act.BLACK,
    _K.Key_F: Act.FREEZE,
    _K.Key_G: Act.OVERVIEW,
    _K.Key_X: Act.SWAP,
    _K.Key_T: Act.RESET,
    _K.Key_K: Act.PAUSE,
    _K.Key_N: Act.NOTES,
    _K.Key_M: Act.EDIT,
}
_CONTROLLED: Final = {
    _K.Key_Plus: Act.ZOOM_IN,
    _K.Key_Equal: Act.ZOOM_IN,
    _K.Key_Minus: Act.ZOOM_OUT,
}
# What Shift makes of the digits 1 to 9: Qt names the character, not the key.
_SHIFTED: Final = "!@#$%^&*("


def act_of(event: QKeyEvent, *, letters: bool) -> tuple[Act, int] | None:
    """What a key asks for, with the digit it stands for; None: nothing.

    Without `letters` (单字母快捷键 switched off) a letter counts with Ctrl only.
    """
    key, held = _K(event.key()), event.modifiers()
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
    if held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return None
    if control and key in _CONTROLLED:
        return _CONTROLLED[key], 0
    if key in _LETTERS and (control or letters):
        act = _LETTERS[key]
        return (Act.LIGHT_BACK if act is Act.LIGHT and shift else act), 0
    if control:
        return None
    return _digit(key, shift=shift) or _plain(key, shift=shift)


def _plain(key: Qt.Key, *, shift: bool) -> tuple[Act, int] | None:
    if shift and key == _K.Key_Space:
        return Act.BACK, 0
    act = _PLAIN.get(key)
    return None if act is None else (act, 0)


def _digit(key: Qt.Key, *, shift: bool) -> tuple[Act, int] | None:
    if _K.Key_0 <= key <= _K.Key_9:
        digit = key.value - _K.Key_0.value
        return (Act.TAKE_BACK if shift else Act.DIGIT), digit
    if shift and 0x20 < key.value < 0x7F and chr(key.value) in _SHIFTED:
        return Act.TAKE_BACK, _SHIFTED.index(chr(key.value)) + 1
    return None
