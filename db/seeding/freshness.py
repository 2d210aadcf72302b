"""Whether a library is the one that the seeds give; asked at every start, so it loads little."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from db.connection import open_readonly, translating
from db.errors import LibraryError
from db.library.version import SCHEMA_VERSION, read_version
from db.seeding.content import read_schema
from db.text import index_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Some of every sort of character: another index form gives another digest.
_INDEX_PROBE = "党建A１，,“”（ )。\n𠮷😀1.3亿"


def ensure_library(seeds: Path, out: Path) -> Path:
    """`out`, built first when it is missing, stale or unreadable. Raises as build_library does."""
    if is_stale(out, seeds):
        # The build needs sqlite-utils and two parsers: only loaded when it comes to that.
        from db.seeding.build import build_library

        build_library(seeds, out)
    return out


def is_stale(library: Path, seeds: Path) -> bool:
    """Whether `library` is not the one these seeds give: missing, damaged, or of other seeds."""
    with translating(LibraryError, library):
        built_from = _built_from(library)
    if built_from is None:
        return True
    with translating(LibraryError, seeds):
        return built_from != input_digest(seeds)


def input_digest(seeds: Path) -> str:
    """What a library depends on: the seeds, the tables, and how text is indexed."""
    parts = (seeds_digest(seeds), read_schema(), index_form(_INDEX_PROBE))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _built_from(library: Path) -> str | None:
    """The digest of the seeds a library was built from, None when it is no library of ours."""
    if not library.is_file():
        return None
    try:
        with closing(open_readonly(library)) as connection:
            if read_version(connection) != SCHEMA_VERSION:
                return None
            row = connection.execute("SELECT value FROM meta WHERE key = 'seeds_digest'").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row else None


def seeds_digest(seeds: Path) -> str:
    """SHA-256 over names and bytes of all seed files: tells whether a library is stale."""
    digest = hashlib.sha256()
    for path in sorted(_seed_files(seeds), key=lambda path: path.relative_to(seeds).as_posix()):
        content = path.read_bytes()
        name = path.relative_to(seeds).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def _seed_files(seeds: Path) -> Iterator[Path]:
    """Files that can matter to a build; hidden ones and editors' leavings cannot."""
    for path in seeds.rglob("*"):
        names = path.relative_to(seeds).parts
        hidden = any(name.startswith((".", "__")) for name in names)
        if path.suffix in (".toml", ".txt", ".md") and not hidden and path.is_file():
            yield path
