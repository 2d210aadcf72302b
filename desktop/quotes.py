"""The quotes of a mechanism as the interface numbers them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered quote of a mechanism: ①, ② … in the order the quotes stand in the article."""

    number: int
    article_id: str
    start: int
    end: int
    exact: str
