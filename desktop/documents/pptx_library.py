"""python-pptx, loaded when the first presentation is made.

It names Pillow's modules at the top of its own, to ask them about pictures. No slide of ours has
one, and Pillow weighs 20 MB: the built program leaves it out, and an empty module answers for it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pptx.presentation import Presentation


def new_presentation() -> Presentation:
    """An empty presentation in python-pptx's own template."""
    _answer_for_pillow()
    from pptx import Presentation as make

    return make()


def _answer_for_pillow() -> None:
    if "PIL" in sys.modules or find_spec("PIL") is not None:
        return
    package = ModuleType("PIL")
    for name in ("Image", "ImageFont"):
        module = ModuleType(f"PIL.{name}")
        setattr(package, name, module)
        sys.modules[module.__name__] = module
    sys.modules["PIL"] = package
