"""Ways in which a file and its WAL come to harm. Pure: bytes in, bytes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from db.workspace import FILE_NAME

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Files: TypeAlias = "dict[str, bytes]"

WAL: Final = f"{FILE_NAME}-wal"
SHM: Final = f"{FILE_NAME}-shm"
PAGE: Final = 4096
FRAME: Final = PAGE + 24
_HEAD: Final = 32


def cut(content: bytes, chance: random.Random) -> bytes:
    """End somewhere."""
    return content[: chance.randrange(len(content) + 1)]


def flip(content: bytes, chance: random.Random) -> bytes:
    """Up to eight bytes are others."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8) if made else 0):
        made[chance.randrange(len(made))] ^= chance.randint(1, 255)
    return bytes(made)


def empty(_content: bytes, _chance: random.Random) -> bytes:
    """Nothing."""
    return b""


def zero(content: bytes, chance: random.Random, size: int = PAGE, head: int = 0) -> bytes:
    """A page of zeros, as some file systems leave it."""
    count = (len(content) - head) // size
    if count < 1:
        return content
    at = head + chance.randrange(count) * size
    return content[:at] + bytes(size) + content[at + size :]


def swap(content: bytes, chance: random.Random, size: int = PAGE, head: int = 0) -> bytes:
    """Two pages have changed places."""
    count = (len(content) - head) // size
    if count < 2:
        return content
    one, other = sorted(head + at * size for at in chance.sample(range(count), 2))
    between = content[one + size : other]
    first, second = content[one : one + size], content[other : other + size]
    return content[:one] + second + between + first + content[other + size :]


def scrawl(content: bytes, chance: random.Random) -> bytes:
    """Something else stands over a part of it."""
    at = chance.randrange(len(content) + 1)
    other = chance.randbytes(chance.choice((1, 16, 512, PAGE)))
    return content[:at] + other + content[at + len(other) :]


def append(content: bytes, chance: random.Random) -> bytes:
    """More behind it than was written."""
    return content + chance.randbytes(chance.choice((1, 100, FRAME)))


def _frames(do: Callable[..., bytes]) -> Callable[[bytes, random.Random], bytes]:
    return lambda content, chance: do(content, chance, FRAME, _HEAD)


OF_WAL: Final[dict[str, Callable[[bytes, random.Random], bytes]]] = {
    "cut": cut, "flip": flip, "empty": empty, "zero": _frames(zero), "swap": _frames(swap),
    "scrawl": scrawl, "append": append,
}  # fmt: skip
OF_FILE: Final[dict[str, Callable[[bytes, random.Random], bytes]]] = {
    "cut": cut, "flip": flip, "empty": empty, "zero": zero, "swap": swap, "scrawl": scrawl,
    "append": append,
}  # fmt: skip
OF_SHM: Final[dict[str, Callable[[bytes, random.Random], bytes]]] = {
    "cut": cut,
    "flip": flip,
    "scrawl": scrawl,
}


def harm(files: Files, part: str, kind: str, chance: random.Random) -> Files:
    """The files after an accident to one of them; `drop` takes it away."""
    made = dict(files)
    if kind == "drop":
        made.pop(part, None)
    elif part in made:
        ways = {FILE_NAME: OF_FILE, WAL: OF_WAL, SHM: OF_SHM}[part]
        made[part] = ways[kind](made[part], chance)
    return made
