"""Takes the pictures of the manual from the program itself: `python -m tests.help_pictures`.

Writes resources/help/pictures/ anew, in Chinese and light, from a case base built for it and a
workspace that is thrown away. Each picture is the part of a window that its article talks about,
at one and a half pixels to one, in few colours: with the others it must stay small.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from desktop.main_window import MainWindow

REPOSITORY: Final = Path(__file__).resolve().parents[1]
PICTURES: Final = REPOSITORY / "resources" / "help" / "pictures"
MOST_BYTES: Final = 350_000
"""Of all pictures together: they lie in every copy of the program."""
_RATIO: Final = "1.5"
_COLORS: Final = 20
_WINDOW: Final = (1200, 780)
_SCREENS: Final = (("LAPTOP", 0, 1040, 660), ("PROJECTOR", 1040, 1280, 720))


def main() -> int:
    """Take every picture; 1 where they have become too large."""
    sys.path.insert(0, str(REPOSITORY))
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tashan-help-") as folder:
        _ask_for_two_screens(Path(folder))
        _take_all(Path(folder))
    total = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{total:,} of {MOST_BYTES:,} bytes")
    return int(total > MOST_BYTES)


def _ask_for_two_screens(folder: Path) -> None:
    """Before Qt is loaded: a presenter's screen and the class's, both finer than usual."""
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "dpr": 1}
        | {"logicalDpi": 96, "logicalBaseDpi": 96}
        for name, x, width, height in _SCREENS
    ]
    told = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False}
    config = folder / "screens.json"
    config.write_text(json.dumps(told | {"screens": screens}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    os.environ["QT_SCALE_FACTOR"] = _RATIO


def _take_all(folder: Path) -> None:
    from db.seeding.build import build_library
    from desktop.main_window import MainWindow
    from desktop.screenshots import _furnish
    from desktop.startup import application, close_session, open_session

    application()
    build_library(REPOSITORY / "seeds", folder / "library.db")
    session = open_session(folder / "library.db", folder / "workspace", "zh")
    session.settings.welcomed = True
    _furnish(session)
    window = MainWindow(session)
    window.resize(*_WINDOW)
    window.show()
    try:
        for name, scene in _scenes(window).items():
            widget, part = scene()
            _wait(window)
            _save(widget, part, PICTURES / f"{name}.png")
    finally:
        window.close()
        close_session(session)


def _scenes(window: MainWindow) -> dict[str, Callable[[], tuple[QWidget, QRect]]]:
    """Name -> brings it into sight, and says which part of which window is the picture."""
    from PySide6.QtCore import QRect

    from desktop.screenshots import _showpiece

    session = window.session
    chosen = _showpiece(session)
    quote = session.cases.citations(chosen)[0]
    article = session.cases.article_of(chosen)

    def matrix() -> tuple[QWidget, QRect]:
        window.show_page(window.compare)
        last = session.cases.regions[-1].id  # stands beside the pane
        near = [m for m in session.cases.mechanisms if m.region_id == last and m.itemised]
        window.compare.select(next(m.id for m in near if session.cases.figures(m.id)))
        return window, QRect(510, 52, 690, 390)

    def family() -> tuple[QWidget, QRect]:
        window.show_page(window.family)
        window.family.show_mechanism(chosen)
        return window, QRect(64, 102, 690, 340)

    def parallel() -> tuple[QWidget, QRect]:
        window.show_page(window.parallel)
        window.parallel.show_mechanism(chosen)
        return window, QRect(64, 102, 690, 330)

    def reader() -> tuple[QWidget, QRect]:
        window.show_page(window.reader)
        window.reader.open(article, quote.start, quote.end, chosen)
        return window, QRect(280, 152, 690, 330)

    def figures() -> tuple[QWidget, QRect]:
        window.show_page(window.figures)
        return window, QRect(64, 102, 690, 330)

    def search() -> tuple[QWidget, QRect]:
        window.show_page(window.compare)
        window.open_search()
        assert window.search_dialog is not None
        window.search_dialog.edit.setText("比武")
        window.search_dialog.search()
        return window.search_dialog, QRect(0, 0, 680, 300)

    def notebook() -> tuple[QWidget, QRect]:
        if window.search_dialog is not None:
            window.search_dialog.reject()
        window.show_page(window.notebook)
        return window, QRect(64, 102, 690, 310)

    def plan() -> tuple[QWidget, QRect]:
        window.show_page(window.plan)
        window.plan.editor.go_to(session.plans.borrowings(window.plan.plan_id)[0].id)
        return window, QRect(280, 102, 690, 400)

    def export() -> tuple[QWidget, QRect]:
        window.plan.open_export()
        menu = _menu_of(window)
        return menu, menu.rect()

    def classroom() -> tuple[QWidget, QRect]:
        _menu_of(window).close()
        window.show_page(window.classroom)
        lesson = window.classroom.lesson
        assert lesson is not None
        slides = session.lessons.slides(lesson.id)
        window.classroom.choose(next(s.id for s in slides if s.kind == "comparison"))
        return window, QRect(64, 102, 690, 330)

    def console() -> tuple[QWidget, QRect]:
        from desktop.pages.classroom.showing import Showing

        lesson = window.classroom.lesson
        assert lesson is not None
        showing = Showing(session, lesson.id, 3, window, now=lambda: 0.0)
        showing.begin()
        _wait(window)
        return showing.console, showing.console.rect()

    made = (
        matrix, family, parallel, reader, figures, search, notebook, plan, export, classroom,
        console,
    )  # fmt: skip
    return {scene.__name__: scene for scene in made}


def _menu_of(window: MainWindow) -> QWidget:
    from desktop.pages.plan.export_menu import ExportMenu

    menu = window.findChild(ExportMenu)
    assert isinstance(menu, ExportMenu)
    return menu


def _wait(window: MainWindow) -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(400)
    window.settle()
    QTest.qWait(100)


def _save(widget: QWidget, part: QRect, path: Path) -> None:
    """The part of a widget as a PNG with few colours, none of them mixed from others."""
    raw = path.with_suffix(".raw.png")
    if not widget.grab(part).save(str(raw)):
        raise OSError(f"cannot write {raw}")
    with Image.open(raw) as drawn:
        few = drawn.convert("RGB").quantize(
            _COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        few.save(path, optimize=True)
    raw.unlink()
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
