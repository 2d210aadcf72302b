"""Third-party notices, made from what PyInstaller really collected, not from a list typed by hand.

A collected Python distribution without a licence text, or under a licence that does not allow it to
be handed on with this folder, stops the build. A library that no package claims is named as such,
in the notices and in the build's log.
"""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resources.packaging import owners
from resources.packaging.inside import LICENCES, said_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE_NAME: Final = "THIRD-PARTY-NOTICES.txt"
_OURS: Final = "tashan"
_COMMON: Final = Path("/usr/share/common-licenses")
# Licensed as GPL without an exception, and often on a machine that builds: never to be collected.
_REFUSED_LIBRARIES: Final = re.compile(r"^lib(readline|gdbm|history|fftw3|gsl|poppler)\b")
_RULE: Final = "=" * 80


class NoticesError(Exception):
    """The folder must not be handed on as it is; says what is missing."""


@dataclass(frozen=True)
class Component:
    """One thing inside: what it is called, under which terms it comes, and their texts."""

    name: str
    version: str
    licence: str
    said: str
    texts: tuple[tuple[str, str], ...]


def make_notices(
    sources: Iterable[Path], own: Iterable[Path], version: str, always: Iterable[str] = ()
) -> tuple[str, str]:
    """The notices for the collected files, and what the build's log must warn of ("" if nothing).

    `always` names distributions that are inside though no file of theirs was collected.
    Raises NoticesError when something has no licence text or must not be handed on.
    """
    found = owners.sort_by_owner(sources, own)
    components = [_python(), *_distributions({*found.distributions, *always}), *_debian(found)]
    complain(components, found)
    warning = ""
    if found.unknown:
        names = sorted(path.name for path in found.unknown)
        warning = f"no package claims these libraries, find their licences: {', '.join(names)}"
        components.append(_unknown(names))
    return render(components, version), warning


def complain(components: Iterable[Component], found: owners.Owners) -> None:
    """Raise for what has no text, and for what may not be inside a program that is not GPL."""
    bad = [f"{one.name} {one.version}: no licence text" for one in components if not one.texts]
    bad += [
        f"{one.name} {one.version}: {one.licence}" for one in components if is_refused(one.licence)
    ]
    libraries = [path for paths in found.debian.values() for path in paths] + list(found.unknown)
    bad += [f"{path.name}: GPL" for path in libraries if _REFUSED_LIBRARIES.match(path.name)]
    if bad:
        raise NoticesError("this folder must not be handed on:\n  " + "\n  ".join(sorted(bad)))


def is_refused(licence: str) -> bool:
    """Whether a licence, as the metadata names it, is GPL without another choice or exception."""
    choices = re.split(r"\sOR\s|;|\sor\s(?!later)", licence)
    return all(
        re.search(r"(?<![A-Z])A?GPL|Affero|General Public|Proprietary", choice) is not None
        and not re.search(r"exception|Lesser|LGPL", choice)
        for choice in choices
    )


def _python() -> Component:
    """The interpreter and its standard library, and what both contain."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    places = (stdlib / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    texts = [
        ("LICENSE.txt", place.read_text(encoding="utf-8", errors="replace"))
        for place in places
        if place.is_file()
    ][:1]
    inside = (LICENCES / "python-inside.txt").read_text(encoding="utf-8")
    texts.append(("Software incorporated into Python", inside))
    source = (
        f"Source: https://www.python.org/ftp/python/{platform.python_version()}/\n"
        "Some builds of Python have these linked in, where they are not listed on their own:\n"
        "SQLite (public domain, https://sqlite.org), bzip2 (https://sourceware.org/bzip2/),\n"
        "XZ Utils (https://tukaani.org/xz/), zlib and libffi (their terms are below)."
    )
    return Component("Python", platform.python_version(), "PSF-2.0", source, tuple(texts))


def _distributions(names: Iterable[str]) -> list[Component]:
    made = []
    for normal, name in sorted({_normal(name): name for name in names}.items()):
        if normal == _OURS:
            continue
        distribution = importlib.metadata.distribution(name)
        made.append(
            Component(
                name,
                distribution.version,
                owners.licence_of(distribution),
                said_of(normal, distribution.version),
                (*owners.distribution_texts(distribution), *texts_of(normal)),
            )
        )
    return made


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _debian(found: owners.Owners) -> list[Component]:
    """The system's libraries: Debian keeps for each package whose it is and where its source is."""
    made = []
    for package, paths in sorted(found.debian.items()):
        version, source, source_version = owners.debian_source(package)
        record = Path("/usr/share/doc") / package / "copyright"
        texts: tuple[tuple[str, str], ...] = ()
        if record.is_file():
            texts = (("copyright", record.read_text(encoding="utf-8", errors="replace")),)
        said = (
            f"Unmodified from the Debian or Ubuntu package {package}: "
            f"{', '.join(sorted({path.name for path in paths}))}.\n"
            f"Linked dynamically, may be replaced in _internal. Source: package {source} "
            f"{source_version}, apt-get source {source}={source_version}\n"
            f"or https://snapshot.debian.org/package/{source}/{source_version}/"
        )
        made.append(Component(package, version, "see its record", said, texts))
    return made


def _unknown(names: Sequence[str]) -> Component:
    said = (
        "Collected from the system that built this folder, where no package claims them.\n"
        "Their licences are UNKNOWN to this list: " + ", ".join(names)
    )
    return Component("Other libraries", "", "UNKNOWN", said, ())


def render(components: Sequence[Component], version: str) -> str:
    """The whole file: what is inside, each with its terms, every text once."""
    titles = [f"{one.name} {one.version}".strip() for one in components]
    parts = [
        f"他山 Tashan {version} - 第三方软件声明 / third-party notices",
        "本文件由构建程序按程序文件夹里实际收进的文件生成。\n"
        "他山自己的许可见 LICENSE；案例库里文章的著作权归原刊载单位和作者。\n"
        "Made by the build from the files it really collected. Tashan's own licence is in\n"
        "LICENSE; the articles of the case base are their publishers' and authors'.",
        "\n".join(
            f"  {title} - {one.licence}" for title, one in zip(titles, components, strict=True)
        ),
    ]
    seen: dict[str, str] = {}
    for title, one in zip(titles, components, strict=True):
        parts.append(f"{_RULE}\n{title}\nLicence: {one.licence}\n{_RULE}")
        if one.said:
            parts.append(one.said)
        parts += [_once(f"{title}, {name}", text, seen) for name, text in one.texts]
    parts += [_once(f"common licence {name}", text, seen) for name, text in _common(parts)]
    return "\n\n".join(parts) + "\n"


def _once(title: str, text: str, seen: dict[str, str]) -> str:
    """A text with its title, or where it already stands."""
    text = "\n".join(line.rstrip() for line in text.replace("\f", "\n").splitlines()).strip("\n")
    if text in seen:
        return f"--- {title}: the same text as of {seen[text]}"
    seen[text] = title
    return f"--- {title}\n\n{text}"


def _common(parts: Iterable[str]) -> list[tuple[str, str]]:
    """The licences that Debian's records only point to, where this machine has them."""
    named = {
        name
        for part in parts
        for name in re.findall(r"/usr/share/common-licenses/([A-Z][\w.-]*\w)", part)
    }
    files = [_COMMON / name for name in sorted(named)]
    return [
        (file.name, file.read_text(encoding="utf-8", errors="replace"))
        for file in files
        if file.is_file()
    ]
