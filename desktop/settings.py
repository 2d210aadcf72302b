"""Typed settings, kept as an INI file in the workspace folder so that they travel with it."""

from __future__ import annotations

from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings

from desktop.i18n import LANGUAGES
from desktop.inifile import trusted

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.documents.gongwen_fonts import Fonts

_WIDEST: Final = 4000
TEXT_SIZES: Final = (14, 16, 18, 20, 22, 24, 28)
SCALES: Final = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Mode(StrEnum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


class Settings:
    """One attribute a setting; a value that cannot be read is its default, never an error."""

    def __init__(self, folder: Path) -> None:
        # A workspace may come from anybody, and Qt's reader runs what some values hold.
        path = trusted(folder / "settings.ini")
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def scale(self) -> float:
        """Font scale, 1.0 to 2.0."""
        try:
            value = float(str(self._store.value("appearance/scale", 1.0)))
        except ValueError:
            return 1.0
        return min(max(value, SCALES[0]), SCALES[-1]) if isfinite(value) else SCALES[0]

    @scale.setter
    def scale(self, value: float) -> None:
        self._store.setValue("appearance/scale", value)

    @property
    def mode(self) -> Mode:
        """Light or dark; light until the user chooses."""
        value = str(self._store.value("appearance/mode", Mode.LIGHT.value))
        return Mode(value) if value in set(Mode) else Mode.LIGHT

    @mode.setter
    def mode(self, value: Mode) -> None:
        self._store.setValue("appearance/mode", value.value)

    @property
    def language(self) -> str:
        """Interface language, `zh` until the user chooses."""
        value = str(self._store.value("appearance/language", "zh"))
        return value if value in LANGUAGES else "zh"

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("appearance/language", value)

    @property
    def single_keys(self) -> bool:
        """Whether single letters (B, N, J, K …) act as shortcuts."""
        return str(self._store.value("keys/single", "true")).lower() == "true"

    @single_keys.setter
    def single_keys(self, value: bool) -> None:
        self._store.setValue("keys/single", "true" if value else "false")

    @property
    def welcomed(self) -> bool:
        """Whether the first start has offered its choice of font sizes."""
        return str(self._store.value("appearance/welcomed", "false")).lower() == "true"

    @welcomed.setter
    def welcomed(self, value: bool) -> None:
        self._store.setValue("appearance/welcomed", "true" if value else "false")

    @property
    def text_size(self) -> int:
        """The size of source texts in the reader, in pixels at 100%; 18 until the user chooses."""
        value = str(self._store.value("reader/size", "18"))
        return int(value) if value in map(str, TEXT_SIZES) else 18

    @text_size.setter
    def text_size(self, value: int) -> None:
        self._store.setValue("reader/size", str(value))

    @property
    def citation_edition(self) -> str:
        """Which edition of GB/T 7714 citations follow: 2025, or 2015."""
        from desktop.documents.citations import EDITIONS

        value = str(self._store.value("citation/edition", EDITIONS[0]))
        return value if value in EDITIONS else EDITIONS[0]

    @citation_edition.setter
    def citation_edition(self, value: str) -> None:
        self._store.setValue("citation/edition", value)

    @property
    def document_fonts(self) -> Fonts:
        """The fonts of official documents: those of the standard until the user chooses."""
        from desktop.documents.gongwen_fonts import ROLES, Fonts

        chosen = {role: str(self._store.value(f"document/font/{role}", "")) for role in ROLES}
        return Fonts(**{role: family for role, family in chosen.items() if family.strip()})

    def set_document_font(self, role: str, family: str) -> None:
        """Set one part of a document in `family`; '' returns to the standard's font."""
        self._store.setValue(f"document/font/{role}", family)

    def pinned_regions(self) -> list[str]:
        """Ids of the pinned columns of the matrix, in the order they were pinned."""
        value = str(self._store.value("matrix/pinned", ""))
        return [part for part in value.split(" ") if part]

    def set_pinned_regions(self, regions: list[str]) -> None:
        """Remember the pinned columns."""
        self._store.setValue("matrix/pinned", " ".join(regions))

    def width(self, name: str) -> int | None:
        """The width the user gave a pane, in pixels at 100%; None for the design's own."""
        value = str(self._store.value(f"width/{name}", ""))
        return int(value) if value.isdecimal() and int(value) < _WIDEST else None

    def set_width(self, name: str, value: int | None) -> None:
        """Remember the width of a pane, or forget it."""
        self._store.setValue(f"width/{name}", "" if value is None else str(value))

    def state(self, name: str) -> QByteArray:
        """The saved state of a splitter or the window; empty when there is none."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, name: str, value: QByteArray) -> None:
        """Remember the state of a splitter or the window."""
        self._store.setValue(f"layout/{name}", value)

    def flush(self) -> None:
        """Write to disk now."""
        self._store.sync()
