"""What 原文并排 says beside its facets: who does not say it, and where the reader stands then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import words
from desktop.i18n import tr
from desktop.pages.parallel.hits import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.evidence import FacetKind
    from desktop.casebase import CaseBase
    from desktop.pages.parallel.column import Column


def notice(cases: CaseBase, columns: Sequence[Column], kind: FacetKind | None, picked: str) -> str:
    """One line: what is missing in which text; else the mechanism that stands out."""
    silent = [column.name for column in columns if not column.hits]
    parts = [_part(tr("{regions}原文未提及"), silent)]
    if kind is not None:
        parts += _about_facet([column for column in columns if column.hits], kind)
    missing = tr("；").join(part for part in parts if part)
    return missing or _standing_out(cases, columns, picked)


def _about_facet(columns: Sequence[Column], kind: FacetKind) -> list[str]:
    names: dict[Said, list[str]] = {}
    for column in columns:
        names.setdefault(column.said(kind), []).append(column.name)
    facet = words.facet_title(kind)
    return [
        _part(tr("{regions}原文未写{facet}，已停在最近一处"), names.get(Said.NOT, []), facet),
        _part(tr("{regions}原文只提名称，已停在最近一处"), names.get(Said.NAMED, [])),
        _part(
            tr("{regions}的{facet}尚未核对，已停在最近一处"), names.get(Said.UNCHECKED, []), facet
        ),
    ]


def _part(form: str, regions: Sequence[str], facet: str = "") -> str:
    return form.format(regions=tr("、").join(regions), facet=facet) if regions else ""


def _standing_out(cases: CaseBase, columns: Sequence[Column], picked: str) -> str:
    mechanism = cases.mechanism_by_id.get(picked)
    if mechanism is None or not any(c.region_id == mechanism.region_id for c in columns):
        return ""
    region = words.region_name(cases.region_by_id[mechanism.region_id])
    return tr("{region}：{name}").format(region=region, name=words.mechanism_name(mechanism))
