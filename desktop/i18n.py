"""The two languages of the interface: Chinese is written in the code, English is its catalogue.

`tr` is asked at the moment a sentence is shown, so that pages need not be rebuilt around it.
"""

from __future__ import annotations

import gettext
from typing import Final

from desktop.paths import resources_dir

LANGUAGES: Final = ("zh", "en")
_DOMAIN = "tashan"
# A Chinese font draws curly quotation marks as wide as a character: in English they tear a gap.
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
_PROVINCES: Final = {
    "北京": "Beijing", "天津": "Tianjin", "河北": "Hebei", "山西": "Shanxi",
    "内蒙古": "Inner Mongolia", "辽宁": "Liaoning", "吉林": "Jilin", "黑龙江": "Heilongjiang",
    "上海": "Shanghai", "江苏": "Jiangsu", "浙江": "Zhejiang", "安徽": "Anhui",
    "福建": "Fujian", "江西": "Jiangxi", "山东": "Shandong", "河南": "Henan",
    "湖北": "Hubei", "湖南": "Hunan", "广东": "Guangdong", "广西": "Guangxi",
    "海南": "Hainan", "重庆": "Chongqing", "四川": "Sichuan", "贵州": "Guizhou",
    "云南": "Yunnan", "西藏": "Tibet", "陕西": "Shaanxi", "甘肃": "Gansu",
    "青海": "Qinghai", "宁夏": "Ningxia", "新疆": "Xinjiang", "台湾": "Taiwan",
    "香港": "Hong Kong", "澳门": "Macao",
}  # fmt: skip
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
    return english.translate(_STRAIGHT) if _language == "en" and english else chinese


def province_name(name: str) -> str:
    """A province, which the data names in Chinese only, in the language of the interface."""
    return pick(name, _PROVINCES.get(name, ""))
