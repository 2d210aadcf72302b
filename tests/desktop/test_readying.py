"""The modules of the pages are there before a page is wanted."""

from __future__ import annotations

import subprocess
import sys


def test_every_page_that_the_window_opens_is_loaded_beforehand() -> None:
    script = """
import ast, sys
from pathlib import Path
import desktop.main_window as window
tree = ast.parse(Path(window.__file__).read_text(encoding="utf-8"))
wanted = {
    node.module
    for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
    for node in ast.walk(function)
    if isinstance(node, ast.ImportFrom) and node.module.startswith("desktop.pages")
}
from desktop.readying import load_pages
load_pages().join()
print(sorted(wanted - set(sys.modules) - {"desktop.pages.help_dialog"}), len(wanted))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    left, count = done.stdout.rsplit(" ", 1)
    assert left == "[]"
    assert int(count) > 5
