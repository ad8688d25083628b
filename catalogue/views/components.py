"""Whose work this site is made of, and under which licences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.components import Component
from catalogue.views.page import Page, ready
from catalogue.views.site import Site


@dataclass(frozen=True)
class ComponentsView:
    """The page `/tentang/komponen/`: what the site carries along, and what it is built with."""

    carried: tuple[Component, ...]
    built_with: tuple[Component, ...]


def pages(site: Site) -> Iterator[Page]:
    """Make the page of components."""
    view = ComponentsView(site.carried, site.built_with)
    description = "Karya orang lain yang dipakai situs ini, dengan versi dan lisensinya."
    yield Page("tentang/komponen/", "components.html", ready(view), "Komponen", description, section="tentang")
