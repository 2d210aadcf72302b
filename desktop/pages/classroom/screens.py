"""The screens as they are plugged in: found by what they call themselves, told when they change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from desktop.teaching.monitors import (
    Monitor,
    audience_of,
    distinct,
    home_of,
    key_of,
    told_apart,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session

_STATE: Final = "audience screen"


class Screens(QObject):
    """Follows the screens of the machine; `found` replaces them in tests."""

    changed = Signal()
    """One came, or has another size or place."""
    lost = Signal(QScreen)
    """One is gone. Emitted before Qt moves its windows to another screen."""

    def __init__(self, found: Callable[[], list[QScreen]] = QGuiApplication.screens) -> None:
        super().__init__()
        self._found = found
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self.lost)
        for screen in found():
            self._follow(screen)

    def monitors(self) -> list[Monitor]:
        """All screens, the primary one first."""
        return [monitor for monitor, _ in self._described()]

    def screen(self, key: str) -> QScreen | None:
        """A screen by its key, None where it is not plugged in."""
        return next((screen for monitor, screen in self._described() if monitor.key == key), None)

    def monitor(self, screen: QScreen) -> Monitor | None:
        """A screen as it is remembered, None where it is gone."""
        return next((monitor for monitor, own in self._described() if own is screen), None)

    def _described(self) -> list[tuple[Monitor, QScreen]]:
        screens = self._found()
        keys = told_apart([(_key(screen), screen.name()) for screen in screens])
        return [(_monitor(s, key), s) for s, key in zip(screens, keys, strict=True)]

    def _on_added(self, screen: QScreen) -> None:
        self._follow(screen)
        self.changed.emit()

    def _follow(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._on_resized)

    def _on_resized(self) -> None:
        self.changed.emit()


class Placing:
    """Who has which screen: the presenter's is `home`, the audience's any other that is there.

    What was chosen is remembered; that the two changed places holds for this showing only.
    """

    def __init__(self, session: Session, screens: Screens, home: QScreen) -> None:
        self._session = session
        self.screens = screens
        found = screens.monitor(home)
        self._home = found.key if found is not None else ""
        state = session.remembered.table(_STATE)
        key = state.get("key")
        self._wanted = key if isinstance(key, str) else ""
        self.single = state.get("single") is True

    def audience(self) -> Monitor | None:
        """The audience's screen, None: there is but one, for both."""
        if self.single:
            return None
        return audience_of(self.screens.monitors(), self._present_home(), self._wanted)

    def home(self) -> Monitor:
        """The presenter's screen."""
        key = self._present_home()
        return next(m for m in self.screens.monitors() if m.key == key)

    def choices(self) -> list[Monitor]:
        """The screens to choose among, each showing something of its own."""
        return distinct(self.screens.monitors(), self._present_home())

    def choose(self, key: str) -> None:
        """Give the audience this screen, and remember it; the presenter's own is swapped."""
        self.single = False
        if key == self._present_home():
            self.swap()
        self._wanted = key
        self._session.remembered.put(_STATE, {"key": key, "single": False})

    def use_single(self) -> None:
        """Use the presenter's screen alone, and remember it."""
        self.single = True
        self._session.remembered.put(_STATE, {"key": self._wanted, "single": True})

    def swap(self) -> bool:
        """Let presenter and audience change places; False where there is one screen only.

        Where one is used although there are more, the other is used again.
        """
        if self.single and len(self.choices()) > 1:
            self.choose(next(m.key for m in self.choices() if m.key != self._present_home()))
            return True
        audience = self.audience()
        if audience is None:
            return False
        self._home, self._wanted = audience.key, self._present_home()
        return True

    def _present_home(self) -> str:
        # A screen that is gone may come back: it is the presenter's again then.
        return home_of(self.screens.monitors(), self._home, self._wanted)


def _key(screen: QScreen) -> str:
    return key_of(screen.name(), screen.manufacturer(), screen.model(), screen.serialNumber())


def _monitor(screen: QScreen, key: str) -> Monitor:
    size, ratio = screen.geometry(), screen.devicePixelRatio()
    name = screen.model().strip() or screen.name()
    return Monitor(
        key, name, round(size.width() * ratio), round(size.height() * ratio), (size.x(), size.y())
    )
