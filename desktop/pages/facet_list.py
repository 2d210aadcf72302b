"""The facets of a mechanism with their citation marks; what the text does not say is said too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from db.records.evidence import FacetKind
from desktop import words
from desktop.i18n import tr
from desktop.pages.citation_marks import cited_html
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from db.records import Mechanism
    from db.records.evidence import Facet
    from desktop.session import Session

_FIRST = (
    FacetKind.LEAD,
    FacetKind.TARGET,
    FacetKind.STEPS,
    FacetKind.CRITERIA,
    FacetKind.CONSEQUENCE,
)


class FacetList(QWidget):
    """Five facets at once, all eight on demand."""

    cited = Signal(int)
    """The user followed the citation mark with this number."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._mechanism: Mechanism | None = None
        self._all = False
        self._labels: dict[FacetKind, _Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._more = QPushButton()
        self._more.setProperty("role", "link")
        self._more.setCursor(Qt.CursorShape.PointingHandCursor)
        self._more.clicked.connect(self._toggle)
        column.addWidget(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_mechanism(self, mechanism: Mechanism) -> None:
        """Show the facets of a mechanism."""
        self._mechanism = mechanism
        look = self._session.appearance
        metrics = QFontMetrics(look.font("meta"))
        widest = max(metrics.horizontalAdvance(words.facet_name(kind)) for kind in FacetKind)
        self._grid.setColumnMinimumWidth(0, max(look.px(48), widest + look.px(10)))
        facets = {facet.kind: facet for facet in self._session.cases.facets(mechanism.id)}
        shown = [kind for kind in FacetKind if self._all or kind in _FIRST]
        for row, kind in enumerate(FacetKind):
            if kind in shown:
                self._made(row, kind).show_facet(mechanism, facets.get(kind))
            elif kind in self._labels:
                self._labels[kind].hide()
        hidden = [words.facet_name(kind) for kind in FacetKind if kind not in shown]
        self._more.setText(
            tr("展开{names}").format(names=tr("、").join(hidden))
            if hidden
            else tr("收起频次、保障、成效")
        )
        self._more.setToolTip(self._more.text())
        self._more.setIcon(look.icon("down" if hidden else "up", "ink3", 13))

    def _made(self, row: int, kind: FacetKind) -> _Row:
        """The labels of a facet, made when it is first shown and kept for every mechanism."""
        if kind not in self._labels:
            made = self._labels[kind] = _Row(self._session, kind)
            made.text.linkActivated.connect(lambda link: self.cited.emit(int(link)))
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(made.name, row, 0, top)
            # One in the place of the other: which of them is shown, the mechanism says.
            self._grid.addWidget(made.text, row, 1)
            self._grid.addWidget(made.missing, row, 1)
        return self._labels[kind]

    def _toggle(self) -> None:
        self._all = not self._all
        if self._mechanism is not None:
            self.show_mechanism(self._mechanism)


class _Row:
    """The name of a facet; beside it what the text says, or that it says nothing."""

    def __init__(self, session: Session, kind: FacetKind) -> None:
        self._session = session
        self._kind = kind
        self.name = PlainLabel(words.facet_name(kind))
        self.name.setObjectName("facetName")
        self.text = PlainLabel()
        self.text.setWordWrap(True)
        self.text.setObjectName("facetText")
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.missing = PlainLabel()
        self.missing.setWordWrap(True)
        self.missing.setObjectName("quiet")

    def show_facet(self, mechanism: Mechanism, facet: Facet | None) -> None:
        """Show what a mechanism's text says, None for nothing."""
        if facet is None:
            self.missing.setText(_missing(mechanism))
        else:
            look, numbers = self._session.appearance, self._session.cases.citation_numbers
            marks = numbers(mechanism.id, self._kind)
            self.text.setText(cited_html(look, facet.text, "body", marks))
        self.name.show()
        self.text.setVisible(facet is not None)
        self.missing.setVisible(facet is None)

    def hide(self) -> None:
        """Give the room to the others."""
        for label in (self.name, self.text, self.missing):
            label.hide()


def _missing(mechanism: Mechanism) -> str:
    """Why a facet has no text: nobody looked, the scheme is only named, or the text is silent."""
    if not mechanism.checked:
        return tr("尚未核对")
    return tr("原文未提及") if mechanism.itemised else tr("原文只提名称")
