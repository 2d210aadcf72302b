"""The Qt application: a desktop browser of case studies."""

from __future__ import annotations

__version__ = "0.1.0"
