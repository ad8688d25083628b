"""The advice to one agency: what its evidence would add to the index of the city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.assess.advice import Opportunity
from catalogue.build import Build
from catalogue.common.indonesian import number_text
from catalogue.site.views.advice.evidence import OpportunityView, opportunities_below, opportunity_views

READING = "berbukti"
SHOWN = 5


@dataclass(frozen=True)
class AgencyAdvice:
    """What an agency, units below it included, can add; `rows` begins with the greatest gain."""

    sentence: str
    rows: tuple[OpportunityView, ...]
    total: int
    later: bool
    """None of its innovations counts yet, so the gains are those once they do."""


def agency_advice(build: Build, opd: str) -> AgencyAdvice | None:
    """Show the advice to an agency; None where the period keeps it, or nothing is recorded."""
    visible = build.period.publikasi
    found = opportunities_below(build, opd)
    if build.closed or not (visible.indeks and visible.kematangan) or not found:
        return None
    counted = [item for item in found if item.counted]
    shown = counted or found
    return AgencyAdvice(_sentence(counted, found), opportunity_views(build, shown[:SHOWN]), len(shown), not counted)


def _sentence(counted: Sequence[Opportunity], found: Sequence[Opportunity]) -> str:
    if not counted:
        best = max(found, key=lambda item: item.best.gains[READING])
        return (
            "Belum ada inovasi yang dihitung dalam indeks. Sesudah layak, yang paling menambah adalah "
            f"{best.indicator.nama}: sampai {number_text(best.best.gains[READING], 3)} angka."
        )
    ready = [item for item in counted if item.act == "buktikan"]
    most = sum((item.best.gains[READING] for item in counted), Decimal(0))
    if not ready:
        return f"Bukti yang masih dapat dinaikkan menambah paling banyak {number_text(most, 3)} angka indeks kota."
    sure = sum((item.next.gains[READING] for item in ready), Decimal(0))
    return (
        f"{len(ready)} fakta yang sudah dinyatakan belum memiliki bukti; melampirkannya menambah "
        f"{number_text(sure, 3)} angka indeks kota. Seluruh indikator pada tingkat tertinggi menambah "
        f"paling banyak {number_text(most, 3)} angka."
    )
