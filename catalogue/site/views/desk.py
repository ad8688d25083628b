"""The page `/meja/`, where the coordinator works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.build import Build
from catalogue.site.views.desk_review import ReviewView, review_view
from catalogue.site.views.page import Page

ADDRESS = "meja/"


@dataclass(frozen=True)
class DeskView:
    """The page `/meja/`."""

    review: ReviewView


def pages(build: Build) -> Iterator[Page]:
    """Make the page."""
    description = f"Tempat {build.catalogue.region.koordinator} memeriksa bukti dan menyiapkan kiriman."
    yield Page(ADDRESS, "desk.html", partial(_view, build), "Meja", description, section="program")


def _view(build: Build) -> DeskView:
    return DeskView(review_view(build))
