"""What may be taken away: the files for programs and spreadsheets, how fresh they are, and how to use them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from catalogue.build import Build
from catalogue.common.indonesian import day_text
from catalogue.common.published import RELEASES, VERSION
from catalogue.site.markup import render_markdown
from catalogue.site.views import Page
from catalogue.site.views.parts import Download
from catalogue.site.views.sharing import data_set

GROUPS = (
    ("Berkas lengkap", "data/", "Untuk dibuka, dihitung, atau disimpan."),
    ("API", "api/", "Untuk aplikasi dan situs lain: JSON yang alamat dan artinya tetap."),
    ("Langganan", "", "Agar tahu bila ada yang baru tanpa membuka situs."),
)
"""The parts of the list: title, how the addresses begin, and for whom."""


@dataclass(frozen=True)
class FileView:
    """A file with its size in words."""

    file: Download
    size: str


@dataclass(frozen=True)
class FileGroup:
    """Files for one kind of use."""

    title: str
    help: str
    files: tuple[FileView, ...]


@dataclass(frozen=True)
class ReleaseView:
    """What a version of the API brought."""

    version: str
    day: str
    text: Markup


@dataclass(frozen=True)
class OpenDataView:
    """The page `/data/`; the files it names are those that `exports` publishes under these addresses."""

    innovations: int
    agencies: int
    years: tuple[int, ...]
    unconfirmed: int
    example: str
    changed: str
    change: str
    change_address: str | None
    groups: tuple[FileGroup, ...]
    version: str
    releases: tuple[ReleaseView, ...]
    structured: dict[str, Any] | None


def pages(build: Build, downloads: Sequence[Download]) -> Iterator[Page]:
    """Make the page of open data."""
    description = "Seluruh isi katalog sebagai CSV, Excel, SQLite, JSON, RSS, dan kalender, berlisensi CC BY 4.0."
    make = partial(_view, build, downloads)
    yield Page("data/", "open_data.html", make, "Data terbuka", description, section="data")


def _view(build: Build, downloads: Sequence[Download]) -> OpenDataView:
    records = [entry.record for entry in build.catalogue.innovations.values()]
    commits = build.past.chronicle.history.commits if build.past.chronicle else ()
    last = commits[-1] if commits else None
    return OpenDataView(
        innovations=len(records),
        agencies=len(build.catalogue.opds),
        years=tuple(sorted(build.catalogue.periods)),
        unconfirmed=sum(record.status_data == "sumber-publik" for record in records),
        example=next(iter(build.catalogue.innovations), ""),
        changed=day_text(last.day) if last and last.day else "",
        change=last.id[:10] if last else "",
        change_address=build.hosting.commit(last.id) if last else None,
        groups=tuple(_groups(downloads)),
        version=VERSION,
        releases=tuple(
            ReleaseView(item.versi, day_text(date.fromisoformat(item.tanggal)), render_markdown(item.perubahan))
            for item in RELEASES
        ),
        structured=data_set(build, downloads),
    )


def _groups(downloads: Sequence[Download]) -> Iterator[FileGroup]:
    beginnings = [start for _, start, _ in GROUPS if start]
    for title, start, help in GROUPS:
        found = (
            item
            for item in downloads
            if (item.address.startswith(start) if start else not item.address.startswith(tuple(beginnings)))
        )
        yield FileGroup(title, help, tuple(FileView(item, size_text(item.size)) for item in found))


def size_text(size: int) -> str:
    """Write a number of bytes as people read it."""
    if size < 1_000:
        return f"{size} bita"
    amount, unit = (size / 1_000, "KB") if size < 1_000_000 else (size / 1_000_000, "MB")
    return f"{amount:.1f} {unit}".replace(".", ",") if amount < 10 else f"{amount:.0f} {unit}"
