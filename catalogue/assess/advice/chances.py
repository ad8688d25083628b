"""What can still become of each record in a round; the kinds are counted apart and never ranked together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from catalogue.assess.result import Assessment, InnovationState
from catalogue.model.innovation import Innovation, kind_of, left_out
from catalogue.read.catalogue import UNASSIGNED, Catalogue

Chance = Literal["dihitung", "tinggal-diisi", "dikembangkan-dahulu", "belum-diketahui", "tidak-mungkin-lagi"]
"""It counts already; fields and documents are missing; only a new development counts; nobody knows whose or what it
is; it ended, was merged, was reported as often as may be, or is no innovation of its own."""


def chances(catalogue: Catalogue, assessment: Assessment) -> Mapping[str, Chance]:
    """Return the chance of each record, in the order in which they are assessed."""
    records = catalogue.innovations
    return {slug: chance_of(records[slug].record, state) for slug, state in assessment.innovations.items()}


def chance_of(record: Innovation, state: InnovationState) -> Chance:
    """Return the chance of a record."""
    if state.eligible:
        return "dihitung"
    unknown = kind_of(record) is None
    if state.spent or any(not (unknown and field == "jenis_catatan") for field, _ in left_out(record)):
        return "tidak-mungkin-lagi"
    if unknown or state.opd == UNASSIGNED:
        return "belum-diketahui"
    return "dikembangkan-dahulu" if state.outside else "tinggal-diisi"


def closing(record: Innovation, state: InnovationState) -> str:
    """Say why a record can no longer be reported."""
    if state.spent:
        return "sudah dilaporkan sebanyak yang dibolehkan"
    return next(reason for _, reason in left_out(record))
