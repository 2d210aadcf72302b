"""Asks at a start what to open in place of a damaged workspace."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import copy_words, damage
from desktop.beside import Beside
from desktop.damage import Findings, Way
from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel, TitleLabel

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.theme import Appearance


class DamageDialog(QDialog):
    """The newest good copy, what can still be read, or nothing; the one that loses least first."""

    def __init__(self, folder: Path, look: Appearance) -> None:
        super().__init__()
        self._folder = folder
        self._look = look
        self.findings = Findings()
        self.aside: Path | None = None
        """Where the damaged workspace is kept, once the dialog has been accepted."""
        self.ways = {way: QRadioButton() for way in Way}
        self._about = {way: PlainLabel() for way in Way}
        self._group = QButtonGroup(self)
        self.said = PlainLabel()
        self.progress = QProgressBar()
        self.go = QPushButton(tr("打开"))
        self.leave = QPushButton(tr("退出"))
        self._looking = Beside(self)
        self._working = Beside(self)
        self.setWindowTitle(tr("他山"))
        self._build()
        self._connect()
        self._looking.run(partial(damage.look_around, folder))

    # Building

    def _build(self) -> None:
        px = self._look.px
        title = TitleLabel(tr("工作区文件损坏了"))
        title.setObjectName("appName")
        why = PlainLabel(
            tr(
                "批注、收藏、方案都在这个文件里：{path}。"
                "请选打开什么；损坏的文件会原样另放一个文件夹，不会动。"
            ).format(path=self._folder / "workspace.db")
        )
        why.setWordWrap(True)
        inner = QWidget()
        inner.setObjectName("dialogInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(why)
        column.addSpacing(px(8))
        for way, button in self.ways.items():
            about = self._about[way]
            about.setObjectName("quietBody")
            about.setWordWrap(True)
            about.setContentsMargins(px(24), 0, 0, px(8))
            self._group.addButton(button)
            column.addWidget(button)
            column.addWidget(about)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("工作区文件损坏了"))
        scroll.setWidget(inner)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.leave)
        below.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.addWidget(scroll, 1)
        whole.addWidget(self.said)
        whole.addWidget(self.progress)
        whole.addLayout(below)
        self.said.setWordWrap(True)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("进度"))
        self.leave.setAutoDefault(False)
        self.go.setDefault(True)
        self.resize(min(px(600), 960), min(px(420), 660))
        self._name_ways()
        self._set_busy(True)

    def _connect(self) -> None:
        self._looking.stepped.connect(self.said.setText)
        self._looking.done.connect(self._on_found)
        self._looking.failed.connect(lambda why: self._on_found(Findings(problem=why)))
        self._working.done.connect(self._on_opened)
        self._working.failed.connect(self._on_failed)
        self.go.clicked.connect(self.start)
        self.leave.clicked.connect(self.reject)

    # Showing

    def _name_ways(self) -> None:
        names = {
            Way.COPY: tr("用最近的好备份"),
            Way.SALVAGE: tr("抢救还能读的内容"),
            Way.EMPTY: tr("从空白开始"),
        }
        for way, name in names.items():
            best = way is self.findings.best and not self._looking.busy
            self.ways[way].setText(tr("{what}（推荐）").format(what=name) if best else name)
        self._tell(Way.EMPTY, tr("以后仍可在 设置 → 恢复 里恢复备份。"))

    def _tell(self, way: Way, sentence: str) -> None:
        self._about[way].setText(sentence)
        self.ways[way].setAccessibleDescription(sentence)

    def _on_found(self, findings: Findings) -> None:
        self._looking.wait()
        self.findings = findings
        self._name_ways()
        copy, salvaged = findings.copy, findings.salvaged
        if copy is not None:
            inside = copy_words.contents(copy.health.inside)
            form = tr("{when}：{what}。")
            self._tell(Way.COPY, form.format(when=copy_words.title(copy), what=inside))
        else:
            self._tell(Way.COPY, tr("没有检查过是好的备份。"))
        if salvaged is not None:
            self._tell(Way.SALVAGE, _salvage_words(findings))
        else:
            self._tell(Way.SALVAGE, tr("抢救不了：{why}").format(why=findings.problem))
        self.ways[Way.COPY].setEnabled(copy is not None)
        self.ways[Way.SALVAGE].setEnabled(salvaged is not None and salvaged.inside.total > 0)
        self._set_busy(False)
        self.said.hide()
        best = self.ways[findings.best]
        best.setChecked(True)
        best.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.go.setEnabled(not busy)
        if busy:
            for button in self.ways.values():
                button.setEnabled(False)
        else:
            self.ways[Way.EMPTY].setEnabled(True)

    # Doing

    @property
    def chosen(self) -> Way:
        """What is to be opened."""
        return next((way for way, button in self.ways.items() if button.isChecked()), Way.EMPTY)

    def start(self) -> None:
        """Put what was chosen in place."""
        if self._working.busy or not self.go.isEnabled():
            return
        self._set_busy(True)
        self.said.setText(tr("正在准备…"))
        self.said.show()
        self._working.run(partial(damage.carry_out, self._folder, self.chosen, self.findings))

    def _on_opened(self, aside: Path) -> None:
        self.aside = aside
        self.accept()

    def _on_failed(self, sentence: str) -> None:
        self._on_found(self.findings)
        self.said.setText(sentence)
        self.said.show()

    def reject(self) -> None:
        """Open nothing; what is under way is stopped, and the damaged file is as it was."""
        self._looking.stop()
        self._working.stop()
        self._looking.wait()
        self._working.wait()
        super().reject()


def _salvage_words(findings: Findings) -> str:
    salvaged = findings.salvaged
    if salvaged is None:
        return ""
    what = copy_words.contents(salvaged.inside)
    if not salvaged.lost_rows:
        return tr("{what}。").format(what=what)
    return tr("{what}。大约有 {n} 处读不出来。").format(what=what, n=salvaged.lost_rows)
