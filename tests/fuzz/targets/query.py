"""What is typed into the search, against a real library: every text is a query, none is SQL."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from db.library import Library
from db.query import parse
from db.seeding.build import build_library
from db.text import fold, storable
from tests.fuzz.guard import REPOSITORY, nothing_outside, shared_memory
from tests.fuzz.limits import in_time

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-query-", dir=shared_memory()))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_KINDS = (None, "mechanism", "figure", "passage")


def _library() -> Library:
    path = _FOLDER / "library.db"
    build_library(REPOSITORY / "seeds", path)
    return Library.open(path)


_LIBRARY = _library()


def one(data: bytes) -> None:
    """The first byte chooses what is asked for, the rest is the query; surrogates stay."""
    if not data:
        return
    choice, typed = data[0], data[1:]
    if choice & 64:  # half characters and all
        text = typed[: len(typed) // 2 * 2].decode("utf-16-le", "surrogatepass")
    else:
        text = typed.decode("utf-8", "replace")
    with nothing_outside(_FOLDER), in_time(len(data)):
        _ask(
            text,
            kind=_KINDS[choice % 4],
            pinyin=bool(choice & 4),
            synonyms=bool(choice & 8),
            region=("yunfu", storable(text))[bool(choice & 32)] if choice & 16 else None,
        )


def _ask(text: str, *, kind: str | None, pinyin: bool, synonyms: bool, region: str | None) -> None:
    parsed = parse(text)
    assert parse(parsed.source()).wanted == parsed.wanted
    options = {"pinyin": pinyin, "synonyms": synonyms, "region": region}
    hits = _LIBRARY.search(text, 5, kind, **options)  # type: ignore[arg-type]
    count = _LIBRARY.count(text, kind, **options)  # type: ignore[arg-type]
    asked = _LIBRARY.asked(text, pinyin=pinyin, synonyms=synonyms)
    assert len(hits) <= min(count, 5), f"{len(hits)} hits of {count}"
    assert hits == [] or parsed.words
    for hit in hits:
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.marks)
        assert not any(word in fold(hit.title) and hit.kind == "x" for word in asked.excluded)
    _LIBRARY.typed(text)
