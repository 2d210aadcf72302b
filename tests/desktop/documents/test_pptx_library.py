"""python-pptx without Pillow: the built program leaves the pictures' library out."""

from __future__ import annotations

import subprocess
import sys

_WITHOUT_PILLOW = """
import sys

for finder in list(sys.meta_path):
    find = finder.find_spec
    def hiding(name, *rest, find=find):
        return None if name.split(".")[0] == "PIL" else find(name, *rest)
    sys.meta_path[sys.meta_path.index(finder)] = type("F", (), {"find_spec": staticmethod(hiding)})

from desktop.documents.pptx import to_pptx
from tests.desktop.documents.lesson_sample import DOCUMENT
sys.stdout.buffer.write(to_pptx(DOCUMENT)[:2])
assert getattr(sys.modules["PIL"], "__file__", None) is None
"""


def test_a_presentation_is_made_where_there_is_no_pillow() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_PILLOW], check=True, stdout=subprocess.PIPE
    )
    assert done.stdout == b"PK"
