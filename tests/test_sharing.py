"""What a shared link says: the sentence for which somebody opens the page, and nothing that is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.build import Build
from catalogue.site.views.sharing import agency_card, record_card, record_description, site_card
from tests.exported import catalogue_at, context
from tests.trees import lay_out

RECORD = """nama: Antar Obat
ringkasan: Obat diantar ke rumah pasien. Pasien tidak perlu antre.
status_data: sumber-publik
jenis_catatan: inovasi
sumber: [{judul: Berita, tanggal: 2017-03, terlihat: seluruhnya}]
"""
SERVICE = """layanan:
  kebutuhan: [berobat]
  produk: {isi: Obat sampai di rumah pada hari yang sama. Racikan menyusul.}
  biaya: {isi: Gratis bagi peserta BPJS.}
"""


def build_of(folder: Path, record: str) -> Build:
    """Return a catalogue with this one record."""
    text = f"# berkas: innovations/dinas-contoh/antar-obat.yaml\n{record}"
    return context(catalogue_at(lay_out(folder, text.encode())))


@pytest.mark.parametrize(
    ("added", "kind", "sentence", "state"),
    [
        (
            SERVICE,
            "layanan",
            "Obat sampai di rumah pada hari yang sama. Gratis bagi peserta BPJS.",
            "Belum dipastikan masih berjalan. Menurut berita Maret 2017",
        ),
        (
            SERVICE.replace("Gratis bagi peserta BPJS", "Rp5.000 tiap pengantaran"),
            "layanan",
            "Obat sampai di rumah pada hari yang sama.",
            "Belum dipastikan masih berjalan. Menurut berita Maret 2017",
        ),
        (
            f"{SERVICE}status: berhenti\nstatus_sejak: 2019\n",
            "inovasi",
            "Obat diantar ke rumah pasien.",
            "Inovasi ini sudah berhenti sejak 2019",
        ),
        ("", "inovasi", "Obat diantar ke rumah pasien.", "Belum dipastikan masih berjalan. Menurut berita Maret 2017"),
    ],
    ids=["free service", "service with a price", "ended service", "innovation"],
)
def test_a_card_says_what_one_gets_and_whether_it_runs(
    added: str, kind: str, sentence: str, state: str, tmp_path: Path
) -> None:
    """A service that has ended offers nothing; what costs something is not called free."""
    build = build_of(tmp_path, RECORD + added)
    card = record_card(build, build.catalogue.innovations["antar-obat"])
    assert (card.kind, card.sentence, card.state) == (kind, sentence, state)


def test_a_lead_is_never_shared_as_an_innovation(tmp_path: Path) -> None:
    """Its card is of another kind and names what it is."""
    build = build_of(tmp_path, RECORD.replace("jenis_catatan: inovasi", "jenis_catatan: kegiatan"))
    card = record_card(build, build.catalogue.innovations["antar-obat"])
    assert card.kind == "petunjuk"
    assert card.owner.startswith("Petunjuk (kegiatan) · ")


def test_a_description_ends_with_the_age_of_what_is_known(tmp_path: Path) -> None:
    """However long the summary is, the state fits into what messengers show."""
    long = RECORD.replace("Pasien tidak perlu antre.", "Pasien tidak perlu antre di loket obat. " * 8)
    build = build_of(tmp_path, long)
    told = record_description(build, build.catalogue.innovations["antar-obat"])
    assert len(told) <= 200
    assert told.endswith("… Belum dipastikan masih berjalan. Menurut berita Maret 2017.")


def test_cards_of_the_city_and_of_an_agency_say_how_they_stand(tmp_path: Path) -> None:
    """The finding is the sentence: what there is, and that nobody confirmed it yet."""
    build = build_of(tmp_path, RECORD)
    agency = agency_card(build, build.catalogue.opds["dinas-contoh"])
    assert (agency.kind, agency.sentence.split(". ")[0]) == ("opd", "1 inovasi dalam katalog")
    assert agency.sentence.endswith("baru diberitakan.")
    assert "1 inovasi dari Kota Contoh, belum ada yang dibenarkan OPD." in site_card(build).told
