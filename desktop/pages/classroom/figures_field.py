"""The figures on a slide: those of one measure, or some chosen by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop import words
from desktop.i18n import pick, tr
from desktop.models.rows import Row
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.classroom.chosen_list import ChosenList
from desktop.pages.classroom.fields import Desk, Field
from desktop.widgets.parts import ActionButton, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records.comparison import Measure
    from db.records.lesson import Slide


class FiguresField(Field):
    """One of the two: choosing by hand lets go of the measure, and the other way round."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("数据"))
        look = desk.session.appearance
        self.measure = PlainLabel()
        self.measure.setObjectName("strong")
        self.measure.setWordWrap(True)
        self.caution = PlainLabel()
        self.caution.setObjectName("warnText")
        self.caution.setWordWrap(True)
        self.list = ChosenList(look)
        self.list.removed.connect(self._remove)
        self.list.stepped.connect(self._step)
        self.by_measure = ActionButton(look, "figures", tr("选一项指标…"))
        self.by_measure.clicked.connect(self.ask_measure)
        self.by_hand = ActionButton(look, "search", tr("挑数字…"))
        self.by_hand.clicked.connect(self.ask_figures)
        row = QHBoxLayout()
        row.addWidget(self.by_measure)
        row.addWidget(self.by_hand)
        row.addStretch(1)
        for widget in (self.measure, self.caution, self.list):
            self.column.addWidget(widget)
        self.column.addLayout(row)

    def prepare(self, slide: Slide) -> Iterator[None]:
        yield from self.list.prepare(len(_by_hand(slide)))

    def show_slide(self, slide: Slide) -> None:
        measure = self._measure(slide)
        lost = slide.measure_id is not None and measure is None
        name = pick(measure.name, measure.name_en) if measure else ""
        self.measure.setText(tr("这个案例库里没有这项指标了。") if lost else name)
        self.measure.setVisible(bool(self.measure.text()))
        caution = pick(measure.caution, measure.caution_en) if measure else ""
        self.caution.setText(tr("慎比：{reason}").format(reason=caution) if caution else "")
        self.caution.setVisible(bool(caution))
        self.list.show_rows([self._row(ref) for ref in _by_hand(slide)], ordered=True)

    def _measure(self, slide: Slide) -> Measure | None:
        measures = self.desk.session.cases.measures
        return next((m for m in measures if m.id == slide.measure_id), None)

    def _row(self, ref: str) -> Row:
        cases = self.desk.session.cases
        figure = cases.figure_by_id.get(ref)
        if figure is None:
            return Row(ref, tr("这个数字不在现在的案例库里"))
        region = words.region_name(cases.region_by_id[figure.region_id])
        text = f"{figure.label} {figure.wording}"
        return Row(ref, text, figure=region)

    def ask_measure(self) -> None:
        """Choose what several regions count."""
        session = self.desk.session
        found = choose(
            session,
            self.desk.page,
            tr("选一项指标"),
            lambda query: offers.measure_rows(session, query),
            prompt=tr("按指标、主题找"),
        )
        if found:
            self.desk.write(measure_id=found[0], figure_ids=())

    def ask_figures(self) -> None:
        """Choose numbers by hand."""
        slide, session = self.desk.slide, self.desk.session
        if slide is None:
            return
        of_lesson = offers.of_lesson(session, slide.lesson_id)
        found = choose(
            session,
            self.desk.page,
            tr("挑数字"),
            lambda _query, found=None: offers.figure_rows(session, found, of_lesson),
            finds="figure",
            prompt=tr("按数字、单位、说的是什么找"),
            several=True,
            chosen=_by_hand(slide),
        )
        if found:
            self.desk.write(measure_id=None, figure_ids=tuple(found))

    def _remove(self, ref: str) -> None:
        slide = self.desk.slide
        if slide is not None:
            self.desk.write(figure_ids=tuple(other for other in slide.figure_ids if other != ref))

    def _step(self, ref: str, by: int) -> None:
        slide = self.desk.slide
        if slide is None or ref not in slide.figure_ids:
            return
        ids = list(slide.figure_ids)
        at, to = ids.index(ref), ids.index(ref) + by
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            self.desk.write(figure_ids=tuple(ids))


def _by_hand(slide: Slide) -> tuple[str, ...]:
    """The figures chosen one by one, not by their measure."""
    return () if slide.measure_id is not None else slide.figure_ids
