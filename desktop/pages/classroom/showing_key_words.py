"""The keys of a showing in words, for the foot of the console and for the help."""

from __future__ import annotations

from desktop.i18n import tr


def hints() -> list[tuple[str, str]]:
    """The keys that matter most, for the foot."""
    return [
        (tr("→ / 空格"), tr("下一页")),
        ("←", tr("上一页")),
        (tr("数字+Enter"), tr("跳页")),
        ("S", tr("聚光")),
        ("B", tr("黑屏")),
        ("T", tr("重置计时")),
        ("F1", tr("全部按键")),
    ]


def every_key() -> list[tuple[str, str]]:
    """All keys of a showing, for the help."""
    return [
        (tr("→ / 空格 / PageDown"), tr("下一步，翻到头是下一页")),
        ("← / PageUp", tr("上一步")),
        ("Home / End", tr("第一页 / 最后一页")),
        (tr("数字+Enter"), tr("跳到这一页；选择页上 1–9 是记一票，Shift+数字 减一票")),
        ("Enter", tr("打开聚光一栏或第一处引文的原文，再按是下一处")),
        ("↑ / ↓", tr("在原文里上下翻看；别处是上一步、下一步")),
        ("Esc", tr("依次收起概览、原文；都收起后结束放映")),
        ("S / Shift+S", tr("聚光下一栏 / 上一栏")),
        ("D", tr("荧光笔")),
        ("L", tr("光点")),
        ("E / Z", tr("擦掉这一页的笔迹 / 撤回一笔")),
        ("B / .", tr("黑屏")),
        ("F", tr("冻结：学员的画面不动，自己先翻")),
        ("G", tr("概览")),
        ("X", tr("交换两块屏幕")),
        ("T / K", tr("重置计时 / 暂停计时")),
        ("N", tr("单屏时看讲稿，要连按两次；再按收起")),
        ("M", tr("修改讲稿")),
        ("+ / −", tr("讲稿大一些 / 小一些")),
        ("Ctrl + / −", tr("课件字号")),
    ]
