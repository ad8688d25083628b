"""The page `/pratinjau/`, on which a browser shows a record of any fork and branch before it is approved.

Only GitHub hands out files to pages of other sites; where proposals are made elsewhere the address leads on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.site.views.page import Page, ready
from catalogue.site.views.proposing import form_data
from catalogue.site.views.redirects import REDIRECT, RedirectView

ADDRESS = "pratinjau/"
HOST = "https://raw.githubusercontent.com"
"""The only place from which the preview takes a file; its policy names it too."""


@dataclass(frozen=True)
class PreviewView:
    """The page `/pratinjau/`."""

    host: str
    data: Mapping[str, Any]


def pages(build: Build) -> Iterator[Page]:
    """Make the preview of proposals."""
    if not build.hosting.previews:
        yield Page(ADDRESS, REDIRECT, ready(RedirectView("antrean/", "Antrean")), "Antrean", "Antrean", listed=False)
        return
    description = "Menampilkan catatan dari usulan mana pun di GitHub sebelum disetujui."
    view = PreviewView(HOST, {**form_data(build), "asal": HOST})
    yield Page(ADDRESS, "previewing.html", ready(view), "Pratinjau usulan", description, listed=False)
