"""What evidence would add, and which innovations lack little, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.assess import Requirement
from catalogue.assess.advice import EvidenceAdvice, NewcomerAdvice
from catalogue.assess.advice.gains import ranked
from catalogue.assess.ladder import NEW_DEVELOPMENT
from catalogue.assess.result import READING_NAMES
from catalogue.build import Build, Link
from catalogue.common.indonesian import enumerate_words, gain_text, number_text
from catalogue.model import Indicator, Innovation
from catalogue.site.views.fields import label

PLACES = 3
ACTS = {
    "isi": "Nyatakan faktanya dan lampirkan bukti",
    "buktikan": "Lampirkan bukti untuk fakta yang sudah dinyatakan",
    "perbaiki": "Perbaiki menurut catatan pemeriksaan",
    "periksa": "Periksa bukti yang sudah ada",
    "tingkatkan": "Naikkan keadaannya, lalu lampirkan bukti baru",
}


@dataclass(frozen=True)
class OpportunityView:
    """One indicator of one innovation that could bring more.

    `gains` are those of the next act by reading, `most` the greatest of the highest level.
    """

    found: EvidenceAdvice
    innovation: Link
    indicator: Link
    act: str
    actor: str
    next_text: str
    gains: tuple[tuple[str, str], ...]
    most: str


def innovations_below(build: Build, opd: str) -> list[str]:
    """Return the innovations of an agency and of its units, in the order in which all are assessed."""
    return sorted(entry.id for id in build.catalogue.with_units(opd) for entry in build.catalogue.by_opd.get(id, ()))


def opportunities_below(build: Build, opd: str) -> tuple[EvidenceAdvice, ...]:
    """Return what would raise the index with an agency and its units, in the order of the advice to the city."""
    return ranked(item for slug in innovations_below(build, opd) for item in build.opportunities[slug])


def opportunity(build: Build, item: EvidenceAdvice) -> OpportunityView:
    """Show what one indicator could bring."""
    texts = {level.level: level.teks for level in item.indikator.level}
    return OpportunityView(
        found=item,
        innovation=build.innovation_link(item.id, item.indikator.id),
        indicator=indicator_link(build, item.indikator),
        act=ACTS[item.tindakan],
        actor=build.catalogue.region.koordinator if item.tindakan == "periksa" else "OPD",
        next_text=texts[item.berikutnya.tingkat],
        gains=gain_texts(item.berikutnya.tambahan),
        most=gain_text(max(item.tertinggi.tambahan.values()), PLACES),
    )


def gain_texts(gains: Mapping[str, Decimal]) -> tuple[tuple[str, str], ...]:
    """Write the gain of each reading; once where they are the same, and none where there is none."""
    texts = {reading: gain_text(gain, PLACES) for reading, gain in gains.items()}
    if len(set(texts.values())) == 1:
        return (("ketiga perhitungan", next(iter(texts.values()))),)
    return tuple((READING_NAMES[reading], text) for reading, text in texts.items() if text != "0")


def indicator_link(build: Build, indicator: Indicator) -> Link:
    """Name an indicator and its place in the rubric."""
    return Link(f"{indicator.nomor}. {indicator.nama}", f"rubrik/{build.assessment.rubric.tahun}/#{indicator.id}")


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
    counted = [item for item in found if item.dihitung]
    shown = counted or found
    rows = tuple(opportunity(build, item) for item in shown[:SHOWN])
    return AgencyAdvice(_sentence(counted, found), rows, len(shown), not counted)


def _sentence(counted: Sequence[EvidenceAdvice], found: Sequence[EvidenceAdvice]) -> str:
    if not counted:
        best = max(found, key=lambda item: item.tertinggi.tambahan[READING])
        return (
            "Belum ada inovasi yang dihitung dalam indeks. Sesudah layak, yang paling menambah adalah "
            f"{best.indikator.nama}: sampai {number_text(best.tertinggi.tambahan[READING], 3)} angka."
        )
    ready = [item for item in counted if item.tindakan == "buktikan"]
    most = sum((item.tertinggi.tambahan[READING] for item in counted), Decimal(0))
    if not ready:
        return f"Bukti yang masih dapat dinaikkan menambah paling banyak {number_text(most, 3)} angka indeks kota."
    sure = sum((item.berikutnya.tambahan[READING] for item in ready), Decimal(0))
    return (
        f"{len(ready)} fakta yang sudah dinyatakan belum memiliki bukti; melampirkannya menambah "
        f"{number_text(sure, 3)} angka indeks kota. Seluruh indikator pada tingkat tertinggi menambah "
        f"paling banyak {number_text(most, 3)} angka."
    )


@dataclass(frozen=True)
class NewcomerView:
    """An innovation that only lacks fields and documents."""

    innovation: Link
    opd: Link
    missing: tuple[str, ...]
    affair: str


def newcomer_views(build: Build, found: Iterable[NewcomerAdvice]) -> tuple[NewcomerView, ...]:
    """Show newcomers in the order given."""
    return tuple(
        NewcomerView(
            innovation=build.innovation_link(item.id, "tangga"),
            opd=build.opd_link(item.opd),
            missing=tuple(_short(requirement) for requirement in item.kurang),
            affair=build.named("urusan", item.urusan_dasar_baru),
        )
        for item in found
    )


SHORT = {
    ("rancang_bangun",): "rancang bangun belum cukup",
    NEW_DEVELOPMENT: "waktunya di luar rentang; bila dikembangkan di dalamnya, catat pengembangan baru",
    ("waktu_penerapan", "waktu_pengembangan"): "waktu penerapan belum diketahui atau kurang teliti",
    ("waktu_uji_coba",): "waktu uji coba belum diketahui atau kurang teliti",
    ("pengesahan",): "pembenaran OPD",
}
"""What a condition comes to in a few words, by the fields that it names."""


def _short(requirement: Requirement) -> str:
    """Say in a few words what is missing; the page of the innovation has the whole sentence."""
    if known := SHORT.get(requirement.fields):
        return known
    if not set(requirement.fields) <= set(Innovation.model_fields):
        return requirement.text
    names = [label(name).lower() for name in requirement.fields]
    return f"{len(names)} isian profil" if len(names) > 3 else f"isian {enumerate_words(names)}"
