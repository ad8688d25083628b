"""The page `/meja/`, on which the coordinator takes in, examines and sets, and sends everything together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.propose.open_round import RoundView, round_view
from catalogue.propose.submissions.bundles import desk_files, hidden_files
from catalogue.site.views import desk_inbox
from catalogue.site.views.desk_inbox import InboxView, inbox_view
from catalogue.site.views.desk_reminders import RemindersView, reminders_view
from catalogue.site.views.desk_review import ReviewView, review_view
from catalogue.site.views.desk_settings import SettingsView, settings_view
from catalogue.site.views.page import Page, ready
from catalogue.site.views.proposing import form_data

ADDRESS = "meja/"


@dataclass(frozen=True)
class DeskView:
    """The page `/meja/`; of the `hidden` rounds some files are not published."""

    round: RoundView
    hidden: tuple[int, ...]
    inbox: InboxView
    review: ReviewView
    reminders: RemindersView
    settings: SettingsView
    data: Mapping[str, Any]


def pages(build: Build) -> Iterator[Page]:
    """Make the desk, and what it fetches."""
    inbox, settings, closed = inbox_view(build), settings_view(build), tuple(hidden_files(build))
    view = DeskView(
        round=round_view(build),
        hidden=tuple(dict.fromkeys(int(path.split("/")[1]) for path in closed)),
        inbox=inbox,
        review=review_view(build),
        reminders=reminders_view(build),
        settings=settings,
        data={
            **form_data(build),
            "masuk": inbox.data,
            "atur": settings.data,
            "antrean": "../antrean/",
            "putaran": build.period.tahun,
            "tertutup": closed,
            "berkas": [path for path in desk_files(build) if "/reviews/" not in path],
        },
    )
    description = "Tempat kerja koordinator: menerima kiriman, memeriksa bukti, dan mengatur putaran."
    yield Page(ADDRESS, "desk.html", ready(view), "Meja koordinator", description, listed=False, section="program")
    yield from desk_inbox.pages(build)
