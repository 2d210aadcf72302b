"""Which library a start opens, and what becomes of one that is missing or damaged.

Where the seeds are at hand, a library is only a copy of them, and is made again. The standalone
program has no seeds: there a sentence says what is wrong, where, and what to do.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from db.errors import DataError, LibraryError
from db.library import Library
from db.paths import default_library, seeds_dir
from desktop import i18n
from desktop.casebase import CaseBase
from desktop.paths import bundled_library, bundled_place

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


def open_cases(wanted: Path | None) -> tuple[CaseBase, str]:
    """The case base to show: the one asked for, the bundled one, or one built from the seeds.

    With it a sentence where it is not what the user would expect, '' otherwise. Raises LibraryError
    or SeedError where there is none and none can be built.
    """
    if wanted is not None:
        return _read(wanted), ""
    if (place := bundled_place()) is not None:
        return _open_bundled(place), ""
    path, told = _built()
    try:
        return _read(path), told
    except LibraryError as error:
        log.warning("building anew: %s", error)
    return _read(_build_again(path)), i18n.tr("案例库文件坏了，已经从案例种子重新编好。")


def mark_damaged(path: Path) -> bool:
    """Have the next start build a library anew; whether it can be."""
    if bundled_place() is not None or path != default_library():
        return False
    try:
        _mark(path).touch()
    except OSError:
        return False
    return True


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def _open_bundled(place: Path) -> CaseBase:
    if bundled_library() is None:
        raise LibraryError(_incomplete(i18n.tr("程序自带的案例库不见了：{path}。"), place))
    try:
        return _read(place)
    except LibraryError as error:
        log.warning("the bundled library: %s", error)
        sentence = _incomplete(i18n.tr("程序自带的案例库打不开，可能已损坏：{path}。"), place)
        raise LibraryError(sentence) from error


def _incomplete(what: str, place: Path) -> str:
    advice = i18n.tr(
        "请重新解压或复制一份完整的程序文件夹；您的收藏、批注和方案不在这个文件里，不受影响。"
    )
    return what.format(path=place) + advice


def _built() -> tuple[Path, str]:
    """The library built from the seeds as they are now, or the one there is."""
    path, seeds = default_library(), seeds_dir()
    if _mark(path).exists():
        return _build_again(path), i18n.tr("案例库文件坏了，已经从案例种子重新编好。")
    from db.seeding.freshness import ensure_library

    try:
        ensure_library(seeds, path)
    except (DataError, OSError) as error:
        if not path.is_file():
            raise
        log.warning("keeping the library there is: %s", error)
        first = i18n.tr("；").join(str(error).splitlines()[:2])
        return path, i18n.tr("案例种子有错，先用原来的案例库：{why}").format(why=first)
    return path, ""


def _build_again(path: Path) -> Path:
    # The build needs sqlite-utils and two parsers: only loaded when it comes to that.
    from db.seeding.build import build_library

    build_library(seeds_dir(), path)
    _mark(path).unlink(missing_ok=True)
    return path


def _read(path: Path) -> CaseBase:
    library = Library.open(path)
    try:
        cases = CaseBase(library, path)
    except LibraryError:
        library.close()
        raise
    except Exception as error:
        library.close()
        # Rows that cannot be: the file is damaged where its pages still parse, or it is a bug.
        from db.seeding.damage import is_damaged

        if not is_damaged(path):
            raise
        sentence = i18n.tr("案例库文件已损坏：{path}。请换一份完好的案例库。")
        raise LibraryError(sentence.format(path=path)) from error
    if not cases.mechanisms:
        library.close()
        sentence = i18n.tr("案例库里没有做法：{path}。请用 python -m db build 重新编制。")
        raise LibraryError(sentence.format(path=path))
    return cases
