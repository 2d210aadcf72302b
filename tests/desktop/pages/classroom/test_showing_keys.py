"""Keys of a showing: the keyboard's and a clicker's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.pages.classroom.showing_keys import Act, act_of

KEY, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def pressed(
    key: Qt.Key, held: Qt.KeyboardModifier = NONE, *, letters: bool = True
) -> tuple[Act, int] | None:
    """What a key asks for."""
    return act_of(QKeyEvent(QEvent.Type.KeyPress, key, held), letters=letters)


@pytest.mark.parametrize("key", [KEY.Key_Right, KEY.Key_Space, KEY.Key_PageDown])
def test_keyboard_and_clicker_go_on(key: Qt.Key) -> None:
    assert pressed(key) == (Act.NEXT, 0)


@pytest.mark.parametrize("key", [KEY.Key_Left, KEY.Key_PageUp])
def test_keyboard_and_clicker_go_back(key: Qt.Key) -> None:
    assert pressed(key) == (Act.BACK, 0)
    assert pressed(KEY.Key_Space, SHIFT) == (Act.BACK, 0)


@pytest.mark.parametrize("key", [KEY.Key_B, KEY.Key_Period])
def test_keyboard_and_clicker_make_it_black(key: Qt.Key) -> None:
    assert pressed(key) == (Act.BLACK, 0)


def test_digits_count_and_with_shift_they_take_back() -> None:
    for digit, sign in enumerate("!@#$%^&*(", start=1):
        assert pressed(Qt.Key(KEY.Key_0.value + digit)) == (Act.DIGIT, digit)
        assert pressed(Qt.Key(ord(sign)), SHIFT) == (Act.TAKE_BACK, digit)
        assert pressed(Qt.Key(KEY.Key_0.value + digit), SHIFT) == (Act.TAKE_BACK, digit)
    assert pressed(KEY.Key_0) == (Act.DIGIT, 0)


def test_the_spotlight_goes_back_with_shift() -> None:
    assert pressed(KEY.Key_S) == (Act.LIGHT, 0)
    assert pressed(KEY.Key_S, SHIFT) == (Act.LIGHT_BACK, 0)


def test_single_letters_switched_off_need_ctrl_and_the_clicker_is_not_touched() -> None:
    assert pressed(KEY.Key_B, letters=False) is None
    assert pressed(KEY.Key_B, CTRL, letters=False) == (Act.BLACK, 0)
    assert pressed(KEY.Key_Period, letters=False) == (Act.BLACK, 0)
    assert pressed(KEY.Key_PageDown, letters=False) == (Act.NEXT, 0)


def test_plus_is_for_the_notes_and_with_ctrl_for_the_slides() -> None:
    assert pressed(KEY.Key_Plus) == (Act.LARGER, 0)
    assert pressed(KEY.Key_Minus, CTRL) == (Act.ZOOM_OUT, 0)


@pytest.mark.parametrize("held", [ALT, Qt.KeyboardModifier.MetaModifier])
def test_keys_of_the_system_are_left_alone(held: Qt.KeyboardModifier) -> None:
    assert pressed(KEY.Key_Right, held) is None
    assert pressed(KEY.Key_F4, ALT) is None


def test_other_keys_mean_nothing() -> None:
    assert pressed(KEY.Key_Q) is None
    assert pressed(KEY.Key_Right, CTRL) is None
