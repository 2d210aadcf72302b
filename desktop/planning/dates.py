"""Which day a deadline means, where it says one: 每季度…, 春耕前 or a range name no day.

Only a text that is nothing but one date counts: of “3月底前承诺，12月底前评议” no single day could
stand for the whole.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.records.plan import Plan

_MONTHS: Final = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE: Final = r"(?:之前|以前|前)?(?:完成)?"
_ISO: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_BEFORE}")
_WORDS: Final = re.compile(
    r"(?:(?P<year>\d{4})年)?"
    r"(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>\d{1,2})[日号]|(?P<part>上旬|中旬|下旬|月?底|末)?)"
    r"|第?(?P<quarter>[1-4一二三四])季度(?:底|末)?"
    r"|(?P<half>[上下])半年(?:底|末)?"
    r"|(?(year)年?|年)(?P<end>底|末|内))"
    rf"(?P<before>{_BEFORE})"
)
_PARTS: Final = {"上旬": 10, "中旬": 20}
_LAST: Final = 31


@lru_cache(maxsize=4096)  # asked of every task again with every key that is pressed
def due_date(text: str, year: int) -> date | None:
    """Return the last day that a deadline allows, None where it does not name one day.

    `year` is meant where the text names none (`plan_year`).
    """
    line = "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.;；,，")
    try:
        if found := _ISO.fullmatch(line):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _WORDS.fullmatch(line):
            return _of_words(found, year)
    except ValueError:  # the 31st of a month that has 30 days, a 13th month, a year 0
        return None
    return None


def in_document(text: str) -> str:
    """Return a deadline as an official document writes it: 2027-03-31 is 2027年3月31日.

    Without zeros before the digits (GB/T 9704-2012, 7.3.5.4); whatever is no such date, as typed.
    """
    line = "".join(unicodedata.normalize("NFKC", text).split())
    found = _ISO.fullmatch(line)
    if found is None or due_date(line, 0) is None:
        return text.strip()
    year, month, day = (int(found[group]) for group in (1, 3, 4))
    return f"{year}年{month}月{day}日" + line[found.end(4) :]


def plan_year(plan: Plan, today: date) -> int:
    """The year that deadlines of a plan mean: that of its issue, of its title, or this year."""
    for text in (plan.issued_on, plan.title):
        if found := _YEAR.search(unicodedata.normalize("NFKC", text)):
            return int(found[0])
    return today.year


def _of_words(found: re.Match[str], year: int) -> date | None:
    year = int(found["year"]) if found["year"] else year
    if found["quarter"]:
        return _end_of(year, _QUARTERS[found["quarter"]] * 3)
    if found["half"]:
        return _end_of(year, 6 if found["half"] == "上" else 12)
    if found["end"]:
        return _end_of(year, 12)
    month = _MONTHS.get(found["month"]) or int(found["month"])
    if found["day"]:
        return date(year, month, int(found["day"]))
    if found["before"].startswith(("前", "以前", "之前")) and not found["part"]:
        return None  # 12月前: before the month or before its end, the words do not say
    return _end_of(year, month, _PARTS.get(found["part"], _LAST))


def _end_of(year: int, month: int, day: int = _LAST) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    return date(year, month, min(day, monthrange(year, month)[1]))
