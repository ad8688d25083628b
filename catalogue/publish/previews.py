"""Sites as proposals would make them, which the published site carries below `pratinjau/`.

What they show comes from strangers, so their policy lets a browser run nothing at all: a script there could read what
a visitor of the site has in his browser.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from catalogue.publish.ownership import mark
from catalogue.site.jinja import still_policy

FOLDER = "pratinjau"
NUMBER = re.compile(r"[1-9][0-9]{0,9}")
PREVIEWED = re.compile(rf"{FOLDER}/[1-9][0-9]*/")
"""How the address of every file of a preview begins."""
MOST = 10
"""Proposals that are shown at once."""
BYTES, FILES = 60 * 1024 * 1024, 20_000
"""What one preview may hold; a site on GitHub may be 1 GB."""
NAME = re.compile(r"(?:[a-z0-9_-][a-z0-9._-]{0,199}/){0,8}[a-z0-9_-][a-z0-9._-]{0,199}", re.IGNORECASE)
KINDS = {
    *(".html", ".css", ".woff2", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".json", ".jsonld", ".yaml", ".txt"),
    *(".csv", ".xlsx", ".docx", ".sqlite", ".ics", ".xml"),
}
"""The kinds of files of a preview; none of them is run."""
NEEDLESS = ("cari", "404.html", "robots.txt", "data/berkas.sha256")
"""What only scripts and crawlers ask for, and the list that speaks of a published site."""


class Unfit(Exception):
    """A folder holds what no preview may hold; the text says what."""


def prune(site: Path) -> None:
    """Make a preview of a whole site: take away what nothing there asks for; raise Unfit if it is too large."""
    for name in NEEDLESS:
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for file in list(site.rglob("*")):
        if file.is_file() and (file.suffix not in KINDS or file.name.startswith(".")):
            file.unlink()
    _look(site)


def include(previews: Path, site: Path) -> list[str]:
    """Copy the previews of a folder into a site, each if it is what it should be; return what is not."""
    found = sorted(path for path in previews.iterdir() if NUMBER.fullmatch(path.name)) if previews.is_dir() else []
    refused = []
    for folder in found[:MOST]:
        try:
            _look(folder)
        except Unfit as reason:
            refused.append(f"pratinjau usulan {folder.name} tidak dimuat: {reason}")
            continue
        shutil.copytree(folder, site / FOLDER / folder.name)
    mark(site)
    return refused


def explain(folder: Path, number: int, reason: str) -> None:
    """Write the one page of a proposal that cannot be shown."""
    title = f"Usulan #{number} tidak dapat ditampilkan"
    page = f'{_head("id")}\n<title>{title}</title>\n<meta name="robots" content="noindex">\n</head>\n<body>\n'
    folder.mkdir(parents=True, exist_ok=True)
    text = f"{page}<h1>{title}</h1>\n<p>{escape(reason)}.</p>\n</body>\n</html>\n"
    (folder / "index.html").write_text(text, encoding="utf-8")


def _look(folder: Path) -> None:
    """Expect regular files of the known kinds, within limits, and on every page the policy under which nothing runs."""
    size = count = 0
    for path, entry in _entries(folder):
        name = path.relative_to(folder).as_posix()
        if entry.is_symlink() or not NAME.fullmatch(name) or path.suffix not in KINDS:
            raise Unfit(f"`{name[:200]}` bukan berkas pratinjau")
        size, count = size + entry.stat().st_size, count + 1
        if size > BYTES or count > FILES:
            raise Unfit(f"situsnya lebih besar dari {BYTES // 1024**2} MB atau lebih dari {FILES} berkas")
        if path.suffix == ".html" and not _is_still(path):
            raise Unfit(f"`{name}` tidak membawa kebijakan isi pratinjau")


def _entries(folder: Path) -> Iterator[tuple[Path, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path))
            else:
                yield Path(entry.path), entry


def _is_still(page: Path) -> bool:
    with page.open(encoding="utf-8") as file:
        return file.read(600).startswith((_head("id"), _head("en")))


def _head(language: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{still_policy()}">'
    )
