"""自选对比: the mechanisms chosen by hand to be compared. Kept in the workspace as a state.

Putting one in or taking one out is a choice of what to look at: it is not undone with Ctrl+Z,
the same key takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.i18n import pick, tr

if TYPE_CHECKING:
    from desktop.session import Session

FEWEST: Final = 2
MOST: Final = 5
_NAME = "basket"


def basket(session: Session) -> list[str]:
    """The ids of the chosen mechanisms that this library has, in the order they were chosen."""
    known = session.cases.mechanism_by_id
    return [chosen for chosen in dict.fromkeys(session.remembered.texts(_NAME)) if chosen in known]


def toggle_in_basket(session: Session, mechanism_id: str) -> str:
    """Put a mechanism into the comparison, or take it out; returns what was done, in a sentence.

    A sixth is not taken, and the sentence says so.
    """
    mechanism = session.cases.mechanism_by_id.get(mechanism_id)
    if mechanism is None:
        return ""
    stored = list(dict.fromkeys(session.remembered.texts(_NAME)))
    chosen = basket(session)
    name = pick(mechanism.name, mechanism.name_en)
    if mechanism_id in chosen:
        stored.remove(mechanism_id)
        sentence = tr("已把{name}移出自选对比，还有 {n} 条。")
    elif len(chosen) >= MOST:
        sentence = tr("自选对比最多 {n} 条。先移出一条，再加入{name}。")
        return sentence.format(n=MOST, name=name)
    else:
        stored.append(mechanism_id)
        sentence = (
            tr("已把{name}加入自选对比，共 {n} 条。到同类做法里看。")
            if len(chosen) + 1 >= FEWEST
            else tr("已把{name}加入自选对比。再加入至少一条，就能对比。")
        )
    session.remembered.put(_NAME, stored)
    session.changes.basket_changed.emit()
    return sentence.format(name=name, n=len(basket(session)))


def clear_basket(session: Session) -> None:
    """Take everything out."""
    session.remembered.put(_NAME, [])
    session.changes.basket_changed.emit()
