"""The decisions of a period that Bappeda has not made yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.assess import Assessment
from catalogue.build import Build
from catalogue.common.indonesian import enumerate_words
from catalogue.site.views.standing import PlaceView, find


@dataclass(frozen=True)
class Decision:
    """A decision that is open: what it is about in few words, what stands today, and where it is to be written."""

    subject: str
    text: str
    place: PlaceView


def decisions(build: Build, assessment: Assessment) -> Iterator[Decision]:
    """Name what Bappeda has left open in the period's file, each with its line."""
    entry = build.catalogue.periods[assessment.period.tahun]
    for subject, text, field in _open(build, assessment):
        yield Decision(subject, text, find(build, entry, field))


def _open(build: Build, assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    """Yield what is open, with the field of the period that holds it."""
    period = assessment.period
    if not period.target.resmi:
        text = f"Syarat target masih usulan katalog (langkah {period.target.langkah})"
        yield "syarat target", text, "target"
    text = "Inovasi unit dihitung juga bagi OPD induknya: aturan katalog, belum diputuskan"
    yield "hitungan inovasi unit", text, "target"
    if not period.jendela.resmi:
        yield "rentang waktu penerapan", "Rentang waktu penerapan masih perkiraan", "jendela"
    if period.pengumpulan is None or not period.pengumpulan.resmi:
        yield "hari pengumpulan", "Hari pengumpulan dibuka atau ditutup masih perkiraan", "pengumpulan"
    if period.pemberitahuan is None:
        yield "surat kepada OPD", "Surat pemberitahuan target kepada OPD belum ada", "pemberitahuan"
    if drafts := [stage.nama for stage in period.linimasa if not stage.resmi and stage.selesai >= build.today]:
        text = f"{len(drafts)} tanggal linimasa yang akan datang masih perkiraan: {enumerate_words(drafts)}"
        yield f"{len(drafts)} tanggal linimasa", text, "linimasa"
    if period.target_rpjmd is None or period.target_rpjmd.nilai is None:
        yield "target indeks RPJMD", "Target indeks menurut RPJMD belum diisi", "target_rpjmd"
    rows = assessment.index.spd
    if unknown := [row.indicator.nomor for row in rows if row.tingkat is None]:
        text = f"{len(unknown)} dari {len(rows)} baris SPD belum diisi: {', '.join(unknown)}"
        yield f"{len(unknown)} baris SPD", text, "spd"
