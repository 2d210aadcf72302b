"""The built folder as one file to hand on: zip and tar.gz, and their checksums.

    python resources/packaging/archive.py dist/Tashan [--out dist] [--zip] [--tar]

Writes Tashan-<version>-<system>-<machine>.zip and .tar.gz (both unless one is asked for) and a
SHA256SUMS of all such files in the folder, as `sha256sum -c` reads it. The same folder gives the
same bytes: order, times (SOURCE_DATE_EPOCH) and owners are set, and of the permissions only whether
a file can be run is kept.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import os
import platform
import shutil
import stat
import sys
import tarfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SUMS: Final = "SHA256SUMS"
_SUFFIXES: Final = (".zip", ".tar.gz")
_ROOT: Final = Path(__file__).resolve().parents[2]
_EARLIEST: Final = 315_619_200  # 1980-01-02: a zip knows no time before 1980, in any time zone
_SYSTEMS: Final = {"win32": "windows", "darwin": "macos"}
_MACHINES: Final = {"amd64": "x86_64", "aarch64": "arm64"}


class ArchiveError(Exception):
    """The folder must not be handed on as it is."""


def file_stem(version: str) -> str:
    """The archive's name without its ending: program, version, system and machine."""
    machine = platform.machine().lower()
    system = _SYSTEMS.get(sys.platform, sys.platform)
    return f"Tashan-{version}-{system}-{_MACHINES.get(machine, machine)}"


def entries(folder: Path) -> list[Path]:
    """All files, folders and links in it, the folder itself first, in an order of their names."""
    if (folder / "data").exists():
        raise ArchiveError(f"{folder / 'data'} holds somebody's notes: hand on a fresh build.")
    return [folder, *sorted(folder.rglob("*"), key=lambda path: path.as_posix())]


def epoch() -> int:
    """The one time of all files: SOURCE_DATE_EPOCH, or the earliest that a zip knows."""
    return max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), _EARLIEST)


def write_zip(folder: Path, target: Path) -> None:
    """Write `folder`, under its own name, as a zip with Unix permissions and names in UTF-8."""
    when = time.gmtime(epoch())[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in entries(folder):
            name = path.relative_to(folder.parent).as_posix()
            is_folder = path.is_dir() and not path.is_symlink()
            info = zipfile.ZipInfo(name + "/" * is_folder, when)
            info.create_system = 3  # Unix: the only one that knows permissions
            info.external_attr = _mode(path) << 16 | (0x10 if is_folder else 0)
            info.compress_type = zipfile.ZIP_STORED if is_folder else zipfile.ZIP_DEFLATED
            if path.is_symlink():
                archive.writestr(info, path.readlink().as_posix())
            elif is_folder:
                archive.writestr(info, b"")
            else:
                with path.open("rb") as source, archive.open(info, "w") as copy:
                    shutil.copyfileobj(source, copy)


def write_tar(folder: Path, target: Path) -> None:
    """Write `folder`, under its own name, as a tar.gz that says nothing of who built it."""
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in entries(folder):
            info = tarfile.TarInfo(path.relative_to(folder.parent).as_posix())
            info.mode, info.mtime = stat.S_IMODE(_mode(path)), epoch()
            if path.is_symlink():
                info.type, info.linkname = tarfile.SYMTYPE, path.readlink().as_posix()
                archive.addfile(info)
            elif path.is_dir():
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            else:
                content = path.read_bytes()
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))


def _mode(path: Path) -> int:
    """Kind and permissions: whoever unpacks owns the files, all may read and some may be run."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return stat.S_IFLNK | 0o777
    if stat.S_ISDIR(mode):
        return stat.S_IFDIR | 0o755
    return stat.S_IFREG | (0o755 if mode & stat.S_IXUSR else 0o644)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> Path:
    """Write SHA256SUMS for all archives in `folder`."""
    archives = sorted(path for path in folder.glob("Tashan-*") if path.name.endswith(_SUFFIXES))
    lines = [f"{digest(path)}  {path.name}\n" for path in archives]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return folder / SUMS


def pack(folder: Path, out: Path, version: str, suffixes: Iterable[str] = _SUFFIXES) -> list[Path]:
    """Write the archives of a built folder and the checksums of all beside them."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for suffix in suffixes:
        target = out / (file_stem(version) + suffix)
        (write_zip if suffix == ".zip" else write_tar)(folder, target)
        written.append(target)
    return [*written, write_sums(out)]


def main(argv: Sequence[str] | None = None) -> int:
    """Pack what the command line names. Returns 0, or 1 with a sentence."""
    sys.path.insert(0, str(_ROOT))
    from desktop import __version__

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="default: beside the folder")
    parser.add_argument("--zip", action="append_const", dest="suffixes", const=".zip")
    parser.add_argument("--tar", action="append_const", dest="suffixes", const=".tar.gz")
    arguments = parser.parse_args(argv)
    folder = Path(os.path.abspath(arguments.folder))  # noqa: PTH100 - a link keeps its own name
    try:
        if not folder.is_dir():
            raise ArchiveError(f"no such folder: {folder}")
        written = pack(
            folder, arguments.out or folder.parent, __version__, arguments.suffixes or _SUFFIXES
        )
    except (ArchiveError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(*written, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
