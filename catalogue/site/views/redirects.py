"""The pages at addresses that ended: each sends its reader on, and says why where that is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue.build import Build
from catalogue.common.indonesian import day_text
from catalogue.site.views import Page, ready

REDIRECT = "redirect.html"
GONE = "Catatan yang sudah dihapus"
"""The name of a page that stands where a record was; it leads nowhere by itself."""


@dataclass(frozen=True)
class RedirectView:
    """A page at a former address."""

    target: str
    name: str
    reason: str = ""


def redirects(build: Build, titles: Mapping[str, str]) -> Iterator[Page]:
    """Make a page at each address that ended and is not in use again; `titles` has the pages of the site by address."""
    for address, view in dict([*_missing(build, titles), *_ended(build), *_renamed(build)]).items():
        if address not in titles:
            name = view.name or titles.get(view.target.partition("#")[0].partition("?")[0], "halaman penggantinya")
            shown = RedirectView(view.target, name, view.reason)
            yield Page(address, REDIRECT, ready(shown), name, name, listed=False)


def _renamed(build: Build) -> Iterator[tuple[str, RedirectView]]:
    for entry in build.catalogue.with_any("alamat_lama"):
        for slug in entry.record.alamat_lama:
            yield f"inovasi/{slug}/", RedirectView(f"inovasi/{entry.id}/", entry.record.nama)


def _ended(build: Build) -> Iterator[tuple[str, RedirectView]]:
    for item in build.catalogue.addresses.record.alamat:
        if item.berakhir:
            reason = f"Berakhir {day_text(item.berakhir)}. {item.alasan or ''}"
            yield from ((old, RedirectView(new, "", reason)) for old, new in item.each() if new)
            if not item.pengganti and "inovasi/*/" in item.alamat:
                yield from ((f"inovasi/{name}/", RedirectView("", GONE, reason)) for name in item.nama)


def _missing(build: Build, titles: Mapping[str, str]) -> Iterator[tuple[str, RedirectView]]:
    """Send on from pages that are still listed and not made now, such as a theme's that lost its last innovation.

    A part of the site that only the prose has is left alone.
    """
    parts = {address.partition("/")[0] for address in titles if "/" in address}
    for address in build.catalogue.addresses.record.living():
        part, slash, name = address.rstrip("/").partition("/")
        if address.endswith("/") and slash and part in parts and address not in titles:
            facet = next((facet for facet in build.facets if facet.id == part), None)
            listed = facet and any(value.id == name for value in facet.values)
            yield address, RedirectView(facet.address(name) if facet and listed else _above(address, titles), "")


def _above(address: str, titles: Mapping[str, str]) -> str:
    """Return the nearest page above an address."""
    while address:
        address = address.rstrip("/").rpartition("/")[0]
        address = f"{address}/" if address else ""
        if address in titles:
            return address
    return ""
