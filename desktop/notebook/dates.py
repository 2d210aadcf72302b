"""When something was written, in the fewest words that are plain: 今天 10:20, 昨天, 6月3日."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.i18n import pick, tr

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(stamp: str, at: datetime | None = None) -> str:
    """A stored UTC stamp as the user's own day; what is no stamp stays as it is."""
    here = at or datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(stamp).astimezone(here.tzinfo)
    except ValueError:
        return stamp
    if moment.date() == here.date():
        return tr("今天 {time}").format(time=moment.strftime("%H:%M"))
    if moment.date() == (here - timedelta(days=1)).date():
        return tr("昨天")
    day = pick(f"{moment.month}月{moment.day}日", f"{moment.day} {_MONTHS[moment.month - 1]}")
    if moment.year == here.year:
        return day
    return pick(f"{moment.year}年{day}", f"{day} {moment.year}")
