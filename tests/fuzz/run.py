"""Runs a target under atheris: python -m tests.fuzz.run TARGET CORPUS [libFuzzer's options].

    python -m tests.fuzz.run seeds /tmp/seeds -max_total_time=600 -timeout=30
    python -m tests.fuzz.run seeds tests/fuzz/corpus/seeds /tmp/seeds -merge=1

The tests replay the corpus without it (tests/fuzz/test_corpus.py).
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile

TARGETS = ("seeds", "markdown", "query", "workspace", "files")


def main() -> None:
    """Instrument the program, load the target, fuzz until told to stop."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    name = sys.argv.pop(1)
    with atheris.instrument_imports(
        include=["db", "desktop", "markdown_it", "mdurl", "tomllib", "docx"]
    ):
        target = importlib.import_module(f"tests.fuzz.targets.{name}")
    # To merge, libFuzzer starts itself again under the first argument.
    with tempfile.NamedTemporaryFile("w", suffix=".sh", delete=False) as again:
        again.write(f'#!/bin/sh\nexec "{sys.executable}" -m tests.fuzz.run {name} "$@"\n')
    os.chmod(again.name, 0o700)  # noqa: PTH101
    atheris.Setup([again.name, *sys.argv[1:]], target.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
