"""Satu OPD Satu Inovasi per agency, and who covers the six basic-service affairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from catalogue.assess.result import STEPS, InnovationState, OpdState, UrusanState
from catalogue.model import Period
from catalogue.read.catalogue import Catalogue


def opd_states(catalogue: Catalogue, states: Mapping[str, InnovationState], period: Period) -> dict[str, OpdState]:
    """Judge every agency and unit by the innovations of its own folder and of the units below it."""
    return {opd: _opd_state(catalogue, opd, states, period) for opd in catalogue.opds}


def _opd_state(catalogue: Catalogue, opd: str, states: Mapping[str, InnovationState], period: Period) -> OpdState:
    own = [states[entry.id] for id in catalogue.with_units(opd) for entry in catalogue.by_opd[id]]
    best = max((state.rank for state in own), default=None)
    carriers = tuple(sorted(state.slug for state in own if state.rank == best))
    met = best is not None and best >= STEPS.index(period.ambang.langkah)
    return OpdState(
        opd=opd,
        obliged=catalogue.opds[opd].record.wajib,
        step=None if best is None else STEPS[best],
        met=met,
        reason=_reason(catalogue, opd, best, carriers, period),
        carriers=carriers,
    )


def _reason(catalogue: Catalogue, opd: str, best: int | None, carriers: tuple[str, ...], period: Period) -> str:
    if best is None:
        return "Belum ada inovasi yang tercatat, juga pada unit di bawahnya."
    entries = [catalogue.innovations[slug] for slug in carriers]
    reason = f"{len(entries)} inovasi {STEPS[best]}."
    if best < STEPS.index(period.ambang.langkah):
        reason += f" Target memerlukan langkah {period.ambang.langkah}."
    if all(entry.opd != opd for entry in entries):
        reason += " Dibawa unit di bawahnya."
    if all(entry.record.status_data == "sumber-publik" for entry in entries):
        reason += " Dari sumber publik, belum dikonfirmasi."
    return reason


def urusan_states(catalogue: Catalogue, states: Mapping[str, InnovationState]) -> tuple[UrusanState, ...]:
    """Tell for each basic-service affair which innovations have it as their main affair."""
    basic = [word for word in catalogue.words("urusan").values() if word.pelayanan_dasar]
    by_affair: dict[str | None, list[str]] = defaultdict(list)
    for slug, entry in catalogue.innovations.items():
        by_affair[entry.record.urusan_utama].append(slug)
    found = []
    for word in basic:
        recorded = by_affair[word.id]
        eligible = tuple(slug for slug in recorded if states[slug].rank >= STEPS.index("layak"))
        could = sorted(
            (id for id, opd in catalogue.opds.items() if word.id in opd.record.urusan),
            key=lambda holder: (not catalogue.opds[holder].record.wajib, holder),
        )
        found.append(UrusanState(word.id, word.nama, bool(eligible), eligible, tuple(recorded), tuple(could)))
    return tuple(found)
