"""Whose each collected file is: a Python distribution's, Python's own, a Debian package's, ours.

Only the machine that builds knows: the notices must be made there, from what was really collected.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import Distribution

_BATCH = 200  # of paths handed to dpkg at once


@dataclass
class Owners:
    """The files of each owner; `unknown` is what nobody claims."""

    python: set[Path] = field(default_factory=set)
    distributions: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))
    debian: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))
    unknown: set[Path] = field(default_factory=set)


def sort_by_owner(sources: Iterable[Path], own: Iterable[Path]) -> Owners:
    """Sort the collected files; what lies in one of the `own` folders needs no notice."""
    owners = Owners()
    distributions = files_of_distributions()
    folders = tuple(os.path.realpath(folder) for folder in own)
    left: set[Path] = set()
    for source in sources:
        # By the folder's real name, not the file's: a library may be a link into another package.
        real = Path(os.path.realpath(source.parent), source.name)
        if (name := distributions.get(real)) is not None:
            owners.distributions[name].add(source)
        elif any(real.is_relative_to(folder) for folder in folders):
            continue
        else:
            (owners.python if _is_python(source) else left).add(source)
    packages = debian_packages(left)
    for source in left:
        if (package := packages.get(source)) is not None:
            owners.debian[package].add(source)
        else:
            owners.unknown.add(source)
    return owners


@cache
def files_of_distributions() -> Mapping[Path, str]:
    """The distribution that installed each file, by the records of pip."""
    found: dict[Path, str] = {}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"]
        for file in distribution.files or ():
            path = Path(str(distribution.locate_file(file)))
            found[Path(os.path.realpath(path.parent), path.name)] = name
    return found


def _is_python(source: Path) -> bool:
    """Whether a file came with the Python that builds, its standard library above all."""
    homes = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    prefix = Path(sys.base_prefix)
    if prefix != Path("/usr"):  # which is everybody's home; Debian says whose a library there is
        homes += [prefix, Path(sysconfig.get_config_var("LIBDIR") or prefix)]
    real = Path(os.path.realpath(source))
    return any(real.is_relative_to(os.path.realpath(home)) for home in homes)


def debian_packages(paths: Iterable[Path]) -> dict[Path, str]:
    """The Debian package of each path that one has installed; empty where there is no dpkg."""
    asked: dict[str, Path] = {}
    for path in paths:
        for name in _names_of(path):
            asked[name] = path
    found: dict[Path, str] = {}
    names = sorted(asked)
    for start in range(0, len(names), _BATCH):
        for line in _run("dpkg", "-S", *names[start : start + _BATCH]).splitlines():
            packages, _, name = line.partition(": ")
            if name in asked and not packages.startswith("diversion "):
                found[asked[name]] = re.split(r"[:,]", packages)[0]
    return found


def _names_of(path: Path) -> set[str]:
    """A path as dpkg may have recorded it: a link or its target, below /usr or not."""
    names = {str(path), os.path.realpath(path)}
    for name in tuple(names):
        if name.startswith("/usr/lib"):
            names.add(name.removeprefix("/usr"))
        elif name.startswith("/lib"):
            names.add("/usr" + name)
    return names


def debian_source(package: str) -> tuple[str, str, str]:
    """Version of a package, and the name and version of the source it was built from."""
    told = _run(
        "dpkg-query", "-W", "-f=${Version}\t${source:Package}\t${source:Version}\n", package
    )
    version, source, source_version = (told.splitlines() or ["\t\t"])[0].split("\t")
    return version, source, source_version


def _run(*command: str) -> str:
    """What a command prints; nothing where it does not exist. dpkg fails for one unknown path."""
    try:
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
    except OSError:
        return ""
    return done.stdout


def distribution_texts(distribution: Distribution) -> list[tuple[str, str]]:
    """Licence files that a distribution brings, by name."""
    texts = []
    for file in distribution.files or ():
        if ".dist-info" in str(file.parent) and _is_licence(file.name):
            path = Path(str(distribution.locate_file(file)))
            if path.is_file():
                texts.append((file.name, path.read_text(encoding="utf-8", errors="replace")))
    return sorted(texts)


def _is_licence(name: str) -> bool:
    return re.match(r"(licen[cs]es?|copying|notice|authors)\b", name, re.IGNORECASE) is not None


def licence_of(distribution: Distribution) -> str:
    """What a distribution's metadata calls its licence, in one line."""
    metadata = distribution.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    declared = metadata["License"].strip() if "License" in metadata else ""
    if declared and "\n" not in declared and len(declared) < 150:
        return declared
    classified = [
        value.rpartition(" :: ")[2]
        for value in metadata.get_all("Classifier") or []
        if value.startswith("License ::")
    ]
    return "; ".join(classified) or (declared.splitlines() or [""])[0]
