"""One file of correct seeds is another: the parser says what is wrong, or a library is built."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import zlib
from pathlib import Path

from db.errors import DataError
from db.seeding.audit import audit
from db.seeding.build import build_library
from db.seeding.check import check_library
from db.seeding.seeds import load_seeds
from tests.db.conftest import (
    ARTICLE_TOML,
    ARTICLE_TXT,
    CASE,
    REGION,
    TAXONOMY,
)
from tests.fuzz.guard import must_say, nothing_outside, shared_memory
from tests.fuzz.limits import in_time

FILES = {
    "demo/mechanisms/demo-biwu.md": CASE,
    "taxonomy.toml": TAXONOMY,
    "demo/region.toml": REGION,
    "demo/article.toml": ARTICLE_TOML,
    "demo/article.txt": ARTICLE_TXT,
    "measures.toml": "",
    "demo/figures.md": "",
    "demo/passed-over.toml": "",
}
NAMES = tuple(FILES)
_BEFORE = b"what stood there before"
_OPTIONAL = {name for name, text in FILES.items() if not text}


_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-seeds-", dir=shared_memory()))
_SEEDS, _OUT = _FOLDER / "seeds", _FOLDER / "out" / "library.db"
_BUILT_OF = 32  # a library costs fifty times what reading its seeds does


def one(data: bytes) -> None:
    """The first byte picks a file of the seeds, the rest is what stands in it."""
    if not data:
        return
    _set_up()
    name, content = NAMES[data[0] % len(NAMES)], data[1:]
    (_SEEDS / name).write_bytes(content)
    try:
        with nothing_outside(_FOLDER), in_time(len(content)):
            _read(whole=zlib.crc32(data) % _BUILT_OF == 0)
    finally:
        _put_back(name)


def _set_up() -> None:
    if not _OUT.parent.exists():
        atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
        for name in NAMES:
            (_SEEDS / name).parent.mkdir(parents=True, exist_ok=True)
            _put_back(name)
        _OUT.parent.mkdir()
        _OUT.write_bytes(_BEFORE)


def _put_back(name: str) -> None:
    if name in _OPTIONAL:
        (_SEEDS / name).unlink(missing_ok=True)
    else:
        (_SEEDS / name).write_bytes(FILES[name].encode())


def _read(*, whole: bool) -> None:
    try:
        load_seeds(_SEEDS)
        if whole:
            audit(_SEEDS)
    except DataError as error:
        must_say(error)
    if whole:
        _build()


def _build() -> None:
    try:
        build_library(_SEEDS, _OUT)
    except DataError as error:
        must_say(error)
        if _OUT.read_bytes() != _BEFORE:
            raise AssertionError("a failed build has touched the library") from error
    else:
        assert not check_library(_OUT), "a library was built that does not pass its check"
        _OUT.write_bytes(_BEFORE)
    names = [path.name for path in _OUT.parent.iterdir()]
    assert names == [_OUT.name], "something was left behind"
