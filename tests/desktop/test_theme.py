"""The look: every name in the style sheet means something, and everything can be read."""

from __future__ import annotations

import json
import re
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from desktop.paths import resources_dir
from desktop.settings import SCALES, Mode
from desktop.theme import Appearance, load_fallback

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.casebase import CaseBase

TOKENS: dict[str, Any] = json.loads((resources_dir() / "tokens.json").read_text(encoding="utf-8"))
STYLE = (resources_dir() / "style.qss").read_text(encoding="utf-8")
PAPERS = ("window", "paper", "raised", "sunken", "hover", "accentSoft", "disabledBg")


@pytest.mark.parametrize("mode", list(Mode))
def test_every_colour_in_the_style_sheet_is_a_colour_role(mode: Mode) -> None:
    used = set(re.findall(r"@(\w+)(?![\w(])", STYLE))
    assert used
    assert used <= set(TOKENS["color"][mode])


def test_every_font_in_the_style_sheet_is_a_type_role() -> None:
    used = set(re.findall(r"@font\((\w+)\)", STYLE))
    assert used
    assert used <= set(TOKENS["type"])


def test_no_colour_is_written_into_the_style_sheet_itself() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\s*;|rgba?\(", STYLE) == []


@pytest.mark.parametrize(("mode", "scale"), list(product(Mode, SCALES)))
def test_the_style_sheet_has_no_placeholder_left(
    qapp: QApplication, mode: Mode, scale: float
) -> None:
    Appearance(mode, scale).apply()
    style = qapp.styleSheet()
    qapp.setStyleSheet("")
    assert "font-size" in style
    assert "@" not in style


def test_light_and_dark_have_the_same_roles() -> None:
    assert set(TOKENS["color"]["light"]) == set(TOKENS["color"]["dark"])
    assert set(TOKENS["theme"]["light"]) == set(TOKENS["theme"]["dark"])


def test_switching_the_mode_changes_the_palette_and_tells_everybody(qapp: QApplication) -> None:
    look = Appearance()
    told: list[bool] = []
    look.changed.connect(lambda: told.append(True))
    look.set(mode=Mode.DARK)
    dark = qapp.palette().color(QPalette.ColorRole.Window).lightness()
    look.set(mode=Mode.LIGHT)
    light = qapp.palette().color(QPalette.ColorRole.Window).lightness()
    qapp.setStyleSheet("")
    assert (look.mode, len(told)) == (Mode.LIGHT, 2)
    assert dark < 80 < 180 < light


def test_pixels_and_fonts_grow_with_the_scale(qapp: QApplication) -> None:  # noqa: ARG001
    small, large = Appearance(scale=1.0), Appearance(scale=2.0)
    assert (small.px(28), large.px(28)) == (28, 56)
    assert large.size("matrix", "pane", "min") == 2 * small.size("matrix", "pane", "min")
    assert large.line("body") == 2 * small.line("body")
    assert large.font("body").pixelSize() == 2 * small.font("body").pixelSize()


def test_no_text_is_smaller_than_twelve_pixels() -> None:
    assert min(entry["px"] for entry in TOKENS["type"].values()) >= 12


def test_every_theme_of_the_case_base_has_a_seal_of_its_own_glyph(
    cases: CaseBase, look: Appearance
) -> None:
    for theme in cases.themes:
        assert look.seal(theme.id).glyph == theme.glyph
    assert len({look.seal(theme.id).gutter.name() for theme in cases.themes}) == len(cases.themes)


@pytest.mark.parametrize("mode", list(Mode))
def test_an_unknown_theme_gets_a_quiet_seal_and_can_be_painted(
    qapp: QApplication,  # noqa: ARG001
    mode: Mode,
) -> None:
    look = Appearance(mode)
    seal = look.seal("a theme of a later library")
    assert seal.glyph
    assert all(color.isValid() for color in (seal.bg, seal.bg_active, seal.gutter, seal.fg))
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(0)
    blank = image.copy()
    painter = QPainter(image)
    look.paint_seal(painter, image.rect().toRectF(), "a theme of a later library")
    painter.end()
    assert image != blank


@pytest.mark.parametrize(
    ("mode", "ink", "paper"), list(product(Mode, ("ink1", "ink2", "ink3", "accent"), PAPERS))
)
def test_text_is_readable_on_every_paper(mode: Mode, ink: str, paper: str) -> None:
    colors = TOKENS["color"][mode]
    assert _contrast(colors[ink], colors[paper]) >= 4.5


@pytest.mark.parametrize(
    ("mode", "ink", "paper"),
    [
        (mode, *pair)
        for mode in Mode
        for pair in (
            ("warn", "warnSoft"),
            ("ok", "okSoft"),
            ("accentInk", "accent"),
            ("ink1", "sel"),
            ("ink2", "sel"),
            ("warn", "paper"),
        )
    ],
)
def test_text_on_a_coloured_ground_is_readable(mode: Mode, ink: str, paper: str) -> None:
    colors = TOKENS["color"][mode]
    assert _contrast(colors[ink], colors[paper]) >= 4.5


@pytest.mark.parametrize("mode", list(Mode))
def test_highlighted_text_is_easy_to_read(mode: Mode) -> None:
    ink = TOKENS["color"][mode]["ink1"]
    for seal in TOKENS["theme"][mode].values():
        assert _contrast(ink, seal["bg"]) >= 7
        assert _contrast(ink, seal["bgActive"]) >= 7
        assert _contrast(seal["fg"], seal["bg"]) >= 4.5


@pytest.mark.parametrize(
    "icon", sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))
)
def test_every_icon_draws_something(look: Appearance, icon: str) -> None:
    image = look.icon(icon, "ink1", 24).pixmap(24, 24).toImage()
    assert any(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("kind", ["sans", "serif"])
def test_a_chinese_font_comes_with_the_program(qapp: QApplication, kind: str) -> None:  # noqa: ARG001
    assert load_fallback(kind)


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    lighter, darker = sorted((_luminance(QColor(name)) for name in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
