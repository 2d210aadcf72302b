"""原文 before the class: an article at the span that a claim stands on, with nothing else on it.

What the trainer keeps for himself (批注, 收藏, 划线) has no way in here: this view is never given
the user's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop import words
from desktop.i18n import tr
from desktop.pages.classroom.stage_look import StageLine, StageLook, StageSeal
from desktop.widgets.lanes import Span
from desktop.widgets.parts import Panel
from desktop.widgets.source_map import SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.documents.sheet import Source
    from desktop.session import Session

_MARGIN: Final = 96  # units of the scene, as on a slide
_SCROLL: Final = 0.6  # of the height, for one key


class SourceStage(Panel):
    """Shows one source after another; as large as the slides beside it."""

    def __init__(self, session: Session) -> None:
        super().__init__("sourceStage")
        self._session = session
        self._look = StageLook(session.appearance)
        self._look.setParent(self)
        self._zoom = 1.0
        self._source: Source | None = None
        self._seal = StageSeal(self._look)
        self._whose = StageLine(self._look, "colTitle", "ink1", strong=True)
        self._where = StageLine(self._look, "micro", "ink2")
        self._place = StageLine(self._look, "micro", "ink2")
        self._back = StageLine(self._look, "micro", "ink3")
        self._back.set_text(tr("Esc 返回"))
        self.view = SourceView(self._look, "reader")
        self.view.setObjectName("reader")
        self.view.setAccessibleName(tr("原文"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the showing's
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._column = QVBoxLayout(self)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._seal)
        self._head.addWidget(self._whose, 1)
        self._foot.addWidget(self._where, 1)
        self._foot.addWidget(self._place)
        self._foot.addWidget(self._back)
        self._column.addLayout(self._head)
        self._column.addWidget(self.view, 1)
        self._column.addLayout(self._foot)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._reveal)
        self._look.changed.connect(self._restyle)
        self._restyle()

    def show_source(self, source: Source, place: str = "", zoom: float = 1.0) -> None:
        """Show the article of a source at its span; `place` says which of several it is."""
        self._zoom = zoom
        self._look.fit(self.size(), zoom)
        fresh = source != self._source
        self._place.set_text(place)
        self._place.setVisible(bool(place))
        if fresh:
            self._source = source
            self._set(source)
            self._settling.start()  # once the text stands in its place

    def turn(self, by: int) -> None:
        """The text on (1) or back (-1)."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + round(by * self.view.viewport().height() * _SCROLL))

    def _set(self, source: Source) -> None:
        cases = self._session.cases
        article = cases.article(source.article_id)
        paragraphs = [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article.id)]
        headings = [(start, end) for kind, start, end in paragraphs if kind == "heading"]
        pieces = reading_pieces(article.text, paragraphs, split=True)
        self.view.show_source(SourceMap(article.text, pieces), headings)
        mechanism = cases.mechanism_by_id.get(source.mechanism_id)
        theme = mechanism.theme_id if mechanism is not None else ""
        group = source.mechanism_id or "source"
        self.view.set_spans([Span(source.start, source.end, group, theme)])
        self.view.set_active(group, (source.start, source.end))
        self._seal.set_theme(theme)
        region = cases.region_by_id.get(article.region_id)
        whose = [words.region_name(region)] if region is not None else []
        if mechanism is not None:
            whose.append(words.mechanism_name(mechanism))
        self._whose.set_text("  ".join(whose))
        self._where.set_text(words.citation(article))
        self.setAccessibleDescription(source.exact)

    def settle(self) -> None:
        """Bring the span into sight now (for pictures and tests)."""
        self._settling.stop()
        self._reveal()

    def _reveal(self) -> None:
        if self._source is not None:
            self.view.reveal(self._source.start, self._source.end, flash=False)
            self.view.finish_motion()

    def _restyle(self) -> None:
        unit = self.height() / 1080
        side = round(_MARGIN * unit)
        self._column.setContentsMargins(side, round(48 * unit), side, round(40 * unit))
        self._column.setSpacing(round(28 * unit))
        self._head.setSpacing(round(20 * unit))
        self._foot.setSpacing(round(28 * unit))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._look.fit(self.size(), self._zoom)
        self._restyle()
        super().resizeEvent(event)
        self._settling.start()
