"""Ctrl+K: mechanisms, figures, source and notes in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from db.text import find_all, snippet
from desktop.i18n import language, pick, tr
from desktop.models.rows import Row, RowModel
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages import words
from desktop.widgets.parts import PlainLabel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from db.records import Mechanism, Note, SearchHit
    from desktop.session import Session

_PER_GROUP: Final = 20
_WAIT_MS: Final = 60
_NOTE_WIDTH: Final = 40
_SUMMARY_WIDTH: Final = {"zh": 44, "en": 92}


class SearchDialog(QDialog):
    """Results as one types; Enter opens, Esc closes."""

    mechanism_chosen = Signal(str)
    span_chosen = Signal(str, int, int, str)
    """article id, start, end, mechanism id or ''."""
    note_chosen = Signal(str, str)
    """The id of the mechanism the note is on, and the note's, or '' to write one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setObjectName("palette")
        self.setModal(True)
        self._session = session
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.search)
        self.edit = QLineEdit()
        self.edit.setObjectName("paletteEdit")
        self.edit.setPlaceholderText(tr("搜索做法、数字、原文、笔记"))
        self.edit.setAccessibleName(tr("搜索"))
        self.edit.textChanged.connect(self._timer.start)
        self.edit.returnPressed.connect(self._choose_current)
        self.rows = RowModel(self)
        self.list = QListView()
        self.list.setObjectName("paletteList")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(session.appearance, self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.clicked.connect(self._choose)
        self.state = PlainLabel()
        self.state.setObjectName("paletteState")
        self.state.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        column.addWidget(self.state)
        self.search()

    def open_at(self, window: QWidget) -> None:
        """Show the palette over a window, the former query selected."""
        look = self._session.appearance
        width = min(look.px(680), window.width() - 40)
        height = min(look.px(560), window.height() - look.px(80))
        self.resize(width, height)
        corner = QPoint((window.width() - width) // 2, look.px(44))
        self.move(window.mapToGlobal(corner))
        self.edit.selectAll()
        self.edit.setFocus()
        self.search()
        self.open()

    def search(self) -> None:
        """Show what the present query finds."""
        self._timer.stop()
        query = self.edit.text().strip()
        rows = self._results(query) if query else []
        self.rows.set_rows(rows)
        first = self.rows.first()
        if first.isValid():
            self.list.setCurrentIndex(first)
        self.list.setVisible(bool(rows))
        if not query:
            self.state.setText(
                tr("输入几个字：做法的名称、数字、原文里的话，或自己的批注。空格隔开多个词。")
            )
        elif not rows:
            self.state.setText(
                tr(
                    "没有找到“{query}”。查过做法、数字、原文和批注；试试更短的词，或去掉一个词。"
                ).format(query=query)
            )
        else:
            self.state.setText(tr("↑↓ 选择，Enter 打开，Ctrl+B 收藏，Ctrl+N 批注，Esc 关闭"))

    def _results(self, query: str) -> list[Row]:
        groups: list[tuple[str, list[Row]]] = [
            (title, [self._hit_row(hit) for hit in self._hits(query, kind)])
            for title, kind in (
                (tr("做法"), "mechanism"),
                (tr("数字"), "figure"),
                (tr("原文"), "passage"),
            )
        ]
        groups.append((tr("笔记"), [self._note_row(n, query) for n in self._notes(query)]))
        rows: list[Row] = []
        for title, members in groups:
            if members:
                more = "+" if len(members) > _PER_GROUP else ""
                shown = members[:_PER_GROUP]
                rows.append(Row("", f"{title} {len(shown)}{more}", kind="heading"))
                rows.extend(shown)
        return rows

    def _hits(self, query: str, kind: str) -> list[SearchHit]:
        """One more than is shown, so that it can be said that there are more."""
        return self._session.cases.search(query, _PER_GROUP + 1, kind)

    def _notes(self, query: str) -> list[Note]:
        wanted = query.split()
        return [
            note
            for note in self._session.marks.notes()
            if all(snippet(note.body, [word], _NOTE_WIDTH)[1] for word in wanted)
        ]

    def _hit_row(self, hit: SearchHit) -> Row:
        cases = self._session.cases
        region = words.region_name(cases.region_by_id[hit.region_id])
        mechanism = cases.mechanism_by_id.get(hit.ref_id)
        name = hit.title
        if hit.kind == "figure":
            found = next(
                (f for f in cases.article_figures(hit.article_id or "") if f.id == hit.ref_id), None
            )
            if found is not None:
                mechanism = cases.mechanism_by_id.get(found.mechanism_id or "")
                name = f"{found.label}  {found.wording}"
        elif mechanism is not None:
            name = words.mechanism_name(mechanism)
            # A hit in the name needs no proof: the summary tells more.
            summary = pick(mechanism.summary, mechanism.summary_en)
            text, marks = snippet(summary, self.edit.text().split(), _SUMMARY_WIDTH[language()])
            if marks or hit.title in hit.snippet[: len(hit.title)]:
                return self._row(hit, name, region, mechanism, text, tuple(marks))
        return self._row(hit, name, region, mechanism, hit.snippet, hit.marks)

    def _row(
        self,
        hit: SearchHit,
        name: str,
        region: str,
        mechanism: Mechanism | None,
        text: str,
        marks: tuple[tuple[int, int], ...],
    ) -> Row:
        return Row(
            hit.ref_id,
            name,
            kind="hit",
            theme=mechanism.theme_id if mechanism else "",
            figure=region,
            subtitle=text.replace("\n", " "),
            marks=marks,
            bookmarked=bool(mechanism) and self._session.marks.is_bookmarked(hit.ref_id),
            payload=(hit, mechanism.id if mechanism else ""),
        )

    def _note_row(self, note: Note, query: str) -> Row:
        mechanism = self._session.cases.mechanism_by_id.get(note.mechanism_id or "")
        text, marks = snippet(note.body, query.split(), _NOTE_WIDTH)
        return Row(
            note.id,
            tr("批注 {name}").format(
                name=words.mechanism_name(mechanism) if mechanism else note.mechanism_name
            ),
            kind="hit",
            theme=mechanism.theme_id if mechanism else "",
            subtitle=text.replace("\n", " "),
            marks=tuple(marks),
            payload=(None, note.mechanism_id or ""),
        )

    def _choose_current(self) -> None:
        if self._timer.isActive():
            self.search()
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is None or not isinstance(row.payload, tuple):
            return
        self.accept()
        hit, mechanism_id = row.payload
        if hit is None:
            self.note_chosen.emit(mechanism_id, row.id)
        elif hit.kind == "mechanism":
            self.mechanism_chosen.emit(mechanism_id)
        else:
            self.span_chosen.emit(hit.article_id, *self._exact_span(hit), mechanism_id)

    def _exact_span(self, hit: SearchHit) -> tuple[int, int]:
        """Where the first word stands inside the passage that was found."""
        text = self._session.cases.article(hit.article_id or "").text
        start, end = hit.start or 0, hit.end or 0
        words_typed = self.edit.text().split()
        found = find_all(text[start:end], words_typed[0]) if words_typed else []
        return (start + found[0][0], start + found[0][1]) if found else (start, end)

    def _act_on_current(self, key: Qt.Key) -> bool:
        """Ctrl+B bookmarks and Ctrl+N annotates the mechanism of the current row."""
        row = self.rows.row(self.list.currentIndex())
        if row is None or not isinstance(row.payload, tuple) or not row.payload[1]:
            return False
        if key == Qt.Key.Key_B:
            place = self.list.currentIndex().row()
            toggle_bookmark(self._session, row.payload[1])
            self.search()
            self.list.setCurrentIndex(self.rows.index(place))
            return True
        if key == Qt.Key.Key_N:
            self.accept()
            self.note_chosen.emit(row.payload[1], "")
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and self._act_on_current(Qt.Key(event.key())):
            return
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 6,
            Qt.Key.Key_PageUp: -6,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row = self.list.currentIndex().row() + step
        direction = 1 if step > 0 else -1
        row = min(max(row, 0), self.rows.rowCount() - 1)
        while 0 <= row < self.rows.rowCount():
            index = self.rows.index(row)
            if self.rows.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                return
            row += direction
