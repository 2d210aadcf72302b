"""课堂测验: questions drawn from figures and quotes of chosen mechanisms, to be taken or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import words
from desktop.i18n import tr
from desktop.pages.classroom import offers
from desktop.pages.classroom.choice_dialog import choose
from desktop.pages.help.opening import help_key
from desktop.teaching.quiz import questions
from desktop.widgets.markdown import to_plain
from desktop.widgets.parts import ActionButton, Panel, PlainLabel, clear_layout
from desktop.widgets.tab_order import put_in_order

if TYPE_CHECKING:
    from db.records.lesson import Slide
    from desktop.session import Session


class QuizDialog(QDialog):
    """Every question with its answer and the words that hold it; those checked are taken."""

    def __init__(self, session: Session, mechanism_ids: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        help_key(self, session, "classroom")
        self._session, self._ids = session, mechanism_ids
        self._seed = 0
        self._found: list[Slide] = []
        self.boxes: list[QCheckBox] = []
        self.setWindowTitle(tr("课堂测验"))
        look = session.appearance
        self.state = PlainLabel()
        self.state.setObjectName("quiet")
        self.state.setWordWrap(True)
        self.again = ActionButton(look, "sync", tr("换一批干扰项"))
        self.again.clicked.connect(self._again)
        self._inner = Panel("dialogInner")
        QVBoxLayout(self._inner).setSpacing(12)
        self._build()
        self._fill()
        self.resize(
            min(look.px(620), parent.window().width() - 40),
            min(look.px(620), parent.window().height() - 40),
        )

    def _build(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inner)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(
            tr("加入课件"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        column.addWidget(scroll, 1)
        column.addLayout(row)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: the questions, made anew with other answers, stand before the buttons."""
        put_in_order(self)
        return super().focusNextPrevChild(forward)

    def _again(self) -> None:
        kept = [box.isChecked() for box in self.boxes]
        self._seed += 1
        self._fill()
        for box, checked in zip(self.boxes, kept, strict=False):
            box.setChecked(checked)

    def _fill(self) -> None:
        clear_layout(self._inner)
        self._found = questions(self._session.cases, self._ids, seed=self._seed)
        self.boxes = []
        layout = self._inner.layout()
        assert isinstance(layout, QVBoxLayout)
        for number, slide in enumerate(self._found, start=1):
            layout.addWidget(self._question(number, slide))
        layout.addStretch(1)
        self.again.setEnabled(any(slide.options for slide in self._found))
        self._say()

    def _question(self, number: int, slide: Slide) -> QWidget:
        item = QWidget()
        column = QVBoxLayout(item)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        asked = " ".join(to_plain(slide.body).split())
        box = QCheckBox(tr("第 {n} 题").format(n=number))
        box.setAccessibleName(f"{box.text()} {asked}")
        box.setChecked(True)
        box.toggled.connect(self._say)
        self.boxes.append(box)
        column.addWidget(box)
        lines = [(asked, "strong")]
        if slide.options:
            letters = (f"{chr(ord('A') + i)}. {text}" for i, text in enumerate(slide.options))
            lines.append(("　".join(letters), ""))
        lines.append((tr("答案：{answer}").format(answer=slide.answer), "meta"))
        lines += [
            (tr("“{quote}”").format(quote=quote.exact), "planQuote") for quote in slide.quotes
        ]
        lines += [(self._where(slide), "quiet")]
        for text, name in lines:
            label = PlainLabel(text)
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setContentsMargins(22, 0, 0, 0)
            column.addWidget(label)
        return item

    def _where(self, slide: Slide) -> str:
        cases = self._session.cases
        known = {article.id: article for article in cases.articles}
        articles = [known[q.article_id] for q in slide.quotes if q.article_id in known]
        return words.citation(articles[0]) if articles else ""

    def _say(self) -> None:
        n = len(self.chosen)
        self.state.setText(
            tr(
                "{all} 题里选了 {n} 题。正确答案都是原文里的字句，其他选项是别处同一单位的数字。"
            ).format(all=len(self._found), n=n)
            if self._found
            else tr("这些做法的原文里没有适合出题的数字和字句。换几条试试。")
        )
        self.accept_button.setEnabled(n > 0)

    @property
    def chosen(self) -> list[Slide]:
        """The questions that are checked."""
        pairs = zip(self._found, self.boxes, strict=True)
        return [slide for slide, box in pairs if box.isChecked()]


def ask_quiz(session: Session, page: QWidget, lesson_id: str) -> list[Slide]:
    """Ask from which mechanisms, show what can be asked; the slides taken, [] for none."""
    of_lesson = [
        ref for ref in offers.of_lesson(session, lesson_id) if ref in session.cases.mechanism_by_id
    ]
    ids = choose(
        session,
        page,
        tr("从哪些做法出题"),
        lambda _query, found=None: offers.mechanism_rows(session, found, of_lesson),
        finds="mechanism",
        several=True,
        chosen=of_lesson,
    )
    if not ids:
        return []
    dialog = QuizDialog(session, ids, page)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    found = dialog.chosen if accepted else []
    dialog.deleteLater()
    return found
