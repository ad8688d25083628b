"""What a stopped innovation changes: itself, what counts it, the agencies that it carries, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalogue.assess import STEPS, Assessment, OpdState, assess
from catalogue.model import Innovation
from catalogue.read.catalogue import Catalogue, InnovationEntry
from tests.cities import base

DAY = date(2026, 11, 23)
CONFIRMED: dict[str, Any] = {
    "jenis_catatan": "inovasi",
    "status": "aktif",
    "status_data": "dikonfirmasi-opd",
    "pengesahan": {"tanggal": "2026-11-02", "jabatan": "Sekretaris", "cara": "surat", "diterima_oleh": "Bappeda"},
}
"""What an agency says that confirms a record."""


def frozen_city(said: str) -> Catalogue:
    """Return the frozen city as it is, or as it would be once every agency but one in three had confirmed its records.

    The rest are innovations that only newspapers tell of, or nothing that counts.
    """
    catalogue = base()
    if said == "as it is":
        return catalogue
    entries = {}
    for place, (slug, entry) in enumerate(catalogue.innovations.items()):
        stated = {"jenis_catatan": ("inovasi", "kegiatan")[place % 2]} if place % 3 == 2 else CONFIRMED
        entries[slug] = changed(entry, catalogue, stated)
    return replace(catalogue, innovations=entries)


def changed(entry: InnovationEntry, catalogue: Catalogue, stated: dict[str, Any]) -> InnovationEntry:
    """Return a record that states something else, read as its file would be."""
    fields = Innovation.model_validate(
        {"nama": "A", "ringkasan": "B.", "status_data": "sumber-publik"} | stated,
        context={"vocabularies": catalogue.vocabularies},
    )
    return replace(entry, record=entry.record.model_copy(update={key: getattr(fields, key) for key in stated}))


def stopped(catalogue: Catalogue, slug: str) -> Catalogue:
    """Return a catalogue in which one innovation is said to have stopped."""
    entry = changed(catalogue.innovations[slug], catalogue, {"status": "berhenti"})
    return replace(catalogue, innovations={**catalogue.innovations, slug: entry})


@pytest.mark.parametrize("said", ["as it is", "confirmed"])
@pytest.mark.parametrize("year", [2026, pytest.param(2027, marks=pytest.mark.deep)])
def test_a_stopped_innovation_changes_what_counts_it_and_nothing_else(said: str, year: int) -> None:
    """Each record of the frozen city in turn: its step falls, it leaves funnel, index and affair, and its agency."""
    catalogue = frozen_city(said)
    period = catalogue.periods[year].record
    before = assess(catalogue, period, DAY)
    if said == "confirmed":
        assert {state.met for state in before.opds.values()} >= ({True, None} if year == 2026 else {None})
        assert before.funnel["diberitakan"] > before.funnel["tercatat"] > 0
    for slug in catalogue.innovations:
        after = assess(stopped(catalogue, slug), period, DAY)
        assert_innovations(before, after, slug)
        assert_agencies(catalogue, before, after, slug)
        assert_city(before, after, slug)


def assert_innovations(before: Assessment, after: Assessment, slug: str) -> None:
    """Expect every other record as it was, and this one to count no more."""
    assert {**before.innovations, slug: None} == {**after.innovations, slug: None}
    was, now = before.innovations[slug], after.innovations[slug]
    assert (now.counts, now.said_running) == (False, None)
    assert now.rank == min(was.rank, STEPS.index("tercatat")), "what is confirmed stays so, and is no longer to be sent"
    assert [need.fields for need in now.requirements if not need.met].count(("status",)) == 1
    kept = ("slug", "opd", "indicators", "scores", "words", "earlier", "confirmed", "in_window")
    assert [getattr(now, name) for name in kept] == [getattr(was, name) for name in kept]


def assert_agencies(catalogue: Catalogue, before: Assessment, after: Assessment, slug: str) -> None:
    """Expect a change only of the agencies above the record, and only where it counted."""
    owner = catalogue.innovations[slug].opd
    for id, was in before.opds.items():
        family, now = set(catalogue.with_units(id)), after.opds[id]
        if owner not in family or not before.innovations[slug].counts:
            assert now == was
            continue
        theirs = [state for state in after.innovations.values() if state.opd in family]
        best = max((state.rank for state in theirs if state.counts), default=0)
        assert now.step == STEPS[best]
        assert slug not in now.carriers
        assert_standing(was, now, slug)


def assert_standing(was: OpdState, now: OpdState, slug: str) -> None:
    """Expect an agency to stand as before while another of its records carries it, and else not to have met it."""
    assert now.obliged == was.obliged
    others = tuple(carrier for carrier in was.carriers if carrier != slug)
    if not was.met or others:
        assert (now.met, now.why) == (was.met, was.why)
    else:
        assert (now.met, now.why) == (None, "belum-memenuhi-syarat")
    if others:
        assert now.carriers == others


def assert_city(before: Assessment, after: Assessment, slug: str) -> None:
    """Expect the funnel one less on each step that the record stood on, its affair without it, and the index to fit."""
    was = before.innovations[slug]
    less = [int(was.counts and was.rank >= rank) for rank in range(len(STEPS))]
    assert [before.funnel[step] - after.funnel[step] for step in STEPS] == less
    assert after.leads - before.leads == less[0]
    assert before.index.n - after.index.n == less[STEPS.index("layak")]
    assert after.index.spd == before.index.spd
    for now, then in zip(after.urusan, before.urusan, strict=True):
        without = replace(then, inovasi_tercatat=tuple(each for each in then.inovasi_tercatat if each != slug))
        assert replace(now, inovasi_layak=(), terpenuhi=None) == replace(without, inovasi_layak=(), terpenuhi=None)
        assert now.inovasi_layak == tuple(each for each in then.inovasi_layak if each != slug)
        assert now.terpenuhi == (then.terpenuhi if now.inovasi_layak or not then.inovasi_layak else None)
