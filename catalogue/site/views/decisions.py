"""The decisions of a period that Bappeda has not made yet."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.assess import Assessment
from catalogue.build import Build
from catalogue.common.indonesian import enumerate_words
from catalogue.site.views.places import BasisView, find


def decisions(build: Build, assessment: Assessment) -> Iterator[BasisView]:
    """Name what Bappeda has left open in the period's file, each with its line."""
    entry, period = build.catalogue.periods[assessment.period.tahun], assessment.period
    if not period.target.resmi:
        yield BasisView(
            f"Syarat target masih usulan katalog (langkah {period.target.langkah})", find(build, entry, "target")
        )
    yield BasisView(
        "Inovasi unit dihitung juga bagi OPD induknya: aturan katalog, belum diputuskan", find(build, entry, "target")
    )
    if not period.jendela.resmi:
        yield BasisView("Rentang waktu penerapan masih perkiraan", find(build, entry, "jendela"))
    if period.pengumpulan is None or not period.pengumpulan.resmi:
        yield BasisView("Hari pengumpulan dibuka atau ditutup masih perkiraan", find(build, entry, "pengumpulan"))
    if period.pemberitahuan is None:
        yield BasisView("Surat pemberitahuan target kepada OPD belum ada", find(build, entry, "pemberitahuan"))
    drafts = [stage.nama for stage in period.linimasa if not stage.resmi and stage.selesai >= build.today]
    if drafts:
        text = f"{len(drafts)} tanggal linimasa yang akan datang masih perkiraan: {enumerate_words(drafts)}"
        yield BasisView(text, find(build, entry, "linimasa"))
    if period.target_rpjmd is None or period.target_rpjmd.nilai is None:
        yield BasisView("Target indeks menurut RPJMD belum diisi", find(build, entry, "target_rpjmd"))
    unknown = [row.indicator.nomor for row in assessment.index.spd_rows if row.level is None]
    if unknown:
        text = f"{len(unknown)} dari {len(assessment.index.spd_rows)} baris SPD belum diisi: {', '.join(unknown)}"
        yield BasisView(text, find(build, entry, "spd"))
