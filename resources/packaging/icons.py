"""The program's icon in every form that a system asks for, drawn from resources/icons/tashan.svg.

    python -m resources.packaging.icons

Writes tashan.ico (Windows), tashan.icns (macOS) and PNGs (Linux) into drawn/ beside this file. They
are kept in the repository: a build needs no drawing, and looks the same whoever builds.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ICONS: Final = Path(__file__).parent / "drawn"
SVG: Final = Path(__file__).parents[1] / "icons" / "tashan.svg"
LINUX_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
WINDOWS_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
# Names that macOS gives the sizes of an icon, those for screens of double density among them.
MAC_SIZES: Final = (
    (b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic11", 32),
    (b"ic12", 64), (b"ic13", 256), (b"ic14", 512),
)  # fmt: skip


def draw(size: int) -> bytes:
    """The icon as a PNG of `size` pixels square."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(data.data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """A Windows icon of PNGs, by size: a table of where each stands, then the pictures."""
    table = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(table) + 16 * len(pictures)
    for size, picture in pictures.items():
        side = size % 256  # 256 is written as 0
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return table + b"".join(pictures.values())


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """An icon of macOS: each picture after its name and length."""
    body = b"".join(
        name + struct.pack(">I", len(pictures[size]) + 8) + pictures[size]
        for name, size in MAC_SIZES
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> None:
    """Draw all and write the files."""
    ICONS.mkdir(exist_ok=True)
    for size in LINUX_SIZES:
        (ICONS / f"tashan-{size}.png").write_bytes(draw(size))
    (ICONS / "tashan.ico").write_bytes(ico({size: draw(size) for size in WINDOWS_SIZES}))
    sizes = sorted({size for _, size in MAC_SIZES})
    (ICONS / "tashan.icns").write_bytes(icns({size: draw(size) for size in sizes}))


if __name__ == "__main__":
    main()
