"""A note as it will be read: rendered Markdown as high as its text. It loads and opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from desktop.widgets.markdown import to_html

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.theme import Appearance

_OPEN: Final = "unchecked"
_DONE: Final = "checked"
_SHEET: Final = """
body {{ line-height: 125%; }}
p, ul, ol, pre, blockquote, table {{ margin-top: 0; margin-bottom: {gap}px; }}
li {{ margin-bottom: {tight}px; }}
h1, h2, h3, h4, h5, h6 {{ font-family: {serif}; font-weight: bold; font-size: {head}px;
    margin-top: {gap}px; margin-bottom: {gap}px; }}
h1 {{ font-size: {large}px; }}
a {{ color: {accent}; }}
blockquote {{ color: {quiet}; margin-left: {indent}px; }}
code, pre {{ font-family: monospace; background-color: {ground}; }}
table {{ border-collapse: collapse; border-color: {line}; }}
th {{ background-color: {ground}; text-align: left; }}
"""


class MarkdownView(QTextBrowser):
    """Shows one note. Its words can be selected and copied; links are shown and lead nowhere."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self._text = ""
        self.setObjectName("markdown")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        appearance.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """The Markdown that is shown."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show another note."""
        if text != self._text:
            self._text = text
            self._render()

    def _restyle(self) -> None:
        look = self._look
        self.document().setDefaultFont(look.font("editor"))
        self.document().setIndentWidth(look.px(22))
        self.document().setDefaultStyleSheet(
            _SHEET.format(
                gap=look.px(6),
                tight=look.px(2),
                serif=look.families_css("colTitle"),
                head=look.px(17),
                large=look.px(20),
                indent=look.px(16),
                accent=look.color("accent").name(),
                quiet=look.color("ink2").name(),
                line=look.color("hair2").name(),
                ground=look.color("sunken").name(),
            )
        )
        self._render()

    def _render(self) -> None:
        # Qt's tables have no rules unless the tag itself asks for them.
        rules = f'<table border="1" cellspacing="0" cellpadding="{self._look.px(5)}">'
        html = to_html(self._text).replace("<table>", rules)
        # Qt marks what is done with ☒, which reads as refused.
        for name in (_OPEN, _DONE):
            box = f'<li style="list-style-type: none"><img src="{name}">&nbsp;'
            html = html.replace(f'<li class="{name}">', box)
        self.setHtml(f"<body>{html}</body>")
        self._fit()

    def _fit(self) -> None:
        height = round(self.document().size().height()) + 2
        if self.horizontalScrollBar().maximum() > 0:  # a table wider than there is room
            height += self.horizontalScrollBar().sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """On a finer screen the boxes are drawn anew: the document keeps their pictures."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._render()
        return super().event(event)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: ARG002
        """No note may make the program read a file or open a connection: only boxes are drawn."""
        box = name.toString() if isinstance(name, QUrl) else name
        return self._box(done=box == _DONE) if box in (_OPEN, _DONE) else None

    def _box(self, *, done: bool) -> QPixmap:
        look, ratio = self._look, self.devicePixelRatioF()
        size = look.px(15)
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(look.color("ink3"))
        pen.setWidthF(1.5)
        painter.setPen(pen)
        if done:
            painter.setBrush(look.color("ink3"))
        painter.drawRoundedRect(QRectF(1, 1, size - 2, size - 2), 3, 3)
        if done:
            place = QRect(2, 2, size - 4, size - 4)
            look.icon("check", "raised", 12).paint(painter, place)
        painter.end()
        return pixmap
