"""同类做法 on its way out: the captions of the interface for the table that is exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import words
from desktop.comparing.export import Captions, table_of
from desktop.i18n import pick, tr
from desktop.models.family_table import NO_FIGURE
from desktop.pages.citing import reference_of
from desktop.pages.family.column_menu import column_name

if TYPE_CHECKING:
    from desktop.comparing.comparison import FigureRow
    from desktop.documents.table import Table
    from desktop.pages.family.board import ComparisonBoard
    from desktop.session import Session


def make_table(session: Session, board: ComparisonBoard, title: str) -> Table:
    """What the board shows, in its order, with the quotes behind every cell."""
    by_mechanism = board.by_mechanism
    captions = Captions(
        title=tr("同类做法对照：{name}").format(name=title),
        first_column=tr("要素"),
        remarks=tuple(_remarks(session, board)),
        only=tr("（仅此条提及）") if by_mechanism else tr("（仅此地提及）"),
        no_figure=NO_FIGURE,
        separator=tr("；"),
        column=lambda column: column_name(session, column),
        facet=words.facet_title,
        figure_row=_figure_row,
        figure_kind=words.figure_kind,
        gap=words.gap_text,
        cite=lambda article_id: reference_of(session, session.cases.article(article_id)),
    )
    model = board.model
    return table_of(
        board.comparison,
        model.shown_columns(),
        model.shown_rows(),
        captions,
        differences=model.emphasises,
    )


def _figure_row(row: FigureRow) -> str:
    unit = tr("、").join(row.units) or tr("无单位")
    about = row.about
    if about is None:
        return tr("{name}：{value}").format(name=words.figure_kind(row.kind), value=unit)
    name = tr("{name}：{value}").format(name=pick(about.name, about.name_en), value=unit)
    why = pick(about.caution, about.caution_en)
    return name + (tr("（慎比：{why}）").format(why=why) if why else "")


def _remarks(session: Session, board: ComparisonBoard) -> list[str]:
    """What was emphasised, and everything that the table leaves out."""
    remarks = []
    if board.model.emphasises:
        remarks.append(tr("粗体是别的列没有的字眼。"))
    hidden = [column_name(session, column) for column in board.hidden_columns()]
    if hidden:
        remarks.append(tr("没有列出的列：{names}。").format(names=tr("、").join(hidden)))
    columns = [board.comparison.columns[place] for place in board.model.shown_columns()]
    others = [
        f"{words.region_name(session.cases.region_by_id[member.region_id])} "
        + words.mechanism_name(member)
        for column in columns
        for member in column.members
        if member.id != column.mechanism.id
    ]
    if others:
        remarks.append(
            tr("同类里另有 {n} 条没有列出：{names}。").format(
                n=len(others), names=tr("、").join(others)
            )
        )
    return remarks
