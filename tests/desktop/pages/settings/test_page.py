"""设置: every choice takes effect and is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from desktop.settings import SCALES, Mode, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.main_window import MainWindow
    from desktop.pages.settings.page import SettingsPage
    from desktop.session import Session


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    """The page, shown."""
    window.global_actions["page settings"].trigger()
    assert window.page is window.settings_page
    return window.settings_page


def _choose(page: SettingsPage, text: str) -> QPushButton:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == text)
    button.click()
    return button


def _again(session: Session) -> Settings:
    session.settings.flush()
    return Settings(session.folder)


def test_a_font_size_takes_effect_and_is_remembered(page: SettingsPage, session: Session) -> None:
    for scale in reversed(SCALES):
        assert _choose(page, f"{round(scale * 100)}%").isChecked()
        assert session.appearance.scale == _again(session).scale == scale


def test_dark_takes_effect_and_is_remembered(page: SettingsPage, session: Session) -> None:
    assert _choose(page, "深色").isChecked()
    assert session.appearance.mode is _again(session).mode is Mode.DARK


def test_the_language_holds_from_the_next_start_and_the_page_says_so(
    page: SettingsPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    assert "下次启动时生效。" not in shown_text(page)
    _choose(page, "English")
    assert _again(session).language == "en"
    assert "下次启动时生效。" in shown_text(page)


def test_the_page_follows_the_keys_of_the_window(page: SettingsPage, window: MainWindow) -> None:
    window.global_actions["larger"].trigger()
    window.settle()
    checked = {b.text() for b in page.findChildren(QPushButton) if b.isChecked()}
    assert "115%" in checked


def test_single_letters_can_be_switched_off(page: SettingsPage, session: Session) -> None:
    [box] = page.findChildren(QCheckBox)
    box.click()
    assert not _again(session).single_keys


def test_the_page_says_where_the_data_is(
    page: SettingsPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    assert str(session.folder) in shown_text(page)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("appearance/scale", "nonsense"),
        ("appearance/scale", "99"),
        ("appearance/scale", "nan"),
        ("appearance/mode", "pink"),
        ("keys/single", "maybe"),
        ("layout/window", "@Invalid()"),
    ],
)
def test_a_setting_that_cannot_be_read_is_its_default(folder: Path, key: str, value: str) -> None:
    group, name = key.split("/")
    (folder / "settings.ini").write_text(f"[{group}]\n{name}={value}\n", encoding="utf-8")
    settings = Settings(folder)
    assert settings.scale in (SCALES[0], SCALES[-1])
    assert settings.mode is Mode.LIGHT
    assert settings.single_keys in (True, False)
    assert settings.state("window").isEmpty()


def test_the_edition_of_citations_is_remembered(page: SettingsPage, session: Session) -> None:
    assert session.settings.citation_edition == "2025"
    assert _choose(page, "GB/T 7714—2015").isChecked()
    assert _again(session).citation_edition == "2015"
    _choose(page, "GB/T 7714—2025")
    assert _again(session).citation_edition == "2025"


@pytest.mark.parametrize("written", ["", "1987", "2025; 2015"])
def test_an_edition_or_a_text_size_that_makes_no_sense_is_the_default(
    folder: Path, written: str
) -> None:
    settings = Settings(folder)
    settings._store.setValue("citation/edition", written)
    settings._store.setValue("reader/size", written)
    assert (settings.citation_edition, settings.text_size) == ("2025", 18)
