"""The last look at a site before it is published: everything promised is there, and no less than last time.

That links lead somewhere is held while pages are rendered; that pages and files are well formed, by the tests.
"""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from catalogue.publish.ownership import listed
from catalogue.publish.previews import PREVIEWED
from catalogue.publish.publication import NotPublishable
from catalogue.read.catalogue import Catalogue

TOLD = 20
"""Faults that are told; one broken partial shows on every page."""
SHRUNK = 0.5
"""A site with no fewer innovations than before and less than this share of its pages or bytes is not published."""
FEW, SMALL = 20, 100_000
"""So few pages, and files of one kind with so few bytes, may shrink as they like."""
UNEXPLAINED = "padahal inovasinya tidak berkurang; bila memang begitu, ganti dahulu nama map situs yang lama"
EMPTY = {".nojekyll"}
"""Files that are empty on purpose."""

PROMISED = (
    *("index.html", "404.html", "inovasi/index.html", "opd/index.html", "kepatuhan/index.html", "linimasa/index.html"),
    *("indeks/index.html", "usul/index.html", "meja/index.html", "pratinjau/index.html", "data/index.html"),
    *("api/v1/index.json", "api/v1/inovasi.json", "api/v1/opd.json", "data/inovasi.csv", "data/inovasi.xlsx"),
    *("data/katalog.sqlite", "data/datapackage.json", "data/dcat.jsonld", "feed.xml", "linimasa.ics"),
    *("skema/inovasi.schema.json", "robots.txt"),
)
"""Addresses that every site of a catalogue has."""
PLACED = ("sitemap.xml",)
"""Those that need the address of the site."""

Sizes = Mapping[str, int]
"""The bytes of every file of a site, by address."""


def require_sound(folder: Path, catalogue: Catalogue, before: Sizes, *, placed: bool = True) -> None:
    """Raise NotPublishable with what is wrong with a written site; `before` is what it would replace.

    `placed` is whether the site has an address.
    """
    found = list(faults(sizes(folder), catalogue, before, placed=placed))
    if found:
        more = [f"dan {len(found) - TOLD} hal lain"] if len(found) > TOLD else []
        told = "\n".join(f"  - {fault}" for fault in [*found[:TOLD], *more])
        raise NotPublishable(f"situs tidak diterbitkan karena hasilnya keliru:\n{told}")


def sizes(folder: Path) -> dict[str, int]:
    """Return the bytes of every file of a site in a folder, without previews; none where there is no site."""
    known = {name for name in listed(folder) if not PREVIEWED.match(name)}
    return {address: entry.stat().st_size for address, entry in _files(folder, "") if address in known} if known else {}


def _files(folder: Path | str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry


def faults(files: Sizes, catalogue: Catalogue, before: Sizes, *, placed: bool = True) -> Iterator[str]:
    """Yield what is wrong with the files of a site, in words for whoever publishes."""
    yield from (f"`{path}` kosong" for path, size in files.items() if not size and path not in EMPTY)
    needed = [*PROMISED, *(PLACED if placed else ()), *(f"opd/{id}/index.html" for id in catalogue.opds)]
    needed += [f"kepatuhan/{year}/index.html" for year in catalogue.periods]
    yield from (f"`{path}` tidak ada" for path in needed if path not in files)
    for id in catalogue.innovations:
        if f"inovasi/{id}/index.html" not in files or f"api/v1/inovasi/{id}.json" not in files:
            yield f"inovasi `{id}` tidak ada pada situs"
    yield from _shrunk(files, before)


def _shrunk(files: Sizes, before: Sizes) -> Iterator[str]:
    pages, records = _counts(files)
    pages_before, records_before = _counts(before)
    if records < records_before:
        return
    if pages_before > FEW and pages < SHRUNK * pages_before:
        yield f"situs tinggal {pages} halaman dari {pages_before}, {UNEXPLAINED}"
    now = _bytes(files)
    for kind, size in _bytes(before).items():
        if size > SMALL and now[kind] < SHRUNK * size:
            yield f"`{kind}` tinggal {now[kind]} bita dari {size}, {UNEXPLAINED}"


def _bytes(files: Sizes) -> Counter[str]:
    """Return how many bytes the files of each kind have, which is the folder at the top and the ending."""
    found: Counter[str] = Counter()
    for path, size in files.items():
        top, slash, name = path.partition("/")
        found[f"{top}/*{posixpath.splitext(name)[1]}" if slash else f"*{posixpath.splitext(path)[1]}"] += size
    return found


def _counts(files: Iterable[str]) -> tuple[int, int]:
    pages = [path for path in files if path.endswith(".html")]
    return len(pages), sum(path.startswith("inovasi/") for path in pages)
