"""The coordinator's desk at `/meja/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.site.views.desk_settings import SettingsView, settings_view
from catalogue.site.views.page import Page, ready
from catalogue.site.views.proposing import form_data


@dataclass(frozen=True)
class DeskView:
    """The page `/meja/`."""

    settings: SettingsView
    data: Mapping[str, Any]


def pages(build: Build) -> Iterator[Page]:
    """Make the desk."""
    settings = settings_view(build)
    view = DeskView(settings, {**form_data(build), "atur": settings.data})
    description = f"Pekerjaan {build.catalogue.region.koordinator} atas katalog, tanpa perlu mengerti Git."
    title = f"Meja {build.catalogue.region.koordinator}"
    yield Page("meja/", "desk.html", ready(view), title, description, listed=False, section="program")
