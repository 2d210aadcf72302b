"""The look in force, with the source text at a size of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.theme import Appearance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFont

SIZES: Final = (15, 16, 17, 18, 20, 22, 24, 28)


class ReadingLook(Appearance):
    """Follows another look in everything but the size of one role of type."""

    def __init__(self, look: Appearance, role: str, size: int) -> None:
        super().__init__(look.mode, look.scale)
        self._followed = look
        self._role = role
        self._size = size
        look.changed.connect(self._follow)

    @property
    def reading_size(self) -> int:
        """The size of the source text at 100%, in pixels."""
        return self._size

    def set_reading_size(self, size: int) -> None:
        """Show the source text larger or smaller."""
        if size != self._size:
            self._size = size
            self.changed.emit()

    def font(self, role: str, *, bold: bool | None = None) -> QFont:
        """See `Appearance.font`."""
        font = super().font(role, bold=bold)
        if role == self._role:
            font.setPixelSize(self.px(self._size))
        return font

    def line(self, role: str) -> int:
        """The line height; in proportion to the size of the source text."""
        usual = super().line(role)
        if role != self._role:
            return usual
        usual_size: int = self._tokens["type"][role]["px"]
        return round(usual * self._size / usual_size)

    def _follow(self) -> Iterator[bool | None]:
        self._mode, self._scale = self._followed.mode, self._followed.scale
        self._icons.clear()
        self._fonts.clear()
        return self.changed.steps()
