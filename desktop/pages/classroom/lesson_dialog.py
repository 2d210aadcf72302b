"""A new lesson, or what is said of one there is: its title, for whom, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.operations import lessons as operations
from desktop.pages.classroom.fields import MinutesBox
from desktop.pages.help.opening import help_key
from desktop.teaching.slides import blank_slide
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from db.records.lesson import Lesson
    from desktop.session import Session

LONGEST = 600  # minutes


class LessonDialog(QDialog):
    """Nothing here must be filled in; everything can be changed later."""

    def __init__(
        self, session: Session, parent: QWidget | None, lesson: Lesson | None = None
    ) -> None:
        super().__init__(parent)
        help_key(self, session, "classroom")
        self._session, self._lesson = session, lesson
        self.made: Lesson | None = None
        """The lesson that was made, or changed, once the dialog has been accepted."""
        self.setWindowTitle(tr("课件信息") if lesson else tr("新建课件"))
        self.title = QLineEdit(lesson.title if lesson else "")
        self.title.setPlaceholderText(tr("如：各地怎么比武"))
        self.occasion = QLineEdit(lesson.occasion if lesson else "")
        self.occasion.setPlaceholderText(tr("如：村书记培训班，3 月 5 日"))
        self.minutes = MinutesBox()
        self.minutes.setRange(0, LONGEST)
        self.minutes.setDecimals(0)
        self.minutes.setSingleStep(5)
        self.minutes.setSpecialValueText(tr("不限"))
        self.minutes.setValue(lesson.minutes if lesson else 45)
        self._build()
        self.title.setFocus()
        self.title.selectAll()

    def _build(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        for text, field in (
            (tr("课件名称"), self.title),
            (tr("对象和日期"), self.occasion),
            (tr("时长"), self.minutes),
        ):
            name = PlainLabel(text)
            name.setBuddy(field)
            field.setAccessibleName(text)
            form.addRow(name, field)
        buttons = QDialogButtonBox()
        accept = tr("保存") if self._lesson else tr("新建")
        buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.resize(self._session.appearance.px(480), self.sizeHint().height())

    def accept(self) -> None:
        """Make the lesson with a title page, or write what was changed, in one step."""
        values: dict[str, Any] = {
            "title": self.title.text().strip() or tr("未命名的课件"),
            "occasion": self.occasion.text().strip(),
            "minutes": self.minutes.value(),
        }
        if self._lesson is None:
            from db.records.lesson import SlideKind

            title = values.pop("title")
            first = blank_slide(SlideKind.TITLE, title=title, body=values["occasion"])
            self.made = operations.new_lesson(self._session, title, [first], **values)
        else:
            operations.write(self._session, self._lesson, 0, **values)
            self.made = self._session.lessons.lesson(self._lesson.id)
        super().accept()


def ask_new_lesson(session: Session, parent: QWidget) -> Lesson | None:
    """Ask for a new lesson and make it; None where the user would rather not."""
    dialog = LessonDialog(session, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.exec()
    made = dialog.made
    dialog.deleteLater()
    return made
