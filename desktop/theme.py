"""Design tokens -> palette, fonts, icons and style sheet. No colour or size is written elsewhere.

Sizes in tokens.json are logical pixels at 100%; `px` multiplies them by the font scale. Hairlines
are not scaled.
"""

from __future__ import annotations

import json
import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pylopdf_fonts_zh_cn import sans_path, serif_path
from PySide6.QtCore import QByteArray, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.paths import resources_dir
from desktop.restyling import restyle
from desktop.settings import Mode
from desktop.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PLACEHOLDER = re.compile(r"@(\w+)(?:\(([^)]*)\))?")
_PIXMAP_RATIO: Final = 2.0  # icons are drawn at twice their size, for scaled displays


class Seal(NamedTuple):
    """The colours and the one character that mark a theme wherever it appears."""

    glyph: str
    bg: QColor
    bg_active: QColor
    gutter: QColor
    fg: QColor


class Appearance(QObject):
    """The look in force: light or dark, and how large. Everything that paints asks it."""

    text_resized = Signal()
    """Source texts have another size; nothing else has."""

    def __init__(self, mode: Mode = Mode.LIGHT, scale: float = 1.0) -> None:
        super().__init__()
        self.changed = Telling()
        """The look in force is another one."""
        path = resources_dir() / "tokens.json"
        self._tokens: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self._mode = mode
        self._scale = scale
        self._text_size = 0
        self._sheet = ""  # written beforehand
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._fonts: dict[tuple[str, bool | None], QFont] = {}
        self._glyphs: dict[tuple[str, int], tuple[QFont, QPointF]] = {}

    @property
    def mode(self) -> Mode:
        """Light or dark."""
        return self._mode

    @property
    def scale(self) -> float:
        """The font scale, 1.0 to 2.0."""
        return self._scale

    def set(self, mode: Mode | None = None, scale: float | None = None) -> None:
        """Change the look of the whole application and tell everybody."""
        for _ in self.change(mode, scale):
            pass

    def change(self, mode: Mode | None = None, scale: float | None = None) -> Iterator[bool | None]:
        """Change the look, in steps; what is asked here has changed at once."""
        self._mode = mode or self._mode
        self._scale = scale or self._scale
        drawn = list(self._icons)
        self._icons.clear()
        self._fonts.clear()
        self._glyphs.clear()
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            self.changed.emit()
            return iter(())
        self._sheet = ""
        return restyle(app, self._prepare(drawn), self.apply, self.changed.steps())

    def _prepare(self, icons: list[tuple[str, str, int]]) -> Iterator[None]:
        """Draw the icons that were in use, before all who have them ask for them together."""
        for icon in icons:
            self.icon(*icon)
            yield
        self._sheet = self._style_sheet()
        yield

    def set_text_size(self, size: int) -> None:
        """Give source texts in the reader a size, in pixels at 100%; 0 is the design's own."""
        if size != self._text_size:
            self._text_size = size
            self._fonts.clear()
            self.text_resized.emit()

    def apply(self, *, sheet: bool = True) -> None:
        """Give palette, font and style sheet to the application.

        The sheet may follow later, when the window is put together.
        """
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self._palette())
            app.setFont(self.font("body"))
            if sheet:
                app.setStyleSheet(self._sheet or self._style_sheet())

    def px(self, size: float) -> int:
        """`size` logical pixels at 100%, at the present scale."""
        return round(size * self._scale)

    def size(self, *path: str) -> int:
        """A size of tokens.json by its path, scaled: size("matrix", "pane", "min")."""
        value: Any = self._tokens["size"]
        for part in path:
            value = value[part]
        return self.px(value)

    def color(self, name: str) -> QColor:
        """A colour role of tokens.json (ink1, paper, accent …) in the present mode."""
        return QColor(self._tokens["color"][self._mode][name])

    def brand(self, name: str) -> QColor:
        """stampBg or stampInk: the seal logo keeps its colours in both modes."""
        return QColor(self._tokens["brand"][name])

    def seal(self, theme_id: str) -> Seal:
        """The seal of a theme by its id (zz, ty …); an unknown theme gets quiet colours."""
        return self._seals[self._mode].get(theme_id) or self._plain_seal

    @cached_property
    def _seals(self) -> dict[str, dict[str, Seal]]:
        return {
            mode: {
                entry["key"]: Seal(
                    entry["glyph"],
                    QColor(entry["bg"]),
                    QColor(entry["bgActive"]),
                    QColor(entry["gutter"]),
                    QColor(entry["fg"]),
                )
                for entry in themes.values()
            }
            for mode in Mode
            for themes in [self._tokens["theme"][mode]]
        }

    @property
    def _plain_seal(self) -> Seal:
        quiet = self.color("hover")
        return Seal("·", quiet, self.color("hair"), self.color("ink4"), self.color("ink2"))

    def families_css(self, role: str) -> str:
        """The families of a role as a style sheet lists them."""
        names = self._families[self._tokens["type"][role]["family"]]
        return ", ".join(f'"{name}"' for name in names)

    def font(self, role: str, *, bold: bool | None = None) -> QFont:
        """The font of a role of tokens.json (body, meta, reader …), its pixel size scaled."""
        key = (role, bold)
        if key not in self._fonts:
            entry = self._tokens["type"][role]
            font = QFont()
            font.setFamilies(self._families[entry["family"]])
            font.setPixelSize(self.px(entry["px"] * self._own_size(role)))
            font.setBold(entry["weight"] >= 600 if bold is None else bold)
            if hasattr(QFont.Tag, "fromString"):  # PySide6 6.8 has no way to name a feature
                font.setFeature(QFont.Tag.fromString("tnum"), 1)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[key] = font
        return QFont(self._fonts[key])

    def line(self, role: str) -> int:
        """The line height of a role, at the present scale."""
        return self.px(self._tokens["type"][role]["line"] * self._own_size(role))

    def _own_size(self, role: str) -> float:
        """How much larger than designed the user wants the text of a role."""
        if role != "reader" or not self._text_size:
            return 1.0
        return float(self._text_size / self._tokens["type"][role]["px"])

    @cached_property
    def _families(self) -> dict[str, list[str]]:
        return {kind: self._families_of(kind) for kind in ("sans", "serif")}

    def _families_of(self, kind: str) -> list[str]:
        wanted: list[str] = self._tokens["font"][kind][:-1]
        # The system's own Chinese font costs no memory of ours, and comes before the fallback.
        if any(QFontDatabase.hasFamily(name) for name in wanted):
            return wanted
        return [name for name in [*wanted, load_fallback(kind)] if name]

    def icon(self, name: str, color: str = "ink2", size: int = 16) -> QIcon:
        """An icon of resources/icons in a colour role; `size` is its logical size at 100%."""
        key = (name, color, size)
        if key not in self._icons:
            drawn = self._pixmap(name, self.color(color), self.px(size))
            icon = QIcon(drawn)
            icon.addPixmap(_tinted(drawn, self.color("ink4")), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def _pixmap(self, name: str, color: QColor, size: int) -> QPixmap:
        svg = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", color.name()).encode()))
        pixmap = QPixmap(round(size * _PIXMAP_RATIO), round(size * _PIXMAP_RATIO))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(_PIXMAP_RATIO)
        return pixmap

    def app_icon(self) -> QIcon:
        """The program's icon."""
        return QIcon(str(resources_dir() / "icons" / "tashan.svg"))

    def paint_seal(
        self, painter: QPainter, rect: QRectF, theme_id: str, *, quiet: bool = False
    ) -> None:
        """Draw a theme's seal: a rounded square with its one character; a quiet one is empty."""
        seal = self.seal(theme_id)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.color("hair2") if quiet else seal.gutter)
        painter.setBrush(self.color("paper") if quiet else seal.bg)
        radius = self.px(4)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        font, middle = self._glyph(seal.glyph, round(rect.height() * 0.62))
        painter.setFont(font)
        painter.setPen(seal.fg)
        at = rect.center() - middle
        painter.drawText(round(at.x()), round(at.y()), seal.glyph)
        painter.restore()

    def _glyph(self, glyph: str, size: int) -> tuple[QFont, QPointF]:
        """The font for the character of a seal, and where the middle of its ink lies."""
        key = (glyph, size)
        if key not in self._glyphs:
            font = self.font("colTitle")
            font.setPixelSize(size)
            # Centred by the ink of an ideograph: fonts disagree about ascent and descent.
            self._glyphs[key] = font, QFontMetricsF(font).tightBoundingRect(glyph).center()
        return self._glyphs[key]

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "paper",
            QPalette.ColorRole.Base: "raised",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Text: "ink1",
            QPalette.ColorRole.WindowText: "ink1",
            QPalette.ColorRole.ButtonText: "ink1",
            QPalette.ColorRole.Button: "raised",
            QPalette.ColorRole.Highlight: "sel",
            QPalette.ColorRole.HighlightedText: "ink1",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.LinkVisited: "accent",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.ToolTipBase: "raised",
            QPalette.ColorRole.ToolTipText: "ink1",
            QPalette.ColorRole.Mid: "hair2",
            QPalette.ColorRole.Light: "hair",
            QPalette.ColorRole.Dark: "hair2",
            QPalette.ColorRole.Shadow: "hair2",
        }
        for role, name in roles.items():
            palette.setColor(role, self.color(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("ink3"))
        return palette

    def _style_sheet(self) -> str:
        template = (resources_dir() / "style.qss").read_text(encoding="utf-8")
        functions: dict[str, Callable[[str], str]] = {
            "px": lambda argument: f"{self.px(float(argument))}px",
            "font": self._font_css,
            "icon": lambda argument: f"{self._icon_url(argument)}",
            "modeIcon": lambda argument: f"{self._icon_url(f'{argument}-{self._mode}')}",
        }

        def replace(match: re.Match[str]) -> str:
            name, argument = match.groups()
            if argument is not None:
                return functions[name](argument)
            return self.color(name).name()

        return _PLACEHOLDER.sub(replace, template)

    def _icon_url(self, name: str) -> str:
        return (resources_dir() / "icons" / f"{name}.svg").as_posix()

    def _font_css(self, role: str) -> str:
        entry = self._tokens["type"][role]
        families = self.families_css(role)
        weight = "bold" if entry["weight"] >= 600 else "normal"
        return (
            f"font-family: {families}; font-size: {self.px(entry['px'])}px; font-weight: {weight}"
        )


def _tinted(pixmap: QPixmap, color: QColor) -> QPixmap:
    """The same drawing in another colour: icons have one, and drawing them takes ten times this."""
    tinted = pixmap.copy()
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), color)
    painter.end()
    return tinted


@cache  # a font that is loaded again slows down every look-up of any font
def load_fallback(kind: str) -> str:
    """Load the bundled Noto Sans SC (`sans`) or Noto Serif SC (`serif`); returns its family.

    A machine without a Chinese font shows boxes. Returns '' when the file cannot be loaded.
    """
    path = sans_path() if kind == "sans" else serif_path()
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else ""
