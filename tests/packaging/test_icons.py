"""The icons that are kept are whole, of every size asked for, and show what the SVG shows."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtGui import QColor, QImage

from resources.packaging import icons

_RED = QColor("#B23A28")


def _is_the_icon(png: bytes, size: int) -> bool:
    """Whether a PNG has the size, corners one can see through, and the red of the seal."""
    image = QImage.fromData(png)
    middle = image.pixelColor(size // 2, size // 8)
    return (
        (image.width(), image.height()) == (size, size)
        and image.pixelColor(0, 0).alpha() < 128
        and max(abs(middle.red() - _RED.red()), abs(middle.blue() - _RED.blue())) < 12
    )


@pytest.mark.parametrize("size", icons.LINUX_SIZES)
def test_linux_has_a_png_of_each_size(size: int) -> None:
    assert _is_the_icon((icons.ICONS / f"tashan-{size}.png").read_bytes(), size)


def test_windows_has_an_icon_of_all_sizes() -> None:
    data = (icons.ICONS / "tashan.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(icons.WINDOWS_SIZES))
    end = 6 + 16 * count
    for row, size in enumerate(icons.WINDOWS_SIZES):
        width, *_, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * row)
        assert (width or 256, offset) == (size, end)
        assert _is_the_icon(data[offset : offset + length], size)
        end += length
    assert end == len(data)


def test_macos_has_an_icon_of_all_sizes() -> None:
    data = (icons.ICONS / "tashan.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
    offset, found = 8, []
    while offset < len(data):
        name, (length,) = data[offset : offset + 4], struct.unpack_from(">I", data, offset + 4)
        size = dict(icons.MAC_SIZES)[name]
        assert _is_the_icon(data[offset + 8 : offset + length], size)
        found.append((name, size))
        offset += length
    assert tuple(found) == icons.MAC_SIZES


def test_drawn_again_it_is_the_same_picture() -> None:
    drawn = QImage.fromData(icons.draw(64))
    kept = QImage.fromData((icons.ICONS / "tashan-64.png").read_bytes())
    points = [(x, y) for x in range(0, 64, 3) for y in range(0, 64, 3)]
    differing = [
        point
        for point in points
        if abs(drawn.pixelColor(*point).green() - kept.pixelColor(*point).green()) > 40
    ]
    assert len(differing) < len(points) // 50  # another Qt may smooth edges otherwise
