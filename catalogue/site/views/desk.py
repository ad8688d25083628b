"""The page `/meja/`, on which the coordinator takes in what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.site.views import desk_inbox
from catalogue.site.views.desk_inbox import InboxView, inbox_view
from catalogue.site.views.page import Page, ready
from catalogue.site.views.proposing import form_data

ADDRESS = "meja/"


@dataclass(frozen=True)
class DeskView:
    """The page `/meja/`."""

    inbox: InboxView
    data: Mapping[str, Any]


def pages(build: Build) -> Iterator[Page]:
    """Make the desk, and what it fetches."""
    inbox = inbox_view(build)
    view = DeskView(inbox, {**form_data(build), "masuk": inbox.data})
    description = "Tempat kerja koordinator: menerima kiriman dan melihat akibatnya."
    yield Page(ADDRESS, "desk.html", ready(view), "Meja koordinator", description, listed=False, section="program")
    yield from desk_inbox.pages(build)
