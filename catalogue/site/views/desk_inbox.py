"""The inbox of the desk: what came is taken in here, what waits elsewhere is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalogue.build import Build
from catalogue.propose.browser import submission_checks
from catalogue.site.views.asking import round_data
from catalogue.site.views.desk_standing import standing_table
from catalogue.site.views.page import Page
from catalogue.site.views.queue import Confirmed, ProposalsView, confirmations, proposals_view

TABLE = "meja/keadaan.json"
"""Grows with the catalogue, and so is fetched by the page that needs it."""


@dataclass(frozen=True)
class InboxView:
    """What waits for the coordinator besides what it takes in, and what the scripts know of the rest."""

    proposals: ProposalsView
    confirmations: tuple[Confirmed, ...]
    data: Mapping[str, Any]

    @property
    def waiting(self) -> int:
        return len(self.proposals.rows) + len(self.confirmations)


def inbox_view(build: Build) -> InboxView:
    """Return what the section shows, and its data besides that of the form."""
    catalogue = build.catalogue
    round = round_data(build.assessment.rubric, build.period, window="", coordinator=catalogue.region.koordinator)
    return InboxView(
        proposals=proposals_view(build),
        confirmations=tuple(confirmations(build)),
        data={
            "kiriman": submission_checks(),
            "alamat": {"nama": "cari/nama.json", "catatan": "api/v1/inovasi/*.yaml", "keadaan": TABLE},
            "induk": {id: entry.record.induk for id, entry in catalogue.opds.items() if entry.record.induk},
            "nama_lama": {old: one.id for one in catalogue.with_any("alamat_lama") for old in one.record.alamat_lama},
            "penerimaan": [f"periods/{year}/penerimaan.yaml" for year in sorted(catalogue.receipts)],
            "putaran": round,
        },
    )


def pages(build: Build) -> Iterator[Page]:
    """Make the table from which the desk works out what a bundle changes."""
    yield Page(TABLE, "data.txt", partial(standing_table, build), "", "", listed=False, shown_on="meja/")
