"""What the fuzzer found worth keeping, run again without it: see tests/fuzz/run.py."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.fuzz.run import TARGETS

CORPUS = Path(__file__).parent / "corpus"
MOST_BYTES = 300 * 1024


@pytest.mark.parametrize("name", TARGETS)
def test_every_kept_input_is_answered_as_it_should_be(name: str) -> None:
    target = importlib.import_module(f"tests.fuzz.targets.{name}")
    kept = sorted((CORPUS / name).iterdir())
    assert kept, f"nothing is kept for {name}"
    for path in kept:
        try:
            target.one(path.read_bytes())
        except Exception as error:
            error.add_note(f"python -m tests.fuzz.run {name} {path}")
            raise


def test_the_corpus_is_small() -> None:
    sizes = [path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(sizes) <= MOST_BYTES, f"merge it: {sum(sizes)} bytes in {len(sizes)} files"
