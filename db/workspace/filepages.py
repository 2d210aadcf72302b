"""The pages of an SQLite file, read without SQLite: for files that SQLite refuses.

The formats are those of https://sqlite.org/fileformat2.html. Of the WAL only what was committed
and passes its checksums counts, as it does for SQLite.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_MAGIC: Final = b"SQLite format 3\x00"
_USUAL_SIZE: Final = 4096
_SIZES: Final = frozenset(1 << power for power in range(9, 17))
_LITTLE: Final = 0x377F0682
_BIG: Final = 0x377F0683
_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24


class Pages:
    """The pages of a database file by number, from 1, with or without those of its WAL."""

    def __init__(self, path: Path, *, with_wal: bool) -> None:
        """Open the file. Raises OSError."""
        self._file = path.open("rb")
        head = self._file.read(100)
        wal = path.with_name(path.name + "-wal")
        journal = wal.read_bytes() if with_wal and wal.is_file() else b""
        self.size = _page_size(head, journal)
        reserved = head[20] if head.startswith(_MAGIC) and head[20] <= self.size // 8 else 0
        self.usable = self.size - reserved
        self._newer, count = _frames(journal, self.size)
        self.count = count or self._file.seek(0, 2) // self.size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def read(self, number: int) -> bytes:
        """Return a page, b'' where there is none or the disk does not give it."""
        if number in self._newer:
            return self._newer[number]
        if not 1 <= number <= self.count:
            return b""
        try:
            self._file.seek((number - 1) * self.size)
            page = self._file.read(self.size)
        except OSError:
            return b""  # a bad sector costs its page, not the rest
        return page if len(page) == self.size else b""

    def header(self) -> bytes:
        """Return the database's header, b'' where it is damaged."""
        head = self.read(1)[:100]
        return head if head.startswith(_MAGIC) else b""


def _page_size(head: bytes, journal: bytes) -> int:
    """The size in the header, in the WAL's where that is damaged, or what SQLite takes itself."""
    told = []
    if head.startswith(_MAGIC):
        size = int.from_bytes(head[16:18])
        told.append(65536 if size == 1 else size)
    if len(journal) >= _WAL_HEADER:
        told.append(int.from_bytes(journal[8:12]))
    return next((size for size in told if size in _SIZES), _USUAL_SIZE)


def _frames(journal: bytes, size: int) -> tuple[dict[int, bytes], int]:
    """The committed pages of a WAL, the newest of each, and how many pages the database has."""
    committed: dict[int, bytes] = {}
    count = 0
    if len(journal) < _WAL_HEADER or int.from_bytes(journal[:4]) not in (_LITTLE, _BIG):
        return committed, count
    big = int.from_bytes(journal[:4]) == _BIG
    salts = journal[16:24]
    sums = _checksum(journal[:24], big, (0, 0))
    if journal[24:32] != struct.pack(">II", *sums) or int.from_bytes(journal[8:12]) != size:
        return committed, count
    pending: dict[int, bytes] = {}
    step = _FRAME_HEADER + size
    for start in range(_WAL_HEADER, len(journal) - step + 1, step):
        head = journal[start : start + _FRAME_HEADER]
        page = journal[start + _FRAME_HEADER : start + step]
        sums = _checksum(page, big, _checksum(head[:8], big, sums))
        if head[8:16] != salts or head[16:24] != struct.pack(">II", *sums):
            break
        number, pages = struct.unpack(">II", head[:8])
        pending[number] = page
        if pages:
            committed |= pending
            pending.clear()
            count = pages
    return committed, count


def _checksum(content: bytes, big: bool, sums: tuple[int, int]) -> tuple[int, int]:
    words = array("I", content)
    if big != (struct.pack("=H", 1) == struct.pack(">H", 1)):
        words.byteswap()
    one, two = sums
    for at in range(0, len(words), 2):
        one = (one + words[at] + two) & 0xFFFFFFFF
        two = (two + words[at + 1] + one) & 0xFFFFFFFF
    return one, two
