"""Says to a screen reader what changes without anybody going there: states, counts, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have `text` read out, politely; nothing where no screen reader listens."""
    if text and QAccessible.isActive():
        _send(QAccessibleAnnouncementEvent(widget, text))


def _send(event: QAccessibleAnnouncementEvent) -> None:
    QAccessible.updateAccessibility(event)
