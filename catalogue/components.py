"""What others made that this site is built with, or carries along: its names, versions and licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

LONGEST = 60
"""Characters of a licence's name; some packages put the whole text into that field."""


@dataclass(frozen=True)
class Component:
    """A package or a vendored file; `file` has the text of its licence where we carry one."""

    name: str
    version: str
    licence: str
    file: str = ""


def installed(lock: Path) -> tuple[Component, ...]:
    """Return the Python packages of a lock as they are installed here, by name; those of other systems are left out."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE) if lock.exists() else []
    return tuple(found for name in sorted(names, key=str.lower) for found in _package(name))


def _package(name: str) -> Iterator[Component]:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return
    yield Component(name, said["Version"], _licence(said))


def _licence(said: PackageMetadata) -> str:
    kinds = [kind for kind in said.get_all("Classifier") or () if kind.startswith("License :: ")]
    names = [kind.rpartition(" :: ")[2] for kind in kinds]
    given = [*(said[key] for key in ("License-Expression", "License") if key in said), ", ".join(names)]
    return next((name for name in given if name and name != "UNKNOWN" and len(name) <= LONGEST), "lihat paketnya")


def vendored(folder: Path) -> tuple[Component, ...]:
    """Return what was taken over file by file, each with the text of its licence."""
    return tuple(_taken(readme) for readme in sorted(folder.glob("*/README")))


def _taken(readme: Path) -> Component:
    text = " ".join(readme.read_text(encoding="utf-8").split())
    version = re.search(r"version ([0-9][0-9.]*[0-9])", text)
    licence = re.search(r"(\w[\w. -]*? Licen[cs]e(?: [0-9.]*[0-9])?)", text[version.end() :] if version else text)
    file = next(readme.parent.glob("LICENSE*")).name
    return Component(
        readme.parent.name, version[1] if version else "", licence[1].strip() if licence else file, file=file
    )
