"""Which family a slide compares, and which regions stand on it: by which mechanism, where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop import words
from desktop.comparing.comparison import family_groups
from desktop.i18n import pick, tr
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.fields import Desk, Field
from desktop.widgets.parts import (
    ActionButton,
    IconButton,
    PlainLabel,
    below,
    clear_layout,
    plain_tip,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.records.lesson import Slide
    from desktop.comparing.comparison import Group


@dataclass
class _Regions:
    """The regions of a family, one line each; made before they are in sight."""

    state: object
    groups: list[Group]
    inner: QWidget
    boxes: dict[str, QCheckBox] = field(default_factory=dict)
    members: dict[str, IconButton] = field(default_factory=dict)
    whole: bool = False


class FamilyField(Field):
    """Nothing is stored while every region stands in its usual place with its first mechanism."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("同类做法"))
        self._shown: object = None
        self._ready: _Regions | None = None
        self._groups: list[Group] = []
        self.boxes: dict[str, QCheckBox] = {}
        self.members: dict[str, IconButton] = {}
        self.family = PlainLabel()
        self.family.setObjectName("strong")
        self.family.setWordWrap(True)
        self.button = ActionButton(desk.session.appearance, "search", tr("选同类…"))
        self.button.clicked.connect(self.ask)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.regions = QWidget()
        QVBoxLayout(self.regions).setContentsMargins(0, 4, 0, 0)
        self.column.addWidget(self.family)
        self.column.addLayout(row)
        self.column.addWidget(self.regions)

    def show_slide(self, slide: Slide) -> None:
        family = self.desk.session.cases.family_by_id.get(slide.family_id or "")
        if family is not None:
            self.family.setText(pick(family.name, family.name_en))
        else:
            self.family.setText(tr("这个案例库里没有这一类了。") if slide.family_id else "")
        self.family.setVisible(bool(self.family.text()))
        self.button.setText(tr("换一类…") if slide.family_id else tr("选同类…"))
        if _state(slide) != self._shown:
            self._shown = _state(slide)
            self._show_regions(slide)

    def prepare(self, slide: Slide) -> Iterator[None]:
        if _state(slide) != self._shown:
            yield from self._make_regions(slide)

    # The regions, one line each

    def _show_regions(self, slide: Slide) -> None:
        for _ in self._make_regions(slide):
            pass
        ready, self._ready = self._ready, None
        assert ready is not None
        clear_layout(self.regions)
        self._groups, self.boxes, self.members = ready.groups, ready.boxes, ready.members
        layout = self.regions.layout()
        assert layout is not None
        layout.addWidget(ready.inner)
        ready.inner.show()
        self.regions.setVisible(bool(self._groups))

    def _make_regions(self, slide: Slide) -> Iterator[None]:
        """Make the lines that a slide needs, one on each step, unless they are ready."""
        if self._ready is not None and self._ready.whole and self._ready.state == _state(slide):
            return
        self._forget_ready()
        cases = self.desk.session.cases
        known = slide.family_id in cases.family_by_id
        groups = list(family_groups(cases, slide.family_id or "")) if known else []
        inner = QWidget(self.regions)  # at once: a style is given anew to what changes its parent
        inner.hide()  # or it would come into sight with the regions of another slide
        ready = self._ready = _Regions(_state(slide), groups, inner)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        chosen = _columns(slide, groups)
        left_out = [g for g in groups if g not in [group for group, _ in chosen]]
        lines = [*chosen, *((group, "") for group in left_out)]
        for line, (group, ref) in enumerate(lines):
            yield
            if self._ready is not ready:  # another slide is meant by now
                return
            self._add_line(ready, line, group, ref, len(chosen) if ref else 0)
            for part in inner.findChildren(QWidget):
                part.ensurePolished()
        ready.whole = True

    def _forget_ready(self) -> None:
        if self._ready is not None:
            self._ready.inner.deleteLater()
            self._ready = None

    def _add_line(self, ready: _Regions, line: int, group: Group, ref: str, count: int) -> None:
        grid = ready.inner.layout()
        assert isinstance(grid, QGridLayout)
        region = self.desk.session.cases.region_by_id[group.members[0].region_id]
        name = words.region_name(region)
        box = QCheckBox(name)
        box.setChecked(bool(ref))
        box.setAccessibleName(tr("{region}上屏").format(region=name))
        box.clicked.connect(lambda: self._switch(group))
        ready.boxes[group.id] = box
        grid.addWidget(box, line, 0)
        member = self._member(group, ref or group.members[0].id, name)
        if isinstance(member, IconButton):
            ready.members[group.id] = member
        grid.addWidget(member, line, 1)
        if not ref:
            return
        for place, (icon, by, text) in enumerate(
            (("up", -1, tr("左移一列")), ("down", 1, tr("右移一列"))), start=2
        ):
            button = IconButton(self.desk.session.appearance, icon, text, size=14)
            button.setAccessibleName(tr("{action}{name}").format(action=text, name=name))
            button.setEnabled(0 <= line + by < count)
            button.clicked.connect(lambda _=False, by=by: self._step(group, by))
            grid.addWidget(button, line, place)

    def _member(self, group: Group, ref: str, region: str) -> QWidget:
        names = {member.id: words.mechanism_name(member) for member in group.members}
        if len(names) == 1:
            label = PlainLabel(names[ref])
            label.setObjectName("meta")
            label.setWordWrap(True)
            return label
        box = IconButton(self.desk.session.appearance, "down", role="choice", size=13, beside=True)
        box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the words
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMinimumWidth(1)
        box.setText(names[ref].replace("&", "&&"))
        box.setToolTip(plain_tip(names[ref]))
        form = tr("{region}用哪一条：{name}")
        box.setAccessibleName(form.format(region=region, name=names[ref]))
        box.clicked.connect(lambda: self.menu_of(group, ref).popup(below(box)))
        return box

    def menu_of(self, group: Group, chosen: str) -> QMenu:
        """The members of a region to choose from."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for member in group.members:
            action = menu.addAction(words.mechanism_name(member).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(member.id == chosen)
            action.triggered.connect(lambda _=False, ref=member.id: self._stand_for(group, ref))
        return menu

    # Doing

    def _write(self, columns: Sequence[tuple[Group, str]]) -> None:
        ids = tuple(ref for _, ref in columns)
        usual = tuple(group.members[0].id for group in self._groups)
        self.desk.write(mechanism_ids=() if ids == usual else ids)

    def _stand_for(self, group: Group, ref: str) -> None:
        """Let a member stand for its region, which stands on the slide with it."""
        slide = self.desk.slide
        if slide is not None:
            columns = _columns(slide, self._groups)
            if group.id not in {other.id for other, _ in columns}:
                columns.append((group, ref))
            self._write([(g, ref if g.id == group.id else had) for g, had in columns])

    def _switch(self, group: Group) -> None:
        """Show a region, or no longer; one of them stays."""
        slide = self.desk.slide
        if slide is None:
            return
        columns = _columns(slide, self._groups)
        kept = [(other, ref) for other, ref in columns if other.id != group.id]
        if len(kept) == len(columns):
            self._write([*columns, (group, group.members[0].id)])
        elif kept:
            self._write(kept)
        else:
            self.boxes[group.id].setChecked(True)

    def _step(self, group: Group, by: int) -> None:
        slide = self.desk.slide
        if slide is None:
            return
        columns = _columns(slide, self._groups)
        at = next(place for place, (other, _) in enumerate(columns) if other.id == group.id)
        if 0 <= at + by < len(columns):
            columns[at], columns[at + by] = columns[at + by], columns[at]
            self._write(columns)

    def ask(self) -> None:
        """Choose among all families."""
        session = self.desk.session
        found = choose(
            session,
            self.desk.page,
            tr("选同类做法"),
            lambda query, found=None: offers.family_rows(session, query, found),
            finds="mechanism",
        )
        if found:
            self.desk.write(family_id=found[0], mechanism_ids=())


def _state(slide: Slide) -> object:
    """What the regions of a slide depend on."""
    return slide.family_id, slide.mechanism_ids


def _columns(slide: Slide, groups: Sequence[Group]) -> list[tuple[Group, str]]:
    """The regions on the slide in their order, each with the mechanism that stands for it."""
    of = {member.id: group for group in groups for member in group.members}
    chosen: dict[str, tuple[Group, str]] = {}
    for ref in slide.mechanism_ids:
        if ref in of:
            chosen[of[ref].id] = of[ref], ref
    return list(chosen.values()) or [(group, group.members[0].id) for group in groups]
