"""Inputs that nobody wrote in good faith, made of what is dangerous in each format.

The targets of the fuzzer say what must hold: an answer or a sentence, in time, nothing read or
opened that the content named, and no file left half written.
"""

from __future__ import annotations

import json
import socket
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.guard import Escape, nothing_outside
from tests.fuzz.targets import files, markdown, query, seeds, workspace
from tests.fuzz.vocabulary import ASKED, MARKUP, NASTY, OF_SETTINGS, STATEMENTS


@st.composite
def mutated(draw: st.DrawFn, text: str, fragments: tuple[str, ...]) -> str:
    """A text with pieces cut out, doubled, and fragments put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(("", text[start:end] * 2, *fragments)) | st.text(max_size=8))
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def a_file_of_the_seeds(draw: st.DrawFn) -> bytes:
    """One file of correct seeds, mutated; now and then no text at all."""
    place = draw(st.integers(0, len(seeds.NAMES) - 1))
    good = seeds.FILES[seeds.NAMES[place]] or MEASURES
    content = draw(mutated(good, NASTY).map(lambda text: text.encode()) | st.binary(max_size=60))
    return bytes([place]) + content


MEASURES = """\
[[measure]]
id = "m"
theme = "kh"
name = "比武"
name_en = "n"
unit = "次"
detail = "d"
detail_en = "d"
figures = ["demo-biwu/比武"]
"""


@settings(max_examples=150)
@given(a_file_of_the_seeds())
def test_seeds_of_a_stranger(data: bytes) -> None:
    seeds.one(data)


@settings(max_examples=80)
@given(st.lists(st.sampled_from(MARKUP) | st.text(max_size=5), max_size=14).map("".join))
def test_notes_of_a_stranger(text: str) -> None:
    half = b"\x1f" + text.encode("utf-16-le", "surrogatepass")
    markdown.one(half if "\ud83d" in text else text.encode(errors="replace"))


@settings(max_examples=300)
@given(st.integers(0, 63), st.lists(st.sampled_from(ASKED) | st.text(max_size=4), max_size=20))
def test_searches_of_a_stranger(choice: int, parts: list[str]) -> None:
    text = "".join(parts).encode("utf-16-le", "surrogatepass")
    query.one(bytes([choice | 64]) + text)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=3).map(
        lambda statements: b"\x02" + ";\n".join(statements).encode()
    )
    | st.lists(
        st.tuples(st.integers(0, len(workspace.GOOD)), st.binary(min_size=1, max_size=16)),
        min_size=1,
        max_size=12,
    ).map(
        lambda changes: (
            b"\x01"
            + b"".join(
                place.to_bytes(3) + bytes([len(change) - 1]) + change for place, change in changes
            )
        )
    )
    | st.binary(max_size=200).map(lambda content: b"\x00SQLite format 3\x00" + content)
    | st.tuples(st.sampled_from((b"\x03", b"\x04")), st.binary(max_size=600)).map(b"".join)
)
def test_workspaces_of_a_stranger(data: bytes) -> None:
    workspace.one(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
CHANGE = st.fixed_dictionaries(
    {},
    optional={
        "bookmark": JSON, "kept": JSON, "name": JSON, "state": JSON, "value": JSON, "deleted": JSON,
        "kind": st.sampled_from(("plan", "task", "borrowing", "slide", "tally", "nothing")) | JSON,
        "plan row": JSON, "lesson row": JSON, "highlight": JSON, "id": JSON, "body": JSON,
        "tags": JSON,
    },
)  # fmt: skip
SETTINGS = st.lists(st.sampled_from(OF_SETTINGS), max_size=20).map("".join)


@settings(max_examples=120)
@given(
    SETTINGS.map(lambda text: b"\x00" + text.encode())
    | st.lists(CHANGE, max_size=4).map(lambda changes: b"\x01" + json.dumps(changes).encode())
    | JSON.map(lambda value: b"\x02" + json.dumps({"folder": value}).encode())
    | st.lists(st.tuples(st.text(max_size=8), JSON), max_size=3).map(
        lambda rows: b"\x03" + json.dumps(rows).encode()
    )
    | st.binary(max_size=100).map(lambda content: b"\x04" + content)
)
def test_small_files_of_a_stranger(data: bytes) -> None:
    files.one(data)


def test_the_guard_sees_what_it_watches_for(tmp_path: Path) -> None:
    passwords = Path("/etc/passwd")
    with pytest.raises(Escape, match="passwd"), nothing_outside(tmp_path):
        passwords.read_bytes()
    with pytest.raises(Escape, match="socket"), nothing_outside(tmp_path):
        socket.socket().close()
    with pytest.raises(Escape, match="other"), nothing_outside(tmp_path / "one"):
        sqlite3.connect(f"file:{tmp_path}/other.db", uri=True).close()
    with nothing_outside(tmp_path):
        (tmp_path / "own").write_text("字", encoding="utf-8")
        sqlite3.connect(":memory:").close()
        other = threading.Thread(target=passwords.read_bytes)
        other.start()
        other.join()
