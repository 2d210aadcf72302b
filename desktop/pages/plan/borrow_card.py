"""借鉴 → 改造 → 落实: what was borrowed beside what the township makes of it, and who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from db.records.plan import Borrowing, Decision, Task
from desktop.i18n import tr
from desktop.operations import plans as operations
from desktop.pages.plan import words
from desktop.pages.plan.block_view import SIDES, set_shown
from desktop.pages.plan.item_view import ItemView
from desktop.widgets.parts import (
    ElidingLabel,
    IconButton,
    IconLabel,
    PlainLabel,
    SealLabel,
    below,
    plain_tip,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from db.records.plan import Quote
    from desktop.pages.plan.blocks import Block
    from desktop.pages.plan.plan_text import PlanText
    from desktop.theme import Appearance

SIDE_BY_SIDE: Final = 900
_LEAST_SIDES: Final = 560  # where the user wants them beside each other at any rate
"""From this width of a card on, at 100 %, 原文做法 stands left of 本镇做法, else above it."""
_ROOMY: Final = 520  # from this width of a card on its head has room for what became of it
_ROOM: Final = 96  # characters of 原文做法 that stand open; the rest unfolds
_TIP: Final = 160  # characters of a quote in a menu's tooltip
_ITEM: Final = 28  # and in the menu itself


class BorrowCard(ItemView):
    """Edits a borrowing and its task."""

    def build_card(self) -> Iterator[None]:
        look, px = self.session.appearance, self.session.appearance.px
        yield from self._build_head()
        self._inside = QWidget(self.card)
        self.card.column.addWidget(self._inside)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._inside)
        self._sides.setContentsMargins(px(12), px(8), px(12), px(8))
        self._sides.setSpacing(px(2))
        self._quote = PlainLabel()
        self._quote.setObjectName("planQuote")
        self._quote.setWordWrap(True)
        self._quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._quote.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._quote.setContentsMargins(px(6), 0, px(6), 0)
        self._every = IconButton(look, "down", role="everyQuote", size=12, beside=True)
        self._every.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._every.setCheckable(True)
        self._every.set_icons("down", "up")
        self._every.clicked.connect(lambda: self.show_quotes(self.borrowing.quotes))
        self.entering(self._every)
        theirs = QVBoxLayout()
        theirs.setSpacing(0)
        theirs.addWidget(self._quote)
        absolute = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        theirs.addWidget(self._every, 0, absolute)
        theirs.addStretch(1)
        self._sides.addLayout(theirs, 1)
        self._inside.ensurePolished()
        yield
        own = QVBoxLayout()
        own.setSpacing(0)
        self.ours = self.add_text("ours", tr("本镇做法"), self._inside, look="body", long=True)
        self.ours.setPlaceholderText(tr("写本镇做法：谁来做、怎么做、做到什么程度"))
        yield
        self._lacks = _Lack(self.session.appearance, self._inside)
        self.reason = self.add_text("reason", tr("理由"), self._inside, look="reason")
        own.addWidget(self.ours)
        own.addWidget(self._lacks.widget)
        own.addWidget(self.reason)
        own.addStretch(1)
        self._sides.addLayout(own, 1)
        look.changed.connect(self.card.update)
        yield

    def _build_head(self) -> Iterator[None]:
        look, row = self.session.appearance, self.card.head.row
        self._seal = SealLabel(look, 20)
        borrowed = PlainLabel(tr("借鉴"))
        borrowed.setObjectName("quietBody")
        self._from = ElidingLabel()
        self._from.setObjectName("strong")
        arrow = self._arrow = PlainLabel("→")
        arrow.setObjectName("quietBody")
        self._result = ElidingLabel()
        self._warn = IconLabel(look, "warn", "warn", 13)
        self._warned = ElidingLabel()
        self._warned.setObjectName("planMissing")
        self._decision = IconButton(look, "down", role="decision", size=13, beside=True)
        self._decision.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._decision.clicked.connect(self._choose_decision)
        self._source = IconButton(look, "open", role="source", size=14, beside=True)
        self._source.clicked.connect(self._open_source)
        for button in (self._decision, self._source):
            self.entering(button)
        for widget in (self._seal, borrowed, self._from, arrow):
            row.addWidget(widget)
            widget.ensurePolished()
        yield
        row.addWidget(self._result, 1)
        row.addStretch(0)
        for part in (self._warn, self._warned, self._decision, self._source, self.more_button()):
            row.addWidget(part)
            part.ensurePolished()
        yield

    @property
    def borrowing(self) -> Borrowing:
        """The borrowing that is shown."""
        assert isinstance(self.block.row, Borrowing)
        return self.block.row

    def task(self) -> Task:
        return self.block.task or operations.task_for(self.session, self.borrowing)

    def name(self) -> str:
        return words.mechanism_name(self.session, self.borrowing)

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        row = self.borrowing
        theme = self._theme()
        self.card.set_theme(theme)
        self._seal.set_theme(theme)
        self.title.setPlaceholderText(row.mechanism_name)
        self.ours.show_text(row.ours)
        self.reason.show_text(row.reason)
        self.show_quotes(row.quotes)
        self._show_head(block)
        self._show_decision(row)
        set_shown(self._inside, not block.folded)
        self._lacks.show("ours" in self.missing())
        self.card.head.lined = not block.folded

    @property
    def committed(self) -> bool:
        return self.borrowing.decision is not Decision.REJECT

    def missing(self) -> dict[str, str]:
        if self.borrowing.decision is Decision.REJECT:
            return {}
        found = super().missing()
        if not self.borrowing.ours.strip():
            found["ours"] = words.missing_name("ours")
        return found

    def show_quotes(self, quotes: tuple[Quote, ...]) -> None:
        """Show 原文做法 as it was when it was taken, and how many places there are."""
        said = [tr("“{quote}”").format(quote=" ".join(quote.exact.split())) for quote in quotes]
        few = _first(said)
        shown = said if self._every.isChecked() else few
        self._quote.setText("\u2002".join(shown))
        set_shown(self._quote, bool(said))
        set_shown(self._every, len(few) < len(said))
        more = tr("其余 {n} 处原文").format(n=len(said) - len(few))
        self._every.setText(tr("收起原文") if self._every.isChecked() else more)
        text = tr("原文 {n} 处").format(n=len(quotes))
        self._source.setText(text)
        self._source.setAccessibleName(text)
        self._source.setToolTip(tr("打开原文"))

    def _show_head(self, block: Block) -> None:
        row = self.borrowing
        region = words.region_name(self.session, row.region_id)
        self._from.setText(f"{region} {self.name()}".strip())
        lacking = list(self.missing().values()) if block.folded else []
        first = " ".join(row.ours.split())[:60] if block.folded else ""
        self._result.setText(first or tr("本镇做法"))
        set_shown(self._warn, bool(lacking))
        set_shown(self._warned, bool(lacking))
        self._warned.setText(tr("、").join(lacking))
        set_shown(self._source, bool(row.quotes) and not block.folded)
        set_shown(self._decision, not block.folded)

    def _show_decision(self, row: Borrowing) -> None:
        name = words.decision_name(row.decision)
        self._decision.setText(name)
        self._decision.setAccessibleName(tr("借鉴方式 {name}").format(name=name))
        self._decision.setToolTip(tr("照搬、改造或不采用"))
        prompt = (
            tr("不采用的理由")
            if row.decision is Decision.REJECT
            else tr("改造的理由：本镇与原文有何不同")
        )
        self.reason.setPlaceholderText(prompt)
        self.reason.setAccessibleName(prompt)
        adopted = row.decision is Decision.ADOPT
        set_shown(self.reason, not adopted or bool(row.reason) or self.reason.ahead)

    def _choose_decision(self) -> None:
        menu = QMenu(self)
        for decision in Decision:
            action = menu.addAction(words.decision_name(decision))
            action.setCheckable(True)
            action.setChecked(self.borrowing.decision is decision)
            action.triggered.connect(lambda _=False, decision=decision: self.decide(decision))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self._decision))

    def decide(self, decision: Decision) -> None:
        """照搬, 改造 or 不采用; the reason is asked for where one is owed."""
        self.store()
        operations.write(self.session, self.borrowing, decision=decision)
        if decision is not Decision.ADOPT and not self.borrowing.reason.strip():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_source(self) -> None:
        quotes = self.borrowing.quotes
        if len(quotes) == 1:
            self._open(quotes[0])
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for number, quote in enumerate(quotes, start=1):
            words_ = " ".join(quote.exact.split())
            short = words_ if len(words_) <= _ITEM else words_[: _ITEM - 1] + "…"
            action = menu.addAction(f"{number}  {short}".replace("&", "&&"))
            action.setToolTip(plain_tip(words_[:_TIP]))
            action.triggered.connect(lambda _=False, quote=quote: self._open(quote))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self._source))

    def _open(self, quote: Quote) -> None:
        # Where the text says something else by now, it is opened at no span.
        start, end = self.session.places.place(quote) or (0, 0)
        self.signals.opened.emit(quote.article_id, start, end, self.borrowing.mechanism_id)

    def fill_menu(self, menu: QMenu) -> None:
        if self.borrowing.quotes:
            menu.addAction(tr("打开原文"), lambda: self._open(self.borrowing.quotes[0]))
        super().fill_menu(menu)

    def always_wanted(self) -> list[PlanText]:
        if self.borrowing.decision is Decision.REJECT:
            return [self.reason]
        return [self.title, self.ours, *super().always_wanted()[1:]]

    def _theme(self) -> str:
        mechanism = self.session.cases.mechanism_by_id.get(self.borrowing.mechanism_id)
        return mechanism.theme_id if mechanism is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.whole:
            self.arrange(event.size().width())
        super().resizeEvent(event)

    def height_for(self, width: int) -> int:
        self.arrange(width)
        return super().height_for(width)

    def arrange(self, width: int) -> None:
        """Put 原文做法 beside 本镇做法 where there is room for both, else above it."""
        wanted_wide = bool(self.session.remembered.number(SIDES))
        least = _LEAST_SIDES if wanted_wide else SIDE_BY_SIDE
        wide = width >= self.session.appearance.px(least)
        roomy = width >= self.session.appearance.px(_ROOMY)
        if self._result.isVisibleTo(self) is not roomy:  # the name first
            set_shown(self._arrow, roomy)
            set_shown(self._result, roomy)
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if wide else way.TopToBottom
        if self._sides.direction() is not wanted:
            self._sides.setDirection(wanted)
            self._sides.setSpacing(self.session.appearance.px(16 if wide else 2))


def _first(quotes: list[str]) -> list[str]:
    """The quotes that fit about two lines; one at least."""
    room = _ROOM
    found: list[str] = []
    for quote in quotes:
        room -= len(quote)
        if found and room < 0:
            break
        found.append(quote)
    return found


class _Lack:
    """Says below 本镇做法 that it is not written yet."""

    def __init__(self, look: Appearance, parent: QWidget) -> None:
        from PySide6.QtWidgets import QHBoxLayout

        self.widget = QWidget(parent)
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(look.px(6), 0, 0, look.px(2))
        row.setSpacing(look.px(4))
        label = PlainLabel(words.missing_name("ours"))
        label.setObjectName("planMissing")
        row.addWidget(IconLabel(look, "warn", "warn", 13))
        row.addWidget(label)
        row.addStretch(1)
        self.widget.ensurePolished()

    def show(self, lacking: bool) -> None:
        """Show the sign, or hide it."""
        set_shown(self.widget, lacking)
