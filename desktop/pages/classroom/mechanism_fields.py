"""Which mechanisms, which family, and which of its members a slide shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import (
    QHBoxLayout,
)

from db.records.lesson import Slide, SlideKind
from desktop import words
from desktop.i18n import tr
from desktop.models.rows import Row
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.chosen_list import ChosenList
from desktop.pages.classroom.fields import Desk, Field
from desktop.teaching.slides import first_quote
from desktop.widgets.parts import (
    ActionButton,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE: Final = (SlideKind.MECHANISM, SlideKind.QUOTE, SlideKind.QUIZ)
MOST_CHOICES: Final = 9
"""Of a tally: the class chooses by the keys 1 to 9."""


class MechanismsField(Field):
    """The mechanisms of a slide, chosen by hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("做法"))
        self.list = ChosenList(desk.session.appearance)
        self.list.removed.connect(self._remove)
        self.list.stepped.connect(self._step)
        self.button = ActionButton(desk.session.appearance, "search", tr("选做法…"))
        self.button.clicked.connect(self.ask)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.column.addWidget(self.list)
        self.column.addLayout(row)

    def prepare(self, slide: Slide) -> Iterator[None]:
        yield from self.list.prepare(len(_by_hand(slide)))

    def show_slide(self, slide: Slide) -> None:
        self.name.setText(_name(slide))
        ids = _by_hand(slide)
        rows = [_row(self.desk, ref) for ref in ids]
        self.list.show_rows(rows, ordered=slide.kind not in ONE)
        self.button.setText(tr("换一条…") if slide.kind in ONE and ids else tr("选做法…"))

    def ask(self) -> None:
        """Choose among all mechanisms."""
        slide = self.desk.slide
        if slide is None:
            return
        one = slide.kind in ONE
        found = choose(
            self.desk.session,
            self.desk.page,
            tr("选做法"),
            lambda _query, found=None: offers.mechanism_rows(
                self.desk.session, found, offers.of_lesson(self.desk.session, slide.lesson_id)
            ),
            finds="mechanism",
            several=not one,
            chosen=_by_hand(slide),
            most=MOST_CHOICES if slide.kind is SlideKind.TALLY else 0,
        )
        if found:
            self._take(slide, tuple(found))

    def _take(self, slide: Slide, ids: tuple[str, ...]) -> None:
        fields: dict[str, Any] = {"mechanism_ids": ids}
        if slide.family_id is not None:
            fields["family_id"] = None
        if slide.kind is SlideKind.QUOTE:
            quote = first_quote(self.desk.session.cases, ids[0]) if ids else None
            fields["quotes"] = (quote,) if quote is not None else ()
        self.desk.write(**fields)

    def _remove(self, ref: str) -> None:
        slide = self.desk.slide
        if slide is not None:
            self._take(slide, tuple(other for other in slide.mechanism_ids if other != ref))

    def _step(self, ref: str, by: int) -> None:
        slide = self.desk.slide
        if slide is None or ref not in slide.mechanism_ids:
            return
        ids = list(slide.mechanism_ids)
        at = ids.index(ref)
        to = at + by
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            self.desk.write(mechanism_ids=tuple(ids))


def _by_hand(slide: Slide) -> tuple[str, ...]:
    """The mechanisms chosen one by one, not by their family."""
    return () if slide.family_id is not None else slide.mechanism_ids


def _name(slide: Slide) -> str:
    if slide.family_id is not None:
        return tr("或者自己选做法来比")
    if slide.kind is SlideKind.QUIZ:
        return tr("出自哪条做法")
    return tr("学员从这些做法里选") if slide.kind is SlideKind.TALLY else tr("做法")


def _row(desk: Desk, ref: str) -> Row:
    cases = desk.session.cases
    mechanism = cases.mechanism_by_id.get(ref)
    if mechanism is None:
        return Row(ref, tr("这条做法不在现在的案例库里"))
    region = cases.region_by_id[mechanism.region_id]
    return Row(
        ref,
        words.mechanism_name(mechanism),
        theme=mechanism.theme_id,
        figure=words.region_name(region),
    )
