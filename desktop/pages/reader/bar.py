"""The page bar of the reader: whose text it is, how large, how broken, what is highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from desktop import words
from desktop.i18n import pick, tr
from desktop.settings import TEXT_SIZES
from desktop.widgets.parts import CheckMenu, ElidingLabel, IconButton, Panel, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from db.records.article import Article
    from desktop.pages.reader.contents import ReaderContents
    from desktop.session import Session


class ReaderBar(Panel):
    """Layout and menus; what is chosen is told."""

    left = Signal()
    size_chosen = Signal(int)

    def __init__(self, session: Session, contents: ReaderContents) -> None:
        super().__init__("pageBar")
        self._session = session
        self._contents = contents
        self._look = session.appearance
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 0, 16, 0)
        self.row.setSpacing(10)
        back = IconButton(self._look, "left", tr("返回（Alt+Left）"), size=18)
        back.clicked.connect(self.left)
        self._region = PlainLabel()
        self._region.setObjectName("readerTitle")
        self._title = ElidingLabel()
        self._title.setObjectName("readerTitle")
        self._drafted = PlainLabel(tr("编者拟题"))
        self._drafted.setObjectName("chip")
        self._about = ElidingLabel()
        self._about.setObjectName("quiet")
        self.row.addWidget(back)
        self.row.addWidget(self._region)
        self.row.addWidget(self._title, 3)
        self.row.addWidget(self._drafted, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self._about, 2)
        self.sizes = self._build_sizes()
        self.themes = self._build_themes()

    def _menu_button(self, icon: str, text: str) -> IconButton:
        button = IconButton(self._look, icon, text, role="bar", beside=True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _build_sizes(self) -> IconButton:
        button = self._menu_button("textsize", "")
        menu = QMenu(button)
        group = QActionGroup(menu)
        for size in TEXT_SIZES:
            action = menu.addAction(str(size))
            action.setCheckable(True)
            action.setData(size)
            group.addAction(action)
            action.triggered.connect(lambda _on, chosen=size: self.size_chosen.emit(chosen))
        button.setMenu(menu)
        return button

    def _build_themes(self) -> IconButton:
        button = self._menu_button("filter", tr("全部主题"))
        menu = CheckMenu(button)
        menu.aboutToShow.connect(self._fill_themes)
        button.setMenu(menu)
        self._all: QAction = menu.addAction(tr("全部主题"))
        self._all.setCheckable(True)
        self._all.triggered.connect(self._choose_all)
        menu.addSeparator()
        self._theme_actions: dict[str, QAction] = {}
        for theme in self._session.cases.themes:
            action = menu.addAction(pick(theme.name, theme.name_en))
            action.setCheckable(True)
            action.triggered.connect(
                lambda on, theme_id=theme.id: self._contents.set_theme(theme_id, on)
            )
            self._theme_actions[theme.id] = action
        return button

    def _choose_all(self, on: bool) -> None:
        for theme in self._session.cases.themes:
            self._contents.set_theme(theme.id, on)

    def _fill_themes(self) -> None:
        shown, counts = self._contents.shown_themes(), self._contents.counts
        for theme in self._session.cases.themes:
            action = self._theme_actions[theme.id]
            name = pick(theme.name, theme.name_en)
            action.setText(f"{theme.glyph}  {name} {counts.get(theme.id, 0)}")
            action.setChecked(theme.id in shown)
        self._all.setChecked(len(shown) == len(self._theme_actions))

    # Showing

    def show_article(self, article: Article) -> None:
        """Name an article."""
        region = self._session.cases.region_by_id[article.region_id]
        self._region.setText(words.region_name(region))
        self._title.setText(article.title)
        self._title.setAccessibleDescription(words.byline(article))
        self._drafted.setVisible("title" in article.inferred)
        count = len(article.text.replace("\n", ""))
        self._about.setText(
            tr("{byline}，全文 {n} 字").format(byline=words.byline(article), n=count)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the line about the source goes first."""
        super().resizeEvent(event)
        self._about.show()
        self.row.invalidate()
        self._about.setVisible(self.row.minimumSize().width() <= event.size().width())

    def refresh(self) -> None:
        """Say which size the text has and how many themes are highlighted."""
        size = self._session.settings.text_size
        self.sizes.setText(str(size))
        self.sizes.setToolTip(tr("原文字号 {n}").format(n=size))
        self.sizes.setAccessibleName(tr("原文字号 {n}").format(n=size))
        for action in self.sizes.menu().actions():
            action.setChecked(action.data() == size)
        shown, total = len(self._contents.shown_themes()), len(self._theme_actions)
        self.themes.setToolTip(tr("选择高亮哪些主题"))
        if shown == total:
            self.themes.say(tr("全部主题"))
        else:
            label = tr("主题 {n}/{total}").format(n=shown, total=total)
            self.themes.say(label, f"{shown}/{total}")
        self._fill_themes()
