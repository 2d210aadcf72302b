"""Left of the text: the other articles, this one's headings, and which themes are highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from db.records.article import ParagraphKind
from desktop import words
from desktop.i18n import language, pick, tr
from desktop.models.rows import Row, RowModel
from desktop.widgets.parts import (
    Panel,
    PlainLabel,
    SealLabel,
    hline,
    plain_tip,
)
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from db.records import Theme
    from db.records.article import Article
    from desktop.session import Session


class ReaderContents(Panel):
    """Chooses articles, headings and themes."""

    article_chosen = Signal(str)
    heading_chosen = Signal(int, int)
    themes_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("contents")
        self._session = session
        self._article_id = ""
        self._boxes: dict[str, QCheckBox] = {}
        self.counts: dict[str, int] = {}
        """How many mechanisms of each theme the article holds."""
        self._hidden: set[str] = set()
        self.regions, self._region_rows = self._list(tr("案例"))
        self._headings, self._heading_rows = self._list(tr("本文目录"))
        self._headings.setObjectName("headingList")
        self._themes = QWidget()
        QGridLayout(self._themes).setContentsMargins(16, 2, 8, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        for title, widget, stretch in (
            (tr("案例"), self.regions, 0),
            (tr("本文目录"), self._headings, 1),
            (tr("主题高亮"), self._themes, 0),
        ):
            label = PlainLabel(title)
            label.setObjectName("groupTitle")
            column.addWidget(label)
            column.addWidget(widget, stretch)
            if widget is not self._themes:
                column.addWidget(hline())
        self.regions.clicked.connect(self._on_region)
        self.regions.activated.connect(self._on_region)
        self._headings.clicked.connect(self._on_heading)
        self._headings.activated.connect(self._on_heading)
        session.appearance.changed.connect(self._fit_regions)

    def _list(self, name: str) -> tuple[QListView, RowModel]:
        view = QListView()
        view.setAccessibleName(name)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        model = RowModel(view)
        view.setModel(model)
        view.setItemDelegate(RowDelegate(self._session.appearance, view, left=16))
        return view, model

    def show_article(self, article: Article) -> None:
        """Show the contents of an article."""
        self._article_id = article.id
        cases = self._session.cases
        count = {region.id: 0 for region in cases.regions}
        for mechanism in cases.mechanisms:
            count[mechanism.region_id] += 1
        self._region_rows.set_rows(
            [
                Row(
                    entry.id,
                    words.region_name(cases.region_by_id[entry.region_id]),
                    figure=str(count[entry.region_id]),
                )
                for entry in cases.articles
            ]
        )
        self.regions.setCurrentIndex(self._region_rows.find(article.id))
        self._heading_rows.set_rows(
            [
                Row(
                    f"{p.start}",
                    article.text[p.start : p.end].rstrip("。"),
                    payload=(p.start, p.end),
                )
                for p in cases.paragraphs(article.id)
                if p.kind in (ParagraphKind.HEADING, ParagraphKind.TITLE)
            ]
        )
        self._fill_themes(article)
        self._fit_regions()

    def shown_themes(self) -> frozenset[str]:
        """Ids of the themes whose evidence is highlighted."""
        return frozenset(
            theme.id for theme in self._session.cases.themes if theme.id not in self._hidden
        )

    def set_theme(self, theme_id: str, on: bool) -> None:
        """Highlight a theme or not, as its box would."""
        box = self._boxes.get(theme_id)
        if box is not None:
            box.setChecked(on)

    def paced(self) -> list[QWidget]:
        """What is painted in its turn."""
        return [self._themes]

    def needed_width(self) -> int:
        """The width at which no theme's name is cut off."""
        return self._themes.sizeHint().width()

    def follow(self, offset: int) -> None:
        """Mark the heading under which the text at `offset` stands."""
        found = QModelIndex()
        for number in range(self._heading_rows.rowCount()):
            index = self._heading_rows.index(number)
            row = self._heading_rows.row(index)
            if row is not None and isinstance(row.payload, tuple) and row.payload[0] <= offset + 1:
                found = index
        if found.isValid() and found != self._headings.currentIndex():
            self._headings.setCurrentIndex(found)

    def _fill_themes(self, article: Article) -> None:
        cases = self._session.cases
        members: dict[str, set[str]] = {theme.id: set() for theme in cases.themes}
        for entry in cases.article_evidence(article.id):
            members[cases.mechanism_by_id[entry.mechanism_id].theme_id].add(entry.mechanism_id)
        self.counts = {theme_id: len(found) for theme_id, found in members.items()}
        self.make_themes()
        for theme in cases.themes:
            self._boxes[theme.id].setText(f"{_short(theme)} {len(members[theme.id])}")

    def make_themes(self) -> None:
        """Make the boxes of the themes, which all articles share, unless they are there."""
        if self._boxes:
            return
        grid = self._themes.layout()
        assert isinstance(grid, QGridLayout)
        grid.setHorizontalSpacing(5)
        grid.setVerticalSpacing(2)
        for number, theme in enumerate(self._session.cases.themes):
            box = QCheckBox(_short(theme))
            tip = tr("高亮“{theme}”的原文依据").format(theme=pick(theme.name, theme.name_en))
            box.setToolTip(plain_tip(tip))
            box.setChecked(theme.id not in self._hidden)
            box.toggled.connect(lambda on, theme_id=theme.id: self._toggle(theme_id, on))
            self._boxes[theme.id] = box
            columns = 1 if language() == "en" else 2
            row, place = divmod(number, columns)
            seal = SealLabel(self._session.appearance, 18, theme.id)
            grid.addWidget(seal, row, place * 2)
            grid.addWidget(box, row, place * 2 + 1)
            for widget in (seal, box):
                widget.show()  # what is still hidden has no width to a layout
            grid.setColumnStretch(place * 2 + 1, 1)

    def _toggle(self, theme_id: str, on: bool) -> None:
        (self._hidden.discard if on else self._hidden.add)(theme_id)
        self.themes_changed.emit()

    def _fit_regions(self) -> None:
        rows = self._region_rows.rowCount()
        self.regions.setFixedHeight(rows * self._session.appearance.px(36) + 8)
        self._headings.scheduleDelayedItemsLayout()
        self.regions.scheduleDelayedItemsLayout()

    def _on_region(self, index: QModelIndex) -> None:
        row = self._region_rows.row(index)
        if row is not None and row.id != self._article_id:
            self.article_chosen.emit(row.id)

    def _on_heading(self, index: QModelIndex) -> None:
        row = self._heading_rows.row(index)
        if row is not None and isinstance(row.payload, tuple):
            self.heading_chosen.emit(*row.payload)


def _short(theme: Theme) -> str:
    return pick(theme.name[:2], theme.name_en)
