"""The two languages of the interface: Chinese is written in the code, English is its catalogue.

`tr` is asked at the moment a sentence is shown, so that pages need not be rebuilt around it.
"""

from __future__ import annotations

import gettext
from typing import Final

from desktop.paths import resources_dir

LANGUAGES: Final = ("zh", "en")
_DOMAIN = "tashan"
_translation: gettext.NullTranslations = gettext.NullTranslations()
_language = "zh"


def set_language(language: str) -> None:
    """Switch the interface to `zh` or `en`; a missing catalogue leaves the Chinese sentences."""
    global _translation, _language
    _language = language if language in LANGUAGES else "zh"
    folder = resources_dir() / "translations"
    _translation = (
        gettext.NullTranslations()
        if _language == "zh"
        else gettext.translation(_DOMAIN, folder, [_language], fallback=True)
    )


def language() -> str:
    """The language in use: `zh` or `en`."""
    return _language


def tr(text: str) -> str:
    """`text` in the language of the interface."""
    return _translation.gettext(text)


def pick(chinese: str, english: str) -> str:
    """The form of a name or summary that fits the interface; Chinese where English is missing."""
    return english if _language == "en" and english else chinese
