"""Contrast after WCAG 2.2 AA, computed from the tokens, in both modes.

Text needs 4.5:1 (1.4.3), what has to be seen to use the program 3:1 (1.4.11). What cannot be used
at the moment (`:disabled`) is exempt there and here; so are lines that only divide.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop.paths import resources_dir
from desktop.settings import Mode
from desktop.theme import Appearance

_DESKTOP: Final = Path(__file__).parents[2] / "desktop"
_TEXT, _SEEN, _HIGHLIGHTED = 4.5, 3.0, 7.0
_INKS: Final = ("ink1", "ink2", "ink3", "accent", "warn", "ok")
_GROUNDS: Final = ("window", "paper", "raised", "sunken", "hover", "accentSoft")
"""Pages, panes, rows: any ink may stand on any of them, chosen or under the pointer."""
_OTHER_GROUNDS: Final = {
    "sel": ("ink1",),
    "warnSoft": ("warn", "ink1", "ink2"),
    "okSoft": ("ok", "ink1", "ink2"),
    "accent": ("accentInk",),
    "accentHover": ("accentInk",),
    "accentPress": ("accentInk",),
    "ink1": ("paper",),
}
"""What stands on grounds that not every ink can be read on."""
_TOKENS: Final[dict[str, Any]] = json.loads(
    (resources_dir() / "tokens.json").read_text(encoding="utf-8")
)
_MODES: Final = ("light", "dark")


class Rule(NamedTuple):
    """A rule of the style sheet: whom it dresses, and the colours it gives."""

    selector: str
    colors: dict[str, str]


def _rules() -> list[Rule]:
    sheet = (resources_dir() / "style.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    found = []
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet):
        pairs = re.findall(r"(?:^|;)\s*([\w-]+)\s*:\s*([^;]+)", body)
        colors = {name: match[1] for name, value in pairs if (match := _colour(value))}
        found.append(Rule(" ".join(selector.split()), colors))
    return found


def _colour(value: str) -> re.Match[str] | None:
    return re.search(r"@(\w+)\b(?!\()", value)


def _channel(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(color: QColor) -> float:
    red, green, blue = (_channel(v) for v in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | QColor, other: str | QColor) -> float:
    """The contrast of two colours after WCAG: 1 to 21."""
    dark, light = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1_and_order_does_not_matter() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#B23A28", "#FCFAF6") == pytest.approx(5.71, abs=0.01)
    assert contrast("#FCFAF6", "#B23A28") == pytest.approx(5.71, abs=0.01)


@pytest.mark.parametrize("mode", _MODES)
def test_every_ink_is_read_on_every_ground(mode: str) -> None:
    colors = _TOKENS["color"][mode]
    pairs = [(ink, ground) for ground in _GROUNDS for ink in _INKS]
    pairs += [(ink, ground) for ground, inks in _OTHER_GROUNDS.items() for ink in inks]
    low = {
        f"{ink} on {ground}": round(ratio, 2)
        for ink, ground in pairs
        if (ratio := contrast(colors[ink], colors[ground])) < _TEXT
    }
    assert low == {}


def test_no_rule_of_the_sheet_gives_text_another_ink_or_ground() -> None:
    """With the test above: whatever the sheet writes can be read."""
    for rule in _rules():
        if ":disabled" in rule.selector:
            continue
        ink = rule.colors.get("color")
        ground = rule.colors.get("background")
        if ink is not None:
            assert ink in {*_INKS, "accentInk", "paper"}, f"{rule.selector} writes in {ink}"
        if ink in ("accentInk", "paper"):
            assert ground is not None, f"{rule.selector} says not what it stands on"
        if ground is not None and ground not in _GROUNDS and _writes(rule):
            assert ground in _OTHER_GROUNDS, f"{rule.selector} stands on {ground}"
            allowed = _OTHER_GROUNDS[ground]
            assert ink is None or ink in allowed, f"{rule.selector}: {ink} on {ground}"


def _writes(rule: Rule) -> bool:
    """Whether there is text in what a rule dresses."""
    bare = ("::handle", "QSplitter", "#hairline", "::separator", "::indicator", "QScrollBar")
    return not any(part in rule.selector for part in bare)


def test_what_is_marked_is_read_in_the_same_ink() -> None:
    for rule in _rules():
        ground = rule.colors.get("selection-background-color")
        if ground is not None:
            assert ground in ("sel", "accentSoft")
            assert rule.colors.get("selection-color", "ink1") == "ink1", rule.selector


def test_inks_that_are_too_pale_to_be_read_write_nothing() -> None:
    """ink4 draws empty squares, bars and icons that cannot be used: each beside its words."""
    drawing = {
        "theme.py",  # the seal of an unknown theme, icons of what is disabled
        "first_looks.py",  # the picture of an empty place, above its sentence
        "figure_delegate.py",  # a bar; its figure stands beside it
        "family_delegate.py",  # squares; how many stands beside them
        "view.py",  # the line around a key that the help names
        "frame.py",  # a slide's progress; its number stands beside it
        "canvas.py",  # tells printers what to take in its place
    }
    used = {p.name for p in _DESKTOP.rglob("*.py") if '"ink4"' in p.read_text(encoding="utf-8")}
    assert used <= drawing


@pytest.mark.parametrize("mode", _MODES)
@pytest.mark.parametrize("theme", list(_TOKENS["theme"]["light"]))
def test_text_on_the_colours_of_a_theme_is_read(mode: str, theme: str) -> None:
    colors, own = _TOKENS["color"][mode], _TOKENS["theme"][mode][theme]
    for ground in ("bg", "bgActive"):
        assert contrast(colors["ink1"], own[ground]) >= _HIGHLIGHTED, "a highlighted text"
        assert contrast(own["fg"], own[ground]) >= _TEXT, "the seal's character"
    for ground in _GROUNDS:
        assert contrast(own["fg"], colors[ground]) >= _TEXT, f"a theme's name on {ground}"
    # Never painted on `window`. Within a fill an underline has less: how many passages overlap is
    # told by the lanes beside the text too, and those stand on paper.
    for ground in ("paper", "raised", "sunken"):
        assert contrast(own["gutter"], colors[ground]) >= _SEEN, "lanes and stripes"


@pytest.mark.parametrize("mode", _MODES)
def test_focus_choice_and_boxes_are_seen_on_every_ground(mode: str) -> None:
    colors = _TOKENS["color"][mode]
    for ground in (*_GROUNDS, "sel"):
        for line in ("focus", "accent", "ink3"):  # rings; bars and ticks; boxes to check
            assert contrast(colors[line], colors[ground]) >= _SEEN, f"{line} on {ground}"


def test_a_box_is_drawn_in_an_ink_and_its_tick_on_the_accent() -> None:
    boxes = {r.selector: r.colors for r in _rules() if "::indicator" in r.selector}
    for kind in ("QCheckBox", "QRadioButton"):
        assert boxes[f"{kind}::indicator"]["border"] == "ink3"
    for mode in _MODES:
        drawn = (resources_dir() / "icons" / f"tick-{mode}.svg").read_text(encoding="utf-8")
        found = re.search(r'stroke="(#\w+)"', drawn)
        assert found is not None
        assert found[1] == _TOKENS["color"][mode]["accentInk"]


def test_the_seal_of_the_program_is_read() -> None:
    assert contrast(_TOKENS["brand"]["stampBg"], _TOKENS["brand"]["stampInk"]) >= _TEXT


@pytest.mark.parametrize("mode", list(Mode))
def test_what_qt_paints_by_itself_is_read_too(mode: Mode) -> None:
    made = Appearance(mode)
    role = QPalette.ColorRole
    palette = made._palette()
    for ink, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.PlaceholderText, role.Base),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Base),
        (role.LinkVisited, role.Window),
    ):
        assert contrast(palette.color(ink), palette.color(ground)) >= _TEXT, f"{ink} on {ground}"


def test_the_audit_of_the_design_is_what_the_colours_give() -> None:
    for entry in _TOKENS["contrastAudit"]["ui"]:
        colors = _TOKENS["color"][entry["mode"]]
        ratio = contrast(colors[entry["fg"]], colors[entry["bg"]])
        assert ratio == pytest.approx(entry["ratio"], abs=0.01)
