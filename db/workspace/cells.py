"""Rows as they lie on the pages of an SQLite file, read without SQLite.

Nothing is guessed: a row counts where its lengths add up to the byte, its text is UTF-8 and the
chain of its overflow pages ends where it must. What does not is not returned.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from db.workspace.filepages import Pages

LEAF: Final = 0x0D
INTERIOR: Final = 0x05
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FLOAT: Final = 7
_CONSTANTS: Final = {8: 0, 9: 1}
_FIRST_BLOB: Final = 12

Value: TypeAlias = int | float | str | bytes | None


class Row(NamedTuple):
    """A row as it is stored: its number, its values, and the pages it went on to."""

    rowid: int
    values: tuple[Value, ...]
    overflow: tuple[int, ...] = ()


class DamagedError(Exception):
    """What was read is not what SQLite writes."""


def kind(pages: Pages, number: int) -> int:
    """Return the kind of a b-tree page, 0 where it is none."""
    page = pages.read(number)
    return page[_start(number)] if page else 0


def children(pages: Pages, number: int) -> list[int]:
    """Return the pages below an interior page of a table. Raises DamagedError."""
    page, start = pages.read(number), _start(number)
    below = []
    for at in _pointers(page, start, 12):
        if at + 4 > len(page):
            raise DamagedError(f"a cell beyond page {number}")
        below.append(int.from_bytes(page[at : at + 4]))
    below.append(int.from_bytes(page[start + 8 : start + 12]))
    if any(not 1 < child <= pages.count for child in below):
        raise DamagedError(f"page {number} points out of the file")
    return below


def leaf_rows(pages: Pages, number: int) -> tuple[list[Row], int]:
    """Return the rows of a leaf page, and how many there are besides that cannot be read."""
    page, rows, lost = pages.read(number), [], 0
    try:
        places = _pointers(page, _start(number), 8)
    except DamagedError:
        return [], 0
    for at in places:
        try:
            rows.append(_row(pages, page, at))
        except (DamagedError, IndexError, UnicodeDecodeError, struct.error):
            lost += 1
    return rows, lost


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _pointers(page: bytes, start: int, head: int) -> list[int]:
    """Where the cells of a page begin. Raises DamagedError where that cannot be."""
    if not page:
        raise DamagedError("no page")
    count = int.from_bytes(page[start + 3 : start + 5])
    first = start + head
    end = first + 2 * count
    if end > len(page):
        raise DamagedError("more cells than a page holds")
    places = [int.from_bytes(page[at : at + 2]) for at in range(first, end, 2)]
    if any(place < end for place in places) or len(set(places)) != len(places):
        raise DamagedError("cells where none can be")
    return places


def _row(pages: Pages, page: bytes, at: int) -> Row:
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    usable = pages.usable
    if length > pages.count * pages.size:
        raise DamagedError("longer than the file")
    local = length
    if length > usable - 35:
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= usable - 35 else least
    if at + local > usable:
        raise DamagedError("a cell beyond its page")
    payload = page[at : at + local]
    chain: tuple[int, ...] = ()
    if local < length:
        payload, chain = _with_overflow(pages, payload, length, page[at + local : at + local + 4])
    return Row(_signed(rowid), _record(payload), chain)


def _with_overflow(
    pages: Pages, payload: bytes, length: int, pointer: bytes
) -> tuple[bytes, tuple[int, ...]]:
    parts, chain, missing = [payload], [], length - len(payload)
    number = int.from_bytes(pointer)
    while missing > 0:
        page = pages.read(number)
        if not page or number in chain:
            raise DamagedError("a chain that breaks off")
        chain.append(number)
        parts.append(page[4 : min(pages.usable, 4 + missing)])
        missing -= len(parts[-1])
        number = int.from_bytes(page[:4])
    if number:
        raise DamagedError("a chain that goes on")
    return b"".join(parts), tuple(chain)


def _record(payload: bytes) -> tuple[Value, ...]:
    size, at = _varint(payload, 0)
    kinds = []
    while at < size:
        one, at = _varint(payload, at)
        kinds.append(one)
    if at != size:
        raise DamagedError("a head of another length")
    values: list[Value] = []
    for one in kinds:
        value, at = _value(payload, at, one)
        values.append(value)
    if at != len(payload):
        raise DamagedError("a row of another length")
    return tuple(values)


def _value(payload: bytes, at: int, one: int) -> tuple[Value, int]:
    if one == 0:
        return None, at
    if one in _CONSTANTS:
        return _CONSTANTS[one], at
    if one >= _FIRST_BLOB:
        end = at + (one - _FIRST_BLOB) // 2
    elif one == _FLOAT:
        end = at + 8
    elif one in _INTEGERS:
        end = at + _INTEGERS[one]
    else:
        raise DamagedError("no such kind of value")
    if end > len(payload):
        raise DamagedError("a value beyond its row")
    content = payload[at:end]
    if one >= _FIRST_BLOB:
        return (content.decode("utf-8") if one % 2 else content), end
    if one == _FLOAT:
        return struct.unpack(">d", content)[0], end
    return int.from_bytes(content, signed=True), end


def _varint(content: bytes, at: int) -> tuple[int, int]:
    number = 0
    for place in range(8):
        byte = content[at + place]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    return number << 8 | content[at + 8], at + 9


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number
