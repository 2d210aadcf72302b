"""A new plan, or what the township says of itself in one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.operations import plans as operations
from desktop.pages.help.opening import help_key
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.parts import IconButton, PlainLabel

if TYPE_CHECKING:
    from db.records.plan import Plan
    from desktop.session import Session


class PlanDialog(QDialog):
    """The profile of a township and the title of its plan; nothing here must be filled in."""

    def __init__(self, session: Session, parent: QWidget | None, plan: Plan | None = None) -> None:
        super().__init__(parent)
        help_key(self, session, "plan")
        self._session = session
        self._plan = plan
        self.made: Plan | None = None
        """The plan that was made, or changed, once the dialog has been accepted."""
        self._titled = plan is not None  # by hand: the township's name no longer changes the title
        self.setWindowTitle(tr("方案信息") if plan else tr("新建方案"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self._fields: dict[str, QLineEdit] = {}
        self.existing = QPlainTextEdit()
        self.template = ChoiceBox(session.appearance)
        self._build()
        self._fill()

    # Building

    def _build(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        for name, label, prompt in (
            ("township", tr("乡镇"), tr("如：某某镇")),
            ("title", tr("方案名称"), tr("如：某某镇抓党建促乡村振兴工作方案")),
            ("villages", tr("行政村"), tr("几个村（社区）")),
            ("population", tr("人口"), tr("多少人")),
            ("members", tr("党员"), tr("党组织和党员人数")),
        ):
            self._add(form, name, label, prompt)
        self.existing.setPlaceholderText(tr("本镇已经有的做法、组织、阵地；可以不填"))
        self.existing.setTabChangesFocus(True)
        self.existing.setFixedHeight(self._session.appearance.px(96))
        _entitle(form, tr("已有基础"), self.existing)
        self._add(form, "issuer", tr("落款单位"), tr("如：中共某某镇委员会"))
        self._add(form, "issued_on", tr("成文日期"), tr("如：2026年11月22日；可以以后再填"))
        if self._plan is None:
            _entitle(form, tr("从什么开始"), self._build_template())
        inner = QWidget()
        inner.setLayout(form)
        inner.setObjectName("dialogInner")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        buttons = QDialogButtonBox()
        accept = tr("保存") if self._plan else tr("新建")
        buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        note = PlainLabel(tr("写什么就照原样用在方案里；都可以以后再改。"))
        note.setObjectName("quiet")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        look = self._session.appearance
        wanted = inner.sizeHint().height() + look.px(140)
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else QSize(look.px(560), wanted)
        self.resize(min(look.px(560), room.width() - 40), min(wanted, room.height() - 40))

    def _add(self, form: QFormLayout, name: str, label: str, prompt: str) -> None:
        edit = QLineEdit()
        edit.setPlaceholderText(prompt)
        self._fields[name] = edit
        _entitle(form, label, edit)

    def _build_template(self) -> QWidget:
        look = self._session.appearance
        self._drop = IconButton(look, "delete", tr("删除这个模板"))
        self._drop.setAccessibleName(tr("删除这个模板"))
        self._drop.clicked.connect(self._drop_template)
        self.template.currentIndexChanged.connect(lambda place: self._drop.setEnabled(place > 0))
        self._fill_templates()
        both = QWidget()
        both.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.template, 1)
        row.addWidget(self._drop)
        return both

    def _fill_templates(self) -> None:
        self.template.clear()
        self.template.setAccessibleName(tr("从什么开始"))
        self.template.addItem(tr("标准提纲"), "")
        for plan in self._session.plans.templates():
            self.template.addItem(tr("模板：{name}").format(name=plan.title), plan.id)
        self._drop.setEnabled(False)
        self._drop.setVisible(self.template.count() > 1)

    def _drop_template(self) -> None:
        """Ctrl+Z brings it back."""
        plan = self._session.plans.plan(str(self.template.currentData()))
        if plan is not None:
            operations.remove(self._session, plan)
            self._fill_templates()

    def _fill(self) -> None:
        if self._plan is not None:
            for name, edit in self._fields.items():
                edit.setText(getattr(self._plan, name))
            self.existing.setPlainText(self._plan.existing)
        self._fields["township"].textChanged.connect(self._entitle_plan)
        self._fields["title"].textEdited.connect(self._keep_title)
        self._fields["title" if self._plan else "township"].setFocus()

    def _entitle_plan(self, township: str) -> None:
        """The title that most plans have, until somebody types another."""
        if not self._titled:
            form = tr("{town}抓党建促乡村振兴工作方案")
            self._fields["title"].setText(form.format(town=township) if township.strip() else "")

    def _keep_title(self, text: str) -> None:
        self._titled = bool(text)

    # What was typed

    def field(self, name: str) -> QLineEdit:
        """The field of a column of `Plan`."""
        return self._fields[name]

    def _values(self) -> dict[str, str]:
        values = {name: edit.text().strip() for name, edit in self._fields.items()}
        values["title"] = values["title"] or tr("未命名的方案")
        return values | {"existing": self.existing.toPlainText().strip()}

    def accept(self) -> None:
        """Make the plan, or write what was changed, in one step."""
        values = self._values()
        if self._plan is None:
            title = values.pop("title")
            template = str(self.template.currentData() or "")
            given = {name: value for name, value in values.items() if value}
            self.made = operations.new_plan(self._session, title, template_id=template, **given)
        else:
            operations.write(self._session, self._plan, 0, **values)
            self.made = self._session.plans.plan(self._plan.id)
        super().accept()


def _entitle(form: QFormLayout, label: str, field: QWidget) -> None:
    name = PlainLabel(label)
    name.setBuddy(field)
    field.setAccessibleName(label)
    form.addRow(name, field)


def ask_new_plan(session: Session, parent: QWidget) -> Plan | None:
    """Ask for a new plan and make it; None where the user would rather not."""
    dialog = PlanDialog(session, parent)
    dialog.exec()
    made = dialog.made
    dialog.deleteLater()
    return made
