"""Which mechanisms, which family, and which of its members a slide shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.records.lesson import Slide, SlideKind
from desktop import words
from desktop.comparing.comparison import family_groups
from desktop.i18n import pick, tr
from desktop.models.rows import Row
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.chosen_list import ChosenList
from desktop.pages.classroom.fields import Desk, Field
from desktop.teaching.slides import first_quote
from desktop.widgets.parts import (
    ActionButton,
    IconButton,
    PlainLabel,
    below,
    clear_layout,
    plain_tip,
)

if TYPE_CHECKING:
    from desktop.comparing.comparison import Group

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

    def show_slide(self, slide: Slide) -> None:
        of_family = slide.family_id is not None
        self.name.setText(_name(slide))
        ids = () if of_family else slide.mechanism_ids
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
            lambda query: offers.mechanism_rows(
                self.desk.session, query, offers.of_lesson(self.desk.session, slide.lesson_id)
            ),
            several=not one,
            chosen=() if slide.family_id else slide.mechanism_ids,
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


class FamilyField(Field):
    """A family, and for each region that has several members which of them stands for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("同类做法"))
        self._shown: object = None
        self.family = PlainLabel()
        self.family.setObjectName("strong")
        self.family.setWordWrap(True)
        self.button = ActionButton(desk.session.appearance, "search", tr("选同类…"))
        self.button.clicked.connect(self.ask)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.choices = QWidget()
        QVBoxLayout(self.choices).setContentsMargins(0, 4, 0, 0)
        self.boxes: dict[str, IconButton] = {}
        self.column.addWidget(self.family)
        self.column.addLayout(row)
        self.column.addWidget(self.choices)

    def show_slide(self, slide: Slide) -> None:
        family = self.desk.session.cases.family_by_id.get(slide.family_id or "")
        if family is not None:
            self.family.setText(pick(family.name, family.name_en))
        else:
            self.family.setText(tr("这个案例库里没有这一类了。") if slide.family_id else "")
        self.family.setVisible(bool(self.family.text()))
        self.button.setText(tr("换一类…") if slide.family_id else tr("选同类…"))
        state = (slide.family_id, slide.mechanism_ids)
        if state != self._shown:
            self._shown = state
            self._show_columns(slide)

    def _show_columns(self, slide: Slide) -> None:
        clear_layout(self.choices)
        self.boxes.clear()
        cases = self.desk.session.cases
        known = slide.family_id in cases.family_by_id
        groups = family_groups(cases, slide.family_id or "") if known else ()
        several = [group for group in groups if len(group.members) > 1]
        self.choices.setVisible(bool(several))
        if not several:
            return
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        inner = QWidget()
        inner.setLayout(form)
        for group in several:
            region = cases.region_by_id[group.members[0].region_id]
            box = self._box(group, slide)
            form_ = tr("{region}用哪一条：{name}")
            name = words.region_name(region)
            box.setAccessibleName(form_.format(region=name, name=box.text()))
            form.addRow(PlainLabel(words.region_name(region)), box)
            self.boxes[region.id] = box
        layout = self.choices.layout()
        assert layout is not None
        layout.addWidget(inner)

    def _box(self, group: Group, slide: Slide) -> IconButton:
        names = {member.id: words.mechanism_name(member) for member in group.members}
        chosen = next((ref for ref in slide.mechanism_ids if ref in names), group.members[0].id)
        box = IconButton(
            self.desk.session.appearance, "down", names[chosen], role="choice", size=13, beside=True
        )
        box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the words
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMinimumWidth(1)
        box.setText(names[chosen].replace("&", "&&"))
        box.setToolTip(plain_tip(names[chosen]))
        box.clicked.connect(lambda: self._open_members(box, names, chosen))
        return box

    def _open_members(self, box: IconButton, names: dict[str, str], chosen: str) -> None:
        """The members of a region to choose from."""
        menu = QMenu(box)
        menu.aboutToHide.connect(menu.deleteLater)
        for ref, name in names.items():
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(ref == chosen)
            action.triggered.connect(lambda _=False, ref=ref: self._stand_for(list(names), ref))
        menu.popup(below(box))

    def _stand_for(self, members: list[str], ref: str) -> None:
        """Let one member stand for its region; the first needs no saying."""
        slide = self.desk.slide
        if slide is None:
            return
        kept = [other for other in slide.mechanism_ids if other not in members]
        self.desk.write(mechanism_ids=(*kept, *([ref] if ref != members[0] else [])))

    def ask(self) -> None:
        """Choose among all families."""
        session = self.desk.session
        found = choose(
            session,
            self.desk.page,
            tr("选同类做法"),
            lambda query: offers.family_rows(session, query),
            chosen=(),
        )
        if found:
            self.desk.write(family_id=found[0], mechanism_ids=())


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
