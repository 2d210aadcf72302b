"""Which facets a slide shows: a check box each; with all of them checked nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QGridLayout

from db.records.evidence import FacetKind
from desktop import words
from desktop.comparing.comparison import family_groups
from desktop.i18n import tr
from desktop.pages.classroom.fields import Desk, Field
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from db.records.lesson import Slide


class FacetsField(Field):
    """The eight questions; one that nothing on the slide answers is said to be so."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("要点"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        self.boxes: dict[FacetKind, QCheckBox] = {}
        for place, kind in enumerate(FacetKind):
            box = QCheckBox(words.facet_title(kind))
            box.toggled.connect(self._write)
            self.boxes[kind] = box
            grid.addWidget(box, place // 2, place % 2)
        self.column.addLayout(grid)
        self._hint = PlainLabel(tr("没有勾选的不上屏；灰色的是原文没有写到的。"))
        self._hint.setObjectName("quiet")
        self._hint.setWordWrap(True)
        self.column.addWidget(self._hint)
        self._said: frozenset[FacetKind] = frozenset()
        self._key: object = None

    def show_slide(self, slide: Slide) -> None:
        key = (slide.family_id, slide.mechanism_ids)
        if key != self._key:
            self._key = key
            self._said = self._answered(slide)
        for kind, box in self.boxes.items():
            said = kind in self._said
            with QSignalBlocker(box):
                box.setChecked(said and (not slide.facets or kind.value in slide.facets))
            box.setEnabled(said)
            name = words.facet_title(kind)
            box.setAccessibleName(name if said else tr("{name}，原文没有写到").format(name=name))

    def _answered(self, slide: Slide) -> frozenset[FacetKind]:
        cases = self.desk.session.cases
        ids = [ref for ref in slide.mechanism_ids if ref in cases.mechanism_by_id]
        if slide.family_id in cases.family_by_id:
            groups = family_groups(cases, slide.family_id or "")
            ids = [member.id for group in groups for member in group.members]
        return frozenset(facet.kind for ref in ids for facet in cases.facets(ref))

    def _write(self) -> None:
        slide = self.desk.slide
        if slide is None:
            return
        wanted = [kind for kind in FacetKind if kind in self._said and self.boxes[kind].isChecked()]
        if not wanted:  # a slide without any would show nothing
            self.show_slide(slide)
            return
        whole = len(wanted) == len(self._said)
        self.desk.write(facets=() if whole else tuple(kind.value for kind in wanted))
